import { assert } from '../../engine/errors.ts';
import { dueSeconds, workLeft } from './clocks.ts';
import { FLAG_ENDED, FLAGS, FLOW, ON_ROUTE, TIES, WORK } from './flow-table.ts';
import { IdList } from './id-list.ts';
import { dropFinish } from './members.ts';
import type { Network } from './network.ts';
import { FREE, MARK_DATE } from './resource-table.ts';
import type { Wishes } from './wishes.ts';

/** Work below this part of a flow's size is none. Source: design note on tolerances. */
const NO_WORK = 1e-9;

/** Ends of flows: when the next comes, and who ends. */
export class Finishing {
  private readonly network: Network;
  private readonly wishes: Wishes;
  private readonly ended = new IdList();

  constructor(network: Network, wishes: Wishes) {
    this.network = network;
    this.wishes = wishes;
  }

  /** Moves the date forward; what was asked for and not solved yet is not in force till then. */
  advance(nowSeconds: number): void {
    const n = this.network;
    if (nowSeconds === n.nowSeconds) return;
    assert(nowSeconds > n.nowSeconds && nowSeconds < Infinity, 'time must not go back');
    n.nowSeconds = nowSeconds;
  }

  nextSeconds(): number {
    const { resourceDates, flowDates } = this.network;
    const resource = this.dueResource();
    return resource < 0 ? flowDates.firstKey : resourceDates.firstKey;
  }

  finishDue(nowSeconds: number, onFinish: (flow: number) => void): number {
    const n = this.network;
    const { ended } = this;
    const first = ended.size;
    this.advance(nowSeconds);
    for (;;) {
      const resource = this.dueResource();
      const date = resource < 0 ? n.flowDates.firstKey : n.resourceDates.firstKey;
      if (date === Infinity) break;
      const route = resource < 0 ? -1 : n.finishAtBinder.roots[resource]!;
      const flow = resource < 0 ? n.flowDates.first : n.finishInRoute.roots[route]!;
      const isDone = date <= nowSeconds || workLeft(n, flow) <= NO_WORK * this.workOf(flow);
      if (!isDone) break;
      this.end(flow);
    }
    const count = ended.size - first;
    sortBySequence(ended, first, n.flows.sequences);
    for (let i = first; i < first + count; i++) onFinish(ended.at(i));
    ended.size = first;
    return count;
  }

  private end(flow: number): void {
    const n = this.network;
    dropFinish(n, flow, n.flows.integers[flow * TIES + ON_ROUTE]!);
    n.flowDates.remove(flow);
    n.flows.integers[flow * TIES + FLAGS]! |= FLAG_ENDED;
    this.ended.push(flow);
    this.wishes.end(flow);
  }

  private workOf(flow: number): number {
    return this.network.flows.numbers[flow * FLOW + WORK]!;
  }

  /** Resource that serves the next flow to end; -1: its date is its own, or there is none. */
  private dueResource(): number {
    const { resourceDates, flowDates } = this.network;
    for (;;) {
      const resource = resourceDates.first;
      if (resource < 0) return -1;
      const noted = resourceDates.firstKey;
      if (flowDates.firstKey <= noted) return -1;
      const due = dueSeconds(this.network, resource);
      if (due <= noted) return resource;
      if (due === Infinity) resourceDates.remove(resource);
      else resourceDates.set(resource, due);
    }
  }
}

/** Looks up the first date of each resource for which it may have become earlier. */
export function lookUpDates(n: Network): void {
  const { toDate, resourceDates, resources } = n;
  for (let resource = toDate.pop(); resource >= 0; resource = toDate.pop()) {
    resources.marks[resource]! &= ~MARK_DATE;
    if (resources.kinds[resource] === FREE) continue;
    const due = dueSeconds(n, resource);
    if (due === Infinity) resourceDates.remove(resource);
    else if (!resourceDates.has(resource) || due < resourceDates.key(resource)) {
      resourceDates.set(resource, due);
    }
  }
}

/** Orders the end of a list by start; it is short, and mostly in order. */
function sortBySequence(flows: IdList, first: number, sequences: Float64Array): void {
  for (let i = first + 1; i < flows.size; i++) {
    const flow = flows.at(i);
    let j = i;
    while (j > first && sequences[flows.at(j - 1)]! > sequences[flow]!) {
      flows.put(j, flows.at(j - 1));
      j--;
    }
    flows.put(j, flow);
  }
}
