/** Rule C of the design note on coupling, and the figures of its tables on disks. */
import { describe, expect, it } from 'vitest';
import { diskClasses } from './disk-classes.ts';
import {
  diskSeconds,
  fewestDisks,
  fullStripePenalty,
  interference,
  sequentialEfficiency,
  smallWritePenalty,
  usablePart,
  usableRate,
} from './disk-time.ts';

const kib = 1024 / 1e6;

describe('the write penalty', () => {
  it('of ten disks of 180 requests, 70 % reads: RAID 5 makes 947.4, RAID 10 1384.6', () => {
    const rates = (['raid5', 'raid10', 'raid0'] as const).map((level) => {
      return usableRate(1800, 0.7, smallWritePenalty(level)).toFixed(1);
    });
    expect(rates).toEqual(['947.4', '1384.6', '1800.0']);
  });

  it('is 1, 2, 2, 4 and 6 for small writes', () => {
    const levels = ['raid0', 'raid1', 'raid10', 'raid5', 'raid6'] as const;
    expect(levels.map(smallWritePenalty)).toEqual([1, 2, 2, 4, 6]);
    expect(levels.map(fewestDisks)).toEqual([1, 2, 4, 3, 4]);
  });

  it('of full stripes is 8 / 7 on 7 + 1 disks and 8 / 6 on 6 + 2', () => {
    expect(fullStripePenalty('raid5', 8)).toBeCloseTo(1.14, 2);
    expect(fullStripePenalty('raid6', 8)).toBeCloseTo(1.33, 2);
    expect([fullStripePenalty('raid10', 8), fullStripePenalty('raid0', 8)]).toEqual([2, 1]);
    expect(usablePart('raid5', 8)).toBe(7 / 8);
    expect(() => fullStripePenalty('raid6', 2)).toThrow('disks for data');
  });
});

describe('disk time', () => {
  it('of a random request of a 15k disk is positioning and transfer', () => {
    const disk = diskClasses['fc-15k']!;
    expect(diskSeconds(disk, 8 * kib, 1, 1)).toBeCloseTo(1 / 180 + (8 * kib) / 80, 15);
    expect(diskSeconds(disk, 8 * kib, 1, 4)).toBeCloseTo(4 * (1 / 180 + (8 * kib) / 80), 15);
  });

  it('of 512 KiB in one go leaves 51 % of the throughput at 8 ms and 60 MB/s', () => {
    const disk = { positioningSeconds: 0.008, transferMBps: 60 };
    // The figure is of binary megabytes, 8.33 / (8.33 + 8); in decimal ones it is 52 %.
    expect(sequentialEfficiency({ ...disk, transferMBps: 60 * 1.048576 }, 512 * kib)).toBeCloseTo(
      0.51,
      3,
    );
    expect(sequentialEfficiency(disk, 512 * kib)).toBeCloseTo(0.522, 3);
  });

  it('has a lone sequential stream never move the head, one of two equal ones half the time', () => {
    expect([interference(8, 8), interference(8, 16), interference(1, 4)]).toEqual([0, 0.5, 0.75]);
  });
});
