import type { Mechanism } from '@vdcsim/core';
import { exampleOf, typeWord } from '@vdcsim/scenario';
import type { CommandRow, ErrorRow, EventRow, MetricRow, StateRow } from './declared-types.ts';
import { code, page, sortedBy, table } from './markdown.ts';

/** Metrics by name, with their counterparts elsewhere. */
export function metricsPage(mechanisms: readonly Mechanism[]): string {
  return page('Metrics', [
    'Numbers about entities over time, recorded as exact averages. A *gauge* holds until it ' +
      'changes; an *integral* adds up over time; a *count* adds up things that happen.',
    metricsTable(mechanisms.flatMap(({ metrics }) => metrics)),
  ]);
}

export function metricsTable(metrics: readonly MetricRow[]): string {
  const rows = sortedBy(metrics, ({ name }) => name).map((metric) => [
    ...[code(metric.name), metric.kind, metric.unit, metric.doc],
    ...[code(metric.vsphere), code(metric.esxtop)],
  ]);
  return table(['metric', 'kind', 'unit', 'meaning', 'vSphere counter', 'esxtop'], rows);
}

/** Events by type, with what they tell. */
export function eventsPage(mechanisms: readonly Mechanism[]): string {
  return page('Events', [
    'What can happen. Every event has its time, its subject and, where there is one, the event ' +
      'that caused it.',
    eventsTable(mechanisms.flatMap(({ events }) => events)),
  ]);
}

export function eventsTable(events: readonly EventRow[]): string {
  const rows = sortedBy(events, ({ type }) => type).map(({ type, entity, doc, data }) => {
    const told = Object.entries(data ?? {}).map(([name, meaning]) => `${code(name)}: ${meaning}`);
    return [code(type), entity, doc, told.join(' ')];
  });
  return table(['event', 'subject', 'meaning', 'tells'], rows);
}

/** States that an expectation can ask for. */
export function statesPage(mechanisms: readonly Mechanism[]): string {
  return page('States', [
    'What `expect: { state: ... }` can ask for.',
    statesTable(mechanisms.flatMap(({ states }) => states)),
  ]);
}

export function statesTable(states: readonly StateRow[]): string {
  const rows = sortedBy(states, ({ name }) => name).map((state) => [
    ...[code(state.name), state.entity, state.words.map(code).join(', '), state.doc],
  ]);
  return table(['state', 'of', 'words', 'meaning'], rows);
}

/** Commands by verb, with their keys. */
export function commandsPage(mechanisms: readonly Mechanism[]): string {
  return page('Commands', [
    'What a timeline, a program or a person can order. The verb takes a selector of its targets.',
    commandsTable(mechanisms.flatMap(({ commands }) => commands)),
  ]);
}

export function commandsTable(commands: readonly CommandRow[]): string {
  const rows = sortedBy(commands, ({ verb }) => verb).map(({ verb, of, doc, keys }) => {
    const further = Object.entries(keys ?? {}).map(([key, spec]) => {
      const example = exampleOf(spec.type);
      const asIn = example === '' ? '' : `, as in ${code(example)}`;
      const form = `${code(typeWord(spec.type))}${asIn}`;
      const value =
        spec.default === undefined ? '' : `; default ${code(String(spec.default.value))}`;
      return `${code(key)} (${form}${value}): ${spec.doc}`;
    });
    return [code(verb), of.join(', '), doc, further.join(' ')];
  });
  return table(['command', 'of', 'does', 'further keys'], rows);
}

/** Every code that a user can meet, of the whole product. */
export function errorsPage(errors: readonly ErrorRow[]): string {
  return page('Errors', [
    'Messages begin with where (`file:line:column`) and a code. An error stops what was asked; a ' +
      'failure inside the simulated datacenter is no error but an [event](events.md).',
    errorsTable(errors),
  ]);
}

export function errorsTable(errors: readonly ErrorRow[]): string {
  const rows = sortedBy(errors, (error) => error.code).map((error) => [
    ...[code(error.code), error.doc, error.remedy],
  ]);
  // Two packages may give one code, with the same meaning or each with its own.
  const distinct = [...new Map(rows.map((row) => [row.join('\n'), row])).values()];
  return table(['code', 'meaning', 'what to do'], distinct);
}
