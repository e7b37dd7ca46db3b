import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Checks } from '../checks/checks.ts';
import { ServerError } from '../server-error.ts';
import { openingWords } from './opening-words.ts';

/** One scenario of the catalogue, as viewers choose it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly about: string;
  readonly comment: readonly string[];
  /** Whether viewers see it who ask for nothing else. */
  readonly isDefault: boolean;
  /** Why it cannot be run, such as an absent trace; null: it can. */
  readonly problem: string | null;
}

interface KnownProblem {
  readonly modifiedMs: number;
  readonly problem: string | null;
}

/**
 * The scenarios that the server was started with. They are looked up by id only, so nothing that
 * a client sends ever becomes a path.
 */
export class Catalogue {
  private readonly paths = new Map<string, string>();
  private readonly problems = new Map<string, KnownProblem>();
  private readonly checks: Checks;
  private readonly dataFolder: string | undefined;

  constructor(paths: readonly string[], dataFolder: string | undefined, checks: Checks) {
    this.checks = checks;
    this.dataFolder = dataFolder;
    for (const path of paths) this.paths.set(this.freeId(path), path);
  }

  /** Of the scenario that is shown first. */
  get defaultId(): string {
    const { done, value } = this.paths.keys().next();
    if (done === true) throw new ServerError('NO_SUCH_SCENARIO', 'the catalogue is empty');
    return value;
  }

  /** @throws ServerError NO_SUCH_SCENARIO */
  pathOf(id: string): string {
    const path = this.paths.get(id);
    if (path !== undefined) return path;
    throw new ServerError('NO_SUCH_SCENARIO', `the catalogue has no scenario "${id.slice(0, 80)}"`);
  }

  /** @throws ServerError NO_SUCH_SCENARIO, also when its file is gone */
  textOf(id: string): string {
    const text = readText(this.pathOf(id));
    if (text !== undefined) return text;
    throw new ServerError('NO_SUCH_SCENARIO', `the file of scenario "${id}" is gone`);
  }

  /** All scenarios, in the order in which they were named. */
  async list(): Promise<CatalogueEntry[]> {
    const entries: CatalogueEntry[] = [];
    for (const [id, path] of this.paths) {
      const text = readText(path);
      if (text === undefined) continue;
      const { name, about, comment } = openingWords(text);
      const file = basename(path);
      const isDefault = id === this.defaultId;
      const problem = await this.problemOf(path);
      entries.push({ id, file, name: name || id, about, comment, isDefault, problem });
    }
    return entries;
  }

  /** Checked once for each state of the file; an absent trace is looked for again each time. */
  private async problemOf(path: string): Promise<string | null> {
    const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const known = this.problems.get(path);
    if (known?.modifiedMs === modifiedMs) return known.problem;
    try {
      const { dataFolder } = this;
      const { valid, lacksData, diagnostics } = await this.checks.check({
        ...{ kind: 'file', path, dataFolder },
      });
      const first = diagnostics.find(({ severity }) => severity === 'error');
      const problem = valid || first === undefined ? null : `${first.message}; ${first.remedy}`;
      if (!lacksData) this.problems.set(path, { modifiedMs, problem });
      return problem;
    } catch (error) {
      if (error instanceof ServerError) return error.message;
      throw error;
    }
  }

  /** The file's name without its ending; `-2`, `-3` ... behind it where that is taken. */
  private freeId(path: string): string {
    const name = basename(path).replace(/\.(ya?ml|json)$/i, '');
    const plain = name.replace(/[^A-Za-z0-9._-]+/g, '-') || 'scenario';
    let id = plain;
    for (let next = 2; this.paths.has(id); next++) id = `${plain}-${next}`;
    return id;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
