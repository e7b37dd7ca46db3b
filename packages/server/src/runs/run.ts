import type {
  AnswerValue,
  Control,
  Question,
  Scene,
  Status,
  WireCommand,
  WireEvent,
  Wrong,
} from '@vdcsim/protocol';
import { newSecret } from '../access/gatekeeper.ts';
import type { Limits } from '../options.ts';
import { ServerError } from '../server-error.ts';
import { Attention } from './attention.ts';
import type { Audience, Watcher } from './audience.ts';
import { Broadcast } from './broadcast.ts';
import { type Broken, brokenBy, reportOf } from './broken.ts';
import type { RunFrames } from './run-frames.ts';
import { type Numbered, type RunAnswer, RunLink, type RunNews } from './run-link.ts';
import type { RunSource } from './run-source.ts';

export interface RunOptions {
  readonly id: string;
  readonly source: RunSource;
  /** Module of its process. */
  readonly program: URL;
  readonly limits: Limits;
  /** Name and version of the product, for reports. */
  readonly product: string;
}

/** One simulation in its process, and those who watch and steer it. */
export class Run {
  readonly id: string;
  readonly source: RunSource;
  /** Who sends it over HTTP may steer. */
  readonly operatorKey = newSecret();
  /** Whether somebody has the key. */
  isKeyGiven = false;
  private readonly options: RunOptions;
  private readonly attention: Attention;
  private readonly broadcast: Broadcast;
  private link: RunLink;
  private opening: Promise<void>;
  private broken: Broken | undefined;

  constructor(options: RunOptions) {
    this.options = options;
    this.id = options.id;
    this.source = options.source;
    this.broadcast = new Broadcast(options.source.file, options.limits.toldEvents);
    this.attention = new Attention(options.limits.restSeconds, (isAwake) =>
      this.link.post({ type: 'hold', isHeld: !isAwake }),
    );
    this.link = this.newLink();
    this.opening = this.open();
    this.opening.catch(() => {});
  }

  /** Settles when the scenario is open. @throws ServerError (through the promise) if it is not */
  get opened(): Promise<void> {
    return this.opening;
  }

  get audience(): Audience {
    return this.broadcast.audience;
  }

  get frames(): RunFrames {
    return this.broadcast.frames;
  }

  /** Undefined until the scenario is open. */
  get scene(): Scene | undefined {
    return this.broadcast.scene;
  }

  get status(): Status | undefined {
    return this.broadcast.status;
  }

  /** Why it cannot go on; undefined: it can. */
  get wrong(): Wrong | undefined {
    return this.broken?.wrong;
  }

  /** Whether time may pass: somebody looks. */
  get isAwake(): boolean {
    return this.attention.isAwake;
  }

  /** Somebody looks at it, though not as a viewer. */
  touch(): void {
    this.attention.touch();
  }

  join(watcher: Watcher): void {
    this.broadcast.join(watcher);
    this.attention.arrive();
  }

  leave(watcher: Watcher): void {
    this.audience.leave(watcher);
    this.attention.leave();
    if (watcher.selected !== null) this.selectionChanged();
  }

  /** Somebody selected another entity. */
  selectionChanged(): void {
    this.link.post({ type: 'select', entities: this.audience.selected() });
  }

  /** @throws ServerError SEAT_TAKEN */
  operate(watcher: Watcher, take: boolean): void {
    if (this.audience.operate(watcher, take)) return;
    throw new ServerError('SEAT_TAKEN', 'somebody else operates this run');
  }

  /** @throws ServerError NOT_OPERATOR */
  checkOperator(watcher: Watcher): void {
    if (this.audience.isOperator(watcher)) return;
    const message = 'you watch this run; only its operator may steer it';
    throw new ServerError('NOT_OPERATOR', message);
  }

  /** @throws ServerError (through the promise) with the simulator's reason */
  async control(control: Control): Promise<void> {
    if (control.do === 'restart' && this.broken !== undefined) await this.reopen();
    else await this.request({ type: 'control', control });
  }

  /** @throws ServerError (through the promise) with the simulator's reason */
  async command(command: WireCommand): Promise<void> {
    await this.request({ type: 'command', command });
  }

  /** @throws ServerError (through the promise) with the simulator's reason */
  async ask(question: Question): Promise<AnswerValue | undefined> {
    const answer = await this.request({ type: 'ask', question });
    return answer.type === 'done' ? answer.value : undefined;
  }

  /** Events after one, the oldest first, as far as the run keeps them. */
  async eventsAfter(after: number, limit: number): Promise<readonly WireEvent[]> {
    const answer = await this.request({ type: 'events', after, limit });
    return answer.type === 'events' ? answer.events : [];
  }

  /** The whole run so far in numbers. */
  async summary(): Promise<unknown> {
    const answer = await this.request({ type: 'summary' });
    return answer.type === 'summary' ? answer.summary : {};
  }

  /** Ends it; whoever watches is closed. */
  end(): void {
    this.attention.end();
    this.link.end('the run has ended');
    this.audience.dismissAll();
  }

  private request(request: Numbered): Promise<RunAnswer> {
    return this.link.request(request);
  }

  private newLink(): RunLink {
    const { program, limits } = this.options;
    const { runMemoryMiB: memoryMiB, openSeconds, sliceSeconds } = limits;
    return new RunLink({
      ...{ program, memoryMiB, openSeconds, sliceSeconds },
      onNews: (news) => this.hear(news),
      onEnd: (ending) => this.breakOff(brokenBy(ending, limits), ending.detail),
    });
  }

  private async open(): Promise<void> {
    const isHeld = !this.isAwake;
    try {
      await this.request({ type: 'open', ...this.source.open, isHeld });
    } catch (error) {
      const { code, message } = ServerError.of(error);
      // A process that has ended has told its reason already.
      if (this.broken === undefined) this.breakOff({ code, message }, message);
      throw error;
    }
  }

  private async reopen(): Promise<void> {
    this.link.end('the run begins anew');
    this.broken = undefined;
    this.link = this.newLink();
    this.opening = this.open();
    await this.opening;
  }

  private hear(news: RunNews): void {
    if (news.type === 'frame') this.broadcast.show(new Uint8Array(news.bytes));
    else if (news.type === 'told') this.broadcast.tell(news.message);
    else if (news.type === 'opened') this.begin(news.scene);
    else {
      this.link.end('the run has broken');
      const { wrong, nowSeconds, detail } = news.message;
      this.breakOff(wrong, detail, nowSeconds);
    }
  }

  private begin(scene: Scene): void {
    this.broadcast.begin(scene);
    this.selectionChanged();
  }

  private breakOff(wrong: Wrong, detail: string, atSeconds?: number): void {
    const nowSeconds = atSeconds ?? this.status?.nowSeconds ?? 0;
    const seed = this.scene?.seed ?? this.source.open.seed ?? 0;
    const { product } = this.options;
    const report = reportOf({ product, file: this.source.file, seed, nowSeconds, wrong, detail });
    this.broken = { type: 'broken', wrong, nowSeconds, seed, detail: report };
    this.broadcast.breakOff(this.broken);
  }
}
