import {
  type AnswerValue,
  type ClientMessage,
  decodeFrame,
  parseServerMessage,
  protocolVersion,
  type ServerMessage,
} from '@vdcsim/protocol';
import { backOffMs } from './back-off.ts';
import type { Link, Listener, Request } from './link.ts';
import { Requests } from './requests.ts';

/** Where a server listens, and which of its runs is wanted. */
export interface SocketPlace {
  /** `ws:` or `wss:`. */
  readonly url: string;
  /** Absent: the server's first run. */
  readonly run?: string;
}

/** Watches a run of a server, and comes back when the connection was lost. */
export class SocketLink implements Link {
  readonly place = 'server';
  readonly #url: string;
  readonly #listener: Listener;
  readonly #requests = new Requests();
  #run: string | undefined;
  #server: string | undefined;
  #selected: number | null = null;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #isClosed = false;

  constructor(place: SocketPlace, listener: Listener) {
    this.#url = place.url;
    this.#run = place.run;
    this.#listener = listener;
    listener.phase('connecting', 0);
    this.#connect();
  }

  request(request: Request): Promise<AnswerValue | undefined> {
    const answer = this.#requests.begin((id) => this.#send({ ...request, id }));
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      this.#requests.giveUp('The server cannot be reached.');
    }
    return answer;
  }

  select(entity: number | null): void {
    this.#selected = entity;
    this.#send({ type: 'select', entity });
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#requests.giveUp('The page watches another run.');
  }

  #send(message: ClientMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #connect(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      const hello = { type: 'hello', version: protocolVersion } as const;
      this.#send(this.#run === undefined ? hello : { ...hello, run: this.#run });
    };
    socket.onmessage = ({ data }) => {
      if (this.#isClosed) return;
      try {
        if (typeof data === 'string') this.#take(parseServerMessage(data));
        else this.#listener.frame(decodeFrame(data as ArrayBuffer));
      } catch (error) {
        // What cannot be understood cannot be continued either; a new connection begins whole.
        console.warn(error);
        socket.close();
      }
    };
    socket.onclose = () => this.#lose();
  }

  #take(message: ServerMessage): void {
    if (this.#requests.settle(message)) return;
    if (message.type === 'wrong' && message.wrong.code === 'NO_SUCH_RUN') {
      // Its runs went with the server; the next try asks for whatever there is.
      this.#run = undefined;
      if (this.#server !== undefined) return;
    }
    if (message.type === 'welcome') {
      this.#tries = 0;
      const isAnother = this.#server !== undefined && this.#server !== message.server;
      this.#server = message.server;
      this.#run = message.run;
      this.#listener.message(message);
      this.#listener.phase('open', 0);
      if (isAnother) this.#listener.restarted();
      return;
    }
    this.#listener.message(message);
    if (message.type === 'scene' && this.#selected !== null) this.select(this.#selected);
  }

  #lose(): void {
    if (this.#isClosed) return;
    this.#requests.giveUp('The connection to the server was lost.');
    this.#tries += 1;
    this.#listener.phase('lost', this.#tries);
    this.#timer = setTimeout(() => this.#connect(), backOffMs(this.#tries, Math.random()));
  }
}
