/** Gives VMs the keys of their templates, and templates those of theirs. */
import { type MapNode, mergeMaps, type Place } from '../document/tree.ts';
import type { NameTable } from './entries.ts';
import type { Problems } from './problems.ts';

/** Longest chain of templates. */
const depthMost = 50;

/** An entry with the keys of its template. */
export interface Merged {
  readonly node: MapNode;
  /** A template is missing or turns in a circle: what the entry lacks is not its own fault. */
  readonly mayLack: boolean;
}

export class Templates {
  private readonly nodeOf: (template: string) => MapNode | undefined;
  private readonly names: NameTable;
  private readonly problems: Problems;
  private readonly merged = new Map<string, Merged>();

  /** `nodeOf` gives a template's own keys, overrides included. */
  constructor(
    nodeOf: (template: string) => MapNode | undefined,
    names: NameTable,
    problems: Problems,
  ) {
    this.nodeOf = nodeOf;
    this.names = names;
    this.problems = problems;
  }

  /** Keys of a map with those of the template that it names. Lists are replaced, maps merged. */
  merge(node: MapNode): Merged {
    return this.mergeBelow(node, []);
  }

  /** Looks at a template that perhaps nobody uses: its chain may turn in a circle. */
  check(name: string, place: Place): void {
    this.template(name, place, []);
  }

  private mergeBelow(node: MapNode, open: readonly string[]): Merged {
    const reference = node.entries.get('template')?.value;
    if (reference === undefined) return { node, mayLack: false };
    if (reference.kind !== 'scalar' || this.names.kindOf(reference.text) !== 'template') {
      return { node, mayLack: true };
    }
    const template = this.template(reference.text, reference, open);
    if (template === undefined) return { node, mayLack: true };
    const base = withoutName(template.node);
    return { node: mergeMaps(base, node), mayLack: template.mayLack };
  }

  private template(name: string, place: Place, open: readonly string[]): Merged | undefined {
    const known = this.merged.get(name);
    if (known !== undefined) return known;
    const at = open.indexOf(name);
    if (at >= 0) {
      const circle = [...open.slice(at), name].join(' -> ');
      this.problems.error(place, 'CYCLE', `templates ${circle}`, 'drop a "template"');
      return undefined;
    }
    const own = this.nodeOf(name);
    if (own === undefined) return undefined;
    if (open.length >= depthMost) {
      const what = `templates stand on more than ${depthMost} others`;
      this.problems.error(place, 'TOO_DEEP', what, 'write some of them out');
      return undefined;
    }
    const merged = this.mergeBelow(own, [...open, name]);
    this.merged.set(name, merged);
    return merged;
  }
}

function withoutName(node: MapNode): MapNode {
  const entries = new Map(node.entries);
  entries.delete('name');
  entries.delete('template');
  return { ...node, entries };
}
