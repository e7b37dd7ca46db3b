import type { Mechanism } from '@vdcsim/core';
import type { Key, Shape } from './declared-types.ts';
import { code, page, sortedBy, table } from './markdown.ts';
import { typeWords } from './type-words.ts';

/** All keys of the language, shape by shape; mechanisms may add to one another's shapes. */
export function keysPage(mechanisms: readonly Mechanism[]): string {
  const shapes = new Map<string, Shape[]>();
  for (const shape of mechanisms.flatMap((mechanism) => mechanism.shapes)) {
    shapes.set(shape.shape, [...(shapes.get(shape.shape) ?? []), shape]);
  }
  const top = 'Scenario';
  const names = sortedBy([...shapes.keys()], (name) => (name === top ? '' : name));
  return page('Keys of a scenario', [
    'What a scenario file may hold: the top level first, then each shape by name. A key in **bold** ' +
      'is required. Every default names its source: a short name of the literature, `platform` for ' +
      'the platform’s own value, or the assumption that it is.',
    ...names.map((name) => shapeSection(name, shapes.get(name) ?? [])),
  ]);
}

function shapeSection(name: string, parts: readonly Shape[]): string {
  const doc = parts.map((part) => part.doc).find((text) => text !== undefined);
  const rows = parts.flatMap((part) => Object.entries(part.keys)).map(keyRow);
  const heads = ['key', 'takes', 'default', 'meaning'];
  return [`## ${name}`, doc ?? '', table(heads, rows)].filter((part) => part !== '').join('\n\n');
}

/** The row of one key; tables of commands use it too. */
export function keyRow([key, spec]: readonly [string, Key]): string[] {
  const name = spec.required === true ? `**${code(key)}**` : code(key);
  const kinds = spec.kinds === undefined ? '' : ` Only of kind ${spec.kinds.join(', ')}.`;
  const settable = spec.settable === true ? ' May be `set` while the simulation runs.' : '';
  return [name, typeWords(spec.type), defaultWords(spec), `${spec.doc}${kinds}${settable}`];
}

function defaultWords({ default: value }: Key): string {
  return value === undefined ? '' : `${code(String(value.value))} (${value.source})`;
}
