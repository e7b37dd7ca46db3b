/**
 * W3 through the public face: VMs on hosts read from LUNs of one array, each over one of the two
 * adapters of its host, with metrics recorded and handed to a listener.
 *
 *     w3-hosts HOSTS FLOWS
 *
 * An active-passive array has a LUN for each adapter: the owner of the first is reached over one
 * fabric, that of the second over the other. Each flow is a job that waits, reads, and is followed
 * by the next one of its VM.
 */
import type { HostSpec, JobSpec, Scenario, VmSpec } from '@vdcsim/core';
import { Streams } from './stream.ts';
import { measureTasks } from './tasks.ts';

const vmsPerHost = 10;
const meanThinkSeconds = 10;
const meanBytes = 1e9;
const bytesPerMiB = 1_048_576;
/** Signalling rate that carries 100 MB/s of payload: 1 Gbps of Fibre Channel. */
const fibreOf100MBps = 125;
const recordedMetrics = [
  'vm.io.readMBps',
  'host.storage.readMBps',
  'hba.readMBps',
  'datastore.io.readMBps',
];

const hosts = Number(process.argv[2]);
const flows = Number(process.argv[3]);

const whole = flows - (flows % (vmsPerHost * hosts));
measureTasks(scenario, whole, 2, 50);

function scenario(): Scenario {
  const vms = Array.from({ length: vmsPerHost * hosts }, (_, number) => vmSpec(number));
  return {
    name: 'shared-array',
    startEpochSeconds: 0,
    durationSeconds: 1e6,
    seed: 1,
    platforms: [{ name: 'deep', basedOn: 'esx4', set: { sharedLunQueueDepth: 0 } }],
    hosts: Array.from({ length: hosts }, (_, number) => hostSpec(number)),
    clusters: [],
    pools: [],
    workloads: [],
    vms,
    storage: storageSpec(),
    jobs: jobSpecs(),
    timeline: [],
    record: { intervalSeconds: 300, metrics: recordedMetrics },
    expect: [],
  };
}

function storageSpec(): NonNullable<Scenario['storage']> {
  const controller = (name: string, cabledTo: string) => ({
    name,
    ports: [{ name: 'p0', cabledTo, speedMBps: 1e9 }],
  });
  const lun = (name: string, owner: string) => ({ name, sizeMiB: 1e9, controller: owner });
  return {
    switches: [{ name: 'fcA' }, { name: 'fcB' }],
    links: [],
    zones: [],
    nas: [],
    arrays: [
      {
        name: 'array1',
        kind: 'active-passive',
        throughput: { combinedMBps: 300 * hosts },
        controllers: [controller('spa', 'fcA'), controller('spb', 'fcB')],
        raidGroups: [],
        luns: [lun('lun0', 'spa'), lun('lun1', 'spb')],
      },
    ],
    datastores: [
      { name: 'ds0', lun: 'lun0' },
      { name: 'ds1', lun: 'lun1' },
    ],
  };
}

function numbered(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(6, '0')}`;
}

function hostSpec(number: number): HostSpec {
  const hba = (path: number) => ({
    name: `vmhba${path}`,
    kind: 'fc' as const,
    cabledTo: path === 0 ? 'fcA' : 'fcB',
    speedMBps: fibreOf100MBps * (1 + ((7 * number + 3 * path) % 10)),
    queueDepth: 1024,
  });
  return {
    name: numbered('host', number),
    platform: 'deep',
    cpu: { sockets: 1, coresPerSocket: 4, threadsPerCore: 1, speedMHz: 2000 },
    memoryMiB: 16384,
    hbas: [hba(0), hba(1)],
    power: 'powered-on',
    tags: {},
  };
}

function vmSpec(number: number): VmSpec {
  const path = (number % vmsPerHost) % 2;
  const disk = { name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false };
  return {
    name: numbered('vm', number),
    vcpus: 1,
    memoryMiB: 1024,
    host: numbered('host', Math.floor(number / vmsPerHost)),
    disks: [{ ...disk, datastore: `ds${path}` }],
    guestClock: 'ticks',
    allocation: {},
    boot: [],
    power: 'powered-on',
    tags: {},
  };
}

/** Flow k of VM i, named so that the order of names is that of the numbers. */
function jobSpecs(): JobSpec[] {
  const vms = vmsPerHost * hosts;
  const each = Math.floor(flows / vms);
  const streams = new Streams(vms);
  const nameOf = (vm: number, flow: number): string => numbered(`job${numbered('', vm)}-`, flow);
  const jobs: JobSpec[] = [];
  for (let vm = 0; vm < vms; vm++) {
    for (let flow = 0; flow < each; flow++) {
      const thinkSeconds = meanThinkSeconds * streams.exponential(vm);
      const bytes = Math.floor(meanBytes * streams.exponential(vm));
      jobs.push({
        name: nameOf(vm, flow),
        runOn: numbered('vm', vm),
        arrivals: { atSeconds: [0] },
        after: flow === 0 ? [] : [nameOf(vm, flow - 1)],
        stages: [
          { threads: 1, times: 1, wait: { sample: () => thinkSeconds } },
          { threads: 1, times: 1, readMiB: bytes / bytesPerMiB },
        ],
        discipline: 'shared',
        priority: 0,
        policy: 'least-busy',
        lostWork: 'redo',
      });
    }
  }
  return jobs;
}
