/** Stages that read, write, send and copy, against times computed by hand. */

import type { JobSpec, Scenario, StageSpec, TimedCommand, VmSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { at, cpu, host, job, Lab, lab, pause, vm } from '../../../test/lab.ts';
import { ethernetPayloadMBps } from '../src/inventory/storage/link-rates.ts';

const disk = { name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false };

/** One host with two datastores that read and write 100 MB/s and 50 MB/s, and a network. */
function farm(parts: Partial<Scenario> & { jobs: readonly JobSpec[] }): Lab {
  return new Lab(
    lab({
      hosts: [esx('esx01'), esx('esx02')],
      vms: [machine('fast', 'esx01'), machine('slow', 'esx02')],
      networks: [{ name: 'lan', speedMBps: 25 }],
      storage: {
        ...{ switches: [], links: [], zones: [], arrays: [], nas: [] },
        datastores: [
          { name: 'ds-fast', sizeMiB: 1e6, throughput: { combinedMBps: 100 } },
          { name: 'ds-slow', sizeMiB: 1e6, throughput: { combinedMBps: 50 } },
        ],
      },
      ...parts,
    } as Parameters<typeof lab>[0]),
  );
}

function esx(name: string) {
  return host(name, { nics: [{ name: 'nic0', network: 'lan' }] });
}

function machine(name: string, on: string, more: Partial<VmSpec> = {}): VmSpec {
  return vm(name, { host: on, datastore: `ds-${name}`, disks: [disk], ...more });
}

const mib = (megabytes: number): number => megabytes / 1.048576;

/** When each instance finished, to the millisecond. */
function finished(run: Lab): string[] {
  return run
    .to(3600)
    .events('job.finished')
    .map((event) => event.timeSeconds.toFixed(3));
}

type Kept = JobSpec['lostWork'];

/** Runs one job on the VM `fast` and tells when it finished. */
function ends(stages: readonly Partial<StageSpec>[], more: Partial<JobSpec> = {}): string[] {
  const list = stages.map((stage) => ({ threads: 1, times: 1, ...stage }));
  return finished(farm({ jobs: [job('j', list, { runOn: 'fast', ...more })] }));
}

describe('a stage alone', () => {
  it('reads 200 MB at 100 MB/s in 2 s, and writes as much at 50 MB/s in 4 s', () => {
    expect(ends([{ readMiB: mib(200) }])).toEqual(['2.000']);
    expect(ends([{ writeMiB: mib(200) }], { runOn: 'slow' })).toEqual(['4.000']);
  });

  it('does all it names at once and ends with the last of it', () => {
    expect(ends([{ ...cpu(5), readMiB: mib(100) }])).toEqual(['5.000']);
    expect(ends([{ readMiB: mib(200), writeMiB: mib(200), ...pause(3) }])).toEqual(['4.000']);
  });

  it('repeats its bytes, between stages that compute and wait', () => {
    expect(ends([cpu(1), { readMiB: mib(100), times: 2 }, pause(1)])).toEqual(['4.000']);
  });

  it('sends 200 MB over a network of 25 MB/s at the payload of Ethernet', () => {
    const seconds = 200 / ethernetPayloadMBps(25);
    expect(ends([{ sendMiB: mib(200), to: 'slow' }])).toEqual([seconds.toFixed(3)]);
    expect(ends([{ sendMiB: mib(200) }])).toEqual([seconds.toFixed(3)]);
  });
});

describe('a copy', () => {
  const onWay = 200 / ethernetPayloadMBps(25);

  it('goes at the pace of the slowest of disk, network and disk', () => {
    expect(ends([{ copyMiB: mib(200), to: 'slow' }])).toEqual([onWay.toFixed(3)]);
  });

  it('that is stored first is read, then sent, then written', () => {
    const stored = { copyMiB: mib(200), to: 'slow', streamed: false };
    expect(ends([stored])).toEqual([(2 + onWay + 4).toFixed(3)]);
    expect(ends([{ ...stored, to: 'esx02' }])).toEqual([(2 + onWay).toFixed(3)]);
  });
});

describe('what moves bytes on a VM that stops', () => {
  const boot = [{ waitSeconds: 10 }];
  const vms = [machine('fast', 'esx01', { boot }), machine('slow', 'esx02', { boot })];
  const after = (timeline: readonly TimedCommand[], stage: Partial<StageSpec>, lostWork: Kept) => {
    const stages = [{ threads: 1, times: 1, ...stage }];
    return farm({ timeline, vms, jobs: [job('j', stages, { runOn: 'fast', lostWork })] });
  };

  it('begins anew when it serves again, or keeps what was moved', () => {
    const redo = after([at(1, 'reset', 'fast')], { readMiB: mib(200) }, 'redo');
    expect(finished(redo)).toEqual(['13.000']);
    const [lost] = redo.events('job.workLost').map(({ data }) => data);
    expect(lost!['megabytes']).toBeCloseTo(100, 9);
    const keep = after([at(1, 'reset', 'fast')], { readMiB: mib(200) }, 'keep');
    expect(finished(keep)).toEqual(['12.000']);
    expect(keep.events('job.workLost')).toEqual([]);
  });

  it('loses nothing while it is suspended', () => {
    const timeline = [at(1, 'suspend', 'fast'), at(100, 'resume', 'fast')];
    expect(finished(after(timeline, { readMiB: mib(200) }, 'redo'))).toEqual(['101.000']);
  });

  it('waits for the VM that it copies to', () => {
    const seconds = 200 / ethernetPayloadMBps(25) - 1;
    const timeline = [at(1, 'powerOff', 'slow'), at(100, 'powerOn', 'slow')];
    const run = after(timeline, { copyMiB: mib(200), to: 'slow' }, 'redo');
    expect(finished(run)).toEqual([(110 + seconds).toFixed(3)]);
  });

  it('goes on at once on another VM of the job that serves', () => {
    const timeline = [at(1, 'powerOff', 'fast')];
    const stages = [{ threads: 1, times: 1, readMiB: mib(200) }];
    const run = farm({ timeline, jobs: [job('j', stages, { runOn: 'all' })] });
    expect(finished(run)).toEqual(['5.000']);
  });
});

describe('jobs that move bytes', () => {
  it('count as much as threads when the least busy VM is chosen', () => {
    const stages = [{ threads: 1, times: 1, readMiB: mib(100) }];
    const arrivals = { atSeconds: [0, 0.1] };
    const run = farm({ jobs: [job('j', stages, { runOn: 'all', arrivals })] });
    expect(finished(run)).toEqual(['1.000', '2.100']);
  });

  it('refuse a VM without a disk, and a copy to nowhere', () => {
    const bare = [vm('fast', { host: 'esx01' }), machine('slow', 'esx02')];
    const read = job('j', [{ threads: 1, times: 1, readMiB: 1 }], { runOn: 'fast' });
    expect(() => farm({ vms: bare, jobs: [read] })).toThrow('which has no disk');
    expect(() => ends([{ copyMiB: 1 }])).toThrow('copies to nowhere');
    expect(() => ends([{ readMiB: 1, disk: 'log' }])).toThrow('which has no disk "log"');
  });
});

describe('a boot', () => {
  const seconds = { unit: 'coreSeconds', amount: { dist: 'deterministic', value: 4 } } as const;

  function bootOf(boot: VmSpec['boot'], timeline: readonly TimedCommand[] = []): string[] {
    const off = machine('fast', 'esx01', { boot, power: 'powered-off' });
    const vms = [off, machine('slow', 'esx02')];
    const on = [at(10, 'powerOn', 'fast'), ...timeline];
    return farm({ jobs: [], timeline: on, vms }).to(100).log('vm.booted');
  }

  it('takes as long as the longest part of each stage', () => {
    const reads = { readMiB: mib(50), waitSeconds: 1 };
    expect(bootOf([reads, { cpu: seconds, readMiB: mib(100) }])).toEqual(['15 fast']);
    expect(bootOf([{ readMiB: mib(300) }])).toEqual(['13 fast']);
  });

  it('that is broken off leaves nothing behind', () => {
    const again = [at(11, 'powerOff', 'fast'), at(20, 'powerOn', 'fast')];
    expect(bootOf([{ cpu: seconds, readMiB: mib(300) }], again)).toEqual(['24 fast']);
  });
});
