/** Types distributions and series; reads the values of an empirical distribution. */
import type { Dimension } from '@vdcsim/core';
import { child, type TreeNode } from '../document/tree.ts';
import {
  type DistributionRequest,
  parseDistribution,
  parseSeries,
  parseWorkDistribution,
  readNumbers,
} from '../values/index.ts';
import { holdsBroken, plainOf } from './plain.ts';
import { settle } from './scalars.ts';
import type { Standing, Typed, Typing } from './typing.ts';

/** DistributionSpec in the unit of the dimension; of work, WorkSpec. */
export function typeDistribution(
  node: TreeNode,
  dimension: Dimension,
  at: Standing,
  typing: Typing,
): Typed {
  if (holdsBroken(node)) return undefined;
  const raw = plainOf(node);
  if (dimension !== 'work') {
    const request = settle(node, parseDistribution(at.key, raw, dimension), typing);
    return request && withValues(request, node, dimension, typing);
  }
  const work = settle(node, parseWorkDistribution(at.key, raw), typing);
  const amount = work && withValues(work.amount, node, 'work', typing);
  return amount && { unit: work.unit, amount };
}

/** The values of an empirical distribution are read from their file. */
function withValues(
  request: DistributionRequest,
  node: TreeNode,
  dimension: Dimension,
  typing: Typing,
): Typed {
  if (request.dist !== 'empirical') return request;
  const fileNode = node.kind === 'map' ? (child(node, 'file') ?? node) : node;
  const values = readValueFile(request.file, fileNode, dimension, typing);
  return values === undefined ? undefined : { dist: 'empirical', values };
}

/** Numbers of a file that a node names; undefined if it is absent or wrong, which is told. */
export function readValueFile(
  file: string,
  node: TreeNode,
  dimension: Dimension,
  typing: Typing,
): readonly number[] | undefined {
  const { files, problems } = typing;
  const path = files.source.resolve(node.source.path, file);
  const bytes = files.bytes(path);
  if (bytes === undefined) {
    const remedy = 'put the file beside the scenario or into the data folder';
    problems.missingData(node, 'TRACE_MISSING', `"${file}" is not there`, remedy);
    return undefined;
  }
  const reading = readNumbers(path, bytes, dimension);
  if (reading.ok) return reading.value;
  for (const each of reading.problems) {
    problems.errorInFile(each.file, Math.max(each.line, 1), each.code, each.what, each.remedy);
  }
  return undefined;
}

/** SeriesSpec in the unit of the dimension. */
export function typeSeries(
  node: TreeNode,
  dimension: Dimension,
  at: Standing,
  typing: Typing,
): Typed {
  if (holdsBroken(node)) return undefined;
  return settle(node, parseSeries(at.key, plainOf(node), dimension), typing);
}
