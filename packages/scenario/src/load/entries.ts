/** The named things of a scenario: entries of the lists, their names, and who bears which name. */
import { implicitNetwork } from '@vdcsim/core';
import type { MapNode, Place, TreeNode } from '../document/tree.ts';
import { kindWord } from '../language/forms.ts';
import type { Language } from '../language/language.ts';
import type { EntityList } from '../language/lists.ts';
import { nearest, parseNewNames } from '../values/index.ts';
import { nestedEntries } from './nested.ts';
import { citation, type Problems } from './problems.ts';
import { listItems, type SourceFile } from './sources.ts';

/** One entry of a list: one thing, or as many as its range has names. */
export interface Entry {
  readonly list: EntityList;
  readonly node: MapNode;
  /** As it is written: `web01..30`. */
  readonly nameText: string;
  /** Empty if the name is broken: the entry is still looked at, for its other mistakes. */
  readonly names: readonly string[];
}

/** Who bears a name. */
interface Bearer {
  readonly kind: string;
  readonly entry: Entry;
  readonly place: Place;
}

/** All names of a scenario. */
export class NameTable {
  private readonly bearers = new Map<string, Bearer>();
  private readonly writtenByKind = new Map<string, Entry[]>();
  private readonly reserved = new Map<string, string>();
  /** One mistake is often made a thousand times. */
  private readonly nearestByText = new Map<string, string | undefined>();

  /** Names that the language itself takes: those of built-in platforms. */
  reserve(kind: string, names: Iterable<string>): void {
    for (const name of names) this.reserved.set(name, kind);
  }

  kindOf(name: string): string | undefined {
    return this.bearers.get(name)?.kind ?? this.reserved.get(name);
  }

  entryOf(name: string): Entry | undefined {
    return this.bearers.get(name)?.entry;
  }

  /** Enters the names of an entry; one that is taken is told of, once an entry. */
  add(entry: Entry, place: Place, problems: Problems): void {
    const bearer: Bearer = { kind: entry.list.kind, entry, place };
    let told = false;
    for (const name of entry.names) {
      const earlier = this.bearers.get(name);
      const isReserved = this.reserved.has(name);
      if (earlier === undefined && !isReserved) this.bearers.set(name, bearer);
      else if (!told) {
        const where =
          earlier === undefined ? 'a built-in platform' : `at ${citation(earlier.place)}`;
        const isImported = earlier !== undefined && earlier.place.source !== place.source;
        const remedy = isImported ? 'use set' : 'choose another name';
        problems.error(place, 'NAME_TWICE', `"${name}" is ${where}`, remedy);
        told = true;
      }
    }
    const written = this.writtenByKind.get(bearer.kind) ?? [];
    written.push(entry);
    this.writtenByKind.set(bearer.kind, written);
  }

  /** Names of a kind that look like a text, nearest first. Long lists are not searched whole. */
  nearestName(text: string, kind: string): string | undefined {
    const asked = `${kind} ${text}`;
    if (!this.nearestByText.has(asked)) {
      this.nearestByText.set(asked, nearest(text, this.candidates(kind), 1)[0]);
    }
    return this.nearestByText.get(asked);
  }

  private candidates(kind: string): readonly string[] {
    const candidates: string[] = [];
    for (const entry of this.writtenByKind.get(kind) ?? []) {
      for (const name of entry.names.slice(0, searchedMost)) candidates.push(name);
      if (candidates.length > searchedMost) break;
    }
    for (const [name, of] of this.reserved) if (of === kind) candidates.push(name);
    return candidates;
  }

  /** Names and ranges as they are written, nearest to a pattern by their letters. */
  nearestWritten(pattern: string, kinds: readonly string[]): string | undefined {
    const byStem = new Map<string, string>();
    for (const kind of kinds) {
      for (const entry of (this.writtenByKind.get(kind) ?? []).slice(0, searchedMost)) {
        const stem = stemOf(entry.nameText);
        if (!byStem.has(stem)) byStem.set(stem, entry.nameText);
      }
    }
    const stem = nearest(stemOf(pattern), byStem.keys(), 1)[0];
    return stem === undefined ? undefined : byStem.get(stem);
  }
}

const searchedMost = 2000;

/** Letters of a name without its numbers, range and stars: what people mistype. */
function stemOf(text: string): string {
  return text.replace(/\d*(\.\.\d+)?\*?$/, '').replaceAll('*', '');
}

/** Reads all entries of all lists; kinds in the order of the language. */
export function collectEntries(
  language: Language,
  sources: readonly SourceFile[],
  problems: Problems,
): { readonly entries: ReadonlyMap<string, readonly Entry[]>; readonly names: NameTable } {
  const names = new NameTable();
  names.reserve('platform', language.platforms.keys());
  const entries = new Map<string, readonly Entry[]>();
  for (const list of language.lists) {
    const found: Entry[] = [];
    for (const item of listItems(sources, list.path, problems)) {
      const entry = readEntry(list, item, names, problems);
      if (entry !== undefined) found.push(entry);
    }
    entries.set(list.kind, found);
    for (const entry of found) enterNested(entry, language, names, problems);
  }
  if (entries.get('network')?.length === 0) names.reserve('network', [implicitNetwork]);
  return { entries, names };
}

/** Names of what is written within an entry and stands by itself: LUNs of an array. */
function enterNested(
  holder: Entry,
  language: Language,
  names: NameTable,
  problems: Problems,
): void {
  for (const nested of language.nested) {
    const { kind, shape, key } = nested;
    if (nested.holder !== holder.list.shape || shape.isPart) continue;
    const list = {
      path: [...holder.list.path, key],
      key: `${holder.list.key}.${key}`,
      kind,
      shape,
    };
    for (const { node, names: own } of nestedEntries(holder.node, nested)) {
      const nameNode = node.entries.get('name')?.value;
      if (nameNode?.kind !== 'scalar') continue;
      if (holder.names.length > 1) {
        const what = `${holder.nameText} would share ${kindWord(kind)} ${nameNode.text}`;
        problems.error(nameNode, 'NAME_TWICE', what, 'write an entry for each');
      }
      names.add({ list, node, nameText: nameNode.text, names: own }, nameNode, problems);
    }
  }
}

function readEntry(
  list: EntityList,
  item: TreeNode,
  table: NameTable,
  problems: Problems,
): Entry | undefined {
  if (item.kind !== 'map') {
    if (item.kind !== 'broken') {
      problems.error(item, 'BAD_VALUE', `an entry of ${list.key} is no map`, 'write { name: ... }');
    }
    return undefined;
  }
  const nameNode = item.entries.get('name')?.value;
  if (nameNode === undefined) {
    problems.error(item, 'MISSING_KEY', `name is missing in ${list.key}`, 'write "name: ..."');
  }
  if (nameNode?.kind !== 'scalar') {
    if (nameNode?.kind === 'list' || nameNode?.kind === 'map') {
      problems.error(nameNode, 'BAD_NAME', 'name is no text', 'write a name or a range');
    }
    return { list, node: item, nameText: '', names: [] };
  }
  const parsed = parseNewNames(nameNode.text);
  if (!parsed.ok) {
    problems.error(nameNode, parsed.code, parsed.what, parsed.remedy);
    return { list, node: item, nameText: '', names: [] };
  }
  const entry = { list, node: item, nameText: nameNode.text, names: parsed.value };
  table.add(entry, nameNode, problems);
  return entry;
}
