import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import { scalarText } from './document/write-yaml.ts';
import { decimalText } from './values/index.ts';

/** A command that somebody gave to a run. */
export interface GivenCommand {
  /** Seconds after the start, as exact as the run had it. */
  readonly atSeconds: number;
  readonly verb: string;
  /** Selector text. */
  readonly of: string;
}

/** What a scenario takes over from a run. */
export interface GivenRun {
  readonly commands: readonly GivenCommand[];
  /** Absent: the scenario's own stays. */
  readonly seed?: number;
}

/**
 * A scenario's text with the commands that were given to a run of it, at the end of its timeline.
 * Comments and layout stay as they are where the text is in block style, as scenarios mostly are;
 * a timeline in brackets is written anew.
 * @param text of a scenario that loads without errors
 */
export function withCommands(text: string, { commands, seed }: GivenRun): string {
  const seeded = seed === undefined ? text : withSeed(text, seed);
  return commands.length === 0 ? seeded : withTimeline(seeded, commands);
}

function withSeed(text: string, seed: number): string {
  const source = sourceOf(text);
  const value = valueAt(source.root, 'seed');
  const digits = decimalText(seed);
  if (isScalar(value) && value.range) {
    return text.slice(0, value.range[0]) + digits + text.slice(value.range[1]);
  }
  if (value === undefined && source.takesLines) {
    return `${endedLine(text)}${source.indent}seed: ${digits}\n`;
  }
  const document = parseDocument(text, failsafe);
  document.set('seed', digits);
  return document.toString({ lineWidth: 0 });
}

function withTimeline(text: string, commands: readonly GivenCommand[]): string {
  const source = sourceOf(text);
  const timeline = valueAt(source.root, 'timeline');
  if (timeline === undefined && source.takesLines) {
    const { indent } = source;
    return `${endedLine(text)}\n${indent}timeline:\n${itemLines(commands, `${indent}  `)}`;
  }
  const last = isSeq(timeline) && !timeline.flow ? (timeline.items.at(-1) as Node) : undefined;
  if (last?.range && timeline?.range) {
    const lineEnd = text.indexOf('\n', last.range[1] - 1);
    const at = lineEnd < 0 ? text.length : lineEnd + 1;
    const lines = itemLines(commands, indentAt(text, timeline.range[0]));
    return endedLine(text.slice(0, at)) + lines + text.slice(at);
  }
  const document = parseDocument(text, failsafe);
  const before = isSeq(timeline) ? timeline.items : isMap(timeline) ? [timeline] : [];
  const added = commands.map((command) => document.createNode(entryOf(command), { flow: true }));
  document.set('timeline', document.createNode([...before, ...added]));
  return document.toString({ lineWidth: 0 });
}

const failsafe = { schema: 'failsafe' } as const;

interface Source {
  readonly root: YAMLMap | undefined;
  /** Whether keys can be added as lines behind the text. */
  readonly takesLines: boolean;
  readonly indent: string;
}

function sourceOf(text: string): Source {
  const { contents } = parseDocument(text, failsafe);
  const root = isMap(contents) ? contents : undefined;
  const hasEndMark = /^\.\.\.\s*$/m.test(text);
  const takesLines = root !== undefined && root.flow !== true && !hasEndMark;
  return { root, takesLines, indent: indentAt(text, root?.range?.[0] ?? 0) };
}

function indentAt(text: string, at: number): string {
  return ' '.repeat(at - (text.lastIndexOf('\n', at - 1) + 1));
}

function valueAt(root: YAMLMap | undefined, key: string): Node | undefined {
  const pair = root?.items.find((each) => isScalar(each.key) && each.key.value === key);
  return (pair?.value ?? undefined) as Node | undefined;
}

function itemLines(commands: readonly GivenCommand[], indent: string): string {
  return commands
    .map(({ atSeconds, verb, of }) => {
      return `${indent}- { at: ${whenText(atSeconds)}, ${verb}: ${scalarText(of, false)} }\n`;
    })
    .join('');
}

function entryOf({ atSeconds, verb, of }: GivenCommand): Record<string, string> {
  return { at: whenText(atSeconds), [verb]: of };
}

/** All digits, so that the instant is the same to the last bit. */
function whenText(atSeconds: number): string {
  return `+${decimalText(atSeconds)} s`;
}

function endedLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
