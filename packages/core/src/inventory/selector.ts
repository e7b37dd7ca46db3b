/**
 * Selectors of the scenario language: `web*`, `web01..30`, `tier=gold`,
 * `cluster=prod and not (web* or owner=lab)`, `all`. `not` binds tighter than `and`, `and`
 * tighter than `or`. A list of selectors means or; it is written `a or b` here.
 */

/** Properties that may stand before `=` beside tags. */
export const selectorProperties: readonly string[] = [
  'kind',
  'host',
  'cluster',
  'pool',
  'datastore',
  'owner',
  'platform',
  'os',
  'template',
];

export type Selector =
  | { readonly op: 'all' }
  /** A name, a pattern with `*`, or a range `web01..30`. */
  | { readonly op: 'names'; readonly text: string; readonly test: (name: string) => boolean }
  /** A property or tag equals a value, which may hold `*`. */
  | {
      readonly op: 'equals';
      readonly property: string;
      readonly text: string;
      readonly test: (value: string) => boolean;
    }
  | { readonly op: 'not'; readonly operand: Selector }
  | { readonly op: 'and' | 'or'; readonly operands: readonly Selector[] };

export type SelectorResult =
  | { readonly ok: true; readonly selector: Selector }
  | { readonly ok: false; readonly what: string; readonly remedy: string; readonly offset: number };

/** What a selector asks of an entity. */
export interface Selectable {
  readonly name: string;
  /** Value of a property or tag; undefined when the entity has none. */
  property(name: string): string | undefined;
}

interface Token {
  readonly text: string;
  readonly offset: number;
}

class SelectorProblem extends Error {
  readonly remedy: string;
  readonly offset: number;
  constructor(what: string, remedy: string, offset: number) {
    super(what);
    this.remedy = remedy;
    this.offset = offset;
  }
}

const tokenPattern = /\s*([()]|[^\s()]+)/gy;
const wordPattern = /^[A-Za-z0-9._\-*:]+(=[A-Za-z0-9._\-*: ]*)?$/;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  for (;;) {
    const match = tokenPattern.exec(text);
    if (match === null) break;
    const word = match[1]!;
    tokens.push({ text: word, offset: tokenPattern.lastIndex - word.length });
  }
  return tokens;
}

/** Parses a selector. Never throws. */
export function parseSelector(text: string): SelectorResult {
  const tokens = tokenize(text);
  let position = 0;
  const problem = (what: string, remedy: string): never => {
    throw new SelectorProblem(what, remedy, tokens[position]?.offset ?? text.length);
  };
  const parseOperand = (): Selector => {
    const token = tokens[position];
    if (token === undefined) return problem('ends too early', 'write a name, a pattern or "all"');
    position++;
    if (token.text === 'not') return { op: 'not', operand: parseOperand() };
    if (token.text === '(') {
      const inner = parseChain('or');
      if (tokens[position]?.text !== ')') problem('lacks a ")"', 'close the bracket');
      position++;
      return inner;
    }
    position--;
    if (token.text === ')' || token.text === 'and' || token.text === 'or') {
      return problem(`has "${token.text}" where a name belongs`, 'write a name or a pattern');
    }
    if (!wordPattern.test(token.text)) {
      return problem(`"${token.text}" is no name`, 'names hold A-Z a-z 0-9 . _ - and *');
    }
    position++;
    return wordSelector(token.text);
  };
  const parseChain = (op: 'and' | 'or'): Selector => {
    const operands = [op === 'or' ? parseChain('and') : parseOperand()];
    while (tokens[position]?.text === op) {
      position++;
      operands.push(op === 'or' ? parseChain('and') : parseOperand());
    }
    return operands.length === 1 ? operands[0]! : { op, operands };
  };
  try {
    const selector = parseChain('or');
    if (position < tokens.length) {
      problem(`has "${tokens[position]!.text}" after its end`, 'join parts with "and" or "or"');
    }
    return { ok: true, selector };
  } catch (error) {
    if (!(error instanceof SelectorProblem)) throw error;
    return { ok: false, what: error.message, remedy: error.remedy, offset: error.offset };
  }
}

function wordSelector(word: string): Selector {
  if (word === 'all' || word === '*') return { op: 'all' };
  const equals = word.indexOf('=');
  if (equals >= 0) {
    const property = word.slice(0, equals);
    const text = word.slice(equals + 1);
    return { op: 'equals', property, text, test: patternTest(text) };
  }
  return { op: 'names', text: word, test: nameTest(word) };
}

const rangePattern = /^(.*?)(\d+)\.\.(\d+)$/;

/**
 * Tests names against a pattern with `*` or a range such as `web01..30`. Parts are named with all
 * that they are in: `esx*:vmhba0`; no star reaches over a colon, so `esx*` takes no parts.
 */
function nameTest(text: string): (name: string) => boolean {
  const tests = text.split(':').map(segmentTest);
  if (tests.length === 1) return (name) => !name.includes(':') && tests[0]!(name);
  return (name) => {
    const segments = name.split(':');
    if (segments.length !== tests.length) return false;
    return segments.every((segment, i) => tests[i]!(segment));
  };
}

function segmentTest(text: string): (name: string) => boolean {
  const range = rangePattern.exec(text);
  if (range === null) return patternTest(text);
  const [, prefix, first, last] = range;
  const from = Number(first);
  const to = Number(last);
  const width = first!.length;
  return (name) => {
    if (!name.startsWith(prefix!)) return false;
    const digits = name.slice(prefix!.length);
    if (!/^\d+$/.test(digits)) return false;
    const number = Number(digits);
    return number >= from && number <= to && digits === String(number).padStart(width, '0');
  };
}

function patternTest(text: string): (value: string) => boolean {
  if (!text.includes('*')) return (value) => value === text;
  const parts = text.split('*').map((part) => part.replace(/[.\-\\^$+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`);
  return (value) => pattern.test(value);
}

/** Whether an entity is selected. */
export function matchesSelector(selector: Selector, entity: Selectable): boolean {
  switch (selector.op) {
    case 'all':
      return true;
    case 'names':
      return selector.test(entity.name);
    case 'equals': {
      const value = entity.property(selector.property);
      return value !== undefined && selector.test(value);
    }
    case 'not':
      return !matchesSelector(selector.operand, entity);
    case 'and':
      return selector.operands.every((operand) => matchesSelector(operand, entity));
    case 'or':
      return selector.operands.some((operand) => matchesSelector(operand, entity));
  }
}
