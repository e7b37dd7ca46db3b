import { widerFloats, widerInts } from './arrays.ts';

/** Numbers of a flow in `FlowTable.numbers`: one cache line, at `flow * FLOW`. */
export const FLOW = 8;
/** Weight w as wanted; in a queue: the window. */
export const WANTED_WEIGHT = 0;
/** Cap u as wanted; Infinity: none. */
export const CAP = 1;
/** Reservation v as wanted; 0 for what is in a queue, where the queue honours it. */
export const RESERVATION = 2;
/** Work that it started with; Infinity: it never ends by itself. */
export const WORK = 3;
/** The rate in force is `SLOPE * level of the binder + STEADY_RATE`. */
export const SLOPE = 4;
export const STEADY_RATE = 5;
/** Work left at the date `LEFT_AT`. */
export const LEFT = 6;
export const LEFT_AT = 7;

/** Integers of a flow in `FlowTable.integers`, at `flow * TIES`. */
export const TIES = 8;
/** Route in force; -1: none yet, or none any more. */
export const ON_ROUTE = 0;
/** Route as wanted; -1: it is to end. */
export const WANTED_ROUTE = 1;
/** One of the states below. */
export const STATE = 2;
/** Queue that it is in; -1: none. */
export const QUEUE = 3;
/** Neighbours among the flows of its route. */
export const NEXT_FLOW = 4;
export const PREVIOUS_FLOW = 5;
/** Bits: what the next solve has to see to. */
export const FLAGS = 6;

/** Rate = weight * level. */
export const FOLLOWS = 0;
/** Rate = cap. */
export const AT_CAP = 1;
/** Rate = reservation, above weight * level. */
export const AT_RESERVATION = 2;
/** In a full queue: rate = its part of the queue's slots * level. */
export const IN_TURN = 3;
/** The same, less a part of what capped or owed ones have. */
export const IN_TURN_LESS = 4;
/** The entry stands for the flows of one class in a queue. */
export const IS_QUEUE = 5;
/** Nothing in force. */
export const IDLE = 6;
/** The slot is free. */
export const VACANT = 7;

/** The next solve puts the wishes into force. */
export const FLAG_PENDING = 1;
/** The reservation was released, since a resource cannot honour it. */
export const FLAG_RELEASED = 2;
/** The work is done; nobody was told yet, or it ends with the next solve. */
export const FLAG_ENDED = 4;

/** Flows in columns. */
export class FlowTable {
  count = 0;
  /** Flows that exist. */
  live = 0;
  numbers = new Float64Array(0);
  integers = new Int32Array(0);
  /** Order of start. */
  sequences = new Float64Array(0);
  private started = 0;
  private readonly free: number[] = [];

  /** A flow that is wanted nowhere. */
  take(): number {
    const flow = this.free.pop() ?? this.count++;
    if (flow * FLOW >= this.numbers.length) this.grow();
    this.numbers.fill(0, flow * FLOW, flow * FLOW + FLOW);
    const at = flow * TIES;
    this.integers.fill(-1, at, at + TIES);
    this.integers[at + STATE] = IDLE;
    this.integers[at + FLAGS] = 0;
    this.sequences[flow] = this.started++;
    this.live++;
    return flow;
  }

  give(flow: number): void {
    this.integers[flow * TIES + STATE] = VACANT;
    this.live--;
    this.free.push(flow);
  }

  private grow(): void {
    const room = Math.max(64, (2 * this.numbers.length) / FLOW);
    this.numbers = widerFloats(this.numbers, room * FLOW);
    this.integers = widerInts(this.integers, room * TIES);
    this.sequences = widerFloats(this.sequences, room);
  }
}
