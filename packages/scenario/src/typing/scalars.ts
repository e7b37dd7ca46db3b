/** Types single texts: quantities, words, numbers, instants. */
import type { ValueType } from '@vdcsim/core';
import type { ScalarNode, TreeNode } from '../document/tree.ts';
import { exampleOf, typeWord } from '../language/forms.ts';
import { comesLater, reservedWord } from '../language/reserved.ts';
import {
  nearest,
  type Parsed,
  parseCalendar,
  parseName,
  parseQuantities,
  parseQuantity,
  parseTimeOfDay,
  parseWhen,
  parseWindow,
} from '../values/index.ts';
import { type Standing, type Typed, type Typing, tellForm } from './typing.ts';

/** Types a scalar; lists and maps are told of. */
export function typeScalar(node: TreeNode, type: ValueType, at: Standing, typing: Typing): Typed {
  if (node.kind !== 'scalar') {
    const is = node.kind === 'list' ? 'a list' : 'a map';
    const example = exampleOf(type);
    const remedy = example === '' ? 'write one text' : `write "${example}"`;
    return tellForm(typing, node, `${at.key}: ${is} where one value belongs`, remedy);
  }
  switch (type.form) {
    case 'text':
      return node.text;
    case 'boolean':
      return typeBoolean(node, at, typing);
    case 'integer':
    case 'number':
      return typeNumber(node, type, at, typing);
    case 'word':
      return typeWordOf(node, type.words, at, typing);
    case 'wordOrNumber':
      return typeWordOrNumber(node, type, at, typing);
    case 'newName':
      return settle(node, parseName(node.text), typing);
    case 'file':
      if (node.text === '') {
        return tellForm(typing, node, `${at.key} names no file`, 'write the name of a file');
      }
      return typing.files.source.resolve(node.source.path, node.text);
    default:
      return typeTimeOrQuantity(node, type, at, typing);
  }
}

function typeTimeOrQuantity(
  node: ScalarNode,
  type: ValueType,
  at: Standing,
  typing: Typing,
): Typed {
  const { span } = typing;
  switch (type.form) {
    case 'quantity':
      return settle(node, parseQuantity(at.key, node.text, type), typing);
    case 'quantities':
      return settle(node, parseQuantities(at.key, node.text, type), typing);
    case 'timeOfDay':
      return settle(node, parseTimeOfDay(at.key, node.text), typing);
    case 'calendar':
      return settle(node, parseCalendar(at.key, node.text), typing);
    case 'when':
      return span && settle(node, parseWhen(at.key, node.text, span), typing);
    case 'window':
      return span && settle(node, parseWindow(at.key, node.text, span), typing);
    default:
      throw new Error(`no scalar has the form ${type.form}`);
  }
}

/** Value of a parse, or undefined after its refusal has been told. */
export function settle<T>(node: TreeNode, parsed: Parsed<T>, typing: Typing): T | undefined {
  if (parsed.ok) return parsed.value;
  typing.problems.error(nodeBelow(node, parsed.path), parsed.code, parsed.what, parsed.remedy);
  return undefined;
}

/** The node that a path leads to, as far as it goes. */
function nodeBelow(node: TreeNode, path: readonly (string | number)[] | undefined): TreeNode {
  let found = node;
  for (const step of path ?? []) {
    let next: TreeNode | undefined;
    if (found.kind === 'list' && typeof step === 'number') next = found.items[step];
    if (found.kind === 'map') next = found.entries.get(String(step))?.value;
    if (next === undefined) break;
    found = next;
  }
  return found;
}

function typeBoolean(node: ScalarNode, at: Standing, typing: Typing): Typed {
  if (!node.quoted && (node.text === 'true' || node.text === 'false')) return node.text === 'true';
  const remedy = 'write true or false';
  return tellForm(typing, node, `${at.key}: "${node.text}" is neither true nor false`, remedy);
}

type NumberType = Extract<ValueType, { form: 'integer' | 'number' }>;

function typeNumber(node: ScalarNode, type: NumberType, at: Standing, typing: Typing): Typed {
  const pattern = type.form === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/;
  const value = Number(node.text);
  const { text } = node;
  if (node.quoted || !pattern.test(text) || !isExact(value, type)) {
    const noun = type.form === 'integer' ? 'a whole number' : 'a number';
    const what = `${at.key}: "${text}" is not ${noun}`;
    return tellForm(typing, node, what, `write ${noun}, ${exampleOf(type)}`);
  }
  if (type.min !== undefined && value < type.min) {
    const what = `${at.key}: ${text} is below ${type.min}`;
    typing.problems.error(node, 'OUT_OF_RANGE', what, `write at least ${type.min}`);
    return undefined;
  }
  if (type.max !== undefined && value > type.max) {
    const what = `${at.key}: ${text} is above ${type.max}`;
    typing.problems.error(node, 'OUT_OF_RANGE', what, `write at most ${type.max}`);
    return undefined;
  }
  return value;
}

function isExact(value: number, type: NumberType): boolean {
  return type.form === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function typeWordOf(
  node: ScalarNode,
  words: readonly string[],
  at: Standing,
  typing: Typing,
): Typed {
  if (words.includes(node.text)) return node.text;
  const what = `${at.key}: "${node.text}"`;
  const comesWith = reservedWord(at.shape, at.key, node.text);
  if (comesWith !== undefined) {
    const remedy = comesLater(comesWith);
    typing.problems.error(node, 'NOT_BUILT_YET', `${what} is not built yet`, remedy);
    return undefined;
  }
  const [meant] = nearest(node.text, words, 1);
  const remedy = meant === undefined ? `write ${words.join(', ')}` : `did you mean "${meant}"?`;
  typing.problems.error(node, 'UNKNOWN_WORD', `${what} is unknown`, remedy);
  return undefined;
}

function typeWordOrNumber(
  node: ScalarNode,
  type: Extract<ValueType, { form: 'wordOrNumber' }>,
  at: Standing,
  typing: Typing,
): Typed {
  if (!/^[-\d]/.test(node.text)) return typeWordOf(node, type.words, at, typing);
  const value = Number(node.text);
  if (node.quoted || !/^-?\d+(\.\d+)?$/.test(node.text) || !Number.isFinite(value)) {
    const what = `${at.key}: "${node.text}" is no number`;
    return tellForm(typing, node, what, `write ${typeWord(type)}`);
  }
  if (type.min !== undefined && value < type.min) {
    const what = `${at.key}: ${node.text} is below ${type.min}`;
    typing.problems.error(node, 'OUT_OF_RANGE', what, `write at least ${type.min}`);
    return undefined;
  }
  return value;
}
