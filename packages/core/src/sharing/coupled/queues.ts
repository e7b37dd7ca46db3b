/**
 * Queues in force: when they are divided anew, what their flows add to their classes, and at which
 * level that changes next.
 *
 * The flows of an outermost queue may be of several classes, whose routes cross the same resources:
 * they have one level. So each class gets the thresholds of the queue, by a slot of its own in the
 * table of flows, and whichever is crossed first divides the queue.
 */
import { assert } from '../../engine/errors.ts';
import { workLeft } from './clocks.ts';
import {
  AT_CAP,
  AT_RESERVATION,
  FLOW,
  FOLLOWS,
  IN_TURN,
  IN_TURN_LESS,
  IS_QUEUE,
  ON_ROUTE,
  SLOPE,
  STATE,
  STEADY_RATE,
  TIES,
} from './flow-table.ts';
import { contribute, setThresholds, withdraw } from './members.ts';
import type { Network } from './network.ts';
import {
  AT_BOUND,
  AT_FLOOR,
  eachFlowEntry,
  type QueueEntry,
  type QueueNode,
  type QueuePart,
} from './queue-node.ts';
import { rebind } from './rebinding.ts';
import { CLASS, USERS } from './route-table.ts';
import { leaveRouteUse } from './route-use.ts';

/** Part by which a level must exceed a threshold to cross it, with a margin: see settle.ts. */
const BEYOND = 2e-12;

/** Has the entries of a queue, and of those around it, divided anew by the next solve. */
export function listQueue(n: Network, node: QueueNode): void {
  const { root } = node;
  if (root.isListed) return;
  root.isListed = true;
  n.queuesToDivide.push(root);
}

/** Divides the queues on the list at the levels published. */
export function divideListedQueues(n: Network): void {
  if (n.queuesToDivide.length === 0) return;
  for (const root of n.queuesToDivide) {
    root.isListed = false;
    divideAnew(n, root);
  }
  n.queuesToDivide.length = 0;
}

/** Finds who of a queue's flows is held by what, whatever held them before. */
export function divideAnew(n: Network, root: QueueNode): void {
  gatherParts(n, root);
  if (root.parts.length === 0) {
    n.unevenQueues.delete(root);
    return;
  }
  const level = levelOf(n, root);
  n.division.divide(n, root, level, true);
  const { low, high } = n.division.range;
  putInForce(n, root, Math.min(low, level), Math.max(high, level * (1 + BEYOND)));
}

/** The level of a part's route crosses the next threshold of its queue. */
export function crossQueue(n: Network, part: QueuePart, isUp: boolean): void {
  const level = isUp ? n.aboveInRoute.key(part.slot) : -n.belowInRoute.key(part.slot);
  n.division.divide(n, part.root, level, isUp);
  // Whatever rounding says of the next threshold, it does not lie where the level came from.
  const { low, high } = n.division.range;
  if (isUp) putInForce(n, part.root, Math.min(low, level), Math.max(high, level * (1 + BEYOND)));
  else putInForce(n, part.root, Math.min(low, level * (1 - BEYOND)), Math.max(high, level));
}

/** Level of the routes of all flows in an outermost queue. */
function levelOf(n: Network, { parts }: QueueNode): number {
  return n.resources.level(n.routes.binder(parts[0]!.route));
}

/** Sums up the parts of a queue that was divided, by class. */
export function sumParts(n: Network, root: QueueNode): void {
  for (const part of root.parts) {
    part.slope = 0;
    part.steady = 0;
  }
  eachFlowEntry(root, (entry) => {
    const route = n.flows.integers[entry.flow * TIES + ON_ROUTE]!;
    for (const part of root.parts) {
      if (part.route !== route) continue;
      part.slope += entry.slope;
      part.steady += entry.steady;
    }
  });
}

/** Opens a part for each class that has flows of the queue now, and closes those without. */
export function gatherParts(n: Network, root: QueueNode): void {
  const { parts } = root;
  for (const part of parts) part.flowCount = 0;
  eachFlowEntry(root, ({ flow }) => {
    const route = n.flows.integers[flow * TIES + ON_ROUTE]!;
    if (route < 0) return;
    let part = parts.find((each) => each.route === route);
    if (part === undefined) {
      part = openPart(n, root, route);
      parts.push(part);
    }
    part.flowCount++;
  });
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i]!;
    if (part.flowCount > 0) continue;
    parts.splice(i, 1);
    closePart(n, part);
  }
  if (parts.length > 1) align(n, parts);
}

/** Classes that share a queue have one binder, so that its level is one. */
function align(n: Network, parts: readonly QueuePart[]): void {
  const first = parts[0]!.route;
  for (const { route } of parts) {
    const isSame = n.routes.hasSameResources(route, first);
    assert(isSame, 'the routes of all flows in a queue cross the same resources');
    if (!n.isRebuilding) rebind(n, route, n.routes.binder(first));
  }
}

function openPart(n: Network, root: QueueNode, route: number): QueuePart {
  const slot = n.flows.take();
  n.reserve();
  n.flows.live--;
  n.flows.integers[slot * TIES + STATE] = IS_QUEUE;
  n.flows.integers[slot * TIES + ON_ROUTE] = route;
  n.routes.integers[route * CLASS + USERS]!++;
  const part = { root, route, slot, slope: 0, steady: 0, flowCount: 0 };
  n.queueParts.set(slot, part);
  const others = n.partsOnRoute.get(route);
  if (others === undefined) n.partsOnRoute.set(route, [part]);
  else others.push(part);
  return part;
}

function closePart(n: Network, part: QueuePart): void {
  const { slot, route } = part;
  setThresholds(n, slot, Infinity, 0);
  n.queueParts.delete(slot);
  const others = n.partsOnRoute.get(route)!;
  if (others.length === 1) n.partsOnRoute.delete(route);
  else others.splice(others.indexOf(part), 1);
  n.flows.live++;
  n.flows.give(slot);
  leaveRouteUse(n, route);
}

/** Gives the flows the rates of the division, and sets the next thresholds. */
function putInForce(n: Network, root: QueueNode, low: number, high: number): void {
  let isUneven = false;
  eachFlowEntry(root, (entry) => {
    const state = stateOf(entry);
    isUneven ||= state === IN_TURN_LESS;
    change(n, entry, state);
  });
  root.datedLevel = Number.NaN;
  if (isUneven) n.unevenQueues.add(root);
  else n.unevenQueues.delete(root);
  for (const { slot } of root.parts) setThresholds(n, slot, high, low);
}

/** What holds a flow, in the words of the flow table. */
function stateOf(entry: QueueEntry): number {
  if (entry.place === AT_BOUND) return entry.isLimited ? AT_CAP : FOLLOWS;
  if (entry.place === AT_FLOOR) {
    if (entry.floorSlope > 0) return FOLLOWS;
    if (entry.isLimited && entry.floorSteady === entry.boundSteady) return AT_CAP;
    return entry.floorSteady > 0 ? AT_RESERVATION : IN_TURN;
  }
  return entry.steady < 0 ? IN_TURN_LESS : IN_TURN;
}

function change(n: Network, { flow, slope, steady }: QueueEntry, state: number): void {
  const { numbers, integers } = n.flows;
  if (integers[flow * TIES + ON_ROUTE]! < 0) return;
  const isSame =
    integers[flow * TIES + STATE] === state &&
    numbers[flow * FLOW + SLOPE] === slope &&
    numbers[flow * FLOW + STEADY_RATE] === steady;
  if (!isSame) contribute(n, flow, state, slope, steady, withdraw(n, flow));
}

/** Computes the dates of flows whose rate is not proportional to the level, where it moved. */
export function dateUnevenQueues(n: Network): void {
  if (n.unevenQueues.size === 0) return;
  for (const root of n.unevenQueues) {
    const level = levelOf(n, root);
    if (level === root.datedLevel) continue;
    root.datedLevel = level;
    eachFlowEntry(root, ({ flow }) => {
      dateUneven(n, flow, level);
    });
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
