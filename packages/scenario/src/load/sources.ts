/** Reads the entry file and the parts that it imports, each once, parts before their importers. */
import { readYaml } from '../document/read-yaml.ts';
import {
  child,
  itemsOf,
  type MapNode,
  type Place,
  type TreeNode,
  textOf,
} from '../document/tree.ts';
import { comesLater, reservedWord } from '../language/reserved.ts';
import type { InputFiles } from './input-files.ts';
import type { Problems } from './problems.ts';

/** A file of a scenario whose head (version, kind) is well. */
export interface SourceFile {
  readonly path: string;
  readonly root: MapNode;
  readonly isPart: boolean;
}

const version = '1';
/** Longest chain of imports. */
const depthMost = 50;

/**
 * All files of a scenario that could be read, the entry file last. Problems are told; without an
 * entry file the list may be empty.
 */
export function readSources(entry: string, files: InputFiles, problems: Problems): SourceFile[] {
  return new SourceReader(files, problems).read(entry);
}

class SourceReader {
  private readonly files: InputFiles;
  private readonly problems: Problems;
  private readonly found: SourceFile[] = [];
  private readonly seen = new Set<string>();
  private readonly openPaths: string[] = [];

  constructor(files: InputFiles, problems: Problems) {
    this.files = files;
    this.problems = problems;
  }

  read(entry: string): SourceFile[] {
    this.visit(entry, undefined);
    return this.found;
  }

  /** `importer` is the place of the import; undefined for the entry file. */
  private visit(path: string, importer: Place | undefined): void {
    const root = this.parse(path, importer);
    if (root === undefined) return;
    const kind = this.checkHead(root, importer !== undefined);
    if (kind === undefined) return;
    if (importer !== undefined && kind !== 'part') {
      const what = `"${path}" is a ${kind}; only parts can be imported`;
      this.problems.error(importer, 'NOT_A_PART', what, 'write "kind: part" in it');
      return;
    }
    this.openPaths.push(path);
    const imports = root.entries.get('import')?.value;
    if (imports !== undefined) this.visitImports(path, imports);
    this.openPaths.pop();
    this.found.push({ path, root, isPart: kind === 'part' });
  }

  private visitImports(path: string, imports: TreeNode): void {
    if (imports.kind !== 'list') {
      if (imports.kind === 'broken') return;
      this.problems.error(imports, 'BAD_VALUE', 'import is no list', 'write [farm.yaml]');
      return;
    }
    for (const item of imports.items) {
      if (item.kind !== 'scalar' || item.text === '') {
        this.problems.error(item, 'BAD_VALUE', 'import takes file names', 'write [farm.yaml]');
        continue;
      }
      const target = this.files.source.resolve(path, item.text);
      const open = this.openPaths.indexOf(target);
      if (open >= 0) {
        const circle = [...this.openPaths.slice(open), target].join(' -> ');
        this.problems.error(item, 'CYCLE', `imports ${circle}`, 'drop an import');
      } else if (this.openPaths.length > depthMost) {
        const what = `parts import parts more than ${depthMost} deep`;
        this.problems.error(item, 'TOO_DEEP', what, 'import them from the scenario');
      } else if (!this.seen.has(target)) {
        this.visit(target, item);
      }
    }
  }

  private parse(path: string, importer: Place | undefined): MapNode | undefined {
    this.seen.add(path);
    const start: Place = { source: { path, lineStarts: [0] }, offset: 0 };
    const read = this.files.text(path);
    if (!read.ok) {
      const place = read.code === 'NO_SUCH_FILE' ? (importer ?? start) : start;
      this.problems.error(place, read.code, read.what, read.remedy);
      return undefined;
    }
    const root = readYaml(path, read.text, this.problems.error);
    if (root === undefined || root.kind === 'broken') return undefined;
    if (root.kind === 'map') return root;
    this.problems.error(root, 'BAD_VALUE', 'the file is no map', 'start it with "vdcsim: 1"');
    return undefined;
  }

  /** Version and kind. Undefined if the rest of the file cannot be judged. */
  private checkHead(root: MapNode, isImported: boolean): string | undefined {
    const versionNode = root.entries.get('vdcsim')?.value;
    if (versionNode === undefined) {
      this.problems.error(root, 'MISSING_KEY', 'vdcsim is missing', 'start with "vdcsim: 1"');
    } else if (versionNode.kind !== 'scalar' || versionNode.text !== version) {
      const is = versionNode.kind === 'scalar' ? ` "${versionNode.text}"` : '';
      const what = `the language version${is} is not known`;
      this.problems.error(versionNode, 'WRONG_VERSION', what, `write "vdcsim: ${version}"`);
      return undefined;
    }
    const kindNode = root.entries.get('kind')?.value;
    const kind = kindNode === undefined ? 'scenario' : textOf(root, 'kind');
    if (kind === 'scenario' || kind === 'part') {
      if (kind === 'part' && !isImported) {
        const what = 'a part cannot run on its own';
        this.problems.error(kindNode!, 'NOT_A_SCENARIO', what, 'import it from a scenario');
        return undefined;
      }
      return kind;
    }
    const place = kindNode ?? root;
    const comesWith = reservedWord('Scenario', 'kind', kind ?? '');
    if (comesWith !== undefined) {
      const what = `kind ${kind} is not built yet`;
      this.problems.error(place, 'NOT_BUILT_YET', what, comesLater(comesWith));
    } else if (kindNode?.kind !== 'broken') {
      const what = `kind: "${kind ?? ''}" is unknown`;
      this.problems.error(place, 'BAD_VALUE', what, 'write scenario or part');
    }
    return undefined;
  }
}

/**
 * Items of one list over all files, parts first, by the keys that lead to it. A key that is no list
 * is told of; a map on the way that is none is somebody else's business.
 */
export function listItems(
  sources: readonly SourceFile[],
  path: readonly string[],
  problems: Problems,
): readonly TreeNode[] {
  const items: TreeNode[] = [];
  const key = path.join('.');
  for (const { root } of sources) {
    const node = nodeAt(root, path);
    if (node === undefined || node.kind === 'broken') continue;
    if (node.kind === 'list') items.push(...itemsOf(node));
    else {
      const remedy = `write "${path[path.length - 1]}: [{ ... }]"`;
      problems.error(node, 'BAD_VALUE', `${key} is no list`, remedy);
    }
  }
  return items;
}

/** What some keys lead to from a map. */
export function nodeAt(root: MapNode, path: readonly string[]): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const key of path) node = node?.kind === 'map' ? child(node, key) : undefined;
  return node;
}
