import type { HaSummary } from './summary-ha.ts';
import type { JobSummary } from './summary-jobs.ts';

/** One metric over the whole run: exact time average, extremes, and a percentile within 1 %. */
export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** What it stayed at or below for 95 % of the time; absent where none was kept. */
  readonly p95?: number;
}

/** CPU of a VM. A value is absent where its metric was not recorded or never applied. */
export interface VmCpuSummary {
  /** What the guest wanted. */
  readonly demandMHz?: Spread;
  /** What the host gave it. */
  readonly usedMHz?: Spread;
  /** Time in which a vCPU ran; while the VM was on. */
  readonly usedPercent?: Spread;
  /** Time in which a vCPU could have run and waited for a core; while the VM was on. */
  readonly readyPercent?: Spread;
  /** The part of ready time that a limit caused. */
  readonly limitedPercent?: Spread;
}

/** What the guest itself believed, beside the host's truth in `cpu`. */
export interface VmGuestSummary {
  /** How busy the guest said its CPUs were. */
  readonly cpuPercent?: Spread;
  /** What a steal-aware guest showed as stolen. */
  readonly stealPercent?: Spread;
}

/** I/O of a VM on its disks. A value is absent where its metric was not recorded or never applied. */
export interface VmIoSummary {
  readonly readMBps?: Spread;
  readonly writeMBps?: Spread;
  /** Mean time of a request, as the guest sees it. */
  readonly latencyMs?: Spread;
}

/** What users of a VM saw; empty where it has none. */
export interface VmAppSummary {
  /** Transactions a second. */
  readonly throughput?: Spread;
  /** Mean time of a transaction; while anybody was served. */
  readonly responseMs?: Spread;
}

/** A span in which a VM should have served and did not. */
export interface Downtime {
  /** Seconds after the start of the run. */
  readonly from: number;
  /** Seconds after the start of the run; null while it lasts. */
  readonly to: number | null;
  /** Why it began. */
  readonly reason: string;
}

/** What bound the CPU of a VM, and for how much of the time in which it was on. */
export interface BoundBy {
  /** `demand`, `vcpus`, `limit`, `pool` or `shares`. */
  readonly constraint: string;
  /** Whose constraint it was: a pool or a host; null for the VM's own. */
  readonly entity: string | null;
  /** Between 0 and 1. */
  readonly fraction: number;
}

/** One VM over the run. */
export interface VmSummary {
  readonly name: string;
  /** The host it is registered on at the end; null if it was never placed. */
  readonly host: string | null;
  /** At the end: `running`, `booting`, `shutting-down`, `suspended`, `powered-off`, `failed`, `crashed`. */
  readonly state: string;
  readonly uptimeSeconds: number;
  /** Time in which it should have served and did not, boot after a failure included. */
  readonly downtimeSeconds: number;
  /** Time in which it was off, suspended or starting because somebody wanted it. */
  readonly plannedDowntimeSeconds: number;
  /** The unplanned outages, oldest first; at most the latest 1,000. */
  readonly downtimes: readonly Downtime[];
  readonly cpu: VmCpuSummary;
  readonly guest: VmGuestSummary;
  /** Empty for a VM without disks. */
  readonly io: VmIoSummary;
  readonly app: VmAppSummary;
  /** The longest first. */
  readonly boundBy: readonly BoundBy[];
}

/** CPU of a host. A value is absent where its metric was not recorded or never applied. */
export interface HostCpuSummary {
  readonly demandMHz?: Spread;
  readonly usedMHz?: Spread;
  /** Use of its cores while it was connected. */
  readonly usedPercent?: Spread;
  /** Mean ready time of the vCPUs that were on. */
  readonly readyPercent?: Spread;
}

/** One host over the run. */
export interface HostSummary {
  readonly name: string;
  /** At the end: `connected`, `failed` or `powered-off`. */
  readonly state: string;
  readonly uptimeSeconds: number;
  /** Time in which it was failed. */
  readonly downtimeSeconds: number;
  /** All its cores together. */
  readonly capacityMHz: number;
  readonly memoryMiB: number;
  /** VMs that are on there at the end. */
  readonly vmsOn: number;
  readonly cpu: HostCpuSummary;
}

/** What came of one line of `expect:`. */
export interface ExpectationSummary {
  readonly pass: boolean;
  /** One line to read: what was expected and what was measured. */
  readonly message: string;
  /** What decided; null when there was nothing to measure. */
  readonly measured: number | string | null;
  /** Unit of `measured`; `1` for counts, empty for states. */
  readonly unit: string;
  /** Name of the entity that decided; null where no single one did. */
  readonly worst: string | null;
  /** Entities that were judged. */
  readonly entities: number;
  /** Why it must be so, in the words of the scenario; null where it does not say. */
  readonly because: string | null;
  /** `file:line:column` of the entry; null where the scenario comes from code. */
  readonly position: string | null;
}

/** I/O of a datastore. A value is absent where its metric was not recorded or never applied. */
export interface DatastoreIoSummary {
  readonly freePercent?: Spread;
  readonly readMBps?: Spread;
  readonly writeMBps?: Spread;
  readonly iops?: Spread;
  readonly latencyMs?: Spread;
}

/** One datastore over the run. */
export interface DatastoreSummary {
  readonly name: string;
  /** `vmfs`, `nfs`, `ntfs` or `raw`. */
  readonly kind: string;
  /** At the end, for the worst off of its hosts: `open`, `stalled`, `down` or `lost`. */
  readonly state: string;
  /** Null: without bound. */
  readonly capacityMiB: number | null;
  /** At the end: disks, swap files, and what was put there. */
  readonly usedMiB: number;
  /** Who sees it when nothing is broken, and how each reaches it at the end. */
  readonly hosts: readonly { readonly host: string; readonly state: string }[];
  readonly io: DatastoreIoSummary;
}

/** One path from an adapter to an array port over the run. */
export interface PathSummary {
  readonly name: string;
  readonly host: string;
  /** At the end: `active` if some LUN uses it, `standby`, or `dead`. */
  readonly state: string;
  /** Time in which its host took it for dead. */
  readonly deadSeconds: number;
  /** Absent where it was not recorded. */
  readonly io: { readonly throughputMBps?: Spread };
}

/** A whole run in numbers: `summary.json`, and what `vdcsim run --json` prints. */
export interface Summary {
  /** Name of the scenario. */
  readonly scenario: string;
  readonly seed: number;
  /** Number of the replication. */
  readonly run: number;
  readonly simulatedSeconds: number;
  /** Events in the log. */
  readonly events: number;
  /** Timers that fired: a measure of the simulator's work. */
  readonly timersFired: number;
  /** Hash of the whole event log at full precision: equal for equal runs. */
  readonly fingerprint: string;
  readonly hosts: readonly HostSummary[];
  readonly vms: readonly VmSummary[];
  readonly jobs: readonly JobSummary[];
  readonly datastores: readonly DatastoreSummary[];
  readonly paths: readonly PathSummary[];
  /** Empty until backups are modelled. */
  readonly backups: readonly never[];
  readonly ha: HaSummary;
  /** What came of each line of `expect:`, in the order of the file. */
  readonly expectations: readonly ExpectationSummary[];
}
