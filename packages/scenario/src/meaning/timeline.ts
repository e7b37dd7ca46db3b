/** Types the commands of the timeline: one verb each, its keys, and when. */
import type { KeySpec, SetChange, TimedCommand } from '@vdcsim/core';
import type { MapNode, Place, TreeNode } from '../document/tree.ts';
import { type CommandDeclaration, shapeOf } from '../language/language.ts';
import { comesLater, reservedKey } from '../language/reserved.ts';
import { typeShape } from '../typing/shapes.ts';
import type { Typed, Typing } from '../typing/typing.ts';
import { typeValue } from '../typing/values.ts';
import { nearest } from '../values/index.ts';

/** What `set` on the timeline becomes; given by whoever knows the population. */
export type ReadChanges = (set: TreeNode) => readonly SetChange[] | undefined;

/** Types all commands, sorted by time; commands of one instant stay as written. */
export function typeTimeline(
  items: readonly TreeNode[],
  readChanges: ReadChanges,
  typing: Typing,
): TimedCommand[] {
  const commands: TimedCommand[] = [];
  for (const item of items) {
    const command = typeCommand(item, readChanges, typing);
    if (command !== undefined) commands.push(command);
  }
  return commands
    .map((command, position) => ({ command, position }))
    .sort((a, b) => a.command.atSeconds - b.command.atSeconds || a.position - b.position)
    .map(({ command }) => command);
}

function typeCommand(
  node: TreeNode,
  readChanges: ReadChanges,
  typing: Typing,
): TimedCommand | undefined {
  if (node.kind !== 'map') {
    const remedy = 'write { at: +10 min, fail: esx01 }';
    if (node.kind !== 'broken') {
      typing.problems.error(node, 'BAD_VALUE', 'the timeline holds maps', remedy);
    }
    return undefined;
  }
  const verb = findVerb(node, typing);
  if (verb === undefined) return undefined;
  const common = shapeOf(typing.language, 'Command').keys;
  const own = typing.language.commands.get(verb)?.keys ?? {};
  const skip = [...node.entries.keys()].filter((key) => !common.has(key) || key === verb);
  const frame = typeShape(node, 'Command', 'timeline', typing, { skip });
  const of = typeTargets(node, verb, typing);
  const options = typeOptions(node, verb, own, skip, typing);
  const changes = verb === 'set' ? readChanges(node.entries.get('set')!.value) : undefined;
  checkInTime(node, frame?.['atSeconds'], typing);
  if (of?.of !== undefined) checkKinds(node, verb, of.of, typing);
  if (frame === undefined || of === undefined || options === undefined) return undefined;
  if (verb === 'set') {
    return changes && command(verb, {}, { changes }, frame);
  }
  return command(verb, of, options, frame);
}

function command(
  verb: string,
  of: { readonly of?: string },
  options: Readonly<Record<string, Typed>>,
  frame: Readonly<Record<string, Typed>>,
): TimedCommand {
  return {
    verb,
    ...of,
    options,
    ...(frame as unknown as Pick<TimedCommand, 'atSeconds' | 'hidden'>),
  };
}

/** The one verb of a command. Undefined if there is none or more, or it is not known (told). */
function findVerb(node: MapNode, typing: Typing): string | undefined {
  const { language, problems } = typing;
  const common = shapeOf(language, 'Command').keys;
  const isVerb = (key: string) => language.commands.has(key) || key === 'set';
  const verbs = [...node.entries.keys()].filter(isVerb);
  if (verbs.length === 1) return verbs[0];
  if (verbs.length > 1) {
    const what = `${verbs.join(' and ')} in one command`;
    problems.error(
      node.entries.get(verbs[1]!)!.key,
      'BAD_COMMAND',
      what,
      'write one command for each',
    );
    return undefined;
  }
  const aliens = [...node.entries].filter(([key]) => !common.has(key));
  const known = [...language.commands.keys(), 'set'];
  const first = aliens[0];
  if (first === undefined) {
    problems.error(
      node,
      'BAD_COMMAND',
      'a command without a verb',
      `add one of ${known.join(', ')}`,
    );
    return undefined;
  }
  const [key, { key: place }] = first;
  tellUnknownVerb(key, place, known, typing);
  return undefined;
}

function tellUnknownVerb(
  key: string,
  place: Place,
  known: readonly string[],
  typing: Typing,
): void {
  const comesWith = reservedKey('Command', key);
  if (comesWith !== undefined) {
    const what = `"${key}" in the timeline is not built yet`;
    typing.problems.error(place, 'NOT_BUILT_YET', what, comesLater(comesWith));
    return;
  }
  const [meant] = nearest(key, known, 1);
  const remedy = meant === undefined ? `verbs are ${known.join(', ')}` : `did you mean "${meant}"?`;
  typing.problems.error(place, 'UNKNOWN_KEY', `"${key}" in timeline`, remedy);
}

function typeTargets(
  node: MapNode,
  verb: string,
  typing: Typing,
): { readonly of?: string } | undefined {
  const declaration = typing.language.commands.get(verb);
  if (declaration === undefined) return {};
  const { value } = node.entries.get(verb)!;
  if (value.kind === 'broken') return undefined;
  const of = typing.selector(value, declaration.of);
  return of === undefined ? undefined : { of };
}

/** Keys that belong to the verb. */
function typeOptions(
  node: MapNode,
  verb: string,
  own: NonNullable<CommandDeclaration['keys']>,
  keys: readonly string[],
  typing: Typing,
): Record<string, Typed> | undefined {
  const options: Record<string, Typed> = {};
  let broken = false;
  for (const key of keys) {
    if (key === verb) continue;
    const entry = node.entries.get(key)!;
    const spec: KeySpec | undefined = Object.hasOwn(own, key) ? own[key] : undefined;
    if (spec === undefined) {
      const known = [...Object.keys(own), ...shapeOf(typing.language, 'Command').keys.keys()];
      tellUnknownOption(key, verb, entry.key, known, typing);
      broken = true;
      continue;
    }
    const at = { shape: 'Command', key, container: `timeline.${verb}` };
    const value = typeValue(entry.value, spec.type, at, typing);
    if (value === undefined) broken = true;
    else options[spec.as ?? key] = value;
  }
  for (const [key, spec] of Object.entries(own)) {
    if (spec.required !== true || node.entries.has(key)) continue;
    const what = `${key} is missing beside ${verb}`;
    typing.problems.error(node, 'MISSING_KEY', what, `add "${key}: ..."`);
    broken = true;
  }
  return broken ? undefined : options;
}

/** A key beside a verb that some of its targets would not heed. */
function checkKinds(node: MapNode, verb: string, of: string, typing: Typing): void {
  const { of: kinds, kindsOfKey = {} } = typing.language.commands.get(verb)!;
  for (const [key, able] of Object.entries(kindsOfKey)) {
    const entry = node.entries.get(key);
    if (entry === undefined) continue;
    const unable = typing.firstOf(
      of,
      kinds.filter((kind) => !able.includes(kind)),
    );
    if (unable === undefined) continue;
    const what = `${key} beside ${verb} of ${unable}`;
    typing.problems.error(entry.key, 'NOT_HONOURED', what, 'leave it out');
  }
}

function tellUnknownOption(
  key: string,
  verb: string,
  place: Place,
  known: readonly string[],
  typing: Typing,
): void {
  const comesWith = reservedKey('Command', key);
  const [meant] = nearest(key, known, 1);
  if (meant === undefined && comesWith !== undefined) {
    const what = `"${key}" beside ${verb} is not built yet`;
    typing.problems.error(place, 'NOT_BUILT_YET', what, comesLater(comesWith));
    return;
  }
  const remedy = meant === undefined ? `it takes ${known.join(', ')}` : `did you mean "${meant}"?`;
  typing.problems.error(place, 'UNKNOWN_KEY', `"${key}" beside ${verb}`, remedy);
}

/** Tells of an instant after the end of the run. */
export function checkInTime(node: MapNode, atSeconds: Typed, typing: Typing): void {
  const { span } = typing;
  if (typeof atSeconds !== 'number' || span === undefined) return;
  if (atSeconds <= span.durationSeconds) return;
  const at = node.entries.get('at')!.value;
  const text = at.kind === 'scalar' ? at.text : '';
  typing.problems.error(at, 'TOO_LATE', `"${text}" is after the end`, 'lengthen duration');
}
