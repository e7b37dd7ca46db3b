/**
 * Closed loop of VMs that think and then send a flow, for W3 and W5: thinking is timers of the
 * engine, flows are the general solver's, and the engine solves once an instant.
 */
import { CoupledSharing, Engine, Phase } from '@vdcsim/core';
import type { Topology } from './flow-topologies.ts';
import { printMeasurement, timed } from './measurement.ts';
import { Streams } from './stream.ts';

/** Mean time between flows of a VM, and mean size of a flow of weight 1. */
const meanThinkSeconds = 10;
const meanBytes = 1e9;

/** What a VM sends its flows with. */
export interface Sender {
  readonly route: number;
  readonly weight: number;
  readonly cap: number;
}

/** Builds a topology, runs the loop on it, and prints what it took. */
export function raceOver(
  topology: (sharing: CoupledSharing, hosts: number) => Topology,
  hosts: number,
  flows: number,
): void {
  const race = new FlowRace(flows, (sharing) => topology(sharing, hosts).senders);
  const span = timed(() => race.run());
  const { lastDone, sumDone, done, sharing } = race;
  const { settles, moves, rebinds } = sharing.counters;
  printMeasurement({
    check: sumDone,
    operations: 2 * done,
    ...span,
    parts: { lastDone, settles, moves, rebinds },
  });
}

/** The loop, from the first thought to the last flow. */
class FlowRace {
  /** Date of the last end of a flow, sum of all these dates, and how many there were. */
  lastDone = 0;
  sumDone = 0;
  done = 0;
  readonly sharing = new CoupledSharing();
  private readonly engine = new Engine({ seed: 1 });
  private readonly streams: Streams;
  private readonly senders: readonly Sender[];
  private readonly left: Int32Array;
  private readonly timers: Int32Array;
  private readonly senderOf: number[] = [];
  private readonly finishTimer: number;
  private readonly component: number;

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

  run(): void {
    this.engine.runEvents(Number.POSITIVE_INFINITY);
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
