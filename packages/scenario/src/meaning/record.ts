/** Checks the patterns of `record`: names of metrics and types of events, with `*`. */
import { child, itemsOf, type MapNode } from '../document/tree.ts';
import type { Typing } from '../typing/typing.ts';
import { eventTable, metricTable } from './expectations.ts';
import { checkPattern } from './names.ts';

export function checkRecord(record: MapNode, typing: Typing): void {
  const metrics = metricTable(typing);
  const events = eventTable(typing);
  for (const item of patterns(record, 'metrics')) {
    checkPattern(metrics, item.text, item, typing.problems);
  }
  for (const item of patterns(record, 'events')) {
    checkPattern(events, item.text, item, typing.problems);
  }
}

function patterns(record: MapNode, key: string) {
  const node = child(record, key);
  return node === undefined ? [] : itemsOf(node).filter((item) => item.kind === 'scalar');
}
