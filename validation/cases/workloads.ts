import { host, Lab, lab, percent, vm } from '../../test/lab.ts';
import { rounding, type ValidationCase } from '../case.ts';

const hour = 3600;

/** Mean demand of each quarter of a day, MHz; the peak of 1,800 MHz is at noon. */
function quarters(): readonly number[] {
  const run = new Lab(
    lab({
      durationSeconds: 24 * hour,
      record: { intervalSeconds: 6 * hour, metrics: ['vm.cpu.usedMHz'] },
      hosts: [host('esx01')],
      workloads: [
        {
          name: 'daily',
          kind: 'diurnal',
          low: { cpu: percent(10) },
          high: { cpu: percent(90) },
          peakAtSeconds: 12 * hour,
        },
      ],
      vms: [vm('a', { host: 'esx01', workload: 'daily' })],
    }),
  ).to(24 * hour);
  return [...run.simulation.recorder.series('vm.cpu.usedMHz', 0)!.mean!];
}

/** Work in GHz-hours of some quarters. */
const work = (...of: readonly number[]): number =>
  of.reduce((sum, quarter) => sum + (6 * quarters()[quarter]!) / 1000, 0);

/** Daily work of the cosine between 200 and 1,800 MHz. */
export const workloadCases: readonly ValidationCase[] = [
  {
    id: 'diurnal-work-of-a-day',
    source: 'closed form 24 h (low + high) / 2',
    what: 'work of a diurnal VM between 200 and 1,800 MHz in a day',
    unit: 'GHz h',
    expected: [24],
    tolerance: rounding,
    ours: () => [work(0, 1, 2, 3)],
  },
  {
    id: 'diurnal-work-around-the-peak',
    source: 'closed form 12 h low + (high - low) (6 h + 12 h / pi)',
    what: 'its work in the twelve hours around the peak',
    unit: 'GHz h',
    expected: [12 * 0.2 + 1.6 * (6 + 12 / Math.PI)],
    tolerance: rounding,
    ours: () => [work(1, 2)],
  },
];
