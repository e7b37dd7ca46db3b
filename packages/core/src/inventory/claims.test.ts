import { describe, expect, it } from 'vitest';
import type { ClaimRules } from './claim-rules.ts';
import { poolCpuClaim, vmCpuClaim } from './claims.ts';

describe('claims', () => {
  it('of a VM with two vCPUs are 4,000, 2,000 and 1,000 shares by word, 1,000 a vCPU by default', () => {
    const shares = (['high', 'normal', 'low'] as const).map(
      (word) => vmCpuClaim({ shares: word }, 2, 2000).shares,
    );
    expect(shares).toEqual([4000, 2000, 1000]);
    expect(vmCpuClaim(undefined, 2, 2000)).toEqual({
      shares: 2000,
      reservationMHz: 0,
      limitMHz: Number.POSITIVE_INFINITY,
    });
  });

  it('of a pool are those of a VM with four vCPUs: 8,000, 4,000, 2,000', () => {
    const shares = (['high', 'normal', 'low'] as const).map(
      (word) => poolCpuClaim({ shares: word }, 6000).shares,
    );
    expect(shares).toEqual([8000, 4000, 2000]);
  });

  it('take a number of shares as it is, 0 too', () => {
    expect(vmCpuClaim({ shares: 333 }, 8, 2000).shares).toBe(333);
    expect(vmCpuClaim({ shares: 0 }, 8, 2000).shares).toBe(0);
  });

  it('take 25 % of a VM from its vCPUs, of a pool from all that it stands on', () => {
    const claim = {
      reservation: { dimension: 'percent', value: 0.25 },
      limit: { dimension: 'frequency', value: 900 },
    } as const;
    expect(vmCpuClaim(claim, 2, 2000)).toMatchObject({ reservationMHz: 1000, limitMHz: 900 });
    expect(poolCpuClaim(claim, 16000)).toMatchObject({ reservationMHz: 4000, limitMHz: 900 });
  });

  it('under Xen are weights of 512, 256 and 128 for a VM, and caps of one pCPU', () => {
    const xen: ClaimRules = { normalShares: 256, sharesPer: 'vm', limitOf: 'pcpu' };
    const shares = (['high', 'normal', 'low'] as const).map(
      (word) => vmCpuClaim({ shares: word }, 4, 2000, xen).shares,
    );
    expect(shares).toEqual([512, 256, 128]);
    const limit = (value: number) => ({ limit: { dimension: 'percent', value } }) as const;
    expect(vmCpuClaim(limit(0.5), 4, 2000, xen).limitMHz).toBe(1000);
    expect(vmCpuClaim(limit(0), 4, 2000, xen).limitMHz).toBe(Number.POSITIVE_INFINITY);
    expect(vmCpuClaim(limit(0), 4, 2000).limitMHz).toBe(0);
  });
});
