import { describe, expect, it } from 'vitest';
import { ethernetMBps, fibreChannelMBps, sessionsMBps } from './transport.ts';

describe('payload of links', () => {
  it('of Gigabit Ethernet is 118.66 MB/s, with large frames 123.92', () => {
    expect(ethernetMBps(1000).toFixed(2)).toBe('118.66');
    expect(ethernetMBps(1000, 9000).toFixed(2)).toBe('123.92');
    expect(ethernetMBps(10_000).toFixed(1)).toBe('1186.6');
  });

  it('of Fibre Channel is 100 MB/s a gigabit', () => {
    expect([1, 2, 4, 8, 16].map(fibreChannelMBps)).toEqual([100, 200, 400, 800, 1600]);
  });
});

describe('a protocol', () => {
  it("with one session has one link's worth, with three over two links two", () => {
    const each = ethernetMBps(1000);
    expect(sessionsMBps(each, 4, 1)).toBe(each);
    expect(sessionsMBps(each, 2, 3)).toBe(2 * each);
  });
});
