import type { Quantity } from '../declare/index.ts';
import type { CpuClaim } from './entities.ts';
import type { ClaimSpec } from './specs.ts';

/**
 * Shares, reservations and limits in MHz. Source: VSRM: High, Normal, Low = 4:2:1; CPU shares of a
 * VM 2000, 1000, 500 per vCPU; a pool counts as a VM with four vCPUs.
 */
const sharesPerVcpu = { high: 2000, normal: 1000, low: 500 } as const;
const poolVcpus = 4;

/** A claimed amount in MHz; a percentage is of `wholeMHz`. */
export function amountMHz(amount: Quantity, wholeMHz: number): number {
  return amount.dimension === 'percent' ? amount.value * wholeMHz : amount.value;
}

/** CPU shares of a word for an owner that counts as `vcpus` vCPUs; a number stands for itself. */
function cpuShares(shares: NonNullable<ClaimSpec['shares']>, vcpus: number): number {
  return typeof shares === 'number' ? shares : sharesPerVcpu[shares] * vcpus;
}

function resolve(claim: ClaimSpec | undefined, vcpus: number, wholeMHz: number): CpuClaim {
  const { reservation, limit } = claim ?? {};
  return {
    shares: cpuShares(claim?.shares ?? 'normal', vcpus),
    reservationMHz: reservation === undefined ? 0 : amountMHz(reservation, wholeMHz),
    limitMHz: limit === undefined ? Number.POSITIVE_INFINITY : amountMHz(limit, wholeMHz),
  };
}

/** Claim of a VM whose vCPUs run at `coreMHz`; percentages are of all its vCPUs. */
export function vmCpuClaim(claim: ClaimSpec | undefined, vcpus: number, coreMHz: number): CpuClaim {
  return resolve(claim, vcpus, vcpus * coreMHz);
}

/** Claim of a pool; percentages are of the capacity of what its tree stands on. */
export function poolCpuClaim(claim: ClaimSpec | undefined, ownerCapacityMHz: number): CpuClaim {
  return resolve(claim, poolVcpus, ownerCapacityMHz);
}
