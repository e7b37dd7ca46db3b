import { Child, type Ending } from '../processes/child.ts';
import { ServerError } from '../server-error.ts';
import type { Checked, CheckRequest } from './check-process.ts';

export interface ChecksOptions {
  readonly program: URL;
  readonly memoryMiB: number;
  /** Longest time of one check, seconds. */
  readonly seconds: number;
}

interface Job {
  readonly request: CheckRequest;
  readonly settle: (checked: Checked) => void;
  readonly fail: (error: ServerError) => void;
}

/** Checks that may wait for their turn. */
const waitingMost = 40;
/** How long the process stays when there is nothing to check. */
const idleMs = 30_000;

/** Checks scenarios in a process apart, one after another. */
export class Checks {
  private readonly options: ChecksOptions;
  private readonly waiting: Job[] = [];
  private current: Job | undefined;
  private child: Child<CheckRequest, Checked> | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(options: ChecksOptions) {
    this.options = options;
  }

  /** @throws ServerError (through the promise) TOO_BUSY, TOO_SLOW, OUT_OF_MEMORY, DEFECT */
  check(request: CheckRequest): Promise<Checked> {
    if (this.waiting.length >= waitingMost) {
      const message = 'too many scenarios wait to be checked; try again in a little while';
      return Promise.reject(new ServerError('TOO_BUSY', message));
    }
    return new Promise((settle, fail) => {
      this.waiting.push({ request, settle, fail });
      this.next();
    });
  }

  /** Ends the process; what waits is refused. */
  end(): void {
    this.stopChild();
    const jobs = [this.current, ...this.waiting.splice(0)];
    this.current = undefined;
    for (const job of jobs) job?.fail(new ServerError('TOO_BUSY', 'the server stops'));
  }

  private next(): void {
    if (this.current !== undefined) return;
    const job = this.waiting.shift();
    clearTimeout(this.idle);
    if (job === undefined) {
      this.idle = setTimeout(() => this.stopChild(), idleMs);
      this.idle.unref();
      return;
    }
    this.current = job;
    this.child ??= this.startChild();
    this.child.post(job.request);
  }

  private startChild(): Child<CheckRequest, Checked> {
    const { program, memoryMiB, seconds } = this.options;
    const onReply = (checked: Checked): void => {
      const job = this.current;
      this.current = undefined;
      job?.settle(checked);
      this.next();
    };
    const onEnd = (ending: Ending): void => {
      const job = this.current;
      this.current = undefined;
      this.child = undefined;
      job?.fail(new ServerError(ending.code, wordsOf(ending)));
      this.next();
    };
    return new Child({ program, memoryMiB, onReply, onEnd }, seconds);
  }

  private stopChild(): void {
    clearTimeout(this.idle);
    this.child?.end();
    this.child = undefined;
  }
}

function wordsOf({ code, detail }: Ending): string {
  if (code === 'TOO_SLOW') return 'the scenario takes too long to read';
  if (code === 'OUT_OF_MEMORY') return 'the scenario needs too much memory to read';
  return `reading the scenario met a defect; please report it: ${detail}`;
}
