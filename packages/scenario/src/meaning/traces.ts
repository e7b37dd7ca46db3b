/** Turns trace workloads into sources of demand: reads what their `file` names. */
import type { TraceSource } from '@vdcsim/core';
import { child } from '../document/tree.ts';
import type { InputFiles } from '../load/input-files.ts';
import type { Variant } from '../load/population.ts';
import type { Thing } from '../load/things.ts';
import { readTrace, type TraceFiles, type TraceFormat } from '../traces/index.ts';
import type { Typed, Typing } from '../typing/typing.ts';

/**
 * Workloads with their traces read. One trace is read once, however many name it.
 *
 * @param withMoves whether anything is there that bytes of a trace could move on.
 */
export function readTraceWorkloads(
  things: readonly Thing[],
  variants: readonly Variant[],
  typing: Typing,
  withMoves: boolean,
): Thing[] {
  const variantOf = new Map<string, Variant>();
  for (const variant of variants) {
    for (const name of variant.entry.names) variantOf.set(name, variant);
  }
  const read = new Map<string, TraceSource | undefined>();
  return things.map((thing) => {
    if (thing.spec?.['kind'] !== 'trace') return thing;
    const { file, format, ...rest } = thing.spec as Record<string, Typed>;
    const key = `${format} ${file}`;
    if (!read.has(key)) {
      const place = variantOf.get(thing.name)!;
      read.set(key, readSource(file as string, format as TraceFormat, place, typing, withMoves));
    }
    const source = read.get(key);
    return { ...thing, spec: source && { ...rest, source } };
  });
}

function readSource(
  path: string,
  format: TraceFormat,
  { node }: Variant,
  typing: Typing,
  withMoves: boolean,
): TraceSource | undefined {
  const { problems, files } = typing;
  const traceFiles = filesOf(path, files);
  if (traceFiles === undefined) {
    const place = child(node, 'file') ?? node;
    const written = place.kind === 'scalar' ? place.text : path;
    const remedy = `"vdcsim import ${format} --help" says how to get it`;
    problems.missingData(place, 'TRACE_MISSING', `trace "${written}" is not there`, remedy);
    return undefined;
  }
  const reading = readTrace(format, traceFiles, withMoves);
  if (reading.ok) return reading.value.source;
  for (const each of reading.problems) {
    problems.errorInFile(each.file, Math.max(each.line, 1), each.code, each.what, each.remedy);
  }
  return undefined;
}

/** A folder's files, or the one file; undefined if there is neither. */
function filesOf(path: string, files: InputFiles): TraceFiles | undefined {
  const names = files.source.list(path);
  if (names !== undefined) {
    return { folder: path, names, read: (name) => files.bytes(`${path}/${name}`) };
  }
  if (files.bytes(path) === undefined) return undefined;
  return { folder: '', names: [path], read: (name) => files.bytes(name) };
}
