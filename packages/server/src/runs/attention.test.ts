import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Attention } from './attention.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a viewer wakes the run, which rests 60 s after the last one has left', () => {
  const told: boolean[] = [];
  const attention = new Attention(60, (isAwake) => told.push(isAwake));
  attention.arrive();
  attention.arrive();
  attention.leave();
  vi.advanceTimersByTime(100_000);
  expect([attention.isAwake, told]).toEqual([true, [true]]);
  attention.leave();
  vi.advanceTimersByTime(59_999);
  expect(attention.isAwake).toBe(true);
  vi.advanceTimersByTime(1);
  expect([attention.isAwake, told]).toEqual([false, [true, false]]);
});

test('each request keeps it awake for a while, but sends no viewer to sleep', () => {
  const told: boolean[] = [];
  const attention = new Attention(60, (isAwake) => told.push(isAwake));
  attention.touch();
  vi.advanceTimersByTime(50_000);
  attention.touch();
  vi.advanceTimersByTime(50_000);
  expect(told).toEqual([true]);
  attention.arrive();
  attention.touch();
  vi.advanceTimersByTime(1_000_000);
  expect(told).toEqual([true]);
});
