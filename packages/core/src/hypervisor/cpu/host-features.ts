import type { Host, Vm } from '../../inventory/entities.ts';
import type { Platform } from '../../inventory/platform.ts';
import type { GuestExecution } from '../../inventory/specs.ts';

/** What a host's platform and processors add to plain sharing by shares. */
export interface HostFeatures {
  /** None of the rest but co-stop, which changes no allocation. */
  readonly isPlain: boolean;
  /** Work of two busy threads of a core over that of one; 1 with one thread a core. */
  readonly threadGain: number;
  readonly sharesByDemand: boolean;
  /** Strict co-scheduling. */
  readonly runsGangs: boolean;
  /** Relaxed co-scheduling: how unevenly the vCPUs of a VM are served; 0 elsewhere. */
  readonly unevenness: number;
  readonly overheads: Overheads | undefined;
}

/** CPU that VMs cost beside what their guests do. */
export interface Overheads {
  /** On top of the guest's work, as a fraction of it, by how the guest runs. */
  readonly fraction: Readonly<Record<GuestExecution, number>>;
  /** Of each vCPU that is on, MHz. */
  readonly idleMHz: number;
}

export function featuresOf(host: Host): HostFeatures {
  const { platform, spec } = host;
  const second = Math.min(1, platform.number('secondThreadPercent') / 100);
  const features = {
    threadGain: spec.cpu.threadsPerCore > 1 ? 1 + second : 1,
    sharesByDemand: spec.cpu.sharing === 'demand',
    runsGangs: platform.word('coScheduling') === 'strict',
    unevenness: unevennessOf(platform),
    overheads: overheadsOf(host),
  };
  const { sharesByDemand, runsGangs, overheads } = features;
  const hasOneThread = spec.cpu.threadsPerCore === 1;
  const isPlain = hasOneThread && !sharesByDemand && !runsGangs && overheads === undefined;
  return { ...features, isPlain };
}

/** How unevenly a platform serves the vCPUs of one VM; 0 unless its co-scheduling is relaxed. */
export function unevennessOf(platform: Platform): number {
  if (platform.word('coScheduling') !== 'relaxed') return 0;
  return platform.number('unevenServiceFraction');
}

/** What VMs cost on a host; undefined where that is nothing. */
function overheadsOf({ platform, coreMHz }: Host): Overheads | undefined {
  const fraction = {
    translated: platform.number('translatedOverheadPercent') / 100,
    paravirtual: platform.number('paravirtualOverheadPercent') / 100,
    hardware: platform.number('hardwareOverheadPercent') / 100,
  };
  const idleMHz = (platform.number('idleVcpuPercent') / 100) * coreMHz;
  const most = Math.max(idleMHz, fraction.translated, fraction.paravirtual, fraction.hardware);
  return most > 0 ? { fraction, idleMHz } : undefined;
}

/** How a VM's guest runs on a host: as it says, or as the platform prefers. */
export function executionOn(host: Host, vm: Vm): GuestExecution {
  const [first] = host.platform.word('guestExecution').split('-or-');
  return vm.spec.execution ?? (first as GuestExecution);
}

/**
 * Co-stop of a VM over its ready time: vCPUs that wait for their siblings beside those that wait
 * for a core, h (n - 1) / n for n vCPUs served with unevenness h. Source: MODELS 1.5.
 */
export function coStopRatio(unevenness: number, vcpus: number): number {
  return (unevenness * (vcpus - 1)) / vcpus;
}
