import type { Bindings } from '../observe/bindings.ts';
import type { EntityId } from './directory.ts';
import type { Host, Vm } from './entities.ts';
import type { IoWord } from './io-words.ts';
import type { Disk } from './storage/datastore-entities.ts';
import type { Network } from './storage/fabric-entities.ts';

/** Where those who want I/O and the I/O channel meet. */

/** Whom bytes are for. The order is that in which pictures stack them. */
export const tenants = [
  'production',
  'backup',
  'paging',
  'migration',
  'rebuild',
  'provisioning',
  'replication',
] as const;
export type Tenant = (typeof tenants)[number];

/** Number of a stream, from its start until it is closed or done. */
export type StreamId = number;

/** Requests of one kind on one virtual disk. */
export interface IoPattern {
  readonly disk: Disk;
  readonly tenant: Tenant;
  readonly direction: 'read' | 'write';
  /** Size of a request, 10^6 bytes, above 0. */
  readonly requestMB: number;
  /** Part of the requests that do not follow the one before, 0 to 1. */
  readonly randomPart: number;
  /**
   * Requests outstanding, above 0: the guest keeps so many (with an infinite wish), or so many may
   * wait (with a finite one). Never more than the depth of the guest's adapter. Absent: that depth.
   */
  readonly outstanding?: number;
}

/** Bytes from one end to another over a network. */
export interface SendPattern {
  /** Absent: somewhere outside of the datacenter. At least one end is inside. */
  readonly from?: Host | Vm;
  readonly to?: Host | Vm;
  /** Absent: the first that all ends inside are on. */
  readonly network?: Network;
  readonly tenant: Tenant;
}

/** Bytes that are read, sent and written at one pace; what is absent is not crossed. */
export interface CopyPattern {
  readonly read?: IoPattern;
  readonly send?: SendPattern;
  readonly write?: IoPattern;
}

/** How a stream fares since the last solve. */
export interface StreamState {
  /** Requests a second; of sends and copies 10^6 bytes a second. */
  readonly rate: number;
  /** Of one request as the guest sees it, seconds; NaN while nothing gets through. */
  readonly latencySeconds: number;
  /** Part of it before a slot of the host's queue is free (KAVG). */
  readonly kernelSeconds: number;
  /** The rest: fabric, array and disks (DAVG). */
  readonly deviceSeconds: number;
}

/**
 * The I/O channel: all I/O of all VMs and hosts. A stream begins where the VM of its disk (or the
 * end of its network) is at that moment: whoever opened it closes it when the VM stops or moves.
 * What is asked within an instant is decided at its end.
 */
export interface IoChannel {
  /**
   * Opens a stream that goes on until it is closed.
   * @param wishPerSecond requests; Infinity: as many as `outstanding` leads to.
   */
  open(pattern: IoPattern, wishPerSecond: number): StreamId;
  /** Opens a stream over a network. @param wishMBps 10^6 bytes a second, at least 0. */
  openSend(pattern: SendPattern, wishMBps: number): StreamId;
  /** Changes what an open stream wishes for, in the unit that it was opened with. */
  setWish(stream: StreamId, wish: number): void;
  /** Moves an amount, then calls back once, in the phase of completions. */
  transfer(pattern: IoPattern, megabytes: number, done: (stream: StreamId) => void): StreamId;
  /** The same over a network. */
  send(pattern: SendPattern, megabytes: number, done: (stream: StreamId) => void): StreamId;
  /** The same through all that is named, at once and at one pace. */
  copy(pattern: CopyPattern, megabytes: number, done: (stream: StreamId) => void): StreamId;
  /** Ends a stream. Returns 10^6 bytes that are left of what it was to move; 0 if unlimited. */
  close(stream: StreamId): number;
  /** How a stream fares. The object is written anew by the next call. */
  stateOf(stream: StreamId): StreamState;
  /**
   * What a request of a stream would take, from the host's queue on, that comes now: it finds all
   * that are there, but not the part of a request, 0 to 1, that it is itself in the mean (of users
   * who wait for answers). Seconds; NaN while nothing gets through.
   */
  arrivalSeconds(stream: StreamId, ownPart: number): number;
  /** Calls back after the channel has settled within an instant, before time goes on. */
  onSolved(listener: () => void): void;
}

/** What one unit more of what binds a VM's I/O would give it. */
export interface IoHelp {
  /** What binds: `hba`, `disks` ... A unit is a MB/s; of disks one disk, of `iops` limits one. */
  readonly word: IoWord;
  readonly entity: EntityId | undefined;
  /** Requests a second that the VM's streams gain together. */
  readonly gainPerSecond: number;
  /** The same in 10^6 bytes a second. */
  readonly gainMBps: number;
  /** Something else is about to bind, too: less may come of it. */
  readonly isTied: boolean;
}

/** What the channel knows of what binds. */
export interface IoAnswers {
  /** Over time, by VM. */
  readonly bindings: Bindings;
  helpFor(vmIndex: number): IoHelp | undefined;
}
