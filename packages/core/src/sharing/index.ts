/**
 * Proportional share of one resource: shares, reservation, limit and demand, in nested pools;
 * weighted max-min over coupled resources; and laws of queueing.
 */
export { Binding } from './binding.ts';
export * from './coupled/index.ts';
export { divide } from './divide.ts';
export * from './queueing/index.ts';
export { ShareMembers } from './share-members.ts';
export { ShareTree } from './share-tree.ts';
