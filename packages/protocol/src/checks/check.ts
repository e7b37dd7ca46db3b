import { ProtocolError } from '../protocol-error.ts';

/**
 * Checks of values that come from outside. A check returns the value itself with its type, or
 * throws ProtocolError BAD_MESSAGE with the place, what stands there, and what would be right.
 */
export type Check<T> = (value: unknown, path: string) => T;

/** A check of a key that may be absent. */
export interface OptionalCheck<T> {
  readonly optional: Check<T>;
}

/** A check for every key of a type, so that neither side can have a key that the other lacks. */
export type ChecksOf<T> = {
  readonly [Key in keyof T]-?: object extends Pick<T, Key>
    ? OptionalCheck<Exclude<T[Key], undefined>>
    : Check<T[Key]>;
};

/** A text of at most so many UTF-16 units. */
export function text(longest: number): Check<string> {
  return (value, path) => {
    if (typeof value !== 'string') throw bad(path, value, 'a text');
    if (value.length > longest) {
      throw bad(path, `${value.length} characters`, `at most ${longest}`);
    }
    return value;
  };
}

/** One of some words. */
export function word<Word extends string>(...words: readonly Word[]): Check<Word> {
  return (value, path) => {
    const found = words.find((each) => each === value);
    if (found === undefined) throw bad(path, value, words.map((each) => `"${each}"`).join(' or '));
    return found;
  };
}

/** A finite number, `least` or more. */
export function number(least = Number.NEGATIVE_INFINITY): Check<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw bad(path, value, 'a number');
    if (value < least) throw bad(path, value, `${least} or more`);
    return value;
  };
}

/** A whole number, `least` or more. */
export function whole(least = 0): Check<number> {
  return (value, path) => {
    if (!Number.isSafeInteger(value)) throw bad(path, value, 'a whole number');
    return number(least)(value, path);
  };
}

export const flag: Check<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw bad(path, value, 'true or false');
  return value;
};

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null ? null : check(value, path));
}

export function optional<T>(check: Check<T>): OptionalCheck<T> {
  return { optional: check };
}

/** A list of at most `most` values. */
export function list<T>(check: Check<T>, most = 1_000_000): Check<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw bad(path, value, 'a list');
    if (value.length > most) throw bad(path, `${value.length} values`, `at most ${most}`);
    for (let i = 0; i < value.length; i++) check(value[i], `${path}[${i}]`);
    return value as T[];
  };
}

/** A map from texts to values. */
export function map<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value, path) => {
    const object = objectAt(value, path);
    for (const key of Object.keys(object)) check(object[key], `${path}.${shown(key)}`);
    return object as Record<string, T>;
  };
}

/** An object with these keys and no others. */
export function shape<T extends object>(checks: ChecksOf<T>): Check<T> {
  const byKey = new Map(Object.entries<Check<unknown> | OptionalCheck<unknown>>(checks));
  return (value, path) => {
    const object = objectAt(value, path);
    for (const key of Object.keys(object)) {
      if (byKey.has(key)) continue;
      throw bad(`${path}.${shown(key)}`, 'an unknown key', [...byKey.keys()].join(', '));
    }
    for (const [key, check] of byKey) {
      const isThere = Object.hasOwn(object, key);
      if (typeof check === 'function') check(isThere ? object[key] : undefined, `${path}.${key}`);
      else if (isThere) check.optional(object[key], `${path}.${key}`);
    }
    return object as T;
  };
}

/** One of several shapes, told apart by a word in one key. */
export function tagged<Tag extends string, T extends { readonly [Key in Tag]: string }>(
  tag: Tag,
  shapes: { readonly [Word in T[Tag]]: Check<Extract<T, { readonly [Key in Tag]: Word }>> },
): Check<T> {
  const byWord = new Map(Object.entries<Check<T>>(shapes as Record<string, Check<T>>));
  const anyWord = word(...byWord.keys());
  return (value, path) => {
    const object = objectAt(value, path);
    const found = anyWord(Object.hasOwn(object, tag) ? object[tag] : undefined, `${path}.${tag}`);
    return byWord.get(found)!(value, path);
  };
}

function objectAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bad(path, value, 'an object');
  }
  return value as Readonly<Record<string, unknown>>;
}

/** `control.speed: -1; 0 or more would be right` */
export function bad(path: string, found: unknown, right: string): ProtocolError {
  return new ProtocolError('BAD_MESSAGE', `${path}: ${shown(found)}; right would be ${right}`);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object';
  const words = String(value);
  return words.length > 60 ? `${words.slice(0, 60)}...` : words;
}
