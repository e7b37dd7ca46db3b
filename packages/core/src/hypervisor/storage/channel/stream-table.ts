import type { StreamId } from '../../../inventory/io-port.ts';
import { doubles, integers, Rows, widerDoubles, widerIntegers } from './columns.ts';
import type { RouteUse } from './route-uses.ts';

/** What a stream carries. */
export const IO = 1;
export const SEND = 2;
export const COPY = 3;

/** The streams that there are, in columns by their numbers. */
export class StreamTable {
  /** IO, SEND or COPY; 0: no such stream. */
  kind = integers();
  /** Flow in the solver; -1: it has not begun. */
  flow = integers();
  /** Its I/O: what it reads or writes; a copy may do both. -1: none. */
  leg = integers();
  otherLeg = integers();
  /** VM that sends or receives; -1: none. */
  senderVm = integers();
  receiverVm = integers();
  /** 1: its flow is in the queue of its mount. */
  isQueued = integers();
  /** 1: its route is to be chosen anew before the next solve. */
  isMoved = integers();
  /** What it was opened with, in its unit; Infinity: closed, or finite. */
  wish = doubles();
  /** Units to move before it begins; Infinity: it goes on. */
  work = doubles();
  /** Rate, seconds in all, before the slots, and behind, as told last. */
  rate = doubles();
  latency = doubles();
  kernel = doubles();
  device = doubles();
  /** Units that were left when the metrics were told last, and since when they ran. */
  toldWork = doubles();
  toldSeconds = doubles();
  /** Rate and latencies as they were then; of streams that go on. */
  toldRate = doubles();
  toldLatency = doubles();
  toldKernel = doubles();
  /** How many there are. */
  count = 0;
  readonly done: (((stream: StreamId) => void) | undefined)[] = [];
  /** Route that its flow is on. */
  readonly uses: (RouteUse | undefined)[] = [];
  private readonly rows = new Rows((room) => this.widen(room));

  /** One above the highest number. */
  get end(): number {
    return this.rows.end;
  }

  take(kind: number): StreamId {
    const stream = this.rows.take();
    this.count++;
    this.kind[stream] = kind;
    this.flow[stream] = -1;
    this.leg[stream] = -1;
    this.otherLeg[stream] = -1;
    this.senderVm[stream] = -1;
    this.receiverVm[stream] = -1;
    this.isQueued[stream] = 0;
    this.isMoved[stream] = 0;
    this.wish[stream] = Infinity;
    this.work[stream] = Infinity;
    this.rate[stream] = 0;
    this.toldRate[stream] = 0;
    this.toldLatency[stream] = 0;
    this.toldKernel[stream] = 0;
    return stream;
  }

  give(stream: StreamId): void {
    this.kind[stream] = 0;
    this.count--;
    this.done[stream] = undefined;
    this.uses[stream] = undefined;
    this.rows.give(stream);
  }

  private widen(room: number): void {
    this.kind = widerIntegers(this.kind, room);
    this.flow = widerIntegers(this.flow, room);
    this.leg = widerIntegers(this.leg, room);
    this.otherLeg = widerIntegers(this.otherLeg, room);
    this.senderVm = widerIntegers(this.senderVm, room);
    this.receiverVm = widerIntegers(this.receiverVm, room);
    this.isQueued = widerIntegers(this.isQueued, room);
    this.isMoved = widerIntegers(this.isMoved, room);
    this.wish = widerDoubles(this.wish, room);
    this.work = widerDoubles(this.work, room);
    this.rate = widerDoubles(this.rate, room);
    this.latency = widerDoubles(this.latency, room);
    this.kernel = widerDoubles(this.kernel, room);
    this.device = widerDoubles(this.device, room);
    this.toldWork = widerDoubles(this.toldWork, room);
    this.toldSeconds = widerDoubles(this.toldSeconds, room);
    this.toldRate = widerDoubles(this.toldRate, room);
    this.toldLatency = widerDoubles(this.toldLatency, room);
    this.toldKernel = widerDoubles(this.toldKernel, room);
  }
}
