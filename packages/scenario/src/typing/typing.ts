/** What the typing of values needs to know of the scenario around them. */
import type { Place, TreeNode } from '../document/tree.ts';
import type { Language } from '../language/language.ts';
import type { NameTable } from '../load/entries.ts';
import type { InputFiles } from '../load/input-files.ts';
import type { Problems } from '../load/problems.ts';
import type { ScenarioSpan } from '../values/index.ts';

/** A reference to several things, dealt out in turn to the members of a range of names. */
export interface DealtSlot {
  /** Properties of the typed object, and places in its lists, down to it. */
  readonly path: readonly (string | number)[];
  readonly names: readonly string[];
}

export interface Typing {
  readonly language: Language;
  readonly problems: Problems;
  readonly names: NameTable;
  readonly files: InputFiles;
  /** Undefined while the time is not known: then instants are not judged. */
  readonly span: ScenarioSpan | undefined;
  /**
   * Checks a selector over entities of some kinds (none: of any kind) and returns its text in
   * canonical form; undefined if it is wrong, which is told.
   */
  readonly selector: (node: TreeNode, kinds: readonly string[]) => string | undefined;
  /** Present while the entry of a range is typed: takes what is dealt out. */
  readonly dealt: DealtSlot[] | undefined;
  /** How many things the entry makes; 1 outside of entries, any number for templates. */
  readonly memberCount: number;
  /** Properties of the typed object, and places in its lists, down to where typing stands. */
  readonly path: readonly (string | number)[];
  /** Whether there is a thing of a kind, or a part in full: `vs02:disk0`. */
  readonly exists: (kind: string, name: string) => boolean;
  /** The first thing of some kinds that a canonical selector matches at the start. */
  readonly firstOf: (selector: string, kinds: readonly string[]) => string | undefined;
  /** Short names of the parts of the thing that is typed, by kind. */
  readonly siblings: ReadonlyMap<string, readonly string[]>;
}

/** Where a value stands, for messages and for what depends on its shape. */
export interface Standing {
  readonly shape: string;
  readonly key: string;
  /** `vms.allocation`: what a message calls the map around it. */
  readonly container: string;
}

/** Typed value; undefined: it is wrong, and that has been told. */
export type Typed = unknown;

/** Tells that a value does not have the form of its key. */
export function tellForm(typing: Typing, place: Place, what: string, remedy: string): undefined {
  typing.problems.error(place, 'BAD_VALUE', what, remedy);
  return undefined;
}
