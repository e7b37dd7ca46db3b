import { expect, test } from 'vitest';
import { failureMap } from '../draw.fixtures.ts';
import { type CardStop, cardStops, nextEntity } from './hosts-keys.ts';
import { hostsLayout } from './hosts-layout.ts';

/** Two cards beside each other, one below the first; three cells in a row. */
const stops: readonly CardStop[] = [
  { entity: 1, cells: [11, 12, 13, 14], perRow: 3, column: 0, row: 0 },
  { entity: 2, cells: [], perRow: 3, column: 1, row: 0 },
  { entity: 3, cells: [31], perRow: 3, column: 0, row: 1 },
];

test('nothing chosen: any arrow chooses the first host', () => {
  expect(nextEntity(stops, null, 'ArrowDown')).toBe(1);
  expect(nextEntity([], null, 'ArrowDown')).toBeUndefined();
});

test('right goes through the VMs and on to the next card, left comes back', () => {
  const walk = [1, 11, 12, 13, 14, 2, 3, 31];
  walk.slice(1).forEach((entity, step) => {
    expect(nextEntity(stops, walk[step]!, 'ArrowRight')).toBe(entity);
    expect(nextEntity(stops, entity, 'ArrowLeft')).toBe(walk[step]);
  });
  expect(nextEntity(stops, 31, 'ArrowRight')).toBeUndefined();
});

test('down goes a row of cells down, then to the card below', () => {
  expect(nextEntity(stops, 1, 'ArrowDown')).toBe(11);
  expect(nextEntity(stops, 11, 'ArrowDown')).toBe(14);
  expect(nextEntity(stops, 14, 'ArrowDown')).toBe(3);
  expect(nextEntity(stops, 14, 'ArrowUp')).toBe(11);
  expect(nextEntity(stops, 11, 'ArrowUp')).toBe(1);
  expect(nextEntity(stops, 3, 'ArrowUp')).toBe(14);
  expect(nextEntity(stops, 2, 'ArrowDown')).toBeUndefined();
});

test('all hosts, VMs and lines of a restart queue are reached with the right arrow', () => {
  const map = failureMap();
  const all = cardStops(hostsLayout(map, 1_028, 1));
  const reached = new Set<number>();
  let current: number | undefined = nextEntity(all, null, 'Home');
  while (current !== undefined && !reached.has(current)) {
    reached.add(current);
    current = nextEntity(all, current, 'ArrowRight');
  }
  expect(reached.size).toBe(map.scene.hosts.length + map.scene.vms.length);
});
