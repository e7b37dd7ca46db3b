import { workLeft } from './clocks.ts';
import {
  AT_CAP,
  FLOW,
  FOLLOWS,
  IN_TURN,
  IN_TURN_LESS,
  SHARES,
  SLOPE,
  STATE,
  STEADY_RATE,
  TIES,
  WANTED_WEIGHT,
} from './flow-table.ts';
import { contribute, setThresholds, withdraw } from './members.ts';
import type { Network } from './network.ts';
import {
  capOf,
  changeNext,
  divideQueue,
  lineOf,
  type QueueNode,
  thresholdAbove,
  thresholdBelow,
} from './queue-node.ts';
import { ALONE, ROUTE } from './route-table.ts';

/** Has the members of a queue divided anew by the next solve. */
export function listQueue(n: Network, node: QueueNode): void {
  if (node.isListed) return;
  node.isListed = true;
  n.queuesToDivide.push(node);
}

/** Divides the queues on the list at the levels published. */
export function divideListedQueues(n: Network): void {
  if (n.queuesToDivide.length === 0) return;
  for (const node of n.queuesToDivide) {
    node.isListed = false;
    if (n.queues.get(node.slot) === node) divideAnew(n, node);
  }
  n.queuesToDivide.length = 0;
}

/** Finds who of a queue's members is held by what, whatever held them before. */
export function divideAnew(n: Network, node: QueueNode): void {
  node.alone = n.routes.numbers[node.route * ROUTE + ALONE]!;
  divideQueue(node, n.flows.numbers, n.resources.level(n.routes.binder(node.route)));
  putInForce(n, node);
}

/** The level of the route crosses the next threshold of a queue. */
export function crossQueue(n: Network, node: QueueNode, isUp: boolean): void {
  const heaps = isUp ? n.aboveInRoute : n.belowInRoute;
  const key = heaps.key(node.slot);
  changeNext(node, n.flows.numbers, isUp, isUp ? key : -key);
  putInForce(n, node);
}

/** Gives the members the rates of their states, and sets the next thresholds. */
function putInForce(n: Network, node: QueueNode): void {
  const { numbers } = n.flows;
  const { members, states } = node;
  lineOf(node, numbers);
  let isUneven = false;
  for (let i = 0; i < members.length; i++) {
    const flow = members[i]!;
    const at = flow * FLOW;
    if (states[i] === AT_CAP) change(n, flow, AT_CAP, 0, capOf(node, numbers, at));
    else if (states[i] === FOLLOWS) change(n, flow, FOLLOWS, numbers[at + WANTED_WEIGHT]!, 0);
    else {
      const share = numbers[at + SHARES]!;
      const state = node.offset > 0 ? IN_TURN_LESS : IN_TURN;
      isUneven ||= node.offset > 0;
      change(n, flow, state, node.rise * share, node.offset > 0 ? -node.offset * share : 0);
    }
  }
  node.datedLevel = Number.NaN;
  if (isUneven) n.unevenQueues.add(node);
  else n.unevenQueues.delete(node);
  setThresholds(n, node.slot, thresholdAbove(node, numbers), thresholdBelow(node, numbers));
}

function change(n: Network, flow: number, state: number, slope: number, steady: number): void {
  const { numbers, integers } = n.flows;
  const isSame =
    integers[flow * TIES + STATE] === state &&
    numbers[flow * FLOW + SLOPE] === slope &&
    numbers[flow * FLOW + STEADY_RATE] === steady;
  if (!isSame) contribute(n, flow, state, slope, steady, withdraw(n, flow));
}

/** Computes the dates of members whose rate is not proportional to the level, where it moved. */
export function dateUnevenQueues(n: Network): void {
  if (n.unevenQueues.size === 0) return;
  for (const node of n.unevenQueues) {
    const level = n.resources.level(n.routes.binder(node.route));
    if (level === node.datedLevel) continue;
    node.datedLevel = level;
    for (const flow of node.members) dateUneven(n, flow, level);
  }
}

function dateUneven(n: Network, flow: number, level: number): void {
  const { numbers, integers } = n.flows;
  if (integers[flow * TIES + STATE] !== IN_TURN_LESS) return;
  const left = workLeft(n, flow);
  const rate = numbers[flow * FLOW + SLOPE]! * level + numbers[flow * FLOW + STEADY_RATE]!;
  if (left < Infinity && rate > 0) n.flowDates.set(flow, n.nowSeconds + left / rate);
  else n.flowDates.remove(flow);
}
