/**
 * Proportional share of one resource: shares, reservation, limit and demand, in nested pools; and
 * weighted max-min over coupled resources.
 */
export { Binding } from './binding.ts';
export * from './coupled/index.ts';
export { divide } from './divide.ts';
export { ShareMembers } from './share-members.ts';
export { ShareTree } from './share-tree.ts';
