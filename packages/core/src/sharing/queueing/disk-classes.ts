import type { DiskTiming } from './disk-time.ts';

/** A class of disks as they are bought. */
export interface DiskClass extends DiskTiming {
  /** Where the numbers come from. */
  readonly source: string;
}

const rotating =
  'design note: 75 to 100, 125 to 150, 175 to 200 random requests a second at 7,200, 10,000 and ' +
  '15,000 rotations a minute; half a rotation is 4.17, 3.0, 2.0 ms';

/**
 * Timings by class. Positioning is the inverse of the random requests a second that disks of the
 * class are reported to make, 80, 140 and 180; transfer rates and solid state are assumptions for
 * products of 2007.
 */
export const diskClasses: Readonly<Record<string, DiskClass>> = {
  'fc-15k': { positioningSeconds: 1 / 180, transferMBps: 80, source: rotating },
  'sas-15k': { positioningSeconds: 1 / 180, transferMBps: 80, source: rotating },
  'fc-10k': { positioningSeconds: 1 / 140, transferMBps: 65, source: rotating },
  'sas-10k': { positioningSeconds: 1 / 140, transferMBps: 65, source: rotating },
  'sata-7k': { positioningSeconds: 1 / 80, transferMBps: 60, source: rotating },
  ssd: { positioningSeconds: 0.0002, transferMBps: 200, source: 'assumption' },
};
