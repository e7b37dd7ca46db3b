import type { KeyTable, Scene } from '@vdcsim/protocol';

const coreMHz = 2_400;
const threads = 16;
const hostsPerCluster = 16;

/** Frames of an estate in which everything changes: what a busy simulation tells at most. */
export interface ChangingEstate {
  readonly scene: Scene;
  /** The tables at a turn; the same arrays, with every value anew. */
  frame(turn: number): Readonly<Record<string, KeyTable>>;
}

/** An estate of ten VMs a host, sixteen hosts a cluster; every ninth cluster is in trouble. */
export function changingEstate(vms: number): ChangingEstate {
  const hosts = Math.max(1, Math.round(vms / 10));
  const host = hostTable(hosts);
  const vm = vmTable(vms, hosts);
  return {
    scene: sceneOf(vms, hosts),
    frame: (turn) => {
      changeVms(vm, hosts, turn);
      changeHosts(host, vm);
      return { host, vm };
    },
  };
}

type HostColumns = ReturnType<typeof hostTable>;
type VmColumns = ReturnType<typeof vmTable>;

function hostTable(rows: number) {
  const columns = {
    state: new Uint8Array(rows),
    presentMHz: new Float32Array(rows).fill(threads * coreMHz),
    usedMHz: new Float32Array(rows),
    readyPercent: new Float32Array(rows),
  };
  return { rows, columns };
}

function vmTable(rows: number, hosts: number) {
  const columns = {
    state: new Uint8Array(rows).fill(2),
    host: Int32Array.from({ length: rows }, (_, vm) => vm % hosts),
    usedMHz: new Float32Array(rows),
    readyPercent: new Float32Array(rows),
    stateSinceSeconds: new Float64Array(rows),
    stateUntilSeconds: new Float64Array(rows).fill(Number.NaN),
  };
  return { rows, columns };
}

function changeVms({ rows, columns }: VmColumns, hosts: number, turn: number): void {
  for (let vm = 0; vm < rows; vm++) {
    const host = vm % hosts;
    const isHot = Math.floor(host / hostsPerCluster) % 9 === 6;
    const wave = 0.5 + 0.5 * Math.sin(turn / 7 + vm * 1.7);
    columns.usedMHz[vm] = (isHot ? 1 : 0.4) * wave * 2 * coreMHz;
    const ready = isHot ? 18 * wave * wave : wave > 0.995 ? 6 : wave;
    columns.readyPercent[vm] = ready;
    const isBooting = (vm + turn) % 997 === 0;
    columns.state[vm] = isBooting ? 1 : 2;
    columns.stateUntilSeconds[vm] = isBooting ? turn + 60 : Number.NaN;
  }
  // Some VMs move in every frame, so that columns change their length.
  for (let move = 0; move < 4; move++) {
    const vm = (turn * 13 + move * 101) % rows;
    columns.host[vm] = (columns.host[vm]! + 1) % hosts;
  }
}

function changeHosts({ rows, columns }: HostColumns, vm: VmColumns): void {
  columns.usedMHz.fill(0);
  columns.readyPercent.fill(0);
  for (let row = 0; row < vm.rows; row++) {
    const host = vm.columns.host[row]!;
    columns.usedMHz[host] = columns.usedMHz[host]! + vm.columns.usedMHz[row]!;
    columns.readyPercent[host] = columns.readyPercent[host]! + vm.columns.readyPercent[row]! / 10;
  }
  for (let host = 0; host < rows; host++) {
    columns.usedMHz[host] = Math.min(columns.usedMHz[host]!, threads * coreMHz);
  }
}

function sceneOf(vms: number, hosts: number): Scene {
  const clusters = Math.ceil(hosts / hostsPerCluster);
  const digits = String(vms).length;
  const named = (prefix: string, row: number): string =>
    prefix + String(row + 1).padStart(digits, '0');
  return {
    ...{ name: 'Estate', about: '', file: 'estate.yaml', seed: 1, runNumber: 1 },
    ...{ startEpochSeconds: 0, durationSeconds: 86_400, intervalSeconds: 20 },
    states: {
      host: ['connected', 'failed', 'powered-off'],
      vm: ['powered-off', 'booting', 'running', 'shutting-down', 'suspended', 'failed'],
    },
    clusters: Array.from({ length: clusters }, (_, row) => ({
      ...{ id: row, kind: 'cluster', name: named('c', row), hasHa: true },
    })),
    hosts: Array.from({ length: hosts }, (_, row) => ({
      ...{ id: 1_000 + row, kind: 'host', name: named('esx', row) },
      ...{ cluster: Math.floor(row / hostsPerCluster), sockets: 2, cores: threads, threads },
      ...{ coreMHz, memoryMiB: 131_072, platform: 'esx5' },
    })),
    vms: Array.from({ length: vms }, (_, row) => ({
      ...{ id: 100_000 + row, kind: 'vm', name: named('vm', row), vcpus: 2, memoryMiB: 4_096 },
      ...{ cluster: Math.floor((row % hosts) / hostsPerCluster), pool: -1, os: 'linux' },
      ...{ workload: 'day', restartPriority: 'medium', tags: {} },
    })),
    ...{ pools: [], others: [], commands: [], planned: [], eventTypes: [], warnings: [] },
  };
}
