import { expect, test } from 'vitest';
import { failureEvents } from '../draw.fixtures.ts';
import { causeGutter } from './cause-gutter.ts';

const input = { events: failureEvents, rowHeight: 20, chain: null };

test('every event stands one step right of its cause', () => {
  const depths = new Map(causeGutter(input).nodes.map(({ event, depth }) => [event, depth]));
  expect([1, 2, 3, 4, 5, 6].map((event) => depths.get(event))).toEqual([0, 1, 2, 3, 2, 2]);
});

test('a cause that is not among the rows is a stub from above', () => {
  const { links } = causeGutter(input);
  expect(links.filter(({ isFromOutside }) => isFromOutside).map(({ to }) => to)).toEqual([9]);
  expect(links).toHaveLength(6);
});

test('the links of a chain are drawn last, above the others', () => {
  const { links } = causeGutter({ ...input, chain: new Set([1, 2, 5]) });
  expect(links.slice(-2).map(({ from, to }) => [from, to])).toEqual([
    [1, 2],
    [2, 5],
  ]);
  expect(links.filter(({ isInChain }) => isInChain)).toHaveLength(2);
});

test('long chains stay narrow: no event stands further right than the fourth step', () => {
  const events = Array.from({ length: 30 }, (_, id) => ({
    ...failureEvents[3]!,
    id,
    cause: id - 1,
  }));
  const { nodes, width } = causeGutter({ ...input, events });
  expect(Math.max(...nodes.map(({ depth }) => depth))).toBe(4);
  expect(width).toBeLessThanOrEqual(90);
});
