import {
  type Analysis,
  analyze,
  type Caveat,
  type RecordedRow,
  ratioInterval,
  type Simulation,
} from '@vdcsim/core';

/** Mean of one metric of one entity in one run, with the interval in which the truth lies. */
export interface ConfidenceRow {
  readonly metric: string;
  readonly entity: string;
  readonly unit: string;
  readonly mean: number;
  /** Null where there is no interval; a caveat says why. */
  readonly halfWidth: number | null;
  /** 0 to 1. */
  readonly level: number;
  /** Batches that the interval comes from. */
  readonly batches: number;
  readonly caveats: readonly Caveat[];
}

export interface ConfidenceRequest {
  /** 0.5 to 0.9999. */
  readonly level: number;
  /** What happened before this instant is forgotten. */
  readonly warmUpSeconds: number;
}

/** What researchers ask of jobs and users. */
const asked = [
  'job.waitSeconds',
  'job.responseSeconds',
  'job.slowdownRatio',
  'job.refusedPercent',
  'job.queueLength',
  'job.inSystem',
  'job.busyCores',
  'vm.app.throughputPerSecond',
  'vm.app.responseMs',
];

/** The recorded intervals of one metric of one entity. */
interface Trail {
  readonly metric: string;
  readonly entity: string;
  readonly unit: string;
  readonly isSample: boolean;
  readonly fromSeconds: number[];
  readonly toSeconds: number[];
  readonly means: number[];
  /** Of samples: how many there were. */
  readonly counts: number[];
}

/**
 * Confidence intervals from one run. It listens to the recorder, so that the run need not keep
 * its intervals. Means over time come from `analyze`. Means over things that happen, such as
 * waits, are ratios of sums over batches of equal time, so that busy intervals weigh more.
 */
export class Confidence {
  private readonly simulation: Simulation;
  private readonly trails = new Map<string, Trail>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    simulation.recorder.onRow((row) => this.add(row));
  }

  /** Entity by entity, what was recorded and ever applied. */
  rows({ level, warmUpSeconds }: ConfidenceRequest): ConfidenceRow[] {
    const trails = [...this.trails.values()].sort(
      (a, b) => byText(a.entity, b.entity) || asked.indexOf(a.metric) - asked.indexOf(b.metric),
    );
    return trails.map((trail) => estimate(trail, level, warmUpSeconds));
  }

  private add({ fromSeconds, toSeconds, blocks }: RecordedRow): void {
    for (const { metric, entities, mean, covered } of blocks) {
      const { name, entity: kind, unit, kind: form } = metric.spec;
      if (mean === undefined || !asked.includes(name)) continue;
      for (let place = 0; place < mean.length; place++) {
        if (Number.isNaN(mean[place]!)) continue;
        const row = this.simulation.directory.ofKind(kind)[entities?.[place] ?? place]!;
        const key = `${name} ${row.name}`;
        const fresh = { fromSeconds: [], toSeconds: [], means: [], counts: [] };
        const trail = this.trails.get(key) ?? {
          ...{ metric: name, entity: row.name, unit, isSample: form === 'sample' },
          ...fresh,
        };
        this.trails.set(key, trail);
        trail.fromSeconds.push(fromSeconds);
        trail.toSeconds.push(toSeconds);
        trail.means.push(mean[place]!);
        trail.counts.push(covered?.[place] ?? 0);
      }
    }
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function estimate(trail: Trail, level: number, warmUpSeconds: number): ConfidenceRow {
  const { metric, entity, unit, fromSeconds, toSeconds, means } = trail;
  const signal = { fromSeconds, toSeconds, values: means };
  const overTime = analyze(signal, { level, warmUp: warmUpSeconds });
  const found = trail.isSample ? overThings(trail, overTime, warmUpSeconds) : overTime;
  return {
    ...{ metric, entity, unit, level },
    mean: found.mean,
    halfWidth: Number.isNaN(found.halfWidth) ? null : found.halfWidth,
    batches: found.batches,
    caveats: found.caveats,
  };
}

/** The ratio of sums over the batches that `analyze` found right for the means over time. */
function overThings(
  trail: Trail,
  overTime: Analysis,
  warmUpSeconds: number,
): Pick<Analysis, 'mean' | 'halfWidth' | 'batches' | 'caveats'> {
  const first = trail.fromSeconds.findIndex((from) => from >= warmUpSeconds);
  const kept = first < 0 ? [] : trail.means.slice(first);
  const counts = first < 0 ? [] : trail.counts.slice(first);
  const batches = Math.min(overTime.batches, kept.length);
  const pots = Math.max(batches, 1);
  const sums = new Float64Array(pots);
  const things = new Float64Array(pots);
  kept.forEach((mean, place) => {
    const batch = Math.floor((place * pots) / kept.length);
    sums[batch]! += mean * counts[place]!;
    things[batch]! += counts[place]!;
  });
  if (batches === 0) return { ...overTime, mean: sums[0]! / things[0]! };
  const { estimate: mean, halfWidth, caveats } = ratioInterval(sums, things, overTime.level);
  const known = new Set(overTime.caveats.map(({ code }) => code));
  const more = caveats.filter(({ code }) => !known.has(code));
  return { mean, halfWidth, batches, caveats: [...overTime.caveats, ...more] };
}
