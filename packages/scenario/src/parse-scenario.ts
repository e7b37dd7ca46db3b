/** From files to a typed scenario, or to all that is wrong with them. */
import type { ExpectationSpec, RecordSpec, Scenario, TimedCommand } from '@vdcsim/core';
import { type Diagnostic, ScenarioErrors } from './diagnostics.ts';
import { readYaml } from './document/read-yaml.ts';
import { child, type MapNode, type TreeNode } from './document/tree.ts';
import type { FileSource } from './files.ts';
import { type Language, shapeOf } from './language/language.ts';
import { type Built, buildThings } from './load/build.ts';
import { collectEntries } from './load/entries.ts';
import { InputFiles, type ScenarioInput } from './load/input-files.ts';
import { type Override, overrideTop, readOverrides } from './load/overrides.ts';
import { Population } from './load/population.ts';
import { Problems } from './load/problems.ts';
import { SelectorCheck } from './load/selectors.ts';
import { listItems, readSources, type SourceFile } from './load/sources.ts';
import { typeChanges } from './meaning/changes.ts';
import { typeExpectation } from './meaning/expectations.ts';
import { checkRecord } from './meaning/record.ts';
import { checkInTime, typeTimeline } from './meaning/timeline.ts';
import { resolvedYaml } from './resolved.ts';
import { absentText } from './typing/absent.ts';
import { tellUnknownKey, typeShape } from './typing/shapes.ts';
import type { Typing } from './typing/typing.ts';

export interface ParseOptions {
  /** Overrides from outside, by path, as texts of the language: `{ 'vms(web*).vcpus': '2' }`. */
  readonly set?: Readonly<Record<string, string>>;
}

export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly warnings: readonly Diagnostic[];
  /** One document that says the same: parts merged, defaults filled in with their sources. */
  readonly resolvedYaml: string;
  /** Every file that was read, with its SHA-256, sorted by path. */
  readonly inputs: readonly ScenarioInput[];
}

/** Top-level keys that are not typed by their declared form alone. */
const structural = ['vdcsim', 'kind', 'import', 'set', 'timeline', 'expect', 'record'];
/** Keys that a part may have beside its lists. */
const partKeys = ['vdcsim', 'kind', 'name', 'about', 'import'];

/**
 * Loads a scenario in a given language.
 * @throws ScenarioErrors with all that is wrong in any of its files
 */
export function parseWith(
  language: Language,
  entry: string,
  source: FileSource,
  options: ParseOptions = {},
): LoadedScenario {
  return new ScenarioParser(language, new InputFiles(source), options).parse(entry);
}

class ScenarioParser {
  private readonly language: Language;
  private readonly files: InputFiles;
  private readonly options: ParseOptions;
  private readonly problems = new Problems();

  constructor(language: Language, files: InputFiles, options: ParseOptions) {
    this.language = language;
    this.files = files;
    this.options = options;
  }

  parse(entry: string): LoadedScenario {
    const sources = readSources(entry, this.files, this.problems);
    const main = sources.find((file) => file.path === entry);
    if (main === undefined) this.throwErrors();
    for (const file of sources) {
      if (file.isPart) this.checkPart(file);
      this.checkContainers(file);
    }
    const { entries, names } = collectEntries(this.language, sources, this.problems);
    const overrides = this.overridesOf(main.root);
    const root = overrideTop(main.root, overrides);
    const population = new Population(this.language.nested);
    const selectors = new SelectorCheck(population, names, this.problems);
    const untimed: Typing = {
      language: this.language,
      problems: this.problems,
      names,
      files: this.files,
      span: undefined,
      selector: selectors.check,
      dealt: undefined,
      memberCount: 1,
      path: [],
      exists: selectors.exists,
      firstOf: selectors.firstOf,
      siblings: new Map(),
    };
    const frame = this.typeFrame(root, untimed);
    const typing: Typing = { ...untimed, span: frame && spanOf(frame) };
    const built = buildThings({ entries, names, overrides, population, selectors, typing });
    const timeline = typeTimeline(
      listItems(sources, ['timeline'], this.problems),
      (set) => typeChanges(set, population, selectors, typing),
      typing,
    );
    const record = this.typeRecord(root, typing);
    const expect = this.typeExpectations(sources, typing);
    if (!this.problems.none) this.throwErrors();
    const scenario = assemble(this.language, frame!, built, { timeline, record: record!, expect });
    return {
      scenario,
      warnings: this.problems.warnings,
      resolvedYaml: resolvedYaml({
        language: this.language,
        sources,
        root,
        overrides,
        population,
        places: built.places,
        files: this.files.source,
      }),
      inputs: this.files.inputs(),
    };
  }

  private throwErrors(): never {
    throw new ScenarioErrors(this.problems.errors, this.problems.warnings);
  }

  private overridesOf(root: MapNode): Override[] {
    const overrides = readOverrides(root.entries.get('set')?.value, this.language, this.problems);
    for (const [path, text] of Object.entries(this.options.set ?? {})) {
      const line = `${JSON.stringify(path)}: ${text.replaceAll('\n', ' ')}\n`;
      const set = readYaml(`(set ${path})`, line, this.problems.error);
      overrides.push(...readOverrides(set, this.language, this.problems));
    }
    return overrides;
  }

  /** Name, time, seed and whatever else stands once at the top level. */
  private typeFrame(root: MapNode, typing: Typing): Record<string, unknown> | undefined {
    const lists = this.language.lists.map(({ path }) => path[0]!);
    return typeShape(root, 'Scenario', '', typing, { skip: [...structural, ...lists] });
  }

  private typeRecord(root: MapNode, typing: Typing): RecordSpec | undefined {
    const spec = shapeOf(this.language, 'Scenario').keys.get('record')!;
    const node = child(root, 'record') ?? absentText('Scenario', 'record', spec)?.node;
    if (node?.kind !== 'map') {
      const remedy = 'write { interval: 5 min }';
      if (node?.kind === 'scalar' || node?.kind === 'list') {
        this.problems.error(node, 'BAD_VALUE', 'record is no map', remedy);
      }
      return undefined;
    }
    checkRecord(node, typing);
    return typeShape(node, 'Record', 'record', typing) as unknown as RecordSpec | undefined;
  }

  private typeExpectations(sources: readonly SourceFile[], typing: Typing): ExpectationSpec[] {
    const expectations: ExpectationSpec[] = [];
    for (const node of listItems(sources, ['expect'], this.problems)) {
      const expectation = typeExpectation(node, typing);
      if (expectation === undefined) continue;
      checkInTime(node as MapNode, expectation.atSeconds, typing);
      this.checkWindow(node as MapNode, expectation, typing);
      expectations.push(expectation);
    }
    return expectations;
  }

  /** A window that never comes to pass judges nothing. */
  private checkWindow(node: MapNode, { during }: ExpectationSpec, typing: Typing): void {
    const { span } = typing;
    if (during === undefined || span === undefined) return;
    const place = child(node, 'during')!;
    const text = (place as TreeNode & { text?: string }).text ?? '';
    if (!during.recursDaily && during.fromSeconds >= span.durationSeconds) {
      this.problems.error(place, 'TOO_LATE', `"${text}" is after the end`, 'lengthen duration');
    }
    if (during.recursDaily && !comesToPass(during, span)) {
      const what = `"${text}" never comes in this run`;
      this.problems.warn(place, 'NEVER_DUE', what, 'change start, duration or the window');
    }
  }

  /** A map of the top level that holds lists of named things, as `storage` does. */
  private isContainer(key: string): boolean {
    return this.language.lists.some(({ path }) => path.length > 1 && path[0] === key);
  }

  /** Such a map has nothing else in it. */
  private checkContainers({ root }: SourceFile): void {
    const typing = { problems: this.problems };
    for (const [key, { value }] of root.entries) {
      if (!this.isContainer(key) || value.kind === 'broken') continue;
      const { type } = shapeOf(this.language, 'Scenario').keys.get(key)!;
      const shape = shapeOf(this.language, (type as { readonly shape: string }).shape);
      if (value.kind !== 'map') {
        const remedy = `write "${key}: { ${[...shape.keys.keys()][0]}: [{ ... }] }"`;
        this.problems.error(value, 'BAD_VALUE', `${key} is no map`, remedy);
        continue;
      }
      for (const [below, entry] of value.entries) {
        if (!shape.keys.has(below)) tellUnknownKey(below, entry.key, shape, key, typing);
      }
    }
  }

  /** A part adds entries; all else is the scenario's own. */
  private checkPart(file: SourceFile): void {
    const scenario = shapeOf(this.language, 'Scenario');
    for (const [key, { key: place }] of file.root.entries) {
      const spec = scenario.keys.get(key);
      if (spec === undefined) {
        tellUnknownKey(key, place, scenario, '', { problems: this.problems });
      } else if (!partKeys.includes(key) && spec.type.form !== 'list' && !this.isContainer(key)) {
        const what = `"${key}" in a part`;
        this.problems.error(place, 'PART_KEY', what, 'write it in the scenario');
      }
    }
  }
}

function spanOf(frame: Readonly<Record<string, unknown>>) {
  return {
    startEpochSeconds: frame['startEpochSeconds'] as number,
    durationSeconds: frame['durationSeconds'] as number,
  };
}

const daySeconds = 86400;

/** Whether a daily window meets the run at all. */
function comesToPass(
  window: { readonly fromSeconds: number; readonly toSeconds: number },
  span: { readonly startEpochSeconds: number; readonly durationSeconds: number },
): boolean {
  if (span.durationSeconds >= daySeconds) return true;
  const start = ((span.startEpochSeconds % daySeconds) + daySeconds) % daySeconds;
  const end = start + span.durationSeconds;
  const length = (window.toSeconds - window.fromSeconds + daySeconds) % daySeconds;
  return [-daySeconds, 0, daySeconds].some((shift) => {
    const from = window.fromSeconds + shift;
    return from < end && from + length > start;
  });
}

interface Acts {
  readonly timeline: readonly TimedCommand[];
  readonly record: RecordSpec;
  readonly expect: readonly ExpectationSpec[];
}

/** The typed scenario: lists sorted by name, templates left behind. */
function assemble(
  language: Language,
  frame: Readonly<Record<string, unknown>>,
  built: Built,
  acts: Acts,
): Scenario {
  const lists: Record<string, unknown> = {};
  for (const { path, kind } of language.lists) {
    if (kind === 'template') continue;
    const specs = (built.things.get(kind) ?? []).map((thing) => Object.freeze(thing.spec));
    const [first = '', below] = path;
    if (below === undefined) lists[first] = specs;
    else
      lists[first] = { ...(lists[first] as Record<string, unknown> | undefined), [below]: specs };
  }
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  const platforms = [...built.platforms].sort(byName);
  return { ...frame, ...lists, platforms, ...acts } as unknown as Scenario;
}
