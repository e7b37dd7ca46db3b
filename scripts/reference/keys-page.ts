import type { ReferenceKey, ReferenceShape } from '@vdcsim/scenario';
import { code, page, table } from './markdown.ts';

/** All keys of the language, shape by shape. */
export function keysPage(shapes: readonly ReferenceShape[]): string {
  const names = new Set(shapes.map(({ shape }) => shape));
  return page('Keys of a scenario', [
    'What a scenario file may hold: the top level first. A key in **bold** is required. ' +
      '`[X]` is a list of X, `a|b` one of two words. Every default names its source: a short name ' +
      'of the literature, `platform` for the platform’s own value, or the assumption that it is.',
    ...shapes.map(({ shape, doc, keys }) => {
      const rows = keys.map((key) => keyRow(key, names));
      const parts = [`## ${shape}`, doc, table(['key', 'takes', 'default', 'meaning'], rows)];
      return parts.filter((part) => part !== '').join('\n\n');
    }),
  ]);
}

/** The row of one key; `shapes` are the names that have a section of their own. */
export function keyRow(key: ReferenceKey, shapes: ReadonlySet<string>): string[] {
  const name = key.isRequired ? `**${code(key.key)}**` : code(key.key);
  const kinds = key.kinds.length === 0 ? '' : ` Only of kind ${key.kinds.join(', ')}.`;
  const settable = key.isSettable ? ' May be `set` while the simulation runs.' : '';
  return [name, takes(key, shapes), defaultWords(key), `${key.doc}${kinds}${settable}`];
}

/** `Size, as in 16 GiB`; names of shapes lead to their sections. */
function takes({ type, example }: ReferenceKey, shapes: ReadonlySet<string>): string {
  const shape = /^\[?(\w+)\]?$/.exec(type)?.[1];
  if (shape !== undefined && shapes.has(shape)) {
    return type.replace(shape, `[${shape}](#${shape.toLowerCase()})`).replace(/^\[\[/, '\\[[');
  }
  const isTelling = example !== '' && example !== '{ ... }' && !type.split('|').includes(example);
  return isTelling ? `${code(type)}, as in ${code(example)}` : code(type);
}

function defaultWords({ default: value, defaultSource }: ReferenceKey): string {
  return value === undefined ? '' : `${code(value)} (${defaultSource ?? 'assumption'})`;
}
