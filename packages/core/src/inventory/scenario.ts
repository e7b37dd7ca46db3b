import type { ExpectationSpec, RecordSpec } from '../declare/index.ts';
import type { JobSpec } from './job-specs.ts';
import type { PlatformSpec } from './platform-specs.ts';
import type { ClusterSpec, HostSpec, PoolSpec, VmSpec } from './specs.ts';
import type { NetworkSpec, StorageSpec } from './storage/storage-specs.ts';
import type { WorkloadSpec } from './workload-specs.ts';

/** One instant's command, as the language writes it, with typed values. */
export interface Command {
  readonly verb: string;
  /** Selector text of whom it acts on; absent for verbs without one (`set`). */
  readonly of?: string;
  /** Further typed keys: `{ effect: 'crash' }`. For `set`: `{ changes: SetChange[] }`. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** One entry of `set` on the timeline: a path of the language and its typed value. */
export interface SetChange {
  /** Kind of entity: 'vm', 'pool', 'workload', 'host'. */
  readonly kind: string;
  /** Names of the entities it changes, sorted. */
  readonly names: readonly string[];
  /** Keys below the entity: ['allocation', 'cpu', 'shares']. */
  readonly path: readonly string[];
  /** Value as the typed scenario would hold it at that path. */
  readonly value: unknown;
}

export interface TimedCommand extends Command {
  readonly atSeconds: number;
  /** Repeats after this long, for ever. */
  readonly everySeconds?: number;
  readonly hidden: boolean;
  readonly note?: string;
}

/** A validated scenario in base units: seconds, MHz, MiB. Entities are sorted by name. */
export interface Scenario {
  readonly name: string;
  readonly about?: string;
  /** Seconds since 1970-01-01 00:00 without time zone. */
  readonly startEpochSeconds: number;
  readonly durationSeconds: number;
  readonly seed: number;
  readonly platforms: readonly PlatformSpec[];
  readonly hosts: readonly HostSpec[];
  readonly clusters: readonly ClusterSpec[];
  readonly pools: readonly PoolSpec[];
  readonly workloads: readonly WorkloadSpec[];
  readonly vms: readonly VmSpec[];
  /** Absent: none. */
  readonly jobs?: readonly JobSpec[];
  /** Absent or empty: one, `lan`, with a NIC of every host that has none of its own. */
  readonly networks?: readonly NetworkSpec[];
  /** Absent: none; VMs lie nowhere and are seen by all hosts. */
  readonly storage?: StorageSpec;
  readonly timeline: readonly TimedCommand[];
  readonly record: RecordSpec;
  readonly expect: readonly ExpectationSpec[];
}
