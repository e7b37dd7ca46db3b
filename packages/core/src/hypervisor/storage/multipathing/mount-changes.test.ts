import { describe, expect, it } from 'vitest';
import { host, lab, steady } from '../../../../../../test/lab.ts';
import { at, farm, machine, SanLab, san } from '../../../../test/san-lab.ts';

const allDown = [at(100, 'fail', 'fcA or fcB')];
const bothMended = (seconds: number) => at(seconds, 'repair', 'fcA or fcB');
const restarted = (onStorageLoss: 'ignore' | 'conservative' | 'aggressive') => ({
  clusters: [
    {
      name: 'prod',
      hosts: ['esx01', 'esx02'],
      ha: { restartPriority: 'medium', onStorageLoss },
    } as const,
  ],
});

describe('all paths down', () => {
  it('is for ever up to ESX 5: I/O is tried every 2 s and goes on when a path is back', () => {
    const run = farm({ platform: 'esx5' }, [...allDown, bothMended(3000)]).to(3500);
    expect(run.told('datastore.allPathsDown', 'datastore.lost')).toEqual([
      ...['130 ds1 allPathsDown', '130 ds2 allPathsDown'],
      ...['130 ds1 allPathsDown', '130 ds2 allPathsDown'],
    ]);
    expect(run.told('vm.ioResumed')).toEqual(['3002 db01 ioResumed', '3002 db02 ioResumed']);
    expect(run.total('vm.io.stalledSeconds', 'db01')).toBe(2902);
  });

  it('is given up after 140 s by ESX 6, and I/O of VMs goes on all the same', () => {
    const run = farm({ platform: 'esx6' }, [...allDown, bothMended(600)]).to(3500);
    expect(run.told('datastore.lost').slice(0, 2)).toEqual(['270 ds1 lost', '270 ds2 lost']);
    expect(run.told('vm.ioResumed')).toEqual(['602 db01 ioResumed', '602 db02 ioResumed']);
  });

  it('ends in errors where the host system gives up: the guest dies', () => {
    const parts = { platform: 'hyperv-2008', hosts: ['esx01'], more: { clusters: [] } };
    const run = farm(parts, allDown).to(600);
    expect(run.told('datastore.lost', 'vm.guestCrashed')).toEqual([
      ...['160 ds1 lost', '160 db01 guestCrashed', '160 ds2 lost'],
    ]);
  });

  it('makes VMCP restart VMs elsewhere 320 s after it began', () => {
    const timeline = [at(100, 'fail', 'esx01:vmhba0 or esx01:vmhba1')];
    const more = restarted('conservative');
    const run = farm({ platform: 'esx6', more }, timeline).to(1000);
    expect(run.told('datastore.allPathsDown', 'vm.failed', 'vm.restarted')).toEqual([
      '130 ds1 allPathsDown',
      '130 ds2 allPathsDown',
      '450 db01 failed',
      '450 db01 restarted',
    ]);
    expect(run.vm('db01')).toMatchObject({ host: 'esx02', state: 'running' });
    expect(run.vm('db01').downtimes).toEqual([{ from: 450, to: 540, reason: 'esx01 lost ds1' }]);
  });

  it('makes VMCP do nothing when a path returns in time, or nobody asks for it', () => {
    const timeline = [...allDown, bothMended(447)];
    const more = restarted('aggressive');
    expect(farm({ platform: 'esx6', more }, timeline).to(1000).told('vm.failed')).toEqual([]);
    const ignoring = { platform: 'esx6', more: restarted('ignore') };
    expect(farm(ignoring, allDown).to(3000).told('vm.failed')).toEqual([]);
  });

  it('kills what no other host can take only if VMCP is aggressive', () => {
    const conservative = { platform: 'esx6', more: restarted('conservative') };
    expect(farm(conservative, allDown).to(1000).told('vm.failed')).toEqual([]);
    const aggressive = { platform: 'esx6', more: restarted('aggressive') };
    const run = farm(aggressive, [...allDown, bothMended(900)]).to(1100);
    expect(run.told('vm.failed', 'vm.restarted')).toEqual([
      ...['450 db01 failed', '450 db02 failed', '902 db01 restarted', '902 db02 restarted'],
    ]);
  });
});

describe('a device that is gone', () => {
  it('is lost at once, and VMCP restarts at once where another host sees it', () => {
    const more = restarted('aggressive');
    const run = farm({ platform: 'esx6', more }, [at(100, 'fail', 'lun1')]).to(150);
    expect(run.told('datastore.lost', 'vm.guestCrashed', 'vm.failed')).toEqual([
      '100 ds1 lost',
      '100 db01 guestCrashed',
      '100 ds1 lost',
      '100 db02 guestCrashed',
      '100 db01 failed',
      '100 db02 failed',
    ]);
  });

  it('comes of too many dead disks, and returns with their group at a rescan', () => {
    const timeline = [
      at(100, 'fail', 'array1:rg1:spindle1'),
      at(200, 'fail', 'array1:rg1:spindle3'),
      at(300, 'fail', 'array1:rg1:spindle2'),
      at(500, 'repair', 'array1:rg1'),
      at(510, 'rescan', 'all'),
    ];
    const run = farm({ hosts: ['esx01'] }, timeline).to(599);
    expect(run.told('raidGroup.failed', 'datastore.lost', 'datastore.pathsReturned')).toEqual([
      '300 array1:rg1 failed',
      '300 ds1 lost',
      '300 ds2 lost',
      '510 ds1 pathsReturned',
      '510 ds2 pathsReturned',
    ]);
  });
});

describe('guests whose disks are silent', () => {
  const guests = [
    machine('impatient', 'esx01', 'ds1', { diskTimeoutSeconds: 25, os: 'win2003' }),
    machine('linux', 'esx01', 'ds1', { diskTimeoutSeconds: 25, os: 'RHEL 5' }),
    machine('patient', 'esx01', 'ds1', { diskTimeoutSeconds: 60, os: 'win2003' }),
    machine('plain', 'esx01', 'ds1'),
  ];

  it('die after 25 s of 30, or go on read-only; those with 60 s survive', () => {
    const timeline = [at(100, 'fail', 'esx01:vmhba0:cable'), at(400, 'reset', 'linux')];
    const run = farm({ hosts: ['esx01'], vms: guests }, timeline).to(300);
    expect(run.told('vm.guestCrashed', 'vm.readOnly', 'vm.ioResumed')).toEqual([
      '125 impatient guestCrashed',
      '125 linux readOnly',
      '130 linux ioResumed',
      '130 patient ioResumed',
      '130 plain ioResumed',
    ]);
    expect(['impatient', 'linux'].map((name) => run.vm(name).state)).toEqual([
      'crashed',
      'running',
    ]);
    const reason = 'no answer of its disk for 25 s';
    expect(run.vm('impatient').downtimes).toEqual([{ from: 125, to: null, reason }]);
    expect(run.used('impatient', 'patient')).toEqual([0, 1000]);
    expect(run.total('vm.io.stalledSeconds', 'impatient')).toBe(25);
  });

  it('that crashed keep their claims until somebody resets them', () => {
    const timeline = [at(100, 'fail', 'esx01:vmhba0:cable'), at(200, 'powerOn', 'impatient')];
    const run = farm({ hosts: ['esx01'], vms: guests }, timeline).to(150);
    expect(run.simulation.summary().hosts[0]?.vmsOn).toBe(4);
    run.to(300);
    expect(run.told('vm.reset', 'vm.booted')).toEqual([
      '200 impatient reset',
      '290 impatient booted',
    ]);
    expect(run.total('vm.downtimeSeconds', 'impatient')).toBe(165);
  });
});

describe('a file server', () => {
  it('is silent for 125 s before it counts as down, and back at once', () => {
    const vms = [machine('web', 'esx01', 'share', { diskTimeoutSeconds: 999 })];
    const timeline = [at(100, 'fail', 'filer'), at(400, 'repair', 'filer')];
    const run = farm({ hosts: ['esx01'], vms }, timeline).to(1000);
    expect(run.told('datastore.allPathsDown', 'datastore.pathsReturned')).toEqual([
      ...['225 share allPathsDown', '400 share pathsReturned'],
    ]);
    expect(run.total('vm.io.stalledSeconds', 'web')).toBe(300);
  });

  it('is reached while one NIC on its network works', () => {
    const nics = ['nic0', 'nic1'].map((name) => ({ name, network: 'lan' }));
    const timeline = [at(100, 'fail', 'esx01:nic0'), at(300, 'fail', 'esx01:nic1')];
    const run = new SanLab(
      lab({
        storage: { ...san('alua'), arrays: [], datastores: [{ name: 'share', nas: 'filer' }] },
        networks: [{ name: 'lan' }],
        hosts: [host('esx01', { nics })],
        workloads: [steady('half', 50)],
        vms: [machine('web', 'esx01', 'share', { diskTimeoutSeconds: 999 })],
        timeline,
      }),
    ).to(400);
    expect(run.told('vm.ioStalled')).toEqual(['300 web ioStalled']);
  });
});
