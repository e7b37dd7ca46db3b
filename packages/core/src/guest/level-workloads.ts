import type { Quantity } from '../declare/index.ts';
import { cos, Phase, type Sampler, sampler, sin, type TimerId } from '../engine/index.ts';
import { amountMHz } from '../inventory/claims.ts';
import type { Vm } from '../inventory/entities.ts';
import type { WorkloadSpec } from '../inventory/workload-specs.ts';
import type { World } from '../inventory/world.ts';
import { ioBetween, ioLevel } from './io-demand.ts';
import { armPeriod, RuntimeBase, type WorkloadRuntime, wholeMHz } from './workload-runtime.ts';

/**
 * Workloads whose demand is a known function of time: steady, phases, diurnal, bursty.
 *
 * - steady: one demand for ever.
 * - phases: demands in turn from the start of the run, and again from the first after the last.
 * - diurnal: low + (high - low) (1 + cos(2 pi (t - peak) / 24 h)) / 2, held in steps of 300 s at
 *   the exact mean of each step, so that the work of a day is exact.
 * - bursty: pauses at the low demand and bursts at the high one take turns; each VM draws its own
 *   lengths, and begins with a pause.
 */

type SpecOf<K extends WorkloadSpec['kind']> = Extract<WorkloadSpec, { kind: K }>;

const demandMHz = (cpu: Quantity, vm: Vm): number => amountMHz(cpu, wholeMHz(vm));

export class SteadyRuntime extends RuntimeBase implements WorkloadRuntime {
  spec: SpecOf<'steady'>;

  constructor(world: World, spec: SpecOf<'steady'>) {
    super(world);
    this.spec = spec;
  }

  attach(vm: Vm): void {
    this.addMember(vm);
    this.refresh(vm);
  }

  detach(vm: Vm): void {
    this.removeMember(vm);
  }

  refresh(vm: Vm): void {
    this.wish(vm, demandMHz(this.spec.demand.cpu, vm));
    this.io.wish(vm, ioLevel(this.spec.demand));
  }

  replaceSpec(spec: WorkloadSpec): void {
    this.spec = spec as SpecOf<'steady'>;
    for (const vm of this.members) this.refresh(vm);
  }
}

export class PhasesRuntime extends RuntimeBase implements WorkloadRuntime {
  readonly spec: SpecOf<'phases'>;
  private readonly timer: TimerId;
  private phase = 0;
  private round = 0;
  /** End of each phase within one round. */
  private readonly ends: readonly number[];

  constructor(world: World, spec: SpecOf<'phases'>) {
    super(world);
    this.spec = spec;
    let end = 0;
    this.ends = spec.phases.map((phase) => {
      end += phase.forSeconds;
      return end;
    });
    this.timer = world.engine.createTimer(Phase.arrival, () => this.next(), 0, spec.name);
    world.engine.arm(this.timer, this.ends[0]!);
  }

  private next(): void {
    this.phase++;
    if (this.phase === this.ends.length) {
      this.phase = 0;
      this.round++;
    }
    const length = this.ends[this.ends.length - 1]!;
    this.engine.arm(this.timer, this.round * length + this.ends[this.phase]!);
    for (const vm of this.members) this.refresh(vm);
  }

  attach(vm: Vm): void {
    this.addMember(vm);
    this.refresh(vm);
  }

  detach(vm: Vm): void {
    this.removeMember(vm);
  }

  refresh(vm: Vm): void {
    const { demand } = this.spec.phases[this.phase]!;
    this.wish(vm, demandMHz(demand.cpu, vm));
    this.io.wish(vm, ioLevel(demand));
  }

  replaceSpec(): void {}
}

/** assumption: the length of a step of diurnal demand. */
const diurnalStepSeconds = 300;
const daySeconds = 86_400;
const angularSpeed = (2 * Math.PI) / daySeconds;

export class DiurnalRuntime extends RuntimeBase implements WorkloadRuntime {
  readonly spec: SpecOf<'diurnal'>;
  private readonly timer: TimerId;
  private step = 0;
  private height = 0;

  constructor(world: World, spec: SpecOf<'diurnal'>) {
    super(world);
    this.spec = spec;
    this.timer = world.engine.createTimer(Phase.arrival, () => this.next(), 0, spec.name);
    this.height = this.heightOf(0);
    armPeriod(world.engine, this.timer, 1, diurnalStepSeconds);
  }

  /** Mean of (1 + cos) / 2 over a step: the sine's difference over the step's angle. */
  private heightOf(step: number): number {
    const clock = this.world.scenario.startEpochSeconds % daySeconds;
    const from = clock + step * diurnalStepSeconds - this.spec.peakAtSeconds;
    const angle = angularSpeed * (from % daySeconds);
    const width = angularSpeed * diurnalStepSeconds;
    const mean = (2 * cos(angle + width / 2) * sin(width / 2)) / width;
    return (1 + mean) / 2;
  }

  private next(): void {
    this.step++;
    this.height = this.heightOf(this.step);
    armPeriod(this.engine, this.timer, this.step + 1, diurnalStepSeconds);
    for (const vm of this.members) this.refresh(vm);
  }

  attach(vm: Vm): void {
    this.addMember(vm);
    this.refresh(vm);
  }

  detach(vm: Vm): void {
    this.removeMember(vm);
  }

  refresh(vm: Vm): void {
    const low = demandMHz(this.spec.low.cpu, vm);
    const high = demandMHz(this.spec.high.cpu, vm);
    this.wish(vm, low + (high - low) * this.height);
    this.io.wish(vm, ioBetween(this.spec.low, this.spec.high, this.height));
  }

  replaceSpec(): void {}
}

interface Bursts {
  readonly timer: TimerId;
  isBurst: boolean;
}

export class BurstyRuntime extends RuntimeBase implements WorkloadRuntime {
  readonly spec: SpecOf<'bursty'>;
  private readonly burst: Sampler;
  private readonly pause: Sampler;
  private readonly bursts = new Map<Vm, Bursts>();

  constructor(world: World, spec: SpecOf<'bursty'>) {
    super(world);
    this.spec = spec;
    this.burst = 'dist' in spec.burst ? sampler(spec.burst) : spec.burst;
    this.pause = 'dist' in spec.pause ? sampler(spec.pause) : spec.pause;
  }

  attach(vm: Vm): void {
    this.addMember(vm);
    const timer = this.engine.createTimer(
      Phase.arrival,
      () => this.turn(vm),
      vm.index,
      `${this.spec.name} ${vm.name}`,
    );
    this.bursts.set(vm, { timer, isBurst: false });
    this.armNext(vm, this.pause);
    this.refresh(vm);
  }

  detach(vm: Vm): void {
    this.removeMember(vm);
    const own = this.bursts.get(vm);
    if (own !== undefined) this.engine.freeTimer(own.timer);
    this.bursts.delete(vm);
  }

  private turn(vm: Vm): void {
    const own = this.bursts.get(vm)!;
    own.isBurst = !own.isBurst;
    this.armNext(vm, own.isBurst ? this.burst : this.pause);
    this.refresh(vm);
  }

  private armNext(vm: Vm, length: Sampler): void {
    const stream = this.engine.randomStream(`${vm.name}/${this.spec.name}`);
    const seconds = Math.max(0, length.sample(stream));
    this.engine.arm(this.bursts.get(vm)!.timer, this.engine.nowSeconds + seconds);
  }

  refresh(vm: Vm): void {
    const demand = this.bursts.get(vm)!.isBurst ? this.spec.high : this.spec.low;
    this.wish(vm, demandMHz(demand.cpu, vm));
    this.io.wish(vm, ioLevel(demand));
  }

  replaceSpec(): void {}
}
