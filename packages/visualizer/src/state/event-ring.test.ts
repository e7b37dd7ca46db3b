import type { WireEvent } from '@vdcsim/protocol';
import { expect, test } from 'vitest';
import { EventRing } from './event-ring.ts';

function event(id: number, cause?: number): WireEvent {
  const told = { id, timeSeconds: id, type: 'vm.booted', tone: 'plain', subject: 40 } as const;
  const whole = { ...told, others: [], words: `event ${id}` };
  return cause === undefined ? whole : { ...whole, cause };
}

test('a ring of 3 keeps the newest 3 of 5 events and counts the 2 that left', () => {
  const ring = new EventRing(3);
  ring.add([event(1), event(2)], 0);
  ring.add([event(3), event(4), event(5)], 7);
  expect(ring.events.map(({ id }) => id)).toEqual([3, 4, 5]);
  expect([ring.dropped, ring.skipped]).toEqual([2, 7]);
  expect(ring.get(2)).toBeUndefined();
});

test('an event that is told twice is kept once', () => {
  const ring = new EventRing();
  ring.add([event(1), event(2)], 0);
  ring.add([event(2), event(3)], 0);
  expect(ring.events.map(({ id }) => id)).toEqual([1, 2, 3]);
});

test('a chain holds the causes of an event back to the root, and all its effects', () => {
  const ring = new EventRing();
  ring.add([event(1), event(2, 1), event(3, 1), event(4, 2), event(5, 4), event(6)], 0);
  expect([...ring.chainOf(2)].sort()).toEqual([1, 2, 4, 5]);
  expect([...ring.chainOf(6)]).toEqual([6]);
});

test('a chain ends where its cause has left the ring', () => {
  const ring = new EventRing(2);
  ring.add([event(1), event(2, 1), event(3, 2)], 0);
  expect([...ring.chainOf(3)].sort((a, b) => a - b)).toEqual([1, 2, 3]);
});
