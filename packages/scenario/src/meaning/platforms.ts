/** Platforms of the scenario's own: columns of the row that they are based on, typed as it is. */
import type { PlatformSpec } from '@vdcsim/core';
import { child, type MapNode, type ScalarNode, type TreeNode } from '../document/tree.ts';
import type { ColumnSpec, Language, PlatformCells } from '../language/language.ts';
import type { Variant } from '../load/population.ts';
import type { Thing } from '../load/things.ts';
import { settle } from '../typing/scalars.ts';
import type { Typing } from '../typing/typing.ts';
import { nearest } from '../values/index.ts';
import { parseMeasure } from './measures.ts';

/** Types the columns of own platforms and refuses circles. Things keep their order. */
export function typePlatforms(
  things: readonly Thing[],
  variants: readonly Variant[],
  typing: Typing,
): PlatformSpec[] {
  const nodes = new Map<string, MapNode>();
  for (const { entry, node } of variants) for (const name of entry.names) nodes.set(name, node);
  const platforms: PlatformSpec[] = [];
  for (const { name, spec } of things) {
    const node = nodes.get(name)!;
    const isBased = spec !== undefined && isWellBased(name, node, nodes, typing);
    const set = typeColumns(child(node, 'set'), typing);
    if (!isBased || set === undefined) continue;
    platforms.push({ ...(spec as unknown as PlatformSpec), set });
  }
  return platforms;
}

/** Whether a platform starts from a row of the table in the end. Circles are told. */
function isWellBased(
  name: string,
  node: MapNode,
  nodes: ReadonlyMap<string, MapNode>,
  typing: Typing,
): boolean {
  const seen = [name];
  let basedOn = child(node, 'basedOn');
  while (basedOn?.kind === 'scalar') {
    if (typing.language.platforms.has(basedOn.text)) return true;
    if (seen.includes(basedOn.text)) {
      const circle = [...seen, basedOn.text].join(' -> ');
      typing.problems.error(basedOn, 'CYCLE', `platforms ${circle}`, 'base one on a built-in one');
      return false;
    }
    seen.push(basedOn.text);
    const base: MapNode | undefined = nodes.get(basedOn.text);
    basedOn = base && child(base, 'basedOn');
  }
  return false;
}

function typeColumns(
  set: TreeNode | undefined,
  typing: Typing,
): Record<string, string | number | boolean> | undefined {
  if (set?.kind !== 'map') return {};
  const { columns } = typing.language;
  const typed: [string, string | number | boolean][] = [];
  let broken = false;
  for (const [name, { key, value }] of set.entries) {
    const column = columns.get(name);
    if (column === undefined) {
      const [near] = nearest(name, columns.keys(), 1);
      const all = [...columns.keys()].join(', ');
      const remedy = near === undefined ? `columns are ${all}` : `did you mean "${near}"?`;
      typing.problems.error(key, 'UNKNOWN_KEY', `"${name}" in platforms.set`, remedy);
      broken = true;
      continue;
    }
    const cell = value.kind === 'scalar' ? typeCell(value, column, typing) : undefined;
    if (value.kind === 'list' || value.kind === 'map') {
      typing.problems.error(value, 'BAD_VALUE', `${name} takes one value`, 'write one');
    }
    if (cell === undefined) broken = true;
    else typed.push([name, cell]);
  }
  return broken ? undefined : Object.fromEntries(typed);
}

function typeCell(
  node: ScalarNode,
  column: ColumnSpec,
  typing: Typing,
): string | number | boolean | undefined {
  const { text } = node;
  if (column.type === 'number') {
    const value = settle(node, parseMeasure(column.name, text, column.unit), typing);
    if (value === undefined || value >= 0) return value;
    const what = `${column.name}: ${text} is negative`;
    typing.problems.error(node, 'OUT_OF_RANGE', what, 'write at least 0');
    return undefined;
  }
  const words = column.type === 'flag' ? ['true', 'false'] : (column.words ?? [text]);
  if (words.includes(text)) return column.type === 'flag' ? text === 'true' : text;
  const what = `${column.name}: "${text}" is unknown`;
  typing.problems.error(node, 'UNKNOWN_WORD', what, `write ${words.join(', ')}`);
  return undefined;
}

/** Cells of all platforms: the table's, and the scenario's own laid on what they start from. */
export function allPlatformCells(
  own: readonly PlatformSpec[],
  language: Language,
): ReadonlyMap<string, PlatformCells> {
  const cells = new Map(language.platforms);
  const byName = new Map(own.map((spec) => [spec.name, spec]));
  for (const spec of own) {
    const chain = [spec];
    for (let base = byName.get(spec.basedOn); base !== undefined; base = byName.get(base.basedOn)) {
      chain.push(base);
    }
    const row = new Map(cells.get(chain[chain.length - 1]!.basedOn) ?? []);
    for (const { set } of chain.reverse()) {
      for (const [column, value] of Object.entries(set)) row.set(column, value);
    }
    cells.set(spec.name, row);
  }
  return cells;
}
