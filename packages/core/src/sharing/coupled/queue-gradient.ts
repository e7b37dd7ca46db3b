import { weightOf } from './queue-division.ts';
import { BY_SHARES, type QueueEntry, type QueueNode } from './queue-node.ts';

/**
 * How the rates in a queue move when the cap of one of its flows, which holds it, rises by `gain`.
 * A full queue gives no more: what one has more, those that divide by shares have less. Calls back
 * for each flow, the one itself included.
 */
export function riseInQueue(
  entry: QueueEntry,
  gain: number,
  visit: (flow: number, gain: number) => void,
): void {
  visit(entry.flow, gain);
  for (let node = entry.parent; node !== undefined; node = node.parent) {
    if (!node.isDivided) continue;
    takeFromShares(node, gain, visit);
    return;
  }
}

function takeFromShares(
  node: QueueNode,
  loss: number,
  visit: (flow: number, gain: number) => void,
): void {
  const { isShort } = node;
  let shares = 0;
  eachByShares(node, (entry) => {
    shares += weightOf(entry, isShort);
  });
  for (const entry of node.flows) {
    if (entry.place !== BY_SHARES) continue;
    visit(entry.flow, (-loss * weightOf(entry, isShort)) / shares);
  }
  for (const queue of node.queues) {
    if (queue.place !== BY_SHARES) continue;
    takeFromShares(queue, (loss * weightOf(queue, isShort)) / shares, visit);
  }
}

function eachByShares(node: QueueNode, visit: (entry: QueueEntry) => void): void {
  for (const entry of node.flows) if (entry.place === BY_SHARES) visit(entry);
  for (const queue of node.queues) if (queue.place === BY_SHARES) visit(queue);
}
