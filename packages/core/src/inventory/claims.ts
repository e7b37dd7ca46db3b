import type { Quantity } from '../declare/index.ts';
import { type ClaimRules, usualClaimRules } from './claim-rules.ts';
import type { CpuClaim } from './entities.ts';
import type { ClaimSpec } from './specs.ts';

/**
 * Shares, reservations and limits in MHz. Source: VSRM: High, Normal, Low = 4:2:1; a pool counts
 * as a VM with four vCPUs. What a platform makes of them is in its `ClaimRules`.
 */
const timesNormal = { high: 2, normal: 1, low: 0.5 } as const;
const poolVcpus = 4;

/** A claimed amount in MHz; a percentage is of `wholeMHz`. */
export function amountMHz(amount: Quantity, wholeMHz: number): number {
  return amount.dimension === 'percent' ? amount.value * wholeMHz : amount.value;
}

/** Shares of a word for an owner that counts as `units` VMs or vCPUs; a number is itself. */
function cpuShares(shares: NonNullable<ClaimSpec['shares']>, normal: number, units: number) {
  return typeof shares === 'number' ? shares : timesNormal[shares] * normal * units;
}

/**
 * Claim of a VM whose vCPUs run at `coreMHz`; percentages are of all its vCPUs. Where a limit is
 * a cap of pCPUs, 0 means none.
 */
export function vmCpuClaim(
  claim: ClaimSpec | undefined,
  vcpus: number,
  coreMHz: number,
  rules: ClaimRules = usualClaimRules,
): CpuClaim {
  const { shares = 'normal', reservation, limit } = claim ?? {};
  const wholeMHz = vcpus * coreMHz;
  const isCap = rules.limitOf === 'pcpu';
  const limitMHz = limit && amountMHz(limit, isCap ? coreMHz : wholeMHz);
  const hasLimit = limitMHz !== undefined && !(isCap && limitMHz === 0);
  return {
    shares: cpuShares(shares, rules.normalShares, rules.sharesPer === 'vm' ? 1 : vcpus),
    reservationMHz: reservation === undefined ? 0 : amountMHz(reservation, wholeMHz),
    limitMHz: hasLimit ? limitMHz : Number.POSITIVE_INFINITY,
  };
}

/** Claim of a pool; percentages are of the capacity of what its tree stands on. */
export function poolCpuClaim(
  claim: ClaimSpec | undefined,
  ownerCapacityMHz: number,
  rules: ClaimRules = usualClaimRules,
): CpuClaim {
  const { shares = 'normal', reservation, limit } = claim ?? {};
  return {
    shares: cpuShares(shares, rules.normalShares, poolVcpus),
    reservationMHz: reservation === undefined ? 0 : amountMHz(reservation, ownerCapacityMHz),
    limitMHz: limit === undefined ? Number.POSITIVE_INFINITY : amountMHz(limit, ownerCapacityMHz),
  };
}
