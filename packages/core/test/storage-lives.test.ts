import { describe, expect, it } from 'vitest';
import { percent } from '../../../test/lab.ts';
import type { WorkloadSpec } from '../src/index.ts';
import { at, farm, machine } from './san-lab.ts';

/** A dead host's locks, and a datastore without room. */

const away = { cluster: 'prod' };
const vms = [
  machine('db01', 'esx01', 'ds1', away),
  machine('db02', 'esx02', 'ds2', away),
  machine('web', 'esx01', 'share', away),
];

describe('the locks of a dead host', () => {
  it('hold up restarts of VMs on VMFS for 16 s, and no others', () => {
    const run = farm({ vms }, [at(100, 'fail', 'esx01')]).to(200);
    expect(run.told('host.declaredDead', 'vm.restarted')).toEqual([
      ...['115 esx01 declaredDead', '115 web restarted', '116 db01 restarted'],
    ]);
  });

  it('are felt only if they last longer than the detection', () => {
    const platforms = [{ name: 'quick', basedOn: 'esx41', set: { lockSeconds: 9 } }];
    const parts = { vms, platform: 'quick', more: { platforms } };
    const run = farm({ ...parts, format: 'vmfs' }, [at(100, 'fail', 'esx01')]).to(200);
    expect(run.told('vm.restarted')).toEqual(['115 db01 restarted', '115 web restarted']);
  });
});

describe('a command to a host', () => {
  const run = farm({ vms }, []).to(50);

  it('is told with the silence that locks make', () => {
    const lines = run.simulation.preview({ verb: 'fail', of: 'esx01', options: {} });
    expect(lines.at(-1)).toMatch(/^After 16 s HA would restart 2: on esx02 \(2\)/);
  });

  it('that has an option for parts alone is refused', () => {
    const command = { verb: 'fail', of: 'esx01', options: { effect: 'hang' } };
    const refusal = '"effect" means nothing to fail of a host';
    expect(() => run.simulation.command(command)).toThrow(refusal);
  });
});

describe('a datastore that is full', () => {
  const fill = (seconds: number, leavingMiB: number) =>
    at(seconds, 'fill', 'ds1', { options: { leavingMiB } });

  it('takes swap files while VMs are on', () => {
    const run = farm({ vms }, [at(100, 'powerOff', 'db01')]).to(50);
    expect(run.now('datastore.usedMiB', 'ds1')).toBe(2048);
    expect(run.to(150).now('datastore.usedMiB', 'ds1')).toBe(1024);
  });

  it('refuses a start and says why', () => {
    const run = farm({ vms }, [
      at(100, 'powerOff', 'db01'),
      fill(150, 1000),
      at(200, 'powerOn', 'db01'),
    ]).to(300);
    expect(run.events('vm.powerOnRefused').map(({ data }) => data)).toEqual([
      { reason: 'datastore full' },
    ]);
    expect(run.told('datastore.filled', 'datastore.full')).toEqual(['150 ds1 filled']);
  });

  it('keeps HA from restarting, until there is room again', () => {
    const timeline = [fill(50, 0), at(100, 'fail', 'esx01'), fill(110, 0), fill(400, 5000)];
    const run = farm({ vms }, timeline).to(600);
    expect(run.told('datastore.full')).toEqual(['50 ds1 full', '110 ds1 full']);
    expect(run.events('vm.restartFailed').map(({ data }) => data)).toEqual([
      { reason: 'datastore full' },
    ]);
    expect(run.told('vm.restarted')).toEqual(['115 web restarted', '400 db01 restarted']);
    expect(run.simulation.why('db01').parts.length).toBeGreaterThan(0);
  });

  it('leaves what it is told to, and gives back what it took', () => {
    const run = farm({ vms }, [fill(50, 100), fill(60, 300_000)]).to(55);
    expect(run.now('datastore.usedMiB', 'ds1')).toBe(204_700);
    expect(run.to(65).now('datastore.usedMiB', 'ds1')).toBe(2048);
    expect(() => run.give('fill', 'ds1')).toThrow('fill needs `leaving`');
  });
});

describe('a guest that has gone read-only', () => {
  const iops = (value: number) => ({ dimension: 'iops', value }) as const;
  const io = { read: iops(100), write: iops(40), blockSizeMiB: 8 / 1024, randomFraction: 1 };
  const oltp: WorkloadSpec = { name: 'oltp', kind: 'steady', demand: { cpu: percent(10), io } };
  const linux = machine('db', 'esx01', 'ds1', { ...away, os: 'linux', workload: 'oltp' });
  const cables = 'esx01:vmhba0:cable or esx01:vmhba1:cable';

  it('reads, and writes nothing until it is reset', () => {
    const run = farm({ vms: [linux], more: { workloads: [oltp] } }, [
      at(100, 'fail', cables),
      at(300, 'repair', cables),
      at(500, 'reset', 'db'),
    ]);
    const rates = () => ['vm.io.readIops', 'vm.io.writeIops'].map((name) => run.now(name, 'db'));
    run.to(50);
    expect(rates()).toEqual([100, 40]);
    run.to(400);
    expect(run.told('vm.readOnly')).toEqual(['160 db readOnly']);
    expect(rates()).toEqual([100, 0]);
    expect(run.now('vm.io.unservedIops', 'db')).toBe(40);
    run.to(700);
    expect(rates()).toEqual([100, 40]);
  });
});
