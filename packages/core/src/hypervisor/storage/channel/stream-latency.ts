/**
 * How long a request of a stream takes, from the levels of the solver: rules A, B and D of the
 * design note.
 *
 *     closed, or backlogged      R = window / rate                          N = X R by definition
 *       behind the slots         D = 1 / level of what binds
 *       before the slots         K = R - D
 *     open, gets its wish        D = delay + one more at the fullest device + service elsewhere
 *                                K = one turn of a slot where its queue is full, else 0
 *     held by a limit or delay   R = window / rate; D as of an open stream, K the rest
 *
 * The fullest device of a way is that where one more request would take longest.
 */
import type { StreamId } from '../../../inventory/io-port.ts';
import { CoupledHeld, openQueueSeconds } from '../../../sharing/index.ts';
import type { Flows } from './flows.ts';
import type { RouteUse } from './route-uses.ts';
import { sendWindowMB } from './send-way.ts';
import { SEND } from './stream-table.ts';

/** A wish is fulfilled but for rounding. */
const ROUNDING = 1e-9;

export class StreamLatency {
  private readonly flows: Flows;

  constructor(flows: Flows) {
    this.flows = flows;
  }

  /** Writes rate and latencies of a stream into its table. */
  read(stream: StreamId): void {
    const { streams, io } = this.flows;
    const flow = streams.flow[stream]!;
    const use = streams.uses[stream];
    const rate = flow < 0 ? 0 : io.sharing.rate(flow);
    streams.rate[stream] = rate;
    if (rate <= 0 || use === undefined) {
      streams.latency[stream] = Number.NaN;
      streams.kernel[stream] = Number.NaN;
      streams.device[stream] = Number.NaN;
      return;
    }
    const whole = this.flows.claims.weightOf(stream) / rate;
    const held = io.sharing.heldBy(flow);
    const size = streams.kind[stream] === SEND ? sendWindowMB : 1;
    const isFulfilled = rate >= streams.wish[stream]! * (1 - ROUNDING);
    if (isFulfilled) this.readFulfilled(stream, use, whole, size);
    else {
      const isByItself = held === CoupledHeld.cap || held === CoupledHeld.unshared;
      const device = isByItself ? this.deviceSeconds(use, size) : 1 / this.levelAt(flow);
      streams.latency[stream] = whole;
      streams.device[stream] = Math.min(whole, device);
      streams.kernel[stream] = whole - streams.device[stream]!;
    }
  }

  /** What a request sees that comes now and is itself a part of what is there; see the port. */
  arrivalSeconds(stream: StreamId, ownPart: number): number {
    const { streams, io } = this.flows;
    const use = streams.uses[stream];
    const flow = streams.flow[stream]!;
    if (use === undefined || flow < 0 || io.sharing.rate(flow) <= 0) return Number.NaN;
    const size = streams.kind[stream] === SEND ? sendWindowMB : 1;
    return this.deviceSeconds(use, size, 1 - ownPart);
  }

  private readFulfilled(stream: StreamId, use: RouteUse, whole: number, size: number): void {
    const { streams, legs, io } = this.flows;
    let kernel = 0;
    const leg = streams.leg[stream]!;
    const mount = leg < 0 ? undefined : this.flows.mount(legs.mount[leg]!);
    // What a cache takes waits for a slot as all do, but is not among those that hold them long.
    const isCached = leg >= 0 && legs.isCached[leg] === 1;
    if (mount?.isQueued === true && (isCached || streams.isQueued[stream] === 1)) {
      const isFull = io.sharing.isQueueFull(mount.queue);
      const level = isCached
        ? io.sharing.level(io.groups[legs.group[leg]!]!)
        : this.lowestLevel(use);
      kernel = openQueueSeconds(mount.slots, level, isFull);
    }
    const device = Math.min(this.deviceSeconds(use, size), whole);
    kernel = Math.min(kernel, whole - device);
    streams.device[stream] = device;
    streams.kernel[stream] = kernel;
    streams.latency[stream] = device + kernel;
  }

  private levelAt(flow: number): number {
    const { sharing } = this.flows.io;
    return sharing.level(sharing.boundBy(flow));
  }

  private lowestLevel(use: RouteUse): number {
    let level = Infinity;
    for (const resource of use.resources) {
      level = Math.min(level, this.flows.io.sharing.level(resource));
    }
    return level;
  }

  /** What a request takes that is one more on its way, or a part; `size` units of rate are one. */
  private deviceSeconds(use: RouteUse, size: number, more = 1): number {
    const { sharing, servers, inHost } = this.flows.io;
    const { resources, coefficients, crossed } = use;
    let sum = use.delaySeconds;
    let most = 0;
    for (let i = 0; i < crossed; i++) {
      const resource = resources[i]!;
      if (resource === inHost) continue;
      const coefficient = size * coefficients[i]!;
      const service = (coefficient * servers[resource]!) / sharing.capacity(resource);
      sum += service;
      most = Math.max(most, 1 / sharing.arrivalLevel(resource, more * coefficient) - service);
    }
    return sum + most;
  }
}
