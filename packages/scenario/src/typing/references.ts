/** Types names that refer to other entries, and deals them out to ranges. */
import type { TreeNode } from '../document/tree.ts';
import { itemsOf } from '../document/tree.ts';
import { aKind, kindsPhrase, kindWord } from '../language/forms.ts';
import { comesLater, languagePlatforms } from '../language/reserved.ts';
import { nearest, type Parsed, parseName, parseNames, readPart } from '../values/index.ts';
import { settle } from './scalars.ts';
import { type Standing, type Typed, type Typing, tellForm } from './typing.ts';

/** One name of one thing of a kind, or of either of two. */
export function typeReference(
  node: TreeNode,
  { of, or }: { readonly of: string; readonly or?: string },
  at: Standing,
  typing: Typing,
): Typed {
  const kinds = or === undefined ? [of] : [of, or];
  if (node.kind !== 'scalar') {
    const what = `${at.key} takes one ${kindsPhrase(kinds)}`;
    return tellForm(typing, node, what, 'write one name');
  }
  const name = settle(node, orPart(node.text, parseName(node.text)), typing);
  if (name === undefined) return undefined;
  return isKnown(name, kinds, node, typing) ? name : undefined;
}

/** A part in full is a name too: `vs02:disk0`. */
function orPart<T extends string | readonly string[]>(text: string, parsed: Parsed<T>): Parsed<T> {
  if (parsed.ok || readPart(text) === undefined) return parsed;
  return { ok: true, value: text as T };
}

/** One name, or a list and ranges of names that are dealt out to the members of an entry. */
export function typeReferences(node: TreeNode, kind: string, at: Standing, typing: Typing): Typed {
  const names: string[] = [];
  let broken = false;
  for (const item of itemsOf(node)) {
    const some = item.kind === 'scalar' ? namesOf(item, typing) : undefined;
    if (item.kind === 'list' || item.kind === 'map') {
      tellForm(typing, item, `${at.key} takes names`, 'write a name, a range, or a list of them');
    }
    if (some === undefined) broken = true;
    else if (some.every((name) => isKnown(name, [kind], item, typing))) names.push(...some);
    else broken = true;
  }
  const first = names[0];
  if (broken) return undefined;
  if (first === undefined) return tellForm(typing, node, `${at.key} names nothing`, 'write a name');
  if (names.length === 1) return first;
  if (typing.dealt === undefined || typing.memberCount < 2) {
    const what = `${at.key} names ${names.length} ${kindWord(kind)}s for one thing`;
    typing.problems.error(node, 'ONE_NAME', what, `write one, "${first}"`);
    return undefined;
  }
  typing.dealt.push({ path: typing.path, names });
  return first;
}

function namesOf(
  item: TreeNode & { kind: 'scalar' },
  typing: Typing,
): readonly string[] | undefined {
  const parsed = parseNames(item.text);
  if (!parsed.ok && readPart(item.text) !== undefined) return [item.text];
  return settle(item, parsed, typing);
}

function isKnown(name: string, kinds: readonly string[], node: TreeNode, typing: Typing): boolean {
  const { names, problems } = typing;
  const first = kinds[0]!;
  if (isPartKind(first, typing)) return isSibling(name, first, node, typing);
  const isPart = name.includes(':');
  const actual = isPart ? undefined : names.kindOf(name);
  if (actual !== undefined && kinds.includes(actual)) return true;
  if (isPart && kinds.some((kind) => typing.exists(kind, name))) return true;
  if (first === 'platform' && actual === undefined && languagePlatforms.includes(name)) {
    const what = `platform "${name}" is not built yet`;
    problems.error(node, 'NOT_BUILT_YET', what, comesLater(''));
    return false;
  }
  const wanted = kindsPhrase(kinds);
  if (actual !== undefined) {
    const what = `"${name}" is ${aKind(actual)}, not a ${wanted}`;
    problems.error(node, 'NO_SUCH_NAME', what, `write the name of a ${wanted}`);
    return false;
  }
  const near = kinds
    .map((kind) => names.nearestName(name, kind))
    .find((each) => each !== undefined);
  const remedy = near === undefined ? `add it or name another ${wanted}` : `nearest: ${near}`;
  problems.error(node, 'NO_SUCH_NAME', `"${name}" is no ${wanted}`, remedy);
  return false;
}

/** All things of the kind are parts: references stay within what holds them. */
function isPartKind(kind: string, { language }: Typing): boolean {
  if (language.lists.some((list) => list.kind === kind)) return false;
  const lists = language.nested.filter((list) => list.kind === kind);
  return lists.length > 0 && lists.every(({ shape }) => shape.isPart);
}

function isSibling(name: string, kind: string, node: TreeNode, typing: Typing): boolean {
  const siblings = typing.siblings.get(kind) ?? [];
  if (siblings.includes(name)) return true;
  const [near] = nearest(name, siblings, 1);
  const has = siblings.slice(0, 5).join(', ');
  const remedy =
    near !== undefined ? `nearest: ${near}` : has === '' ? 'add it' : `there are ${has}`;
  typing.problems.error(node, 'NO_SUCH_NAME', `"${name}" is no ${kindWord(kind)} here`, remedy);
  return false;
}
