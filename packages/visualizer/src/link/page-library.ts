import type { SessionReply } from '@vdcsim/session';
import { linesOf, type Problem } from '../state/problems.ts';
import {
  type DroppedFile,
  type Library,
  type OpenLink,
  ProblemFound,
  type Shipped,
} from './library.ts';
import { WorkerLink } from './worker-link.ts';

/** A scenario that lies beside the page, as `scenarios.json` lists it. */
export interface PageScenario extends Shipped {
  readonly file: string;
  readonly text: string;
}

/** Scenarios that run in a worker of the page, where there is no server. */
export class PageLibrary implements Library {
  readonly place = 'page';
  readonly #list: URL;
  #scenarios: readonly PageScenario[] | undefined;

  /** @param list address of `scenarios.json` */
  constructor(list: URL) {
    this.#list = list;
  }

  async first(): Promise<OpenLink> {
    const first = (await this.list()).find(({ problem }) => problem === undefined);
    if (first === undefined) throw new Error('There is no scenario beside the page.');
    return await this.begin(first.id);
  }

  async list(): Promise<readonly PageScenario[]> {
    if (this.#scenarios === undefined) {
      const response = await fetch(this.#list);
      if (!response.ok) throw new Error('The list of scenarios is not beside the page.');
      this.#scenarios = (await response.json()) as readonly PageScenario[];
    }
    return this.#scenarios;
  }

  async begin(id: string): Promise<OpenLink> {
    const scenario = (await this.list()).find((candidate) => candidate.id === id);
    if (scenario === undefined) throw new Error(`There is no scenario ${id}.`);
    return await this.beginFile({ name: scenario.file, text: scenario.text });
  }

  /** The worker that has read the file is the one that runs it. */
  async beginFile({ name, text }: DroppedFile): Promise<OpenLink> {
    const worker = new Worker(new URL('../worker.ts', import.meta.url), { type: 'module' });
    const early: SessionReply[] = [];
    const answer = await new Promise<SessionReply>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<SessionReply>) => {
        early.push(data);
        resolve(data);
      };
      worker.onerror = ({ message }) => reject(new Error(message || 'The worker did not start.'));
      const files = { [name]: text };
      worker.postMessage({ type: 'open', id: 0, file: name, files });
    });
    if (answer.type === 'refused') {
      worker.terminate();
      throw new ProblemFound(problemOf(name, text, answer));
    }
    return (listener) => new WorkerLink({ worker, early, file: name }, listener);
  }
}

type RefusedReply = Extract<SessionReply, { type: 'refused' }>;

function problemOf(file: string, text: string, { wrong, diagnostics = [] }: RefusedReply): Problem {
  const lines = linesOf(text);
  const told = diagnostics.map(({ what, remedy, code, line, column, file: where }) => ({
    ...{ file: where, line, column, code, what, remedy },
    text: where === file ? (lines[line - 1] ?? '') : '',
  }));
  return {
    file,
    diagnostics: told,
    message: told.length > 0 ? `${file} cannot be run.` : wrong.message,
  };
}
