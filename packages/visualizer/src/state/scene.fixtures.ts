import type { Scene } from '@vdcsim/protocol';
import type { Tables } from './health.ts';

const host = { kind: 'host', cluster: 0, sockets: 1, cores: 4, threads: 4 } as const;
const hardware = { coreMHz: 2700, memoryMiB: 18_432, platform: 'esx5' } as const;
const vm = { kind: 'vm', vcpus: 1, memoryMiB: 1024, cluster: 0, os: 'win2003' } as const;
const plain = { workload: 'day', restartPriority: 'medium', pool: -1 } as const;

/** Two hosts, four VMs, one pool with two of them: 10 prod, 20 gold, 30.. hosts, 40.. VMs. */
export const smallScene: Scene = {
  name: 'Small',
  about: 'Enough to look things up in.',
  file: 'small.yaml',
  seed: 3,
  runNumber: 1,
  startEpochSeconds: 1_330_954_200,
  durationSeconds: 7200,
  intervalSeconds: 20,
  states: {
    vm: ['powered-off', 'booting', 'running', 'shutting-down', 'suspended', 'failed'],
    host: ['connected', 'failed', 'powered-off'],
  },
  clusters: [{ id: 10, kind: 'cluster', name: 'prod', hasHa: true }],
  hosts: [
    { id: 30, name: 'esx01', ...host, ...hardware },
    { id: 31, name: 'esx02', ...host, ...hardware },
  ],
  pools: [{ id: 20, kind: 'pool', name: 'gold', parent: { kind: 'cluster', row: 0 } }],
  vms: [
    { id: 40, name: 'db01', ...vm, ...plain, pool: 0, tags: { tier: 'gold' } },
    { id: 41, name: 'db02', ...vm, ...plain, pool: 0, tags: { tier: 'gold' } },
    { id: 42, name: 'web01', ...vm, ...plain, tags: { tier: 'silver' } },
    { id: 43, name: 'web02', ...vm, ...plain, tags: { tier: 'silver' } },
  ],
  others: [{ id: 50, kind: 'workload', name: 'day' }],
  commands: [
    { verb: 'fail', kind: 'host', doc: 'It dies.', inStates: ['connected'] },
    { verb: 'repair', kind: 'host', doc: 'It is back.', inStates: ['failed'] },
    { verb: 'powerOff', kind: 'vm', doc: 'Off.', inStates: ['running', 'booting'] },
  ],
  planned: [],
  eventTypes: [],
  warnings: [],
};

/** Frame tables of the small scene. */
export function smallTables(
  vms: {
    readonly states?: readonly number[];
    readonly ready?: readonly number[];
    readonly hosts?: readonly number[];
  },
  hosts: { readonly states?: readonly number[]; readonly ready?: readonly number[] } = {},
): Tables {
  return {
    vm: {
      rows: 4,
      columns: {
        state: Uint8Array.from(vms.states ?? [2, 2, 2, 2]),
        readyPercent: Float32Array.from(vms.ready ?? [0, 0, 0, 0]),
        host: Int32Array.from(vms.hosts ?? [0, 0, 1, 1]),
      },
    },
    host: {
      rows: 2,
      columns: {
        state: Uint8Array.from(hosts.states ?? [0, 0]),
        readyPercent: Float32Array.from(hosts.ready ?? [0, 0]),
      },
    },
  };
}
