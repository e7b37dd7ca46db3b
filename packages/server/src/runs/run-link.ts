import type { SessionReply } from '@vdcsim/session';
import { Child, type Ending } from '../processes/child.ts';
import { ServerError } from '../server-error.ts';
import type { RunRequest } from './run-process.ts';

/** A request that is answered, without the number that its answer bears. */
export type Numbered<Request = RunRequest> = Request extends { readonly id: number }
  ? Omit<Request, 'id'>
  : never;

/** An answer to such a request. */
export type RunAnswer = Extract<SessionReply, { readonly id: number }>;

/** What a process tells of itself, beside answers. */
export type RunNews =
  | Exclude<SessionReply, { readonly id: number }>
  | Extract<SessionReply, { readonly type: 'opened' }>;

export interface RunLinkOptions {
  readonly program: URL;
  readonly memoryMiB: number;
  /** Longest time without an answer, seconds: while a scenario opens, and later. */
  readonly openSeconds: number;
  readonly sliceSeconds: number;
  onNews(news: RunNews): void;
  /** The process has ended, and not because it was asked to. */
  onEnd(ending: Ending): void;
}

interface Pending {
  readonly settle: (answer: RunAnswer) => void;
  readonly fail: (error: ServerError) => void;
}

/** A scenario has mistakes. */
export class BadScenario extends ServerError {
  readonly diagnostics: NonNullable<Extract<RunAnswer, { type: 'refused' }>['diagnostics']>;

  constructor(message: string, diagnostics: BadScenario['diagnostics']) {
    super('BAD_SCENARIO', message);
    this.diagnostics = diagnostics;
  }
}

/** The way to the process of a run: requests with their answers, and news. */
export class RunLink {
  private readonly options: RunLinkOptions;
  private readonly child: Child<RunRequest, SessionReply>;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private isOver = false;

  constructor(options: RunLinkOptions) {
    this.options = options;
    const { program, memoryMiB, openSeconds } = options;
    this.child = new Child(
      {
        ...{ program, memoryMiB },
        onReply: (reply) => this.take(reply),
        onEnd: (ending) => {
          this.fail('the run has broken');
          options.onEnd(ending);
        },
      },
      openSeconds,
    );
  }

  /** @throws ServerError (through the promise) with the reason why it is not granted */
  request(request: Numbered): Promise<RunAnswer> {
    if (this.isOver) return Promise.reject(new ServerError('RUN_BROKEN', 'the run has broken'));
    this.lastId++;
    const id = this.lastId;
    return new Promise((settle, fail) => {
      this.pending.set(id, { settle, fail });
      this.child.post({ ...request, id } as RunRequest);
    });
  }

  /** Asks for something that needs no answer. */
  post(request: Exclude<RunRequest, { readonly id: number }>): void {
    if (!this.isOver) this.child.post(request);
  }

  /** Ends the process; what was asked is refused. */
  end(reason: string): void {
    this.child.end();
    this.fail(reason);
  }

  private take(reply: SessionReply): void {
    if (!('id' in reply)) {
      this.options.onNews(reply);
      return;
    }
    const pending = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if (reply.type === 'opened') {
      this.child.allowedSeconds = this.options.sliceSeconds;
      // At once, and not when the promise has settled: the first frame may have come by then.
      this.options.onNews(reply);
    }
    if (reply.type !== 'refused') {
      pending?.settle(reply);
      return;
    }
    const { wrong, diagnostics } = reply;
    pending?.fail(
      diagnostics === undefined
        ? new ServerError(wrong.code, wrong.message)
        : new BadScenario(wrong.message, diagnostics),
    );
  }

  private fail(reason: string): void {
    this.isOver = true;
    const all = [...this.pending.values()];
    this.pending.clear();
    for (const { fail } of all) fail(new ServerError('RUN_BROKEN', reason));
  }
}
