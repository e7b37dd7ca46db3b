import { SimulatorError } from '../../engine/index.ts';
import type { Host, Vm } from '../../inventory/entities.ts';
import type { IoPattern, SendPattern } from '../../inventory/io-port.ts';
import type { StageSpec } from '../../inventory/job-specs.ts';
import type { Disk } from '../../inventory/storage/datastore-entities.ts';
import type { World } from '../../inventory/world.ts';

/**
 * Bytes that a stage moves. Stages move whole files: blocks of 64 KiB one behind the other, 8 of
 * them outstanding (assumption: read-ahead and lazy writing of guests' file systems).
 */

/** 10^6 bytes of one MiB. */
export const megabytesPerMiB = 1.048576;
/** assumption: size of a request of a stage, 10^6 bytes. */
export const blockMB = 0.065536;
/** assumption: requests that a stage keeps outstanding on a disk. */
const blocksOutstanding = 8;

/** One of the movements of a stage. */
export interface Move {
  readonly kind: 'read' | 'write' | 'send' | 'copy';
  readonly megabytes: number;
  /** Name of the VM's disk; undefined: its first. */
  readonly disk: string | undefined;
  /** Of sends and copies; undefined: out of the datacenter. */
  readonly to: Host | Vm | undefined;
  /** Copies: through all resources at one pace; else read, then sent, then written. */
  readonly streamed: boolean;
}

/**
 * The movements of a stage.
 * @throws SimulatorError NO_SUCH_NAME
 */
export function movesOf(world: World, job: string, spec: StageSpec): readonly Move[] {
  const moves: Move[] = [];
  const to = spec.to === undefined ? undefined : endNamed(world, job, spec.to);
  const add = (kind: Move['kind'], mebibytes: number | undefined): void => {
    if (mebibytes === undefined) return;
    const megabytes = mebibytes * megabytesPerMiB;
    const isLocal = kind === 'read' || kind === 'write';
    const { disk, streamed = true } = spec;
    moves.push({ kind, megabytes, disk, to: isLocal ? undefined : to, streamed });
  };
  add('read', spec.readMiB);
  add('write', spec.writeMiB);
  add('send', spec.sendMiB);
  add('copy', spec.copyMiB);
  if (spec.copyMiB !== undefined && to === undefined) {
    throw new SimulatorError('NO_SUCH_NAME', `${job} copies to nowhere: a copy needs "to"`);
  }
  return moves;
}

function endNamed(world: World, job: string, name: string): Host | Vm {
  const row = world.directory.find(name);
  if (row?.kind === 'vm') return world.vms[row.index]!;
  if (row?.kind === 'host') return world.hosts[row.index]!;
  throw new SimulatorError('NO_SUCH_NAME', `${job} moves bytes to "${name}", no VM or host`);
}

/** Refuses movements for which a VM that may run them has no disk. */
export function checkDisks(job: string, moves: readonly Move[], vms: readonly Vm[]): void {
  for (const move of moves) {
    if (move.kind !== 'send') for (const vm of vms) diskOf(vm, move.disk, job);
    if (move.kind === 'copy' && move.to?.kind === 'vm') diskOf(move.to, undefined, job);
  }
}

/**
 * A disk of a VM by its short name, or the first.
 * @throws SimulatorError NO_SUCH_NAME
 */
export function diskOf(vm: Vm, name: string | undefined, by: string): Disk {
  const disk = name === undefined ? vm.disks[0] : vm.disks.find((each) => each.spec.name === name);
  if (disk !== undefined) return disk;
  const what = name === undefined ? 'no disk' : `no disk "${name}"`;
  throw new SimulatorError('NO_SUCH_NAME', `${by} moves bytes on ${vm.name}, which has ${what}`);
}

/** Requests of a stage on a disk. */
export function blocksOn(disk: Disk, direction: IoPattern['direction']): IoPattern {
  return {
    disk,
    tenant: 'production',
    direction,
    requestMB: blockMB,
    randomPart: 0,
    outstanding: blocksOutstanding,
  };
}

/** Bytes from a VM to where a movement goes. */
export function sendFrom(vm: Vm, { to }: Move): SendPattern {
  return { from: vm, ...(to !== undefined && { to }), tenant: 'production' };
}

/** Host on which an end of a movement is now. */
export function hostOf(end: Host | Vm): Host | undefined {
  return end.kind === 'host' ? end : end.host;
}

/** Whether an end can take bytes now. */
export function takesBytes(end: Host | Vm): boolean {
  return end.state === 'running' || end.state === 'connected';
}
