/** Weighted max-min sharing over coupled resources. */
export { Held as CoupledHeld } from './answers.ts';
export { CoupledSharing } from './coupled-sharing.ts';
export type { Gradient as CoupledGradient } from './gradient.ts';
export type { Counters as CoupledCounters } from './network.ts';
export type { CapacityByFlows } from './resource-table.ts';
export type { CoupledResource } from './topology.ts';
export type { CoupledTuning } from './tuning.ts';
