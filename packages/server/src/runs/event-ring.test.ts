import type { WireEvent } from '@vdcsim/protocol';
import { expect, test } from 'vitest';
import { EventRing } from './event-ring.ts';

function event(id: number): WireEvent {
  const words = `event ${id}`;
  return { id, timeSeconds: id, type: 'a.b', tone: 'plain', subject: 0, others: [], words };
}

const many = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => event(from + index));

test('keeps the newest and counts the rest, those that were skipped too', () => {
  const ring = new EventRing(10);
  ring.add(many(0, 8), 0);
  expect(ring.newest()).toEqual({ events: many(0, 8), skipped: 0 });
  ring.add(many(8, 30), 5);
  expect(ring.newest()).toEqual({ events: many(20, 30), skipped: 25 });
  ring.clear();
  expect(ring.newest()).toEqual({ events: [], skipped: 0 });
});

test('of a million events it holds twenty at most', () => {
  const ring = new EventRing(10);
  for (let id = 0; id < 1_000_000; id += 1000) ring.add(many(id, id + 3), 997);
  const { events, skipped } = ring.newest();
  expect([events.length, events.length + skipped]).toEqual([10, 1_000_000]);
});
