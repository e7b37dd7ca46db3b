import {
  type AnswerValue,
  type ClientMessage,
  ProtocolError,
  parseClientMessage,
  protocolVersion,
} from '@vdcsim/protocol';
import type { RawData, WebSocket } from 'ws';
import { Rate } from '../access/rate.ts';
import type { Limits } from '../options.ts';
import type { Watcher } from '../runs/audience.ts';
import { bytesOf } from '../runs/message-bytes.ts';
import type { Run } from '../runs/run.ts';
import { ServerError } from '../server-error.ts';
import { Outlet } from './outlet.ts';

/** What a viewer needs of the server. */
export interface Host {
  readonly limits: Limits;
  /** Name and version, for people. */
  readonly product: string;
  /** Id of this server; another one after a restart. */
  readonly server: string;
  nowMs(): number;
  /** The run that is asked for; undefined: the server's first. @throws ServerError */
  runOf(id: string | undefined): Run;
}

/** Close codes of the WebSocket protocol: a breach of rules; a server that goes away. */
const breach = 1008;
export const goingAway = 1001;

type Asking = Extract<ClientMessage, { readonly id: number }>;

/** One connection: first `hello`, then it watches a run, asks, and steers if it may. */
export class Viewer {
  private readonly socket: WebSocket;
  private readonly host: Host;
  private readonly rate: Rate;
  private readonly impatience: NodeJS.Timeout;
  private run: Run | undefined;
  private watcher: (Watcher & { selected: number | null }) | undefined;
  private wrongCount = 0;
  private openRequests = 0;
  /** What the heart saw at its last beat. */
  private lastProgress = -1;
  private hasAnswered = true;

  constructor(socket: WebSocket, host: Host) {
    this.socket = socket;
    this.host = host;
    const { messagesPerSecond, messagesAtOnce, helloSeconds } = host.limits;
    this.rate = new Rate(messagesPerSecond, messagesAtOnce, host.nowMs());
    this.impatience = setTimeout(() => {
      this.refuse('BAD_MESSAGE', `no hello came within ${helloSeconds} s`);
    }, helloSeconds * 1000);
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    socket.on('pong', () => {
      this.hasAnswered = true;
    });
    // What the socket says of garbage is followed by its close, which is all that matters here.
    socket.on('error', () => {});
    socket.on('close', () => this.leave());
  }

  /** Pings; a viewer that has not answered since the last beat and reads no backlog is dropped. */
  beat(): void {
    const progress = this.watcher?.outlet.progress ?? 0;
    if (!this.hasAnswered && progress === this.lastProgress) {
      this.socket.terminate();
      return;
    }
    this.lastProgress = progress;
    this.hasAnswered = false;
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  }

  /** Closes the connection; one that does not close is cut. */
  close(code: number, reason: string): void {
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), 1000).unref();
  }

  private receive(data: RawData, isBinary: boolean): void {
    this.hasAnswered = true;
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (!this.rate.allows(this.host.nowMs())) {
      this.wrong('TOO_OFTEN', 'you send more messages than allowed');
      return;
    }
    try {
      if (isBinary) throw new ProtocolError('BAD_MESSAGE', 'messages to the server are text');
      const message = parseClientMessage(data.toString());
      if (this.run === undefined) this.hello(message);
      else this.take(message, this.run);
    } catch (error) {
      if (!(error instanceof ProtocolError || error instanceof ServerError)) throw error;
      if (this.run === undefined) this.refuse(error.code, error.message);
      else this.wrong(error.code, error.message);
    }
  }

  private hello(message: ClientMessage): void {
    if (message.type !== 'hello') {
      throw new ProtocolError('BAD_MESSAGE', 'the first message is hello');
    }
    if (message.version !== protocolVersion) {
      const words = `this server speaks version ${protocolVersion}, not ${message.version}`;
      throw new ProtocolError('BAD_VERSION', words);
    }
    const run = this.host.runOf(message.run);
    clearTimeout(this.impatience);
    const { product, server, limits } = this.host;
    const outlet = new Outlet(this.socket, limits.unreadBytes, run.frames);
    const version = protocolVersion;
    outlet.answer({ type: 'welcome', version, product, server, run: run.id });
    this.run = run;
    this.watcher = {
      outlet,
      selected: null,
      dismiss: () => this.close(goingAway, 'the run has ended'),
    };
    run.join(this.watcher);
  }

  private take(message: ClientMessage, run: Run): void {
    if (message.type === 'hello') {
      const words = 'hello comes once; connect anew to watch another run';
      throw new ProtocolError('BAD_MESSAGE', words);
    }
    const watcher = this.watcher;
    if (watcher === undefined) return;
    if (message.type === 'select') {
      watcher.selected = message.entity;
      run.selectionChanged();
      return;
    }
    if (this.openRequests >= this.host.limits.openRequests) {
      this.refuseRequest(message.id, 'TOO_OFTEN', 'wait for the answers to what you asked');
      return;
    }
    this.openRequests++;
    void this.answer(message, run, watcher).finally(() => {
      this.openRequests--;
    });
  }

  /** Grants or refuses; never throws. */
  private async answer(message: Asking, run: Run, watcher: Watcher): Promise<void> {
    const { id } = message;
    try {
      const value = await performed(message, run, watcher);
      const granted = value === undefined ? {} : { value };
      if (this.run !== undefined) watcher.outlet.answer({ type: 'done', id, ...granted });
    } catch (error) {
      const { code, message: words } = ServerError.of(error);
      this.refuseRequest(id, code, words);
    }
  }

  private refuseRequest(id: number, code: string, message: string): void {
    this.watcher?.outlet.answer({ type: 'refused', id, wrong: { code, message } });
  }

  /** Tells of a message that is none; after some of them nobody listens any more. */
  private wrong(code: string, message: string): void {
    this.wrongCount++;
    this.send(code, message);
    if (this.wrongCount < this.host.limits.wrongMessages) return;
    this.close(breach, 'too many wrong messages');
  }

  /** Before hello one wrong message is enough. */
  private refuse(code: string, message: string): void {
    this.send(code, message);
    this.close(breach, code);
  }

  private send(code: string, message: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(bytesOf({ type: 'wrong', wrong: { code, message } }), { binary: false });
  }

  private leave(): void {
    clearTimeout(this.impatience);
    const { run, watcher } = this;
    this.run = undefined;
    this.watcher = undefined;
    if (run !== undefined && watcher !== undefined) run.leave(watcher);
  }
}

async function performed(
  message: Asking,
  run: Run,
  watcher: Watcher,
): Promise<AnswerValue | undefined> {
  if (message.type === 'operate') {
    run.operate(watcher, message.take);
    return undefined;
  }
  if (message.type === 'ask') return run.ask(message.question);
  run.checkOperator(watcher);
  if (message.type === 'control') await run.control(message.control);
  else await run.command(message.command);
  return undefined;
}
