/** The simulator: a validated scenario in, a running datacenter out. */

export type { GuestBesideHost, Inspection } from './answers/inspection.ts';
export type { HostRecovery, RecoveringVm, RecoveryPhase } from './answers/recovery.ts';
export type { StorageEstate } from './answers/storage-estate.ts';
export type * from './answers/summary.ts';
export type { Explanation, ExplanationPart } from './answers/why.ts';
export {
  clockTime,
  counted,
  decimal,
  deedOf,
  describeEvent,
  duration,
  listed,
  mhz,
  percent,
} from './answers/words.ts';
export { coreErrors, mechanisms, type Policies } from './datacenter.ts';
export type * from './declare/index.ts';
export * from './engine/index.ts';
export { finiteSourceReady } from './hypervisor/cpu/finite-source.ts';
export { ReadyTimeTable } from './hypervisor/cpu/ready-time.ts';
export type { PlatformColumn } from './hypervisor/platforms/column.ts';
export {
  platformCellProblem,
  platformRows,
} from './hypervisor/platforms/platforms.ts';
export {
  platformColumns,
  platformNames,
  platformTitles,
} from './hypervisor/platforms/table.ts';
export { type PartKind, partKinds } from './hypervisor/storage/faults/part-lists.ts';
export type { Cabling } from './hypervisor/storage/topology/cabling.ts';
export { type Unseen, Visibility } from './hypervisor/storage/topology/visibility.ts';
export { Directory, type EntityRow } from './inventory/directory.ts';
export {
  type Cluster,
  type Host,
  hostStates,
  type Pool,
  type Vm,
  vmStates,
} from './inventory/entities.ts';
export type * from './inventory/job-specs.ts';
export type { Mechanism } from './inventory/mechanism.ts';
export type { PlacementCandidate, PlacementPolicy, Refusal } from './inventory/placement-port.ts';
export type * from './inventory/platform-specs.ts';
export type * from './inventory/scenario.ts';
export * from './inventory/selector.ts';
export type { Outage, RestartOrder } from './inventory/service-ports.ts';
export type * from './inventory/specs.ts';
export { implicitNetwork } from './inventory/storage/build-storage.ts';
export { spaceOf } from './inventory/storage/datastore-entities.ts';
export { type PartState, partStates } from './inventory/storage/part-health.ts';
export type * from './inventory/storage/storage-specs.ts';
export type * from './inventory/workload-specs.ts';
export type { World } from './inventory/world.ts';
export * from './observe/index.ts';
export { mostUnreserved } from './services/placement/most-unreserved.ts';
export { defaultBootSeconds } from './services/power/power.keys.ts';
export * from './sharing/coupled/index.ts';
export { Binding as ShareBinding, divide, ShareMembers, ShareTree } from './sharing/index.ts';
export * from './sharing/queueing/index.ts';
export * from './simulation.ts';
