/** Types a value by the form that its key declares. */
import type { ValueType } from '@vdcsim/core';
import { itemsOf, type ListNode, type TreeNode } from '../document/tree.ts';
import { exampleOf } from '../language/forms.ts';
import { typeDistribution, typeSeries } from './distributions.ts';
import { typeNested } from './nested.ts';
import { plainOf } from './plain.ts';
import { typeReference, typeReferences } from './references.ts';
import { typeScalar } from './scalars.ts';
import { typeShape } from './shapes.ts';
import { type Standing, type Typed, type Typing, tellForm } from './typing.ts';

/** Types one value. Everything wrong in it is told; the result is undefined then. */
export function typeValue(node: TreeNode, type: ValueType, at: Standing, typing: Typing): Typed {
  if (node.kind === 'broken') return undefined;
  if (isEmpty(node)) {
    return tellForm(typing, node, `${at.key} has no value`, 'write one or leave the key out');
  }
  switch (type.form) {
    case 'shape':
      return typeShapeValue(node, type.shape, at, typing);
    case 'list':
      return typeList(node, type.item, at, typing);
    case 'oneOrList':
      return typeOneOrList(node, type.item, at, typing);
    case 'map':
      return typeMap(node, type.value, at, typing);
    case 'selector':
      return typing.selector(node, type.of);
    case 'name':
      return typeReference(node, type, at, typing);
    case 'dealtName':
      return typeReferences(node, type.of, at, typing);
    case 'distribution':
      return typeDistribution(node, type.dimension, at, typing);
    case 'series':
      return typeSeries(node, type.dimension, at, typing);
    case 'any':
      return plainOf(node);
    default:
      return typeScalar(node, type, at, typing);
  }
}

/** A key without a value, or YAML's words for none. */
function isEmpty(node: TreeNode): boolean {
  return node.kind === 'scalar' && !node.quoted && ['', '~', 'null', 'Null'].includes(node.text);
}

function typeShapeValue(node: TreeNode, shape: string, at: Standing, typing: Typing): Typed {
  if (node.kind !== 'map') {
    const is = node.kind === 'list' ? 'a list' : `"${(node as { text: string }).text}"`;
    return tellForm(typing, node, `${at.key}: ${is} where a map belongs`, `write { ... }`);
  }
  const container = at.container === '' ? at.key : `${at.container}.${at.key}`;
  return typeShape(node, shape, container, typing);
}

function typeList(node: TreeNode, item: ValueType, at: Standing, typing: Typing): Typed {
  const shape = item.form === 'shape' ? typing.language.shapes.get(item.shape) : undefined;
  if (node.kind === 'list' && shape?.entity !== undefined) {
    return typeNested(node, shape, at, typing);
  }
  if (node.kind === 'list') return typeItems(node, item, at, typing);
  const example = `write "${at.key}: [${exampleOf(item)}]"`;
  return tellForm(typing, node, `${at.key} is no list`, example);
}

function typeItems(node: ListNode, item: ValueType, at: Standing, typing: Typing): Typed {
  const values: Typed[] = [];
  for (const each of node.items) values.push(typeValue(each, item, at, typing));
  return values.includes(undefined) ? undefined : values;
}

/** A selector in a list means or: one text comes of it. Other items make a list. */
function typeOneOrList(node: TreeNode, item: ValueType, at: Standing, typing: Typing): Typed {
  if (item.form === 'selector') return typing.selector(node, item.of);
  const values = itemsOf(node).map((each) => typeValue(each, item, at, typing));
  return values.includes(undefined) ? undefined : values;
}

function typeMap(node: TreeNode, value: ValueType, at: Standing, typing: Typing): Typed {
  if (node.kind !== 'map') {
    return tellForm(typing, node, `${at.key} is no map`, `write "${at.key}: { key: value }"`);
  }
  const typed: [string, Typed][] = [];
  let broken = false;
  for (const [key, entry] of node.entries) {
    const below = typeValue(entry.value, value, { ...at, key: `${at.key}.${key}` }, typing);
    if (below === undefined) broken = true;
    else typed.push([key, below]);
  }
  return broken ? undefined : Object.fromEntries(typed);
}
