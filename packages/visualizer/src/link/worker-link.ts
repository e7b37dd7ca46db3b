import { type AnswerValue, decodeFrame, protocolVersion } from '@vdcsim/protocol';
import type { SessionReply, SessionRequest } from '@vdcsim/session';
import type { Link, Listener, Request } from './link.ts';
import { Requests } from './requests.ts';

/** A worker that has opened a scenario, and what it has told since. */
export interface OpenedWorker {
  readonly worker: Worker;
  readonly early: SessionReply[];
  readonly file: string;
}

/** Watches a simulation that runs in a worker of this page. Its only viewer operates it. */
export class WorkerLink implements Link {
  readonly place = 'page';
  readonly #worker: Worker;
  readonly #listener: Listener;
  readonly #requests = new Requests();
  #isClosed = false;

  constructor({ worker, early, file }: OpenedWorker, listener: Listener) {
    this.#worker = worker;
    this.#listener = listener;
    listener.message({
      type: 'welcome',
      version: protocolVersion,
      product: 'vdcsim in this page',
      server: 'page',
      run: file,
    });
    for (const reply of early) this.#take(reply);
    worker.onmessage = ({ data }: MessageEvent<SessionReply>) => this.#take(data);
    worker.onerror = ({ message }) => this.#break(message);
    listener.phase('open', 0);
    listener.message({ type: 'audience', viewers: 1, hasOperator: true, youOperate: true });
  }

  request(request: Request): Promise<AnswerValue | undefined> {
    if (request.type === 'operate') return Promise.resolve(undefined);
    return this.#requests.begin((id) => this.#post({ ...request, id }));
  }

  select(entity: number | null): void {
    this.#post({ type: 'select', entities: entity === null ? [] : [entity] });
  }

  close(): void {
    this.#isClosed = true;
    this.#worker.terminate();
    this.#requests.giveUp('The page watches another run.');
  }

  #post(request: SessionRequest): void {
    if (!this.#isClosed) this.#worker.postMessage(request);
  }

  #take(reply: SessionReply): void {
    if (this.#isClosed) return;
    switch (reply.type) {
      case 'opened':
        this.#listener.message({ type: 'scene', scene: reply.scene });
        return;
      case 'frame':
        this.#listener.frame(decodeFrame(reply.bytes));
        return;
      case 'told':
        this.#listener.message(reply.message);
        return;
      case 'broken':
        this.#listener.message(reply.message);
        return;
      case 'done':
      case 'refused':
        this.#requests.settle(reply);
        return;
    }
  }

  /** The worker itself died, for want of memory for example. */
  #break(message: string): void {
    const wrong = { code: 'WORKER', message: message || 'The worker of the page ended.' };
    this.#requests.giveUp(wrong.message);
    this.#listener.message({ type: 'broken', wrong, nowSeconds: 0, seed: 0, detail: '' });
  }
}
