import { expect, it } from 'vitest';
import { ethernetPayloadMBps, fibreChannelPayloadMBps } from './link-rates.ts';

it('carries 100, 200, 400, 800, 1600 MB/s over 1 to 16 Gb of Fibre Channel', () => {
  const rates = [1, 2, 4, 8, 16].map((gigabits) => fibreChannelPayloadMBps(gigabits * 125));
  expect(rates).toEqual([100, 200, 400, 800, 1600]);
});

it('carries 118.66 MB/s of payload over Ethernet of 1 Gbps, ten times that over 10 Gbps', () => {
  expect(ethernetPayloadMBps(125)).toBeCloseTo(118.66, 2);
  expect(ethernetPayloadMBps(1250)).toBeCloseTo(1186.6, 1);
});
