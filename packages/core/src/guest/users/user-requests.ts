import { sampler } from '../../engine/index.ts';
import type { IoPattern } from '../../inventory/io-port.ts';
import type { UsersSpec } from '../../inventory/workload-specs.ts';
import { megabytesPerMiB } from '../jobs/stage-moves.ts';

/** Requests of one kind that a transaction makes. */
export interface Request {
  readonly direction: IoPattern['direction'];
  /** 10^6 bytes. */
  readonly requestMB: number;
  /** Name of the VM's disk; undefined: its first. */
  readonly disk: string | undefined;
  /** How many a transaction makes in the mean, above 0. */
  readonly visits: number;
}

/** Bytes that a transaction sends. */
export interface Message {
  /** Name of a VM or host; undefined: out of the datacenter. */
  readonly to: string | undefined;
  /** 10^6 bytes, in the mean. */
  readonly megabytes: number;
}

/** What the stages of a transaction add up to. */
export interface Transaction {
  /** Work: seconds of a core, and cycles in millions beside them. */
  readonly coreSeconds: number;
  readonly megacycles: number;
  /** What it waits for beside CPU, disks and networks, seconds. */
  readonly delaySeconds: number;
  /** Each kind once. */
  readonly requests: readonly Request[];
  readonly messages: readonly Message[];
}

/**
 * assumption: bytes of a stage go in one request at a random place, or if they are more than
 * 64 KiB in requests of that size, one after the other.
 */
const largestRequestMB = 0.065536;

export function transactionOf(spec: UsersSpec): Transaction {
  let delaySeconds = 0;
  const work = { coreSeconds: 0, megacycles: 0 };
  const requests = new Map<string, Request>();
  const messages = new Map<string, Message>();
  for (const stage of spec.transaction) {
    const { times, disk, to } = stage;
    if (stage.wait !== undefined) delaySeconds += times * meanOf(stage.wait);
    if (stage.cpu !== undefined) work[stage.cpu.unit] += times * meanOf(stage.cpu.amount);
    addRequest(requests, 'read', stage.readMiB, times, disk);
    addRequest(requests, 'write', stage.writeMiB, times, disk);
    if (stage.sendMiB === undefined || times === 0) continue;
    const before = messages.get(to ?? '')?.megabytes ?? 0;
    const megabytes = before + times * stage.sendMiB * megabytesPerMiB;
    messages.set(to ?? '', { to, megabytes });
  }
  const kinds = { requests: [...requests.values()], messages: [...messages.values()] };
  return { ...work, delaySeconds, ...kinds };
}

function addRequest(
  requests: Map<string, Request>,
  direction: Request['direction'],
  mebibytes: number | undefined,
  times: number,
  disk: string | undefined,
): void {
  if (mebibytes === undefined || times === 0) return;
  const megabytes = mebibytes * megabytesPerMiB;
  const requestMB = Math.min(megabytes, largestRequestMB);
  const key = `${direction} ${requestMB} ${disk ?? ''}`;
  const visits = (requests.get(key)?.visits ?? 0) + (times * megabytes) / requestMB;
  requests.set(key, { direction, requestMB, disk, visits });
}

/** Mean value analysis asks for no more than the mean. */
export function meanOf(drawn: UsersSpec['think']): number {
  return Math.max(0, 'dist' in drawn ? sampler(drawn).mean : drawn.mean);
}
