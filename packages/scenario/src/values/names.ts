/**
 * Names of entities, ranges of names (`web01..30`), parts (`esx03:vmhba0`) and dealing in turn.
 *
 * A name is letters A-Z a-z, digits, `.`, `_` and `-`, and begins with a letter or digit. Two dots
 * in a row always mean a range: the last number of the text before them counts up to the number
 * behind them, padded with zeros to the width of the first. `esx03..10` makes 8 names.
 */
import { accept, type Parsed, type Refusal, refuse, scalarText, shown } from './parsed.ts';

/** A range makes at most this many names. */
export const MAX_NAMES = 1_000_000;

/** A name, or the text of a range, has at most this many characters. */
export const MAX_NAME_LENGTH = 250;

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const RANGE = /^([A-Za-z0-9._-]*?)(\d+)\.\.(\d+)$/;
const SELECTOR_WORDS: readonly string[] = ['all', 'and', 'or', 'not', 'subject'];

/** Says whether a text is one name (not a range). */
export function isName(text: string): boolean {
  return NAME.test(text) && !text.includes('..');
}

/** Says whether a text is written as a range of names; it may still be a bad one. */
export function isNameRange(text: string): boolean {
  return text.includes('..');
}

/**
 * The name of a new entity, or a range of names, spread out.
 *
 * @param raw source text of the scalar
 * @returns one or more names, in the order of the range
 */
export function parseNewNames(raw: unknown): Parsed<readonly string[]> {
  const names = parseNames(raw);
  const reserved = names.ok && names.value.find((name) => SELECTOR_WORDS.includes(name));
  if (!reserved) return names;
  return refuse('BAD_NAME', `"${reserved}" is a word of selectors`, `write "${reserved}1"`);
}

/** One name or a range, as a reference to entities: `lun1..4`. */
export function parseNames(raw: unknown): Parsed<readonly string[]> {
  const text = scalarText(raw);
  if (text === undefined || text === '') {
    return refuse('BAD_NAME', `${shown(raw)} is no name`, 'write a name, "web01"');
  }
  if (text.length > MAX_NAME_LENGTH) {
    return refuse(
      'BAD_NAME',
      `${shown(text)} is too long`,
      `use at most ${MAX_NAME_LENGTH} letters`,
    );
  }
  if (isNameRange(text)) return spread(text);
  return isName(text) ? accept([text]) : badName(text);
}

/** One name; a range is refused. */
export function parseName(raw: unknown): Parsed<string> {
  const text = scalarText(raw);
  if (text !== undefined && isNameRange(text)) {
    return refuse('BAD_NAME', `${shown(raw)} is a range`, 'write one name');
  }
  const names = parseNames(raw);
  return names.ok ? accept(names.value[0] ?? '') : names;
}

/**
 * References that are dealt out: a name, a range, or a list of both, spread out in their order.
 */
export function parseReferences(raw: unknown): Parsed<readonly string[]> {
  if (!Array.isArray(raw)) return parseNames(raw);
  const names: string[] = [];
  for (const [index, item] of raw.entries()) {
    const some = parseNames(item);
    if (!some.ok) return { ...some, path: [index] };
    for (const name of some.value) names.push(name);
  }
  if (names.length === 0) return refuse('BAD_NAME', 'an empty list', 'write at least one name');
  return accept(names);
}

/** The member of `list` that entity number `index` is dealt, in turn. The list is not empty. */
export function dealt<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** A reference to a part of an entity: `esx03:vmhba0:cable`. */
export interface PartReference {
  readonly entity: string;
  /** Names of the parts, from the outside in; at least one. */
  readonly parts: readonly string[];
}

/** Reads a reference to a part; undefined where the text has none. */
export function readPart(text: string): PartReference | undefined {
  const [entity = '', ...parts] = text.split(':');
  if (parts.length === 0 || ![entity, ...parts].every(isName)) return undefined;
  return { entity, parts };
}

function badName(text: string): Refusal {
  const odd = /[^A-Za-z0-9._-]/u.exec(text)?.[0];
  const what =
    odd === undefined
      ? `${shown(text)} begins with "${text.slice(0, 1)}"`
      : `${shown(text)} holds ${odd === ' ' ? 'a blank' : `"${odd}"`}`;
  return refuse('BAD_NAME', what, `write "${suggestedName(text)}"`);
}

function suggestedName(text: string): string {
  const plain = text
    .replace(/[^A-Za-z0-9._-]+/gu, '-')
    .replace(/^[._-]+/, '')
    .replace(/-+$/, '');
  return plain === '' ? 'web01' : plain;
}

function spread(text: string): Parsed<readonly string[]> {
  const match = RANGE.exec(text);
  if (match === null) return badRange(text);
  const [, prefix = '', from = '', to = ''] = match;
  const isNamePrefix = prefix === '' || isName(prefix);
  if (!isNamePrefix) return badRange(text);
  if (to.startsWith('0') && to.length > from.length) {
    const padded = from.padStart(to.length, '0');
    return refuse('BAD_RANGE', `"${text}" has two widths`, `write "${prefix}${padded}..${to}"`);
  }
  const first = Number(from);
  const last = Number(to);
  if (last < first) {
    return refuse('BAD_RANGE', `"${text}" is empty`, `write "${prefix}${to}..${from}"`);
  }
  const count = last - first + 1;
  if (count > MAX_NAMES || from.length > 15) {
    return refuse('BAD_RANGE', `"${text}" is too long`, `make at most ${MAX_NAMES} names`);
  }
  const names: string[] = new Array(count);
  for (let i = 0; i < count; i++) {
    names[i] = prefix + String(first + i).padStart(from.length, '0');
  }
  return accept(names);
}

/** Ranges that are written in another way: `web1..web30`, `web[1..30]`, `web1...30`. */
function badRange(text: string): Refusal {
  const twice = /^([A-Za-z0-9._-]*?)(\d+)\.{2,3}([A-Za-z0-9._-]*?)(\d+)$/.exec(text);
  const bracketed = /^([A-Za-z0-9._-]*)[[{(](\d+)\.{2,3}(\d+)[\]})]$/.exec(text);
  let better = 'web01..30';
  if (twice !== null && (twice[3] === '' || twice[3] === twice[1])) {
    better = `${twice[1]}${twice[2]}..${twice[4]}`;
  } else if (bracketed !== null) {
    better = `${bracketed[1]}${bracketed[2]}..${bracketed[3]}`;
  }
  return refuse('BAD_RANGE', `${shown(text)} is no range of names`, `write "${better}"`);
}
