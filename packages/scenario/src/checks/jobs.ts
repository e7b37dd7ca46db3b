/** Jobs that contradict themselves, run nowhere, or await each other. */
import {
  type ArrivalsSpec,
  type JobSpec,
  matchesSelector,
  parseSelector,
  type StageSpec,
  sampler,
} from '@vdcsim/core';
import { child, type TreeNode } from '../document/tree.ts';
import type { Population } from '../load/population.ts';
import type { Typing } from '../typing/typing.ts';
import type { Checked } from './inventory.ts';
import { checkWay } from './moves.ts';

type Job = Checked<JobSpec>;

export function checkJobs(jobs: readonly Job[], population: Population, typing: Typing): void {
  for (const job of jobs) {
    checkArrivals(job, typing);
    checkLine(job, typing);
    checkLostWork(job, typing);
    checkStages(job, population, typing);
    checkPlace(job.spec.runOn, nodeOfKey(job.thing, 'runOn'), population, typing);
  }
  checkCircles(jobs, typing);
}

const sources = ['at', 'every', 'interarrival', 'file'] as const;

/** One source, or `at` with `every`; and instants within the run. */
function checkArrivals({ thing, spec }: Job, { problems, span }: Typing): void {
  const place = nodeOfKey(thing, 'arrivals');
  const { arrivals } = spec;
  const given = sources.filter((source) => isGiven(arrivals, source));
  const isPair = given.length === 2 && given[0] === 'at' && given[1] === 'every';
  if (given.length !== 1 && !isPair) {
    const what =
      given.length === 0 ? 'arrivals never come' : `arrivals by ${given.join(' and ')} at once`;
    problems.error(place, 'BAD_VALUE', what, `write one of ${sources.join(', ')}`);
  }
  const { interarrival } = arrivals;
  checkPace(meanOf(interarrival), 'interarrival');
  checkPace(arrivals.everySeconds, 'every');
  function checkPace(seconds: number | undefined, key: string): void {
    if (seconds === undefined || seconds >= shortestSeconds) return;
    const what = `${spec.name} arrives over a million times a second`;
    problems.error(nodeIn(place, key), 'OUT_OF_RANGE', what, 'write 0.001 ms or more');
  }
  const last = Math.max(...(arrivals.atSeconds ?? []), arrivals.times?.at(-1) ?? 0);
  if (span === undefined || last <= span.durationSeconds) return;
  const what = `${spec.name} arrives after the end`;
  problems.error(nodeIn(place, 'at'), 'TOO_LATE', what, 'lengthen duration');
}

/** Arrivals closer than this would keep the clock in its place for as long as anybody waits. */
const shortestSeconds = 1e-6;

function meanOf(interarrival: ArrivalsSpec['interarrival']): number | undefined {
  // What a program gave as a sampler of its own can promise no mean.
  const isDeclared = interarrival !== undefined && 'dist' in interarrival;
  return isDeclared ? sampler(interarrival).mean : undefined;
}

function isGiven(arrivals: ArrivalsSpec, source: (typeof sources)[number]): boolean {
  switch (source) {
    case 'at':
      return arrivals.atSeconds !== undefined;
    case 'every':
      return arrivals.everySeconds !== undefined;
    case 'interarrival':
      return arrivals.interarrival !== undefined;
    case 'file':
      return arrivals.times !== undefined;
  }
}

/** What only a line, or only an order of priorities, can honour. */
function checkLine({ thing, spec }: Job, { problems }: Typing): void {
  const { discipline, queueLimit, priority } = spec;
  if (queueLimit !== undefined && discipline === 'shared') {
    const place = nodeOfKey(thing, 'queueLimit');
    problems.error(place, 'NOT_HONOURED', 'queueLimit under shared', 'use discipline: fcfs');
  }
  if (priority !== 0 && discipline !== 'priority') {
    const what = `priority under ${discipline}`;
    const place = nodeOfKey(thing, 'priority');
    problems.error(place, 'NOT_HONOURED', what, 'use discipline: priority');
  }
}

function checkLostWork({ thing, spec }: Job, { problems }: Typing): void {
  if (spec.checkpoint === undefined || spec.lostWork === 'keep') return;
  const place = nodeOfKey(thing, 'checkpoint');
  const what = 'checkpoint under lostWork redo, which does the stage anew';
  problems.error(place, 'NOT_HONOURED', what, 'use lostWork: keep');
}

function checkStages({ thing, spec }: Job, population: Population, typing: Typing): void {
  const { problems } = typing;
  const list = nodeOfKey(thing, 'stages');
  if (spec.stages.length === 0) {
    const remedy = 'write "stages: [{ cpu: 5 s }]"';
    problems.error(list, 'BAD_VALUE', `${spec.name} has no stages`, remedy);
  }
  for (const [index, stage] of spec.stages.entries()) {
    const place = itemOf(list, index);
    if (doesNothing(stage)) {
      problems.error(place, 'BAD_VALUE', 'a stage does nothing', stageRemedy);
    }
    checkWay(stage, place, problems);
    const hasNoWork = stage.cpu === undefined && !movesBytes(stage);
    if (hasNoWork && (stage.threads > 1 || stage.runOn !== undefined)) {
      const what = 'threads or runOn of a stage without work';
      problems.error(place, 'NOT_HONOURED', what, 'add cpu, or leave them out');
    }
    if (!Number.isInteger(stage.times) || stage.times < 1) {
      const what = `times: ${stage.times} in a job`;
      problems.error(nodeIn(place, 'times'), 'OUT_OF_RANGE', what, 'write a whole number from 1');
    }
    if (stage.runOn === undefined) continue;
    checkPlace(stage.runOn, nodeIn(place, 'runOn'), population, typing);
  }
}

/** What a stage that does nothing lacks. */
export const stageRemedy = 'add cpu, read, write, send, copy or wait';

/** Whether a stage has neither work nor bytes nor time. */
export function doesNothing(stage: Pick<StageSpec, BytesKey> & { cpu?: object; wait?: object }) {
  return stage.cpu === undefined && stage.wait === undefined && !movesBytes(stage);
}

type BytesKey = 'readMiB' | 'writeMiB' | 'sendMiB' | 'copyMiB';

function movesBytes(stage: Pick<StageSpec, BytesKey>): boolean {
  const { readMiB, writeMiB, sendMiB, copyMiB } = stage;
  return [readMiB, writeMiB, sendMiB, copyMiB].some((each) => each !== undefined);
}

/** Jobs run in VMs; a selector that can only match hosts is for a later version. */
function checkPlace(
  selector: string,
  place: TreeNode,
  population: Population,
  { problems }: Typing,
): void {
  const parsed = parseSelector(selector);
  if (!parsed.ok) return;
  const canBe = (kind: string): boolean =>
    population.some(kind, (member) => matchesSelector(parsed.selector, member));
  if (canBe('vm') || !canBe('host')) return;
  const remedy = 'name a VM; jobs right on hosts come in a later version';
  problems.error(place, 'NOT_BUILT_YET', `runOn: "${selector}" is a host`, remedy);
}

/** Each circle is told once, at the job of it that stands first by name. */
function checkCircles(jobs: readonly Job[], { problems }: Typing): void {
  const byName = new Map(jobs.map((job) => [job.spec.name, job]));
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    const start = path.indexOf(name);
    if (start >= 0) {
      const circle = [...path.slice(start), name];
      const place = nodeOfKey(byName.get(circle[0]!)!.thing, 'after');
      problems.error(place, 'CYCLE', `jobs ${circle.join(' -> ')}`, 'drop an "after"');
      return;
    }
    if (done.has(name)) return;
    for (const next of byName.get(name)?.spec.after ?? []) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of [...byName.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))) {
    visit(name, []);
  }
}

/** Value of a key of a job's own entry, or the entry where the key is not its own. */
function nodeOfKey({ entry }: Job['thing'], key: string): TreeNode {
  return child(entry.node, key) ?? entry.node;
}

function nodeIn(node: TreeNode, key: string): TreeNode {
  return (node.kind === 'map' ? child(node, key) : undefined) ?? node;
}

function itemOf(list: TreeNode, index: number): TreeNode {
  return (list.kind === 'list' ? list.items[index] : undefined) ?? list;
}
