/**
 * Closed loop of VMs that think and then send a flow, for W3 and W5: thinking is timers of the
 * engine, flows are the general solver's, and the engine solves once an instant.
 */
import { CoupledSharing, Engine, Phase } from '@vdcsim/core';
import { Streams } from './stream.ts';

/** Mean time between flows of a VM, and mean size of a flow of weight 1. */
const meanThinkSeconds = 10;
const meanBytes = 1e9;

export const vmsPerHost = 10;

/** Capacity of path 0 or 1 of a host, in bytes a second. */
export function pathBytesPerSecond(host: number, path: number): number {
  return 1e8 * (1 + ((7 * host + 3 * path) % 10));
}

/** Path that a VM uses. */
export function pathOf(vm: number): number {
  return (vm % vmsPerHost) % 2;
}

/** What a VM sends its flows with. */
export interface Sender {
  readonly route: number;
  readonly weight: number;
  readonly cap: number;
}

export interface RaceResult {
  readonly lastDone: number;
  readonly sumDone: number;
  readonly flows: number;
}

/** The loop, from the first thought to the last flow. */
export class FlowRace {
  readonly sharing = new CoupledSharing();
  private readonly engine = new Engine({ seed: 1 });
  private readonly streams: Streams;
  private readonly senders: readonly Sender[];
  private readonly left: Int32Array;
  private readonly timers: Int32Array;
  private readonly senderOf: number[] = [];
  private readonly finishTimer: number;
  private readonly component: number;
  private lastDone = 0;
  private sumDone = 0;
  private done = 0;

  /**
   * @param flows of all VMs together, divided evenly
   * @param sendersOn builds resources and routes, and gives the sender of each VM
   */
  constructor(flows: number, sendersOn: (sharing: CoupledSharing) => readonly Sender[]) {
    this.senders = sendersOn(this.sharing);
    const count = this.senders.length;
    this.streams = new Streams(count);
    this.left = new Int32Array(count).fill(Math.floor(flows / count));
    this.timers = new Int32Array(count);
    const { engine } = this;
    this.component = engine.createComponent(() => this.solve());
    this.finishTimer = engine.createTimer(Phase.completion, () => this.finish());
    const send = (vm: number): void => this.send(vm);
    for (let vm = 0; vm < count; vm++) {
      this.timers[vm] = engine.createTimer(Phase.arrival, send, vm);
      if (this.left[vm]! > 0) this.think(vm);
    }
  }

  run(): RaceResult {
    this.engine.runEvents(Infinity);
    return { lastDone: this.lastDone, sumDone: this.sumDone, flows: this.done };
  }

  private think(vm: number): void {
    const seconds = meanThinkSeconds * this.streams.exponential(vm);
    this.engine.arm(this.timers[vm]!, this.engine.nowSeconds + seconds);
  }

  private send(vm: number): void {
    const { route, weight, cap } = this.senders[vm]!;
    const bytes = weight * Math.floor((meanBytes * this.streams.exponential(vm)) / weight);
    this.senderOf[this.sharing.startFlow(route, bytes, weight, cap)] = vm;
    this.engine.markDirty(this.component);
  }

  private finish(): void {
    this.sharing.finishDue(this.engine.nowSeconds, this.onFinish);
    this.engine.markDirty(this.component);
  }

  private readonly onFinish = (flow: number): void => {
    const vm = this.senderOf[flow]!;
    this.done++;
    this.lastDone = this.engine.nowSeconds;
    this.sumDone += this.lastDone;
    if (--this.left[vm]! > 0) this.think(vm);
  };

  private solve(): void {
    this.sharing.solve(this.engine.nowSeconds);
    const next = this.sharing.nextFinish();
    if (next < Infinity) this.engine.arm(this.finishTimer, next);
    else this.engine.cancel(this.finishTimer);
  }
}
