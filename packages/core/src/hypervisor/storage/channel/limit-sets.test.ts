import { expect, it } from 'vitest';
import { farm, farmIo, pattern } from './farm.fixtures.ts';
import { curveAt } from './limit-sets.ts';

const points = [
  { streams: 1, rateMBps: 40 },
  { streams: 3, rateMBps: 80 },
  { streams: 8, rateMBps: 60 },
];

it.each([
  [0, 40],
  [1, 40],
  [2, 60],
  [3, 80],
  [8, 60],
  [20, 60],
])('a curve through (1, 40), (3, 80), (8, 60) is at %d streams %d MB/s', (streams, rate) => {
  expect(curveAt(points, streams)).toBeCloseTo(rate, 12);
});

it('an array that reads 40 MB/s for one stream and 60 for two does so', () => {
  const curve = points.map(({ streams, rateMBps }) => ({ streams, readMBps: rateMBps }));
  const array = { raidGroups: [], throughput: { curve } };
  const { world, channel } = farmIo(farm({ array }));
  const few = { requestMB: 0.1, outstanding: 8 };
  const [a, b] = ['a:disk0', 'b:disk0'].map((disk) => pattern(world, disk, few));
  const first = channel.open(a!, Infinity);
  world.engine.settle();
  expect(channel.stateOf(first).rate).toBeCloseTo(400, 9);
  const second = channel.open(b!, Infinity);
  world.engine.settle();
  expect(channel.stateOf(first).rate).toBeCloseTo(300, 9);
  channel.close(second);
  world.storage.arrays[0]!.health.speedFraction = 0.5;
  world.storage.partChanged.call(world.storage.arrays[0]!, undefined);
  world.engine.settle();
  expect(channel.stateOf(first).rate).toBeCloseTo(200, 9);
});
