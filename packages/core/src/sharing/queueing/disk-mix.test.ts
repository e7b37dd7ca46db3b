import { describe, expect, it } from 'vitest';
import { DeviceStreams, deviceLevel } from './device.ts';
import { diskClasses } from './disk-classes.ts';
import { DiskMix, mixOnDisks } from './disk-mix.ts';
import { diskSeconds } from './disk-time.ts';

const disk = diskClasses['fc-15k']!;
const kib = 1024 / 1e6;
/** A window with which the phantom weight counts for nothing. */
const deep = 1e6;

/** MB/s of a sequential stream in quanta, beside random requests that take half of 8 disks. */
function beside(quantumMB: number, movesEachTime: boolean): number {
  const mix = new DiskMix(2);
  mix.megabytes.set([8 * kib, quantumMB]);
  mix.window.set([0, deep]);
  mix.wish[0] = 4 / diskSeconds(disk, 8 * kib, 1, 1);
  mix.randomPart[1] = movesEachTime ? 1 : 0;
  const phantom = mixOnDisks(mix, 2, disk, 8);
  const streams = new DeviceStreams(2);
  streams.window.set([deep * deep, deep]);
  streams.cap[0] = mix.wish[0]!;
  streams.coefficient.set(mix.seconds);
  deviceLevel(streams, 2, 8, phantom);
  return streams.rate[1]! * quantumMB;
}

describe('half of the time of 8 disks left to a sequential stream', () => {
  it('is 317 MB/s undisturbed, 173 in quanta of 512 KiB, 41 interleaved at 64 KiB, not 640', () => {
    expect(Math.abs(beside(64 * kib, false) / 317 - 1)).toBeLessThan(0.01);
    expect(beside(512 * kib, true)).toBeCloseTo(173, 0);
    expect(beside(64 * kib, true)).toBeCloseTo(41, 0);
  });
});

describe('the streams on a group', () => {
  it('of one class give the device of equal requests: C = c / t, phantom weight c - 1', () => {
    const mix = new DiskMix(2);
    mix.megabytes.fill(8 * kib);
    mix.window.set([20, 12]);
    const phantom = mixOnDisks(mix, 2, disk, 10);
    const each = diskSeconds(disk, 8 * kib, 1, 1);
    expect([...mix.seconds]).toEqual([each, each]);
    expect(phantom).toBeCloseTo(9 * each, 15);
    const streams = new DeviceStreams(2);
    streams.window.set(mix.window);
    streams.coefficient.set(mix.seconds);
    deviceLevel(streams, 2, 10, phantom);
    expect(streams.rate[0]! + streams.rate[1]!).toBeCloseTo(((10 / each) * 32) / 41, 9);
  });

  it('give one lone sequential stream of a deep window all disks: B * c', () => {
    const mix = new DiskMix(1);
    mix.megabytes[0] = 64 * kib;
    mix.window[0] = deep;
    mix.randomPart[0] = 0;
    const streams = new DeviceStreams(1);
    const phantom = mixOnDisks(mix, 1, disk, 8);
    streams.window[0] = deep;
    streams.coefficient.set(mix.seconds);
    deviceLevel(streams, 1, 8, phantom);
    expect(Math.abs((streams.rate[0]! * 64 * kib) / 640 - 1)).toBeLessThan(1e-4);
  });

  it('move the head for a sequential stream by the windows of the others', () => {
    const mix = new DiskMix(2);
    mix.megabytes.fill(64 * kib);
    mix.window.set([8, 24]);
    mix.randomPart[0] = 0;
    mixOnDisks(mix, 2, disk, 4);
    expect(mix.seconds[0]).toBeCloseTo(diskSeconds(disk, 64 * kib, 0.75, 1), 15);
    expect(mix.seconds[1]).toBe(diskSeconds(disk, 64 * kib, 1, 1));
  });

  it('have no phantom weight while there are none', () => {
    expect(mixOnDisks(new DiskMix(1), 0, disk, 4)).toBe(0);
  });
});
