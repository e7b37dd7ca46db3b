import type { TreeNode } from '../document/tree.ts';

/** Texts, lists and maps as plain JavaScript; what is broken is undefined. */
export function plainOf(node: TreeNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'list':
      return node.items.map(plainOf);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainOf(value)]));
    case 'broken':
      return undefined;
  }
}

/** Something in the tree could not be read. */
export function holdsBroken(node: TreeNode): boolean {
  if (node.kind === 'list') return node.items.some(holdsBroken);
  if (node.kind === 'map') return [...node.entries.values()].some((e) => holdsBroken(e.value));
  return node.kind === 'broken';
}
