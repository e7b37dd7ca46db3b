import { decodeFrame, encodeFrame, type WireFrame } from '@vdcsim/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { RunFrames } from '../runs/run-frames.ts';
import { Outlet } from './outlet.ts';

/** A socket whose reader reads only when it is told to. */
class LazySocket {
  bufferedAmount = 0;
  isTerminated = false;
  readonly sent: Uint8Array[] = [];
  private readonly callbacks: (() => void)[] = [];

  send(bytes: Uint8Array, _options: object, sent: () => void): void {
    this.sent.push(bytes);
    this.bufferedAmount += bytes.length;
    this.callbacks.push(sent);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  drain(): void {
    this.bufferedAmount = 0;
    for (const callback of this.callbacks.splice(0)) callback();
  }
}

let socket: LazySocket;
let frames: RunFrames;
let outlet: Outlet;
beforeEach(() => {
  socket = new LazySocket();
  frames = new RunFrames();
  outlet = new Outlet(socket as unknown as WebSocket, 1000, frames);
});

function take(frame: WireFrame): void {
  frames.take(new Uint8Array(encodeFrame(frame)));
  outlet.show();
}

function key(number: number, value: number): WireFrame {
  const columns = { used: Float64Array.of(value, value) };
  return { kind: 'key', number, timeSeconds: number, tables: { vm: { rows: 2, columns } } };
}

function delta(number: number, value: number): WireFrame {
  const vm = { rows: 2, indices: Uint32Array.of(1), columns: { used: Float64Array.of(value) } };
  return { kind: 'delta', number, base: number - 1, timeSeconds: number, tables: { vm } };
}

const sentFrames = () => socket.sent.map((bytes) => decodeFrame(Uint8Array.from(bytes)));
const sentTexts = () => socket.sent.map((bytes) => Buffer.from(bytes).toString());
const text = (letter: string, length = 1) => Buffer.from(letter.repeat(length));

describe('a viewer that reads', () => {
  test('gets the key frame first, then each delta as it is', () => {
    take(key(1, 5));
    take(delta(2, 6));
    take(delta(3, 7));
    expect(sentFrames().map(({ kind, number }) => [kind, number])).toEqual([
      ...[
        ['key', 1],
        ['delta', 2],
        ['delta', 3],
      ],
    ]);
  });

  test('that comes later gets all that is, in one key frame', () => {
    frames.take(new Uint8Array(encodeFrame(key(1, 5))));
    frames.take(new Uint8Array(encodeFrame(delta(2, 6))));
    outlet.show();
    outlet.show();
    const [frame, ...more] = sentFrames();
    expect(more).toEqual([]);
    expect(frame).toMatchObject({ kind: 'key', number: 2, timeSeconds: 2 });
    expect(frame?.tables['vm']?.columns['used']).toEqual(Float64Array.of(5, 6));
  });
});

describe('a viewer with more unread than allowed', () => {
  beforeEach(() => {
    take(key(1, 5));
    outlet.tell('scene', text('s', 2000));
  });

  test('gets no frames, and the newest state once it has read', () => {
    for (let number = 2; number < 50; number++) take(delta(number, number));
    expect([outlet.isBehind, socket.sent.length]).toEqual([true, 2]);
    socket.drain();
    expect(outlet.isBehind).toBe(false);
    expect(decodeFrame(Uint8Array.from(socket.sent[2]!))).toMatchObject({
      ...{ kind: 'key', number: 49 },
    });
    take(delta(50, 50));
    expect(decodeFrame(Uint8Array.from(socket.sent[3]!)).kind).toBe('delta');
  });

  test('gets of each kind the newest only, the scene first', () => {
    outlet.tell('status', text('a'));
    outlet.tell('scene', text('b'));
    outlet.tell('status', text('c'));
    socket.drain();
    expect(sentTexts().slice(2)).toEqual(['b', 'c']);
  });

  test('is told how many events it missed', () => {
    outlet.tellEvents(text('e'), 3);
    outlet.tellEvents(text('e'), 4);
    socket.drain();
    expect(sentTexts().at(-1)).toBe('{"type":"events","events":[],"skipped":7}');
  });

  test('still gets answers, but is cut off when it asks on and on', () => {
    outlet.answer({ type: 'done', id: 1 });
    expect(sentTexts().at(-1)).toBe('{"type":"done","id":1}');
    for (let id = 0; id < 10; id++) {
      outlet.answer({ type: 'wrong', wrong: { code: 'X', message: 'y'.repeat(2000) } });
    }
    expect(socket.isTerminated).toBe(true);
    expect(socket.bufferedAmount).toBeLessThan(20_000);
  });
});

test('progress grows while a backlog drains, and only then', () => {
  take(key(1, 5));
  socket.drain();
  expect(outlet.progress).toBe(0);
  outlet.tell('scene', text('s', 2000));
  take(delta(2, 6));
  socket.drain();
  expect(outlet.progress).toBe(1);
});

test('a run that begins anew is shown from a key frame, whatever was seen before', () => {
  take(key(1, 5));
  frames.clear();
  outlet.forget();
  take(key(2, 1));
  take(delta(3, 2));
  expect(sentFrames().map(({ kind }) => kind)).toEqual(['key', 'key', 'delta']);
});
