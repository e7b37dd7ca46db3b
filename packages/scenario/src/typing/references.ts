/** Types names that refer to other entries, and deals them out to ranges. */
import type { TreeNode } from '../document/tree.ts';
import { itemsOf } from '../document/tree.ts';
import { kindWord } from '../language/forms.ts';
import { comesLater, languagePlatforms } from '../language/reserved.ts';
import { parseName, parseNames } from '../values/index.ts';
import { settle } from './scalars.ts';
import { type Standing, type Typed, type Typing, tellForm } from './typing.ts';

/** One name of one thing of a kind. */
export function typeReference(node: TreeNode, kind: string, at: Standing, typing: Typing): Typed {
  if (node.kind !== 'scalar') {
    const what = `${at.key} takes one ${kindWord(kind)}`;
    return tellForm(typing, node, what, 'write one name');
  }
  const name = settle(node, parseName(node.text), typing);
  if (name === undefined) return undefined;
  return isKnown(name, kind, node, typing) ? name : undefined;
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
    else if (some.every((name) => isKnown(name, kind, item, typing))) names.push(...some);
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
  return settle(item, parseNames(item.text), typing);
}

function isKnown(name: string, kind: string, node: TreeNode, typing: Typing): boolean {
  const { names, problems } = typing;
  const actual = names.kindOf(name);
  if (actual === kind) return true;
  if (kind === 'platform' && actual === undefined && languagePlatforms.includes(name)) {
    const what = `platform "${name}" is not built yet`;
    problems.error(node, 'NOT_BUILT_YET', what, comesLater(''));
    return false;
  }
  if (actual !== undefined) {
    const what = `"${name}" is a ${kindWord(actual)}, not a ${kindWord(kind)}`;
    problems.error(node, 'NO_SUCH_NAME', what, `write the name of a ${kindWord(kind)}`);
    return false;
  }
  const near = names.nearestName(name, kind);
  const remedy =
    near === undefined ? `add it or name another ${kindWord(kind)}` : `nearest: ${near}`;
  problems.error(node, 'NO_SUCH_NAME', `"${name}" is no ${kindWord(kind)}`, remedy);
  return false;
}
