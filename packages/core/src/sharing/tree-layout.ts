import type { ShareMembers } from './share-members.ts';
import { NodeKind, type TreeNodes } from './tree-nodes.ts';

/**
 * Gives every node its place: the root first, then level by level, the children of one parent
 * side by side in the order of their numbers; and copies claims and demands there. O(nodes), by
 * counting the children of each parent.
 */
export function layOutTree(nodes: TreeNodes, members: ShareMembers): void {
  const { kind, parent, nodeCount, position, nodeAt, firstChild, childCount } = nodes;
  const childrenOf = new Int32Array(nodeCount + 1);
  for (let node = 1; node < nodeCount; node++) {
    if (kind[node] !== NodeKind.free) childrenOf[parent[node]!]! += 1;
  }
  const nextOf = new Int32Array(nodeCount);
  let sum = 0;
  for (let node = 0; node < nodeCount; node++) {
    nextOf[node] = sum;
    sum += childrenOf[node]!;
  }
  const byParent = new Int32Array(sum);
  for (let node = 1; node < nodeCount; node++) {
    if (kind[node] === NodeKind.free) continue;
    byParent[nextOf[parent[node]!]!++] = node;
  }
  let placed = 1;
  nodes.poolCount = 0;
  nodeAt[0] = 0;
  for (let at = 0; at < placed; at++) {
    const node = nodeAt[at]!;
    firstChild[at] = placed;
    childCount[at] = childrenOf[node]!;
    if (kind[node] === NodeKind.pool) nodes.poolPositions[nodes.poolCount++] = at;
    const end = nextOf[node]!;
    for (let k = end - childrenOf[node]!; k < end; k++) {
      const child = byParent[k]!;
      position[child] = placed;
      nodeAt[placed++] = child;
    }
  }
  copyClaims(nodes, members, placed);
}

function copyClaims(nodes: TreeNodes, members: ShareMembers, count: number): void {
  for (let at = 1; at < count; at++) {
    const node = nodes.nodeAt[at]!;
    members.shares[at] = nodes.shares[node]!;
    members.reservation[at] = nodes.reservation[node]!;
    members.limit[at] = nodes.limit[node]!;
    members.demand[at] = nodes.demand[node]!;
  }
}
