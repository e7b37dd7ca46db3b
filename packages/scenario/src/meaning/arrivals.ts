/** Turns the file of a job's arrivals into the instants that stand in it. */
import type { ArrivalsSpec } from '@vdcsim/core';
import { child, type TreeNode } from '../document/tree.ts';
import type { Thing } from '../load/things.ts';
import { readValueFile } from '../typing/distributions.ts';
import type { Typed, Typing } from '../typing/typing.ts';

/** Jobs with their files read. */
export function readArrivalFiles(things: readonly Thing[], typing: Typing): Thing[] {
  return things.map((thing) => {
    const arrivals = thing.spec?.['arrivals'] as Record<string, Typed> | undefined;
    if (arrivals?.['file'] === undefined) return thing;
    const { file, ...rest } = arrivals;
    const times = readTimes(thing, file as string, typing);
    const spec = times && { ...thing.spec, arrivals: { ...rest, times } satisfies ArrivalsSpec };
    return { ...thing, spec };
  });
}

function readTimes(thing: Thing, path: string, typing: Typing): readonly number[] | undefined {
  const place = fileNode(thing);
  const times = readValueFile(path, place, 'duration', typing);
  const late = times?.findIndex((time, i) => i > 0 && time < times[i - 1]!) ?? -1;
  if (late < 0) return times;
  const what = `arrival ${late + 1} is before the one above it`;
  typing.problems.error(place, 'BAD_VALUE', what, 'sort the file by time');
  return undefined;
}

function fileNode({ entry }: Thing): TreeNode {
  const arrivals = child(entry.node, 'arrivals');
  return (arrivals?.kind === 'map' ? child(arrivals, 'file') : undefined) ?? entry.node;
}
