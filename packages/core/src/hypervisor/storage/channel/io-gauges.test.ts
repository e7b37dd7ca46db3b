import { expect, it } from 'vitest';
import { Lab } from '../../../../../../test/lab.ts';
import type { IoChannel } from '../../../inventory/io-port.ts';
import { diskVm, farm, fcHost } from './farm.fixtures.ts';

const machines = Array.from({ length: 100 }, (_, i) => `vm${String(i).padStart(3, '0')}`);
const ports = [{ name: 'p0', cabledTo: 'fcA', speedMBps: 10_000 }];

/** 100 VMs on two hosts that read one array of 300 MB/s. */
function crowd() {
  const vms = machines.map((name, i) => diskVm(name, `esx${1 + (i % 2)}`));
  const array = {
    raidGroups: [],
    controllers: [{ name: 'spa', ports }],
    throughput: { combinedMBps: 300 },
  };
  const scenario = farm({ hosts: [fcHost('esx1'), fcHost('esx2')], vms, array });
  return new Lab({ ...scenario, workloads: [], record: { intervalSeconds: 7 } });
}

it('the recorded bytes of 100 transfers are those that were moved, however they overlap', () => {
  const run = crowd().to(0);
  const { io, vms } = (run.simulation as unknown as { world: unknown }).world as {
    io: IoChannel;
    vms: { disks: Parameters<IoChannel['transfer']>[0]['disk'][] }[];
  };
  let moved = 0;
  vms.forEach(({ disks }, i) => {
    const pattern = {
      disk: disks[0]!,
      tenant: 'production',
      direction: 'read',
      requestMB: 0.064,
      randomPart: 1,
      outstanding: 1,
    } as const;
    const megabytes = 40 + 3 * i;
    moved += megabytes;
    io.transfer(pattern, megabytes, () => undefined);
  });
  run.to(140);
  const { recorder } = run.simulation as unknown as {
    recorder: {
      series(name: string, entity: number): { mean: Float64Array; toSeconds: Float64Array };
    };
  };
  const sumOf = (name: string, entity: number): number => {
    const { mean } = recorder.series(name, entity);
    return mean.reduce((sum, each) => sum + 7 * (Number.isNaN(each) ? 0 : each), 0);
  };
  let ofVms = 0;
  machines.forEach((_, i) => {
    const own = sumOf('vm.io.readMBps', i);
    expect(own).toBeCloseTo(40 + 3 * i, 5);
    ofVms += own;
  });
  expect(ofVms).toBeCloseTo(moved, 4);
  expect(sumOf('host.storage.readMBps', 0) + sumOf('host.storage.readMBps', 1)).toBeCloseTo(
    moved,
    4,
  );
  expect(sumOf('lun.readMBps', 0)).toBeCloseTo(moved, 4);
});
