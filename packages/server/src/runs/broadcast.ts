import type { Scene, ServerMessage, Status } from '@vdcsim/protocol';
import type { SessionMessage } from '@vdcsim/session';
import type { LatestKind } from '../viewers/outlet.ts';
import { Audience, type Watcher } from './audience.ts';
import type { Broken } from './broken.ts';
import { EventRing } from './event-ring.ts';
import { bytesOf } from './message-bytes.ts';
import { RunFrames } from './run-frames.ts';

/** What concerns all viewers, beside frames. */
export type Told = Exclude<SessionMessage, { readonly type: 'frame' }>;

/** Tells a run's viewers what its process tells, and late viewers what they have missed. */
export class Broadcast {
  readonly audience = new Audience();
  readonly frames = new RunFrames();
  private readonly file: string;
  private readonly events: EventRing;
  private readonly latest = new Map<LatestKind, Buffer>();
  private knownScene: Scene | undefined;
  private knownStatus: Status | undefined;

  /** @param file name of the scenario's file, as viewers see it */
  constructor(file: string, toldEvents: number) {
    this.file = file;
    this.events = new EventRing(toldEvents);
  }

  /** Undefined until the scenario is open. */
  get scene(): Scene | undefined {
    return this.knownScene;
  }

  get status(): Status | undefined {
    return this.knownStatus;
  }

  /** A viewer comes, and is told how things stand. */
  join(watcher: Watcher): void {
    this.audience.join(watcher);
    const { outlet } = watcher;
    const scene = this.latest.get('scene');
    if (scene !== undefined) outlet.tell('scene', scene);
    outlet.show();
    for (const [kind, bytes] of this.latest) if (kind !== 'scene') outlet.tell(kind, bytes);
    const { events, skipped } = this.events.newest();
    const count = events.length + skipped;
    if (count > 0) outlet.tellEvents(bytesOf({ type: 'events', events, skipped }), count);
  }

  tell(message: Told): void {
    if (message.type === 'scene') {
      this.begin(message.scene);
    } else if (message.type === 'events') {
      const { events, skipped } = message;
      this.events.add(events, skipped);
      this.audience.tellEvents(bytesOf(message), events.length + skipped);
    } else if (message.type === 'details') {
      this.audience.tellDetails(message.details.entity, bytesOf(message));
    } else {
      if (message.type === 'status') this.knownStatus = message;
      this.tellLatest(message.type, message);
    }
  }

  /** A run begins: what was told of an earlier one counts no more. */
  begin(scene: Scene): void {
    this.knownScene = { ...scene, file: this.file };
    this.frames.clear();
    this.events.clear();
    this.latest.clear();
    this.audience.forget();
    this.tellLatest('scene', { type: 'scene', scene: this.knownScene });
  }

  /** An encoded frame came. */
  show(bytes: Uint8Array): void {
    this.frames.take(bytes);
    this.audience.show();
  }

  /** The run cannot go on. */
  breakOff(broken: Broken): void {
    this.tellLatest('broken', broken);
  }

  private tellLatest(kind: LatestKind, message: ServerMessage): void {
    const bytes = bytesOf(message);
    this.latest.set(kind, bytes);
    this.audience.tell(kind, bytes);
  }
}
