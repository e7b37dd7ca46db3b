import { decodeFrame, FrameState } from '@vdcsim/protocol';
import { describe, expect, it } from 'vitest';
import { runSessionIn, type SessionReply, type SessionRequest } from './index.ts';
import { opened, smallLab, Watched } from './session.fixtures.ts';

/** A worker without a thread: timers fire when the test lets the clock go on. */
class FakeWorker {
  readonly replies: SessionReply[] = [];
  readonly state = new FrameState();
  private nowMs = 0;
  private readonly timers: { readonly atMs: number; readonly callback: () => void }[] = [];
  private listener: (request: SessionRequest) => void = () => {};

  constructor() {
    runSessionIn({
      onMessage: (listener) => {
        this.listener = listener;
      },
      post: (reply, transfer) => {
        if (reply.type === 'frame') {
          expect(transfer).toEqual([reply.bytes]);
          this.state.apply(decodeFrame(structuredClone(reply.bytes)));
        } else {
          this.replies.push(structuredClone(reply));
        }
      },
      setTimer: (callback, milliseconds) => {
        this.timers.push({ atMs: this.nowMs + milliseconds, callback });
      },
      nowMs: () => {
        this.nowMs += 0.01;
        return this.nowMs;
      },
    });
  }

  ask(request: SessionRequest): void {
    this.listener(structuredClone(request));
  }

  open(text = smallLab): void {
    this.ask({ type: 'open', id: 1, file: 'lab.yaml', files: { 'lab.yaml': text }, speed: 600 });
  }

  /** Lets timers fire until there is none, or for so long. */
  play(forMs = Number.POSITIVE_INFINITY): void {
    const untilMs = this.nowMs + forMs;
    while (this.timers.length > 0 && this.nowMs < untilMs) {
      const { atMs, callback } = this.timers.shift()!;
      this.nowMs = Math.max(this.nowMs, atMs);
      callback();
    }
  }

  last<Type extends SessionReply['type']>(
    type: Type,
  ): Extract<SessionReply, { readonly type: Type }> | undefined {
    const found = this.replies.filter((reply) => reply.type === type).at(-1);
    return found as Extract<SessionReply, { readonly type: Type }> | undefined;
  }

  status() {
    const told = this.replies.flatMap((reply) => (reply.type === 'told' ? [reply.message] : []));
    return told.filter((message) => message.type === 'status').at(-1);
  }
}

describe('a session in a worker', () => {
  it('opens a scenario, runs it to its end, and leaves the same fingerprint', () => {
    const worker = new FakeWorker();
    worker.open();
    expect(worker.last('opened')).toMatchObject({ id: 1, scene: { name: 'Small lab' } });
    expect(worker.state.number).toBe(1);
    worker.play();
    const watched = new Watched(opened(smallLab), { speed: 'max' });
    watched.play();
    const { fingerprint } = watched.session.status();
    expect(worker.status()).toMatchObject({ isFinished: true, fingerprint });
    expect(worker.state.tables).toEqual(watched.wholeFrame());
  });

  it('answers, obeys and refuses by number', () => {
    const worker = new FakeWorker();
    worker.open();
    worker.ask({ type: 'control', id: 2, control: { do: 'runTo', timeSeconds: 60 } });
    expect(worker.last('done')).toEqual({ type: 'done', id: 2 });
    worker.play();
    expect(worker.status()).toMatchObject({ nowSeconds: 60, isPaused: true });
    worker.ask({ type: 'command', id: 3, command: { verb: 'fail', of: 'esx01' } });
    worker.ask({ type: 'command', id: 4, command: { verb: 'fail', of: 'esx09' } });
    expect(worker.last('refused')).toMatchObject({ id: 4, wrong: { code: 'NO_MATCH' } });
    worker.ask({ type: 'ask', id: 5, question: { what: 'why', entity: 1 } });
    expect(worker.last('done')).toMatchObject({ id: 5, value: { what: 'why' } });
    worker.ask({ type: 'events', id: 6, after: 1, limit: 2 });
    expect(worker.last('events')!.events.map(({ id }) => id)).toEqual([2, 3]);
    worker.ask({ type: 'summary', id: 7 });
    expect(worker.last('summary')).toMatchObject({ id: 7, summary: { scenario: 'Small lab' } });
    worker.ask({ type: 'select', entities: [1] });
    const told = worker.replies.at(-1);
    expect(told).toMatchObject({ type: 'told', message: { type: 'status' } });
  });

  it('tells everything that is wrong with a scenario, and where', () => {
    const worker = new FakeWorker();
    worker.open(smallLab.replace('memory: 512 MiB', 'memory: 512'));
    expect(worker.last('refused')).toMatchObject({
      id: 1,
      wrong: { code: 'BAD_SCENARIO' },
      diagnostics: [{ file: 'lab.yaml', line: 8, code: 'MISSING_UNIT' }],
    });
    worker.ask({ type: 'ask', id: 2, question: { what: 'scenario' } });
    expect(worker.last('refused')).toMatchObject({ id: 2, wrong: { code: 'NOT_OPEN' } });
    worker.open();
    worker.open();
    expect(worker.last('refused')).toMatchObject({ id: 1, wrong: { code: 'OPEN_TWICE' } });
  });

  it('stands still while nobody watches, and goes on from there', () => {
    const worker = new FakeWorker();
    const files = { 'lab.yaml': smallLab };
    worker.ask({ type: 'open', id: 1, file: 'lab.yaml', files, speed: 60, isHeld: true });
    worker.play();
    expect(worker.status()).toMatchObject({ nowSeconds: 0, isPaused: false });
    worker.ask({ type: 'hold', isHeld: false });
    worker.play(5000);
    worker.ask({ type: 'hold', isHeld: true });
    worker.play();
    const { nowSeconds } = worker.status()!;
    expect(nowSeconds).toBeGreaterThan(250);
    expect(nowSeconds).toBeLessThan(320);
  });

  it('ends with what helps to report it when something breaks', () => {
    const worker = new FakeWorker();
    worker.open();
    worker.play(100);
    worker.ask({ type: 'ask', id: 2, question: { what: 'history', entity: 1 } as never });
    expect(worker.last('broken')).toMatchObject({
      message: { type: 'broken', wrong: { code: 'DEFECT' }, seed: 1 },
    });
    worker.play();
    worker.ask({ type: 'summary', id: 3 });
    expect(worker.last('refused')).toMatchObject({ id: 3, wrong: { code: 'BROKEN' } });
  });
});
