/** What a key means that is not there: its default, or the empty thing that it stands for. */
import type { KeySpec } from '@vdcsim/core';
import { readYaml } from '../document/read-yaml.ts';
import type { TreeNode } from '../document/tree.ts';
import type { Typed, Typing } from './typing.ts';
import { typeValue } from './values.ts';

/**
 * Maps and lists that are there although nobody wrote them: their keys have defaults of their own,
 * or none of anything is meant. By `Shape.key`.
 */
const impliedTexts: Readonly<Record<string, string>> = {
  'Scenario.record': '{}',
  'Host.cpu': '{}',
  'Host.tags': '{}',
  'Pool.allocation': '{}',
  'Vm.allocation': '{}',
  'Vm.tags': '{}',
  'Vm.boot': '[{ wait: 90 s }]',
};

/** Where an implied value comes from, for the resolved file. */
const impliedSources: Readonly<Record<string, string>> = {
  'Vm.boot': 'assumption: from power-on to service while boot work is not modelled',
};

/** A value that stands for an absent key. */
export interface AbsentText {
  /** As the language would write it. */
  readonly node: TreeNode;
  readonly source: string | undefined;
}

const nodesByText = new Map<string, TreeNode>();

/**
 * The value that an absent key has, as a tree; undefined if it has none, or if its platform
 * decides while the simulation runs.
 */
export function absentText(shape: string, key: string, spec: KeySpec): AbsentText | undefined {
  const name = `${shape}.${key}`;
  if (spec.default !== undefined) {
    if (spec.default.source === 'platform') return undefined;
    return { node: nodeOf(String(spec.default.value)), source: spec.default.source };
  }
  const implied = impliedTexts[name];
  if (implied === undefined || spec.required === true) return undefined;
  return { node: nodeOf(implied), source: impliedSources[name] };
}

function nodeOf(text: string): TreeNode {
  const known = nodesByText.get(text);
  if (known !== undefined) return known;
  const node = readYaml('(default)', text, (_place, _code, what) => {
    throw new Error(`the default ${text} cannot be read: ${what}`);
  });
  if (node === undefined) throw new Error(`the default ${text} cannot be read`);
  nodesByText.set(text, node);
  return node;
}

/** Typed value of an absent key, if it has one. */
export function absentValue(shape: string, key: string, spec: KeySpec, typing: Typing): Typed {
  const text = absentText(shape, key, spec);
  if (text === undefined) return undefined;
  return typeValue(text.node, spec.type, { shape, key, container: shape }, typing);
}
