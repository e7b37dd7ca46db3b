import { type Engine, Phase, type TimerId } from '../../engine/index.ts';
import type { World } from '../../inventory/world.ts';
import { type ArrivalTimes, arrivalTimes } from './arrival-times.ts';
import { none } from './instances.ts';
import { drawer, type JobType } from './job-type.ts';

/**
 * Lets instances arrive: one timer for each job, armed for its next arrival. A closed job has one
 * for each customer instead, who thinks and comes again.
 */
export class Arrivals {
  private readonly engine: Engine;
  private readonly arrive: (job: number) => void;
  private readonly timers: TimerId[] = [];
  private readonly times: (ArrivalTimes | undefined)[] = [];
  private readonly think: (() => number)[] = [];
  /** Arrivals that a closed job may still have. */
  private readonly left: Float64Array;
  /** Of all closed jobs: timer and job of each customer, and who of a job is not thinking. */
  private readonly customerTimer: TimerId[] = [];
  private readonly customerJob: number[] = [];
  private readonly nextIdle: number[] = [];
  private readonly firstIdle: Int32Array;

  constructor(world: World, types: readonly JobType[], arrive: (job: number) => void) {
    this.engine = world.engine;
    this.arrive = arrive;
    this.left = new Float64Array(types.length);
    this.firstIdle = new Int32Array(types.length).fill(none);
    const { durationSeconds, startEpochSeconds } = world.scenario;
    const span = {
      endSeconds: durationSeconds,
      startOfDaySeconds: startEpochSeconds % secondsPerDay,
    };
    for (const type of types) {
      const { arrivals } = type.spec;
      const stream = () => world.engine.randomStream(`${type.name}/arrivals`);
      this.think.push(drawer(arrivals.think, stream));
      if (arrivals.think === undefined) {
        const times = arrivalTimes(arrivals, drawer(arrivals.interarrival, stream), span);
        this.times.push(times);
        this.begin(type, times);
      } else {
        this.times.push(undefined);
        this.left[type.index] = arrivals.count ?? Number.POSITIVE_INFINITY;
        for (const seconds of arrivals.atSeconds ?? []) this.addCustomer(type, seconds);
      }
    }
  }

  /** An instance has finished: the customer of a closed job thinks and comes again. */
  finished(job: number): void {
    const customer = this.firstIdle[job]!;
    if (customer === none || this.left[job]! <= 0) return;
    this.firstIdle[job] = this.nextIdle[customer]!;
    this.left[job]!--;
    const seconds = this.engine.nowSeconds + this.think[job]!();
    this.engine.arm(this.customerTimer[customer]!, seconds);
  }

  private begin(type: JobType, times: ArrivalTimes): void {
    const first = times();
    if (first === Number.POSITIVE_INFINITY) return;
    const label = `arrivals of ${type.name}`;
    this.timers[type.index] = this.engine.createTimer(Phase.arrival, this.next, type.index, label);
    this.engine.arm(this.timers[type.index]!, first);
  }

  private readonly next = (job: number): void => {
    const seconds = this.times[job]!();
    if (seconds < Number.POSITIVE_INFINITY) this.engine.arm(this.timers[job]!, seconds);
    this.arrive(job);
  };

  private addCustomer(type: JobType, seconds: number): void {
    if (this.left[type.index]! <= 0) return;
    this.left[type.index]!--;
    const customer = this.customerJob.push(type.index) - 1;
    const label = `customer of ${type.name}`;
    const timer = this.engine.createTimer(Phase.arrival, this.comeBack, customer, label);
    this.customerTimer.push(timer);
    this.nextIdle.push(none);
    this.engine.arm(timer, seconds);
  }

  private readonly comeBack = (customer: number): void => {
    const job = this.customerJob[customer]!;
    this.nextIdle[customer] = this.firstIdle[job]!;
    this.firstIdle[job] = customer;
    this.arrive(job);
  };
}

const secondsPerDay = 86_400;
