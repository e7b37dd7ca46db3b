import type { ServerMessage } from '@vdcsim/protocol';
import type { WebSocket } from 'ws';
import { bytesOf } from '../runs/message-bytes.ts';
import type { RunFrames } from '../runs/run-frames.ts';

/** Kinds of messages of which only the newest counts, in the order in which they are caught up. */
const latestKinds = [
  ...(['scene', 'audience', 'status', 'timeline'] as const),
  ...(['recoveries', 'details', 'broken'] as const),
];

export type LatestKind = (typeof latestKinds)[number];

/** Answers to a viewer's own questions may pile up to so many times what frames may. */
const answersTimes = 16;

/**
 * The way to one viewer. It never holds a backlog: while much is unread, frames and events are
 * left out and of other messages the newest of a kind is kept; once that has drained, the viewer
 * gets the newest state as one key frame.
 */
export class Outlet {
  private readonly socket: WebSocket;
  private readonly unreadBytes: number;
  private readonly frames: RunFrames;
  private readonly waiting = new Map<LatestKind, Buffer>();
  private shownFrame: number | undefined;
  private missedEvents = 0;
  private behind = false;
  private drainedCount = 0;

  constructor(socket: WebSocket, unreadBytes: number, frames: RunFrames) {
    this.socket = socket;
    this.unreadBytes = unreadBytes;
    this.frames = frames;
  }

  /** Whether much is unread. */
  get isBehind(): boolean {
    return this.behind;
  }

  /**
   * Grows while a backlog drains: shows that somebody reads, if slowly. Without a backlog it says
   * nothing, since the system takes what is sent, read or not.
   */
  get progress(): number {
    return this.drainedCount;
  }

  /** An answer to something of the viewer's own. Who asks without reading is cut off. */
  answer(message: ServerMessage): void {
    if (this.socket.bufferedAmount > answersTimes * this.unreadBytes) this.socket.terminate();
    else this.send(bytesOf(message));
  }

  /** Something of which only the newest counts. */
  tell(kind: LatestKind, bytes: Buffer): void {
    if (this.isFull()) this.waiting.set(kind, bytes);
    else this.send(bytes);
  }

  /** Events that all are told, `count` of them in `bytes`. */
  tellEvents(bytes: Buffer, count: number): void {
    if (this.isFull()) this.missedEvents += count;
    else this.send(bytes);
  }

  /** Shows the newest state: what changed, or everything if the viewer lacks what came before. */
  show(): void {
    const { last } = this.frames;
    if (last === undefined || last.number === this.shownFrame || this.isFull()) return;
    const frame = last.base === this.shownFrame ? last : this.frames.keyFrame();
    if (frame === undefined) return;
    this.shownFrame = frame.number;
    this.send(frame.bytes, true);
  }

  /** The run begins anew: what the viewer has seen counts no more. */
  forget(): void {
    this.shownFrame = undefined;
    this.missedEvents = 0;
    this.waiting.clear();
  }

  private isFull(): boolean {
    if (!this.behind && this.socket.bufferedAmount > this.unreadBytes) this.behind = true;
    return this.behind;
  }

  private send(bytes: Uint8Array, binary = false): void {
    this.socket.send(bytes, { binary }, this.sent);
  }

  private readonly sent = (): void => {
    if (!this.behind) return;
    this.drainedCount++;
    if (this.socket.bufferedAmount === 0) this.catchUp();
  };

  private catchUp(): void {
    this.behind = false;
    for (const kind of latestKinds) {
      const bytes = this.waiting.get(kind);
      if (bytes !== undefined) this.send(bytes);
    }
    this.waiting.clear();
    this.show();
    if (this.missedEvents === 0) return;
    this.send(bytesOf({ type: 'events', events: [], skipped: this.missedEvents }));
    this.missedEvents = 0;
  }
}
