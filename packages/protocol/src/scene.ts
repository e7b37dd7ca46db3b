import type { SceneEntity } from './scene-entity.ts';
import type { SceneStorage } from './scene-storage.ts';

export type { SceneEntity } from './scene-entity.ts';

/** What does not change during a run: told once, so that frames can be numbers alone. */
export interface Scene {
  readonly name: string;
  readonly about: string;
  /** Name of the scenario's file. */
  readonly file: string;
  readonly seed: number;
  readonly runNumber: number;
  /** Seconds since 1970-01-01 00:00 without time zone. */
  readonly startEpochSeconds: number;
  readonly durationSeconds: number;
  /** Distance of the fine recorded intervals, seconds. */
  readonly intervalSeconds: number;
  /** Words that `state` columns of frames are places in, by kind: `vm`: 'powered-off', ... */
  readonly states: Readonly<Record<string, readonly string[]>>;
  readonly clusters: readonly SceneCluster[];
  readonly hosts: readonly SceneHost[];
  readonly pools: readonly ScenePool[];
  readonly vms: readonly SceneVm[];
  /** Absent where the scenario describes no storage. */
  readonly storage?: SceneStorage;
  /** Entities of other kinds (jobs, workloads, the estate), so that events can name them. */
  readonly others: readonly SceneEntity[];
  /** Commands by kind of entity: what can be done to it at all. */
  readonly commands: readonly SceneCommand[];
  /** What the scenario has planned: drawn where it has not been simulated yet. */
  readonly planned: readonly ScenePlan[];
  /** Every event type that can come, with the tone in which it is told. */
  readonly eventTypes: readonly SceneEventType[];
  readonly warnings: readonly string[];
}

export interface SceneHost extends SceneEntity {
  /** Row of its cluster; -1: none. */
  readonly cluster: number;
  readonly sockets: number;
  readonly cores: number;
  readonly threads: number;
  /** Nominal speed of one core, MHz. */
  readonly coreMHz: number;
  readonly memoryMiB: number;
  /** Name of the product generation, for people. */
  readonly platform: string;
}

export interface SceneCluster extends SceneEntity {
  /** Whether high availability is on. */
  readonly hasHa: boolean;
}

export interface ScenePool extends SceneEntity {
  /** Where it stands: another pool, a cluster or a host. */
  readonly parent: { readonly kind: string; readonly row: number };
}

export interface SceneVm extends SceneEntity {
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Row of its cluster; -1: none. */
  readonly cluster: number;
  /** Row of its pool; -1: none. */
  readonly pool: number;
  readonly os: string;
  readonly workload: string;
  readonly restartPriority: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface SceneCommand {
  readonly verb: string;
  readonly kind: string;
  readonly doc: string;
  /** States of the entity in which it does something: `fail` of a host that is connected. */
  readonly inStates: readonly string[];
}

export interface ScenePlan {
  readonly atSeconds: number;
  /** Absent: once. */
  readonly everySeconds?: number;
  readonly verb: string;
  readonly of: string;
  /** The author's word beside it, or ''. */
  readonly note: string;
}

/** alarm: something broke; warning: somebody suffers; good: something healed; plain: all else. */
export type Tone = 'alarm' | 'warning' | 'good' | 'plain';

export interface SceneEventType {
  readonly type: string;
  readonly tone: Tone;
  readonly doc: string;
}
