/**
 * What every parser of values hands back: the value, or why it is refused.
 *
 * `what` and `remedy` are the two halves of a line of the language's errors:
 * `file:line:column: CODE what; remedy`.
 */

/** Codes that the parsers of values use; the table in `errors.ts` explains them. */
export type ValueCode =
  | 'MISSING_UNIT'
  | 'WRONG_UNIT'
  | 'UNCLEAR_UNIT'
  | 'OUT_OF_RANGE'
  | 'BAD_VALUE'
  | 'BAD_NAME'
  | 'BAD_RANGE'
  | 'BAD_WHEN'
  | 'BAD_WINDOW'
  | 'BAD_DISTRIBUTION'
  | 'BAD_SERIES'
  | 'UNKNOWN_KEY';

/** A value that is refused. */
export interface Refusal {
  readonly ok: false;
  readonly code: ValueCode;
  /** What is wrong: `memory: 16`. */
  readonly what: string;
  /** What would be right: `write "16 GiB"`. */
  readonly remedy: string;
  /** Where below the value the trouble lies: `['steps', 2, 'after']`. Absent: the value itself. */
  readonly path?: readonly (string | number)[];
}

/** The outcome of a parser. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | Refusal;

/** A value that is accepted. */
export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** A refusal of the value itself. */
export function refuse(code: ValueCode, what: string, remedy: string): Refusal {
  return { ok: false, code, what, remedy };
}

/** The same refusal, seen from one level higher up. */
export function below(step: string | number, refusal: Refusal): Refusal {
  return { ...refusal, path: [step, ...(refusal.path ?? [])] };
}

/** Text of a scalar without blanks around it; undefined for anything that is no text or number. */
export function scalarText(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw.trim();
  if (typeof raw === 'number') return String(raw);
  return undefined;
}

/** How a message shows a raw value: numbers as they are, texts in quotes, the rest by its kind. */
export function shown(raw: unknown): string {
  if (raw === null || raw === undefined) return 'nothing';
  if (Array.isArray(raw)) return 'a list';
  if (typeof raw === 'object') return 'a map';
  const text = String(raw).trim();
  if (typeof raw !== 'string' || /^-?\d+(\.\d+)?$/.test(text)) return text;
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}

/** `memory: 16`: the key, where there is one, and the value as a message shows it. */
export function keyed(key: string, raw: unknown): string {
  return key === '' ? shown(raw) : `${key}: ${shown(raw)}`;
}

/** Says whether a raw value is a map, as the language's `{ ... }`. */
export function isMap(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
