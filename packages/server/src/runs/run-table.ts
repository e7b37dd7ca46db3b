import type { Limits } from '../options.ts';
import { ServerError } from '../server-error.ts';
import { Run } from './run.ts';
import type { RunSource } from './run-source.ts';

export interface RunTableOptions {
  readonly program: URL;
  readonly limits: Limits;
  readonly product: string;
  /** What viewers see who ask for nothing else. */
  readonly defaultSource: () => RunSource;
}

/** All runs of a server, the oldest first. */
export class RunTable {
  private readonly options: RunTableOptions;
  private readonly runs = new Map<string, Run>();
  private defaultId: string | undefined;
  private lastNumber = 0;

  constructor(options: RunTableOptions) {
    this.options = options;
  }

  get size(): number {
    return this.runs.size;
  }

  all(): Run[] {
    return [...this.runs.values()];
  }

  /** @throws ServerError NO_SUCH_RUN */
  get(id: string): Run {
    const run = this.runs.get(id);
    if (run !== undefined) return run;
    throw new ServerError('NO_SUCH_RUN', `there is no run "${id.slice(0, 80)}"`);
  }

  /** The run that viewers see who ask for nothing else; it is opened anew if it is gone. */
  first(): Run {
    const known = this.defaultId === undefined ? undefined : this.runs.get(this.defaultId);
    if (known !== undefined) return known;
    const run = this.create(this.options.defaultSource());
    this.defaultId = run.id;
    return run;
  }

  isFirst(run: Run): boolean {
    return run.id === this.defaultId;
  }

  /** @throws ServerError TOO_MANY_RUNS */
  create(source: RunSource): Run {
    this.makeRoom();
    this.lastNumber++;
    const name = source.file.replace(/\.[^.]*$/, '').replace(/[^A-Za-z0-9_-]+/g, '-');
    const id = `${name.slice(0, 60) || 'run'}-${this.lastNumber}`;
    const { program, limits, product } = this.options;
    const run = new Run({ id, source, program, limits, product });
    this.runs.set(id, run);
    return run;
  }

  remove(run: Run): void {
    this.runs.delete(run.id);
    run.end();
  }

  endAll(): void {
    for (const run of this.all()) this.remove(run);
  }

  /** The oldest that nobody watches goes, else the oldest that is over. */
  private makeRoom(): void {
    if (this.runs.size < this.options.limits.runs) return;
    const all = this.all();
    const isOver = ({ wrong, status }: Run) => wrong !== undefined || status?.isFinished === true;
    const spare = all.find(({ audience }) => audience.size === 0) ?? all.find(isOver);
    if (spare === undefined) {
      const message = 'all runs are being watched; delete one, or wait until one is over';
      throw new ServerError('TOO_MANY_RUNS', message);
    }
    this.remove(spare);
  }
}
