import { ours } from './contest.ts';
import { fromScratch, throughHosts } from './flow-cases.ts';
import type { CaseResult, ContestantResult } from './race.ts';

/** One target and how far it was met. */
export interface Verdict {
  readonly what: string;
  readonly value: number;
  readonly unit: '' | 's' | 'ms' | 'MiB' | 'times' | '%';
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly isMet: boolean;
}

type Results = ReadonlyMap<string, CaseResult>;

/** Judges what was run; a target whose case or peer was not run is left out. */
export function judge(caseResults: readonly CaseResult[]): Verdict[] {
  const results = new Map(caseResults.map((result) => [result.id, result]));
  return [
    ...timerVerdicts(results),
    ...raceVerdicts(results),
    ...instantVerdicts(results),
    ...dayVerdicts(results),
    ...commandVerdicts(results),
    ...paintVerdicts(results),
    ...streamVerdicts(results),
  ];
}

const timersFaster: readonly (readonly [pending: number, times: number])[] = [
  [1_000, 1.5],
  [100_000, 2],
  [1_000_000, 2],
];

function timerVerdicts(results: Results): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const [pending, times] of timersFaster) {
    const result = results.get(`w1-${pending}`);
    if (result === undefined) continue;
    const where = `W1, ${pending.toLocaleString('en-US')} pending`;
    const mine = cpuOf(result, ours);
    // Of the two bare heaps the faster one is the yardstick.
    const heap = Math.min(cpuOf(result, 'bare heap'), cpuOf(result, 'bare indexed heap'));
    const percent = (100 * heap) / mine;
    verdicts.push(verdict(`${where}: speed of the bare heap`, percent, '%', { atLeast: 40 }));
    const faster = simGridOf(result);
    if (faster === undefined) continue;
    const value = faster.cpuSeconds! / mine;
    verdicts.push(verdict(`${where}: faster than SimGrid`, value, 'times', { atLeast: times }));
  }
  return verdicts;
}

/** How many times SimGrid's CPU time is asked for, by case. */
const raceTargets: readonly (readonly [id: string, what: string, times: number])[] = [
  ['w2-100-4', 'W2, 100 hosts of 4 cores', 5],
  ['w2-100-16', 'W2, 100 hosts of 16 cores', 5],
  ['w2-10000-4', 'W2, 10,000 hosts of 4 cores', 5],
  ['w2-10000-16', 'W2, 10,000 hosts of 16 cores', 5],
  ['w3-100-20k', 'W3, 100 hosts, 20,000 flows', 8],
  ['w3-100-100k', 'W3, 100 hosts, 100,000 flows', 8],
  ['w3-1000-20k', 'W3, 1,000 hosts, 20,000 flows', 60],
  ['w5-100-20k', 'W5, 100 hosts, 20,000 flows', 8],
  ['w5-1000-20k', 'W5, 1,000 hosts, 20,000 flows', 60],
];

/** The same through hosts, adapters, paths and an array. */
const hostTargets: readonly (readonly [id: string, what: string, times: number])[] = [
  ['w3-100-20k', 'W3 through hosts, 100 hosts, 20,000 flows', 5],
  ['w3-1000-20k', 'W3 through hosts, 1,000 hosts, 20,000 flows', 50],
];

function raceVerdicts(results: Results): Verdict[] {
  const against = (who: string) => {
    return ([id, what, times]: readonly [string, string, number]): Verdict[] => {
      const result = results.get(id);
      const simGrid = result && simGridOf(result);
      if (!result || !simGrid) return [];
      const value = simGrid.cpuSeconds! / cpuOf(result, who);
      return [verdict(`${what}: faster than SimGrid`, value, 'times', { atLeast: times })];
    };
  };
  const [few, many] = hostTargets.map(([id]) => results.get(id));
  const slope = few && many ? cpuOf(many, throughHosts) / cpuOf(few, throughHosts) : undefined;
  const what = 'W3 through hosts: time of a flow at 1,000 hosts against 100';
  return [
    ...raceTargets.flatMap(against(ours)),
    ...hostTargets.flatMap(against(throughHosts)),
    ...(slope === undefined ? [] : [verdict(what, slope, 'times', { atMost: 2 })]),
  ];
}

/** All flows change at one instant: at most twice a solution from scratch. */
function instantVerdicts(results: Results): Verdict[] {
  const result = results.get('instants');
  if (result === undefined) return [];
  const yardstick = cpuOf(result, fromScratch);
  return result.contestants
    .filter(({ name }) => name !== fromScratch)
    .map(({ name, cpuSeconds }) => {
      const what = name === ours ? 'all start' : name.slice(ours.length + 2);
      const value = cpuSeconds! / yardstick;
      return verdict(`10,000 flows, ${what}: time of a solution from scratch`, value, 'times', {
        atMost: 2,
      });
    });
}

function dayVerdicts(results: Results): Verdict[] {
  const verdicts: Verdict[] = [];
  const small = results.get('w4-1000');
  const simGrid = small && simGridOf(small);
  if (small && simGrid) {
    const value = simGrid.cpuSeconds! / cpuOf(small, ours);
    const what = 'W4, 1,000 hosts: faster than SimGrid';
    verdicts.push(verdict(what, value, 'times', { atLeast: 20 }));
  }
  const fromFile = results.get('w4-10000-file')?.contestants[0];
  if (fromFile) {
    const seconds = fromFile.parts['processSeconds']!;
    const what = 'W4, 10,000 hosts, loading included';
    verdicts.push(verdict(`${what}: time`, seconds, 's', { atMost: 15 }));
    verdicts.push(verdict(`${what}: memory`, fromFile.peakRssMiB!, 'MiB', { atMost: 2048 }));
  }
  const big = results.get('w4-10000-built');
  if (small && big) {
    const value = perOperation(big) / perOperation(small);
    const what = 'W4: time of an update at 10,000 hosts against 1,000';
    verdicts.push(verdict(what, value, 'times', { atMost: 1.5 }));
  }
  return verdicts;
}

function commandVerdicts(results: Results): Verdict[] {
  const command = results.get('cli-first-steps')?.contestants[0];
  if (!command) return [];
  const what = 'vdcsim run scenarios/first-steps.yaml';
  return [verdict(what, command.wallSeconds, 's', { atMost: 0.8 })];
}

const frameMsMost: readonly (readonly [vms: number, frameMs: number])[] = [
  [1_000, 20],
  [10_000, 40],
];

function paintVerdicts(results: Results): Verdict[] {
  return frameMsMost.flatMap(([vms, atMost]) => {
    const painted = results.get(`paint-${vms}`)?.contestants[0];
    if (painted === undefined) return [];
    const what = `Painting ${vms.toLocaleString('en-US')} VMs: frame, 95th percentile`;
    return [verdict(what, painted.parts['frameP95Ms']!, 'ms', { atMost })];
  });
}

/** The run's process counts as well: a viewer costs what both take. */
function streamVerdicts(results: Results): Verdict[] {
  const parts = results.get('stream-1000')?.contestants[0]?.parts;
  if (!parts) return [];
  const what = 'Streaming 1,000 VMs to 20 viewers';
  const cores = parts['serverCores']! + parts['runCores']!;
  const growth = parts['serverMiBPerHour']!;
  return [
    verdict(`${what}: CPU of a core`, 100 * cores, '%', { atMost: 50 }),
    verdict(`${what}: memory grown in a simulated hour`, growth, 'MiB', { atMost: 1 }),
  ];
}

function perOperation(result: CaseResult): number {
  const { operations } = result.contestants[0]!;
  return cpuOf(result, ours) / operations;
}

function cpuOf(result: CaseResult, name: string): number {
  return result.contestants.find((contestant) => contestant.name === name)!.cpuSeconds!;
}

function simGridOf(result: CaseResult): ContestantResult | undefined {
  return result.contestants.find(({ name }) => name.startsWith('SimGrid'));
}

function verdict(
  what: string,
  value: number,
  unit: Verdict['unit'],
  bound: { readonly atLeast?: number; readonly atMost?: number },
): Verdict {
  const isMet = value >= (bound.atLeast ?? value) && value <= (bound.atMost ?? value);
  return { what, value, unit, ...bound, isMet };
}
