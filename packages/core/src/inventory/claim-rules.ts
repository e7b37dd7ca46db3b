import type { Platform } from './platform.ts';

/** What the shares and limits of a platform's VMs mean. */
export interface ClaimRules {
  /** Shares of the word `normal`; `high` is twice and `low` half of it. */
  readonly normalShares: number;
  /** Whether words count once for each vCPU, or once for a VM. */
  readonly sharesPer: 'vcpu' | 'vm';
  /** What a limit in percent is of: all vCPUs of the VM, or one of the host's pCPUs. */
  readonly limitOf: 'vcpus' | 'pcpu';
}

/**
 * Rules where no platform is known. Source: VSRM: CPU shares of a VM are 2000, 1000 and 500 per
 * vCPU for high, normal and low.
 */
export const usualClaimRules: ClaimRules = {
  normalShares: 1000,
  sharesPer: 'vcpu',
  limitOf: 'vcpus',
};

/** The rules of a platform, from its row of the table. */
export function claimRulesOf(platform: Platform): ClaimRules {
  return {
    normalShares: platform.number('normalCpuShares'),
    sharesPer: platform.word('cpuSharesPer') === 'vm' ? 'vm' : 'vcpu',
    limitOf: platform.word('cpuLimitOf') === 'pcpu' ? 'pcpu' : 'vcpus',
  };
}
