/** Types the entries of `expect:` against the tables of metrics, events and states. */
import type { EventSpec, ExpectationSpec, MetricSpec, StateSpec } from '@vdcsim/core';
import { child, type MapNode, type Place, type TreeNode } from '../document/tree.ts';
import { citation } from '../load/problems.ts';
import { settle } from '../typing/scalars.ts';
import { typeShape } from '../typing/shapes.ts';
import type { Typing } from '../typing/typing.ts';
import { parseFraction, parseMeasure, parsePlain } from './measures.ts';
import { findRow, type NamedTable } from './names.ts';

const subjects = ['metric', 'event', 'state'] as const;
const bounds = ['atLeast', 'atMost', 'equals'] as const;
/** Keys that depend on the subject: typed here and not by their declared form. */
const ownKeys: readonly string[] = ['of', 'after', 'before', ...bounds, 'tolerance'];

export function metricTable(typing: Typing): NamedTable<MetricSpec> {
  return { rows: typing.language.metrics, noun: 'metric', code: 'NO_SUCH_METRIC' };
}

export function eventTable(typing: Typing): NamedTable<EventSpec> {
  return { rows: typing.language.events, noun: 'event', code: 'NO_SUCH_EVENT' };
}

function stateTable(typing: Typing): NamedTable<StateSpec> {
  return { rows: typing.language.states, noun: 'state', code: 'NO_SUCH_STATE' };
}

/** Types one expectation; undefined if anything in it is wrong, which is told. */
export function typeExpectation(node: TreeNode, typing: Typing): ExpectationSpec | undefined {
  const { problems } = typing;
  if (node.kind !== 'map') {
    const remedy = 'write { metric: ..., atMost: ... }';
    if (node.kind !== 'broken') problems.error(node, 'BAD_VALUE', 'expect holds maps', remedy);
    return undefined;
  }
  const typed = typeShape(node, 'Expectation', 'expect', typing, { skip: ownKeys });
  const given = subjects.filter((subject) => node.entries.has(subject));
  const subject = given[0];
  if (subject === undefined || given.length > 1) {
    const what = subject === undefined ? 'judges nothing' : `judges ${given.join(' and ')} at once`;
    problems.error(node, 'BAD_EXPECTATION', what, 'write one of metric, event and state');
    return undefined;
  }
  const nameNode = child(node, subject)!;
  if (nameNode.kind !== 'scalar') return undefined;
  const name = nameNode.text;
  const rest =
    subject === 'metric'
      ? typeMetric(node, name, nameNode, typing)
      : subject === 'event'
        ? typeEvent(node, name, nameNode, typing)
        : typeState(node, name, nameNode, typing);
  if (typed === undefined || rest === undefined) return undefined;
  return { ...(typed as unknown as ExpectationSpec), ...rest, position: citation(node) };
}

type Rest = Record<string, unknown> | undefined;

function typeMetric(node: MapNode, name: string, place: Place, typing: Typing): Rest {
  const wrong = refuseKeys(node, ['within', 'after', 'before'], 'a metric', typing);
  const metric = findRow(metricTable(typing), name, place, typing.problems);
  if (metric === undefined) return undefined;
  const parse = (key: string, text: string) => parseMeasure(key, text, metric.unit);
  const judges = typeJudges(node, parse, typing);
  const of = typeOf(node, metric.entity, typing);
  if (!bounds.some((bound) => node.entries.has(bound))) {
    const remedy = 'add atLeast, atMost or equals';
    typing.problems.error(node, 'BAD_EXPECTATION', `${name} is not judged`, remedy);
    return undefined;
  }
  return wrong || judges === undefined || of === undefined ? undefined : { ...judges, ...of };
}

function typeEvent(node: MapNode, name: string, place: Place, typing: Typing): Rest {
  const wrong = refuseKeys(node, ['aggregate', 'across', 'at', 'tolerance'], 'an event', typing);
  const event = findRow(eventTable(typing), name, place, typing.problems);
  const after = typeMatch(node, 'after', typing);
  const before = typeMatch(node, 'before', typing);
  if (node.entries.has('within') && !node.entries.has('after')) {
    const remedy = 'add "after: { event: ... }"';
    typing.problems.error(
      child(node, 'within')!,
      'BAD_EXPECTATION',
      'within without after',
      remedy,
    );
    return undefined;
  }
  if (event === undefined) return undefined;
  const judges = typeJudges(node, parsePlain, typing);
  const of = typeOf(node, event.entity, typing);
  if (wrong || !judges || !of || !after || !before) return undefined;
  return { ...judges, ...of, ...after, ...before };
}

function typeState(node: MapNode, name: string, place: Place, typing: Typing): Rest {
  const alien = ['aggregate', 'across', 'during', 'within', 'after', 'before', 'tolerance'];
  const wrong = refuseKeys(node, [...alien, 'atLeast', 'atMost'], 'a state', typing);
  const state = findRow(stateTable(typing), name, place, typing.problems);
  if (state === undefined) return undefined;
  const of = typeOf(node, state.entity, typing);
  const equals = child(node, 'equals');
  if (equals?.kind !== 'scalar') {
    const what = `${name} is not judged`;
    typing.problems.error(
      node,
      'BAD_EXPECTATION',
      what,
      `add "equals: ${state.words[0] ?? '...'}"`,
    );
    return undefined;
  }
  if (state.words.length > 0 && !state.words.includes(equals.text)) {
    const what = `${name} is never "${equals.text}"`;
    typing.problems.error(equals, 'UNKNOWN_WORD', what, `write ${state.words.join(', ')}`);
    return undefined;
  }
  return wrong || of === undefined ? undefined : { ...of, equals: equals.text };
}

/** Tells of keys that mean nothing for a subject. */
function refuseKeys(
  node: MapNode,
  keys: readonly string[],
  subject: string,
  typing: Typing,
): boolean {
  const alien = keys.filter((key) => node.entries.has(key));
  for (const key of alien) {
    const place = node.entries.get(key)!.key;
    typing.problems.error(place, 'NOT_HONOURED', `${key} of ${subject}`, 'leave it out');
  }
  return alien.length > 0;
}

function typeOf(node: MapNode, entity: string, typing: Typing): Rest {
  const of = child(node, 'of');
  if (of === undefined) return {};
  const text = of.kind === 'broken' ? undefined : typing.selector(of, [entity]);
  return text === undefined ? undefined : { of: text };
}

function typeMatch(node: MapNode, key: 'after' | 'before', typing: Typing): Rest {
  const match = child(node, key);
  if (match === undefined) return {};
  if (match.kind !== 'map') {
    const remedy = `write "${key}: { event: host.failed }"`;
    if (match.kind !== 'broken') {
      typing.problems.error(match, 'BAD_VALUE', `${key} is no map`, remedy);
    }
    return undefined;
  }
  const typed = typeShape(match, 'EventMatch', `expect.${key}`, typing, { skip: ['of'] });
  const nameNode = child(match, 'event');
  if (typed === undefined || nameNode?.kind !== 'scalar') return undefined;
  const event = findRow(eventTable(typing), nameNode.text, nameNode, typing.problems);
  const of = event && typeOf(match, event.entity, typing);
  return of && { [key]: { ...typed, ...of } };
}

type ParseNumber = (key: string, text: string) => ReturnType<typeof parsePlain>;

/** atLeast, atMost, equals and tolerance. */
function typeJudges(node: MapNode, parse: ParseNumber, typing: Typing): Rest {
  const judges: Record<string, unknown> = {};
  let broken = false;
  for (const key of bounds) {
    const value = child(node, key);
    if (value === undefined) continue;
    const number = numberOf(value, key, parse, typing);
    if (number === undefined) broken = true;
    else judges[key] = number;
  }
  const tolerance = child(node, 'tolerance');
  if (tolerance !== undefined) {
    const typed = typeTolerance(tolerance, node, parse, typing);
    if (typed === undefined) broken = true;
    else judges['tolerance'] = typed;
  }
  const { atLeast, atMost } = judges;
  if (typeof atLeast === 'number' && typeof atMost === 'number' && atLeast > atMost) {
    const what = 'atLeast is above atMost';
    typing.problems.error(child(node, 'atLeast')!, 'BAD_EXPECTATION', what, 'swap them');
    broken = true;
  }
  return broken ? undefined : judges;
}

function typeTolerance(
  tolerance: TreeNode,
  node: MapNode,
  parse: ParseNumber,
  typing: Typing,
): Rest {
  if (!node.entries.has('equals')) {
    const what = 'tolerance without equals';
    typing.problems.error(tolerance, 'BAD_EXPECTATION', what, 'add equals, or leave it out');
    return undefined;
  }
  const asFraction =
    tolerance.kind === 'scalar' ? parseFraction('tolerance', tolerance.text) : undefined;
  if (asFraction !== undefined) {
    const fraction = settle(tolerance, asFraction, typing);
    return fraction === undefined ? undefined : { fraction };
  }
  const amount = numberOf(tolerance, 'tolerance', parse, typing);
  if (amount !== undefined && amount < 0) {
    typing.problems.error(tolerance, 'OUT_OF_RANGE', 'a tolerance below 0', 'write it without -');
    return undefined;
  }
  return amount === undefined ? undefined : { amount };
}

function numberOf(
  node: TreeNode,
  key: string,
  parse: ParseNumber,
  typing: Typing,
): number | undefined {
  if (node.kind === 'scalar') return settle(node, parse(key, node.text), typing);
  if (node.kind !== 'broken') {
    typing.problems.error(node, 'BAD_VALUE', `${key} is no single value`, 'write one value');
  }
  return undefined;
}
