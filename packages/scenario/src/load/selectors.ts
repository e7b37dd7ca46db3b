/** Checks selectors at load: their grammar, and that they can match something. */
import { matchesSelector, parseSelector, type Selector } from '@vdcsim/core';
import { itemsOf, type Place, type TreeNode } from '../document/tree.ts';
import { kindsPhrase } from '../language/forms.ts';
import type { NameTable } from './entries.ts';
import type { Population } from './population.ts';
import type { Problems } from './problems.ts';

/** Properties of VMs that change during a run: only the names after `=` are checked. */
const movingProperties: readonly string[] = ['host', 'cluster', 'pool', 'platform', 'datastore'];

/** Most brackets in one selector. */
const nestingMost = 100;

/** A selector in canonical form: single blanks, brackets only where they matter. */
export function selectorText(selector: Selector): string {
  switch (selector.op) {
    case 'all':
      return 'all';
    case 'names':
      return selector.text;
    case 'equals':
      return `${selector.property}=${selector.text}`;
    case 'not':
      return `not ${operandText(selector.operand)}`;
    case 'and':
      return selector.operands.map(operandText).join(' and ');
    case 'or':
      return selector.operands.map(selectorText).join(' or ');
  }
}

function operandText(selector: Selector): string {
  const text = selectorText(selector);
  return selector.op === 'or' || selector.op === 'and' ? `(${text})` : text;
}

export class SelectorCheck {
  private readonly population: Population;
  private readonly names: NameTable;
  private readonly problems: Problems;

  constructor(population: Population, names: NameTable, problems: Problems) {
    this.population = population;
    this.names = names;
    this.problems = problems;
  }

  /** Selector of a node, where a list means or. Undefined if its grammar is wrong (told). */
  parse(node: TreeNode): Selector | undefined {
    const operands: Selector[] = [];
    let broken = false;
    for (const item of itemsOf(node)) {
      const selector = item.kind === 'scalar' ? this.parseText(item.text, item) : undefined;
      if (item.kind === 'map' || item.kind === 'list') {
        const what = 'a selector is a text or a list of texts';
        this.problems.error(item, 'BAD_SELECTOR', what, 'write web* or [web*, db01]');
      }
      if (selector === undefined) broken = true;
      else operands.push(selector);
    }
    if (broken) return undefined;
    if (operands.length > 1) return { op: 'or', operands };
    if (operands[0] === undefined) {
      this.problems.error(node, 'BAD_SELECTOR', 'an empty list selects nothing', 'write all');
    }
    return operands[0];
  }

  /** Parses one text; its place is where an error points to. */
  parseText(text: string, place: Place): Selector | undefined {
    if ((text.match(/\(|\bnot\b/g)?.length ?? 0) > nestingMost) {
      const what = `a selector with more than ${nestingMost} brackets`;
      this.problems.error(place, 'BAD_SELECTOR', what, 'write a list of shorter ones');
      return undefined;
    }
    const parsed = parseSelector(text);
    if (parsed.ok) return parsed.selector;
    this.problems.error(place, 'BAD_SELECTOR', `"${text}" ${parsed.what}`, parsed.remedy);
    return undefined;
  }

  /**
   * Canonical text of a selector that can match something of the kinds (none: of any kind) at
   * some time. Undefined if it is wrong, which is told.
   */
  readonly check = (node: TreeNode, kinds: readonly string[]): string | undefined => {
    const selector = this.parse(node);
    if (selector === undefined) return undefined;
    const isWell = this.canMatch(selector, kinds, node);
    return isWell ? selectorText(selector) : undefined;
  };

  /** Whether there is a thing of a kind, parts included, by its full name. */
  readonly exists = (kind: string, name: string): boolean =>
    this.population.some(kind, (member) => member.name === name);

  /** The first thing of some kinds that a selector matches at the start; its grammar is right. */
  readonly firstOf = (text: string, kinds: readonly string[]): string | undefined => {
    const parsed = parseSelector(text);
    if (!parsed.ok) return undefined;
    let found: string | undefined;
    for (const kind of kinds) {
      const isThere = this.population.some(kind, (member) => {
        if (!matchesSelector(parsed.selector, member)) return false;
        found = member.name;
        return true;
      });
      if (isThere) return found;
    }
    return undefined;
  };

  /** Full names of the things of some kinds that a node selects, sorted; empty if it is wrong. */
  namesIn(node: TreeNode, kinds: readonly string[]): string[] {
    const selector = this.parse(node);
    const names: string[] = [];
    for (const kind of selector === undefined ? [] : kinds) {
      this.population.some(kind, (member) => {
        if (matchesSelector(selector!, member)) names.push(member.name);
        return false;
      });
    }
    return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  private canMatch(selector: Selector, kinds: readonly string[], node: TreeNode): boolean {
    const asked = kinds.length === 0 ? this.population.kinds : kinds;
    const alternatives = selector.op === 'or' ? selector.operands : [selector];
    let well = true;
    for (const each of alternatives) {
      if (this.canMatchOne(each, asked)) continue;
      this.tellNoMatch(selectorText(each), asked, placeOf(node, each));
      well = false;
    }
    return well;
  }

  private canMatchOne(selector: Selector, kinds: readonly string[]): boolean {
    if (selector.op === 'names' && !/[*:]|\.\./.test(selector.text)) {
      return kinds.includes(this.names.kindOf(selector.text) ?? '');
    }
    const relaxed = this.relax(selector, true);
    return kinds.some((kind) => {
      const asked = kind === 'vm' ? relaxed : selector;
      return this.population.some(kind, (member) => matchesSelector(asked, member));
    });
  }

  /** Says yes to wherever a VM may get to during a run, if there is such a place. */
  private relax(selector: Selector, holds: boolean): Selector {
    switch (selector.op) {
      case 'not':
        return { op: 'not', operand: this.relax(selector.operand, !holds) };
      case 'and':
      case 'or':
        return {
          op: selector.op,
          operands: selector.operands.map((operand) => this.relax(operand, holds)),
        };
      case 'equals': {
        if (!movingProperties.includes(selector.property)) return selector;
        return holds && this.nameExists(selector.property, selector.test) ? everything : nothing;
      }
      default:
        return selector;
    }
  }

  private nameExists(kind: string, test: (name: string) => boolean): boolean {
    if (kind !== 'platform') return this.population.some(kind, (member) => test(member.name));
    return this.population.some('host', (host) => test(host.property('platform') ?? ''));
  }

  tellNoMatch(text: string, kinds: readonly string[], place: Place): void {
    const near = this.names.nearestWritten(text, kinds);
    const remedy = near === undefined ? 'correct it or add what it names' : `nearest: ${near}`;
    const what = `"${text}" matches no ${kindsPhrase(kinds)}`;
    this.problems.error(place, 'NO_MATCH', what, remedy);
  }
}

const everything: Selector = { op: 'all' };
const nothing: Selector = { op: 'not', operand: everything };

/** The item of a list that an alternative came from; else the node itself. */
function placeOf(node: TreeNode, alternative: Selector): Place {
  if (node.kind !== 'list') return node;
  const text = selectorText(alternative);
  return node.items.find((item) => item.kind === 'scalar' && item.text.trim() === text) ?? node;
}
