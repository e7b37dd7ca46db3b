import type { AnswerValue, ServerMessage } from '@vdcsim/protocol';
import { Refused } from './link.ts';

interface Pending {
  readonly grant: (value: AnswerValue | undefined) => void;
  readonly refuse: (reason: Refused) => void;
}

/** Requests that are under way, by the number that their answer will bear. */
export class Requests {
  readonly #pending = new Map<number, Pending>();
  #last = 0;

  /** Numbers a request and hands it to `send`; the promise settles with the answer. */
  begin(send: (id: number) => void): Promise<AnswerValue | undefined> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((grant, refuse) => {
      this.#pending.set(id, { grant, refuse });
      send(id);
    });
  }

  /** Settles a request if the message is its answer; says whether it was one. */
  settle(message: ServerMessage): boolean {
    if (message.type !== 'done' && message.type !== 'refused') return false;
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === 'done') pending?.grant(message.value);
    else pending?.refuse(new Refused(message.wrong.code, message.wrong.message));
    return true;
  }

  /** Refuses all that is under way: nobody will answer any more. */
  giveUp(message: string): void {
    const all = [...this.#pending.values()];
    this.#pending.clear();
    for (const { refuse } of all) refuse(new Refused('LOST', message));
  }
}
