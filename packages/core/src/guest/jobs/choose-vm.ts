import type { Engine } from '../../engine/index.ts';
import type { JobType } from './job-type.ts';

/** What a choice asks of the VMs. */
export interface VmLoads {
  serves(vmIndex: number): boolean;
  /** Threads that run or wait in line there, for each vCPU. */
  loadOf(vmIndex: number): number;
}

/**
 * Chooses among the VMs of a job, as its policy says, one that serves; if none does, among all.
 *
 * - least-busy: fewest running and waiting threads for each vCPU; the first by name of equals.
 * - round-robin: in name order, each job by itself.
 * - random: each with the same chance.
 *
 * Cost: O(VMs of the job); with a single one nothing.
 */
export class VmChoice {
  private readonly engine: Engine;
  private readonly loads: VmLoads;
  /** By job: place of the VM that comes next. */
  private readonly turns: Int32Array;

  constructor(engine: Engine, loads: VmLoads, jobs: number) {
    this.engine = engine;
    this.loads = loads;
    this.turns = new Int32Array(jobs);
  }

  /** @param candidates at least one */
  choose(type: JobType, candidates: Int32Array): number {
    if (candidates.length === 1) return candidates[0]!;
    const isAnyServing = candidates.some((vm) => this.loads.serves(vm));
    const takes = (vm: number): boolean => !isAnyServing || this.loads.serves(vm);
    switch (type.spec.policy) {
      case 'least-busy':
        return this.leastBusy(candidates, takes);
      case 'round-robin':
        return this.nextInTurn(type.index, candidates, takes);
      case 'random':
        return this.random(type, candidates.filter(takes));
    }
  }

  private leastBusy(candidates: Int32Array, takes: (vm: number) => boolean): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const vm of candidates) {
      const load = takes(vm) ? this.loads.loadOf(vm) : Number.POSITIVE_INFINITY;
      if (load >= least) continue;
      best = vm;
      least = load;
    }
    return best;
  }

  private nextInTurn(job: number, candidates: Int32Array, takes: (vm: number) => boolean): number {
    const count = candidates.length;
    let place = this.turns[job]! % count;
    while (!takes(candidates[place]!)) place = (place + 1) % count;
    this.turns[job] = place + 1;
    return candidates[place]!;
  }

  private random(type: JobType, candidates: Int32Array): number {
    const draw = this.engine.randomStream(`${type.name}/policy`).uniform();
    return candidates[Math.floor(draw * candidates.length)]!;
  }
}
