import {
  type ClientMessage,
  type Control,
  decodeFrame,
  FrameState,
  protocolVersion,
  type Question,
  type ServerMessage,
} from '@vdcsim/protocol';
import { WebSocket } from 'ws';
import type { RunningServer } from '../src/index.ts';

type Of<Type extends ServerMessage['type']> = Extract<ServerMessage, { readonly type: Type }>;
type Answer = Of<'done'> | Of<'refused'>;

interface Waiting {
  readonly isIt: (message: ServerMessage) => boolean;
  readonly settle: (message: ServerMessage) => void;
  readonly fail: (error: Error) => void;
}

/** A viewer in a test: keeps all that it is told, and waits for what is to come. */
export class Peer {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[] = [];
  readonly frames = new FrameState();
  frameCount = 0;
  keyFrameCount = 0;
  /** Code and reason with which the server closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  private readonly waiting = new Set<Waiting>();
  private readonly frameWaiting: (() => void)[] = [];
  private lastId = 0;

  constructor(server: Pick<RunningServer, 'port'>, path = '/ws', headers = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    this.socket.on('message', (data: Buffer, isBinary) => {
      // Frames are looked at in place, and pieces of a pool lie anywhere.
      if (isBinary) this.show(Uint8Array.from(data));
      else this.take(JSON.parse(data.toString()) as ServerMessage);
    });
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        for (const { fail } of this.waiting) fail(new Error(`closed with ${code} ${reason}`));
      });
    });
  }

  /** The handshake's end. @throws Error with the status of the refusal */
  async opened(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    return this;
  }

  send(message: ClientMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  hello(run?: string): void {
    const hello = { type: 'hello', version: protocolVersion } as const;
    this.send(run === undefined ? hello : { ...hello, run });
  }

  /** The first message of a type that was told or will be, and that the condition holds for. */
  told<Type extends ServerMessage['type']>(
    type: Type,
    holds: (message: Of<Type>) => boolean = () => true,
  ): Promise<Of<Type>> {
    const isIt = (message: ServerMessage) => message.type === type && holds(message as Of<Type>);
    const known = this.messages.find(isIt);
    if (known !== undefined) return Promise.resolve(known as Of<Type>);
    return this.next(type, holds);
  }

  /** The same, but only of what is told from now on. */
  next<Type extends ServerMessage['type']>(
    type: Type,
    holds: (message: Of<Type>) => boolean = () => true,
  ): Promise<Of<Type>> {
    return new Promise((resolve, fail) => {
      const isIt = (message: ServerMessage) => message.type === type && holds(message as Of<Type>);
      const settle = (message: ServerMessage) => resolve(message as Of<Type>);
      this.waiting.add({ isIt, settle, fail });
    });
  }

  /** The next frame. */
  nextFrame(): Promise<void> {
    return new Promise((resolve) => void this.frameWaiting.push(resolve));
  }

  control(control: Control): Promise<Answer> {
    return this.request({ type: 'control', control });
  }

  command(verb: string, of: string): Promise<Answer> {
    return this.request({ type: 'command', command: { verb, of } });
  }

  ask(question: Question): Promise<Answer> {
    return this.request({ type: 'ask', question });
  }

  operate(take: boolean): Promise<Answer> {
    return this.request({ type: 'operate', take });
  }

  private async request(request: object): Promise<Answer> {
    this.lastId++;
    const id = this.lastId;
    const done = this.next('done', (message) => message.id === id);
    const refused = this.next('refused', (message) => message.id === id);
    this.socket.send(JSON.stringify({ ...request, id }));
    // Whichever does not come is left when the connection closes.
    for (const promise of [done, refused]) promise.catch(() => {});
    return Promise.race([done, refused]);
  }

  private take(message: ServerMessage): void {
    this.messages.push(message);
    for (const waiting of [...this.waiting]) {
      if (!waiting.isIt(message)) continue;
      this.waiting.delete(waiting);
      waiting.settle(message);
    }
  }

  private show(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    this.frameCount++;
    if (frame.kind === 'key') this.keyFrameCount++;
    this.frames.apply(frame);
    for (const settle of this.frameWaiting.splice(0)) settle();
  }
}

/** A viewer that has said hello and seen the scene and the first frame. */
export async function watching(server: Pick<RunningServer, 'port'>, run?: string): Promise<Peer> {
  const peer = await new Peer(server).opened();
  const seen = peer.nextFrame();
  peer.hello(run);
  await peer.told('scene');
  await seen;
  return peer;
}
