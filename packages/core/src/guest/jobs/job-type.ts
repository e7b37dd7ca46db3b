import {
  type DistributionSpec,
  type RandomStream,
  type Sampler,
  SimulatorError,
  sampler,
} from '../../engine/index.ts';
import type {
  ArrivalsSpec,
  CheckpointSpec,
  JobSpec,
  StageSpec,
} from '../../inventory/job-specs.ts';
import type { World } from '../../inventory/world.ts';
import { Part } from './instances.ts';
import { checkDisks, type Move, movesOf } from './stage-moves.ts';

/** A stage, ready to run. */
export interface Stage {
  /** What a turn names, as bits of `Part`. */
  readonly parts: number;
  readonly hasCpu: boolean;
  /** Bytes that a turn moves; mostly none. */
  readonly moves: readonly Move[];
  readonly threads: number;
  readonly times: number;
  /** VMs of its own, by index; undefined: where the job runs. */
  readonly candidates: Int32Array | undefined;
  /** What a turn has to compute, as it is written, and what it waits, seconds; at least 0. */
  drawWork(): number;
  drawWait(): number;
  readonly hasWait: boolean;
  /** Whether work is written in cycles; else in seconds of a core. */
  readonly isInCycles: boolean;
}

/** A job of the scenario, ready to run. */
export interface JobType {
  readonly index: number;
  readonly name: string;
  readonly spec: JobSpec;
  readonly stages: readonly Stage[];
  /** VMs on which it may run, by index. */
  readonly candidates: Int32Array;
  /** Whether its instances take places on a VM, and wait for them in line. */
  readonly queues: boolean;
  /** In a line: 0 unless the discipline is `priority`. */
  readonly priority: number;
  readonly checkpoint: CheckpointSpec | undefined;
  /** Jobs that an instance awaits, and those that await it. */
  readonly after: readonly number[];
  readonly followers: number[];
  /** Whether each arrival, start and end is told in the event log. */
  readonly isTold: boolean;
}

/** From so many instances on only what went wrong is told. */
export const mostTold = 10_000;

/**
 * The jobs of a scenario.
 * @throws SimulatorError NO_SUCH_NAME, NO_MATCH, BAD_SELECTOR, CYCLE
 */
export function jobTypes(world: World): readonly JobType[] {
  const specs = world.scenario.jobs ?? [];
  const byName = new Map(specs.map((spec, index) => [spec.name, index]));
  const types = specs.map((spec, index): JobType => {
    const after = (spec.after ?? []).map((name) => {
      const found = byName.get(name);
      if (found !== undefined) return found;
      throw new SimulatorError('NO_SUCH_NAME', `${spec.name} comes after "${name}", no job`);
    });
    return {
      index,
      name: spec.name,
      spec,
      stages: spec.stages.map((stage, place) => readyStage(world, spec, stage, place)),
      candidates: vmsOf(world, spec.runOn),
      queues: spec.discipline !== 'shared',
      priority: spec.discipline === 'priority' ? spec.priority : 0,
      checkpoint: spec.checkpoint,
      after,
      followers: [],
      isTold: mostInstances(spec.arrivals, world.scenario.durationSeconds) <= mostTold,
    };
  });
  for (const type of types) for (const each of type.after) types[each]!.followers.push(type.index);
  refuseCircles(types);
  return types;
}

function readyStage(world: World, job: JobSpec, spec: StageSpec, place: number): Stage {
  const { cpu, wait } = spec;
  const stream = (what: string) => () =>
    world.engine.randomStream(`${job.name}/stage ${place + 1}/${what}`);
  const moves = movesOf(world, job.name, spec);
  const candidates = spec.runOn === undefined ? undefined : vmsOf(world, spec.runOn);
  if (moves.length > 0) {
    const all = candidates ?? vmsOf(world, job.runOn);
    checkDisks(
      job.name,
      moves,
      Array.from(all, (index) => world.vms[index]!),
    );
  }
  return {
    parts:
      (cpu === undefined ? 0 : Part.cpu) |
      (wait === undefined ? 0 : Part.wait) |
      (moves.length === 0 ? 0 : Part.io),
    hasCpu: cpu !== undefined,
    moves,
    threads: spec.threads,
    times: spec.times,
    candidates,
    drawWork: drawer(cpu?.amount, stream('cpu')),
    drawWait: drawer(wait, stream('wait')),
    hasWait: wait !== undefined,
    isInCycles: cpu?.unit === 'megacycles',
  };
}

/** Draws from a distribution; what is always the same is not drawn. */
export function drawer(
  spec: DistributionSpec | Sampler | undefined,
  streamOf: () => RandomStream,
): () => number {
  if (spec === undefined) return () => 0;
  if ('dist' in spec && spec.dist === 'deterministic') {
    const value = Math.max(0, spec.value);
    return () => value;
  }
  const source = 'dist' in spec ? sampler(spec) : spec;
  const stream = new LateStream(streamOf);
  return () => Math.max(0, source.sample(stream));
}

/** A stream that is made for the first draw: a sampler of the user's own may never draw from it. */
class LateStream implements RandomStream {
  private readonly streamOf: () => RandomStream;
  private stream: RandomStream | undefined = undefined;

  constructor(streamOf: () => RandomStream) {
    this.streamOf = streamOf;
  }

  uniform(): number {
    this.stream ??= this.streamOf();
    return this.stream.uniform();
  }
}

/** A single name, as many jobs have it, needs no search. */
function vmsOf(world: World, selector: string): Int32Array {
  const named = world.directory.find(selector);
  if (named?.kind === 'vm') return Int32Array.of(named.index);
  return Int32Array.from(world.select(selector, ['vm']), (row) => row.index);
}

/** Infinity where chance decides. */
function mostInstances(arrivals: ArrivalsSpec, durationSeconds: number): number {
  const { atSeconds, everySeconds, times, count = Number.POSITIVE_INFINITY } = arrivals;
  if (arrivals.interarrival !== undefined || arrivals.think !== undefined) {
    return Number.POSITIVE_INFINITY;
  }
  const rows = atSeconds?.length ?? 1;
  const perRow = everySeconds === undefined ? 1 : Math.floor(durationSeconds / everySeconds) + 1;
  return Math.min(count, times?.length ?? rows * perRow);
}

function refuseCircles(types: readonly JobType[]): void {
  const isDone = new Uint8Array(types.length);
  const path: number[] = [];
  const visit = (index: number): void => {
    if (isDone[index] === 1) return;
    const start = path.indexOf(index);
    if (start >= 0) {
      const circle = [...path.slice(start), index].map((each) => types[each]!.name).join(' -> ');
      throw new SimulatorError('CYCLE', `jobs ${circle} await each other`);
    }
    path.push(index);
    for (const each of types[index]!.after) visit(each);
    path.pop();
    isDone[index] = 1;
  };
  for (const type of types) visit(type.index);
}
