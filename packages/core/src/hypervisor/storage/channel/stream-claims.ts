import type { Vm } from '../../../inventory/entities.ts';
import type { StreamId } from '../../../inventory/io-port.ts';
import { cachedWriteSeconds } from '../../../sharing/index.ts';
import { WRITE } from './io-resources.ts';
import type { LegTable } from './leg-table.ts';
import type { MountIo } from './mount-io.ts';
import { sendWindowMB } from './send-way.ts';
import { COPY, IO, type StreamTable } from './stream-table.ts';

/** What the claims of streams follow from. */
interface Tables {
  readonly world: { readonly vms: readonly Vm[] };
  readonly legs: LegTable;
  readonly streams: StreamTable;
  mount(index: number): MountIo;
}

/** Caps and weights of streams as flows of the solver. See the head of flows.ts. */
export class StreamClaims {
  private readonly tables: Tables;

  constructor(tables: Tables) {
    this.tables = tables;
  }

  /** Units a second that the stream never exceeds. */
  capOf(stream: StreamId): number {
    const { streams } = this.tables;
    const first = streams.leg[stream]!;
    let cap = streams.wish[stream]!;
    if (first < 0) return cap;
    const isCopy = streams.kind[stream] === COPY;
    cap = Math.min(cap, this.capOfLeg(first, isCopy));
    const second = streams.otherLeg[stream]!;
    return second < 0 ? cap : Math.min(cap, this.capOfLeg(second, isCopy));
  }

  /** Nothing of a leg gets through: its mount is silent, or its guest writes no more. */
  isHeld(leg: number): boolean {
    const { legs, world } = this.tables;
    if (!this.tables.mount(legs.mount[leg]!).isOpen) return true;
    return legs.direction[leg] === WRITE && world.vms[legs.vm[leg]!]!.isReadOnly;
  }

  /** Requests, or bytes, under way. */
  weightOf(stream: StreamId): number {
    const { streams, legs } = this.tables;
    const first = streams.leg[stream]!;
    if (first < 0) return sendWindowMB;
    if (streams.kind[stream] === IO) return legs.window[first]!;
    const second = streams.otherLeg[stream]!;
    const bytes = (leg: number): number => legs.window[leg]! * legs.requestMB[leg]!;
    return second < 0 ? bytes(first) : Math.min(bytes(first), bytes(second));
  }

  private capOfLeg(leg: number, inMB: boolean): number {
    const { legs } = this.tables;
    if (this.isHeld(leg)) return 0;
    const mount = this.tables.mount(legs.mount[leg]!);
    const own = mount.ways[legs.direction[leg] as 0 | 1].delaySeconds;
    const delaySeconds = own + legs.isCached[leg]! * cachedWriteSeconds;
    const most = delaySeconds > 0 ? legs.window[leg]! / delaySeconds : Infinity;
    return Math.min(most, legs.limit[leg]!) * (inMB ? legs.requestMB[leg]! : 1);
  }
}
