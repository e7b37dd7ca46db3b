import type { Quantity } from '../declare/index.ts';
import type { Vm } from '../inventory/entities.ts';
import type { IoChannel, IoPattern, StreamId } from '../inventory/io-port.ts';
import type { DemandSpec, IoDemandSpec } from '../inventory/workload-specs.ts';
import type { World } from '../inventory/world.ts';

/**
 * I/O that workloads wish for, as open streams of their VMs: requests a second of reads and of
 * writes, and bytes sent and received. Outstanding requests are split between reads and writes as
 * their rates are.
 */

/** 10^6 bytes of a MiB. */
const mebibyteMB = 1.048576;

/** What a VM wishes for at one time. */
export interface IoLevel {
  /** Block size, randomness, disk: how it reads and writes; undefined: it does not. */
  readonly form: IoDemandSpec | undefined;
  readonly readPerSecond: number;
  readonly writePerSecond: number;
  readonly sendMBps: number;
  readonly receiveMBps: number;
}

/** Of demands that know of CPU alone. */
const nothing: IoLevel = {
  form: undefined,
  readPerSecond: 0,
  writePerSecond: 0,
  sendMBps: 0,
  receiveMBps: 0,
};

/** What a demand wishes for. */
export function ioLevel({ io, sendMBps = 0, receiveMBps = 0 }: DemandSpec): IoLevel {
  if (io === undefined && sendMBps === 0 && receiveMBps === 0) return nothing;
  return {
    form: io,
    readPerSecond: io === undefined ? 0 : perSecond(io.read, io),
    writePerSecond: io === undefined ? 0 : perSecond(io.write, io),
    sendMBps,
    receiveMBps,
  };
}

/** A wish between two; its form is that of the higher one, if it has one. */
export function ioBetween(low: DemandSpec, high: DemandSpec, height: number): IoLevel {
  const from = ioLevel(low);
  const to = ioLevel(high);
  if (from === nothing && to === nothing) return nothing;
  const between = (a: number, b: number): number => a + (b - a) * height;
  return {
    form: to.form ?? from.form,
    readPerSecond: between(from.readPerSecond, to.readPerSecond),
    writePerSecond: between(from.writePerSecond, to.writePerSecond),
    sendMBps: between(from.sendMBps, to.sendMBps),
    receiveMBps: between(from.receiveMBps, to.receiveMBps),
  };
}

/** Requests a second of a rate in either unit. */
function perSecond(rate: Quantity | undefined, io: IoDemandSpec): number {
  if (rate === undefined) return 0;
  return rate.dimension === 'rate' ? rate.value / (io.blockSizeMiB * mebibyteMB) : rate.value;
}

/** Streams of one VM, by what they do. */
interface VmStreams {
  readonly hostIndex: number;
  readonly form: IoDemandSpec | undefined;
  read: StreamId | undefined;
  write: StreamId | undefined;
  send: StreamId | undefined;
  receive: StreamId | undefined;
}

/** The open streams of all VMs of a workload. */
export class IoWishes {
  private readonly world: World;
  private readonly ofVm = new Map<number, VmStreams>();

  constructor(world: World) {
    this.world = world;
  }

  /** The VM wishes for this from now on, while it runs. */
  wish(vm: Vm, level: IoLevel): void {
    if (level === nothing && this.ofVm.size === 0) return;
    const { io } = this.world;
    const isIdle = vm.state !== 'running' || vm.host === undefined || io === undefined;
    let own = this.ofVm.get(vm.index);
    if (own !== undefined && (isIdle || isAnother(own, vm, level.form))) {
      this.close(vm);
      own = undefined;
    }
    if (isIdle || (own === undefined && asksForNothing(level))) return;
    if (own === undefined) {
      own = begin(vm, level.form);
      this.ofVm.set(vm.index, own);
    }
    const { form, readPerSecond, writePerSecond } = level;
    if (form !== undefined && vm.disks.length > 0) {
      own.read = put(io, own.read, readPerSecond, () =>
        io.open(patternOf(vm, form, 'read', readPerSecond, writePerSecond), readPerSecond),
      );
      own.write = put(io, own.write, writePerSecond, () =>
        io.open(patternOf(vm, form, 'write', writePerSecond, readPerSecond), writePerSecond),
      );
    }
    const tenant = 'production';
    own.send = put(io, own.send, level.sendMBps, () =>
      io.openSend({ from: vm, tenant }, level.sendMBps),
    );
    own.receive = put(io, own.receive, level.receiveMBps, () =>
      io.openSend({ to: vm, tenant }, level.receiveMBps),
    );
  }

  /** The VM wishes for nothing any more. */
  close(vm: Vm): void {
    const own = this.ofVm.get(vm.index);
    if (own === undefined) return;
    this.ofVm.delete(vm.index);
    for (const stream of [own.read, own.write, own.send, own.receive]) {
      if (stream !== undefined) this.world.io!.close(stream);
    }
  }
}

/** Sets the wish of a stream, which is opened with the first one above 0. */
function put(
  io: IoChannel,
  stream: StreamId | undefined,
  wish: number,
  open: () => StreamId,
): StreamId | undefined {
  if (stream === undefined) return wish > 0 ? open() : undefined;
  io.setWish(stream, wish);
  return stream;
}

function begin(vm: Vm, form: IoDemandSpec | undefined): VmStreams {
  const none = { read: undefined, write: undefined, send: undefined, receive: undefined };
  return { hostIndex: vm.host!.index, form, ...none };
}

function isAnother(own: VmStreams, vm: Vm, form: IoDemandSpec | undefined): boolean {
  if (own.hostIndex !== vm.host?.index) return true;
  const before = own.form;
  if (before === form) return false;
  return (
    before?.blockSizeMiB !== form?.blockSizeMiB ||
    before?.randomFraction !== form?.randomFraction ||
    before?.outstanding !== form?.outstanding ||
    before?.disk !== form?.disk
  );
}

function asksForNothing(level: IoLevel): boolean {
  const { readPerSecond, writePerSecond, sendMBps, receiveMBps } = level;
  return readPerSecond === 0 && writePerSecond === 0 && sendMBps === 0 && receiveMBps === 0;
}

function patternOf(
  vm: Vm,
  form: IoDemandSpec,
  direction: IoPattern['direction'],
  own: number,
  other: number,
): IoPattern {
  const { disk: name, blockSizeMiB, randomFraction, outstanding } = form;
  const disk = vm.disks.find(({ spec }) => spec.name === name) ?? vm.disks[0]!;
  return {
    disk,
    tenant: 'production',
    direction,
    requestMB: blockSizeMiB * mebibyteMB,
    randomPart: randomFraction,
    ...(outstanding !== undefined && { outstanding: (outstanding * own) / (own + other) }),
  };
}
