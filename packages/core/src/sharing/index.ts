/** Proportional share of one resource: shares, reservation, limit and demand, in nested pools. */
export { Binding } from './binding.ts';
export { divide } from './divide.ts';
export { ShareMembers } from './share-members.ts';
export { ShareTree } from './share-tree.ts';
