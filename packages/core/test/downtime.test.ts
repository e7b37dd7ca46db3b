import { describe, expect, it } from 'vitest';
import { cluster, host, Lab, lab, vm } from '../../../test/lab.ts';

const here = { host: 'esx01', workload: 'busy' };

function single(more: Partial<Parameters<typeof vm>[1]> = {}): Lab {
  const clusters = [cluster('lab', ['esx01'], false)];
  const scenario = lab({ hosts: [host('esx01')], clusters, vms: [vm('a', { ...here, ...more })] });
  return new Lab(scenario);
}

/** Uptime, downtime and planned downtime of a, in seconds. */
const times = (run: Lab): number[] =>
  ['vm.uptimeSeconds', 'vm.downtimeSeconds', 'vm.plannedDowntimeSeconds'].map((metric) =>
    run.total(metric, 'a'),
  );

const outages = (run: Lab): string[] =>
  run.vm('a').downtimes.map(({ from, to, reason }) => `${from} to ${to} ${reason}`);

describe('downtime', () => {
  it('lasts from the death of the host to the end of the boot', () => {
    const one = single().to(100).give('fail', 'esx01').to(400).give('repair', 'esx01').to(1000);
    expect(times(one)).toEqual([610, 390, 0]);
    expect(outages(one)).toEqual(['100 to 490 host-failed']);
  });

  it('is planned while the VM is off, suspended, shutting down, reset or starting on purpose', () => {
    const one = single().to(100).give('shutDown', 'a').to(200).give('powerOn', 'a').to(300);
    // 100 to 290: 30 s of shutting down, off, 90 s of boot.
    expect(times(one)).toEqual([110, 0, 190]);
    one.give('suspend', 'a').to(340).give('resume', 'a').to(400).give('reset', 'a').to(1000);
    expect(times(one)).toEqual([680, 0, 190 + 40 + 90]);
    expect(outages(one)).toEqual([]);
  });

  it('turns unplanned when the host dies during a planned boot', () => {
    const one = single({ power: 'powered-off' }).to(100).give('powerOn', 'a').to(150);
    one.give('fail', 'esx01').to(200).give('repair', 'esx01').to(1000);
    expect(times(one)).toEqual([1000 - 290, 140, 150]);
    expect(outages(one)).toEqual(['150 to 290 host-failed']);
  });

  it('turns planned when somebody switches a failed VM off', () => {
    const one = single().to(100).give('fail', 'esx01').to(160).give('powerOff', 'a').to(200);
    one.give('repair', 'esx01').to(300).give('powerOn', 'a').to(1000);
    expect(times(one)).toEqual([100 + 610, 60, 230]);
    expect(outages(one)).toEqual(['100 to 160 host-failed']);
  });

  it('stays unplanned when a VM is reset that boots after a failure', () => {
    const one = single().to(100).give('fail', 'esx01').to(110).give('repair', 'esx01').to(150);
    one.give('reset', 'a').to(1000);
    expect(outages(one)).toEqual(['100 to 240 host-failed']);
    expect(times(one)).toEqual([860, 140, 0]);
  });

  it('begins at 0 s for a VM that nothing could start, and ends when something can', () => {
    const one = single({ memoryMiB: 65537 }).to(500);
    expect(times(one)).toEqual([0, 500, 0]);
    expect(outages(one)).toEqual(['0 to null no host has enough unclaimed memory']);
  });

  it('is none at all for a VM that is off or suspended from the start', () => {
    for (const power of ['powered-off', 'suspended'] as const) {
      const one = single({ power }).to(500);
      expect(times(one)).toEqual([0, 0, 500]);
      expect(outages(one)).toEqual([]);
    }
  });

  it('is kept for each of two outages', () => {
    const one = single().to(100).give('fail', 'esx01').to(110).give('repair', 'esx01').to(300);
    one.give('fail', 'esx01').to(320).give('repair', 'esx01').to(1000);
    expect(outages(one)).toEqual(['100 to 200 host-failed', '300 to 410 host-failed']);
  });
});

describe('availability', () => {
  it('is uptime over uptime and downtime, planned downtime left out', () => {
    const one = single().to(100).give('suspend', 'a').to(1100).give('resume', 'a').to(1200);
    one.give('fail', 'esx01').give('repair', 'esx01');
    one.simulation.runToEnd();
    // 1,000 s suspended and 90 s of boot in an hour: 2,510 s of 2,600 s.
    const { mean } = one.simulation.recorder.aggregates('vm.availabilityPercent', 0)!;
    expect(mean).toBeCloseTo((100 * 2510) / 2600, 9);
  });
});
