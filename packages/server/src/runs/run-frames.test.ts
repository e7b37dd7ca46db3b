import { decodeFrame, encodeFrame, type WireFrame } from '@vdcsim/protocol';
import { expect, test } from 'vitest';
import { RunFrames } from './run-frames.ts';

const key: WireFrame = {
  ...{ kind: 'key', number: 1, timeSeconds: 0 },
  tables: { vm: { rows: 2, columns: { used: Float32Array.of(1, 2) } } },
};
const delta: WireFrame = {
  ...{ kind: 'delta', number: 2, base: 1, timeSeconds: 1 },
  tables: { vm: { rows: 2, indices: Uint32Array.of(0), columns: { used: Float32Array.of(9) } } },
};
const bytes = (frame: WireFrame) => new Uint8Array(encodeFrame(frame));

test('a key frame is made once a frame, and shared', () => {
  const frames = new RunFrames();
  expect(frames.keyFrame()).toBeUndefined();
  frames.take(bytes(key));
  expect(frames.keyFrame()).toBe(frames.last);
  expect(frames.take(bytes(delta))).toMatchObject({ number: 2, base: 1 });
  const made = frames.keyFrame();
  expect(frames.keyFrame()).toBe(made);
  const { tables } = decodeFrame(made!.bytes);
  expect(tables['vm']!.columns['used']).toEqual(Float32Array.of(9, 2));
});

test('a delta on another frame is refused', () => {
  const frames = new RunFrames();
  expect(() => frames.take(bytes(delta))).toThrow(/delta/);
  frames.take(bytes(key));
  frames.clear();
  expect(frames.last).toBeUndefined();
});
