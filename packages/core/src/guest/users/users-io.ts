import { SimulatorError } from '../../engine/index.ts';
import type { Vm } from '../../inventory/entities.ts';
import type { IoChannel, StreamId } from '../../inventory/io-port.ts';
import type { Datastore } from '../../inventory/storage/datastore-entities.ts';
import type { World } from '../../inventory/world.ts';
import { LatencySweep, latencyGap } from '../../sharing/queueing/index.ts';
import { diskOf } from '../jobs/stage-moves.ts';
import type { Message, Request } from './user-requests.ts';

/** Requests of one kind of one VM's users, as an open stream of the channel. */
interface UserStream {
  readonly id: StreamId;
  /** For each transaction: requests, or 10^6 bytes of a message. */
  readonly visits: number;
  /** Place of its device; -1: a network. */
  readonly device: number;
  readonly group: Set<UserStream> | undefined;
  readonly users: number;
  wished: number;
  /** Transactions a second that it has been granted; Infinity: all that were asked for. */
  limit: number;
}

/** Streams of the users of one VM. */
export interface UserStreams {
  readonly streams: readonly UserStream[];
  /** The one that holds the users back. */
  tight: UserStream | undefined;
}

/** What users ask, in one direction, of what lies behind one or more datastores. */
interface Device {
  readonly name: string;
  /** Streams of the same host and size, of which one speaks for all. */
  readonly groups: Map<string, Set<UserStream>>;
  /** Requests a second that are asked for, and users that ask. */
  rate: number;
  users: number;
}

/**
 * I/O of users. Each kind of request is an open stream that asks for what the users would make of
 * it at the latency that they reckon with; one latency for each device:
 *
 *     rate asked = visits * x*        x* = MVA(N, D (1 + ready / run), Z + sum of visits * L)
 *
 * of them at most N under way together. The channel answers with latencies, which must be those
 * that were reckoned with: a `LatencySweep` finds them. A device is a RAID group, a file server,
 * or whatever a datastore lies on: all that wait there wait alike. What a host's own queue or
 * adapter holds back beyond that is no latency but a limit: x = min(x*, rate granted / visits).
 *
 * A user who arrives finds all others there, but not himself.
 *
 * Source: design note, rule E. Simplification: streams of a device differ in nothing but their
 * hosts' limits; what a larger request takes longer on its way is that of the smallest.
 *
 * Cost: a solve of the channel for each trial, 4 to 20 of them for a change; reading one stream of
 * each group.
 */
export class UsersIo {
  private readonly world: World;
  private readonly io: IoChannel;
  private readonly devices: Device[] = [];
  private readonly deviceOf = new Map<string, number>();
  private readonly sweep: LatencySweep;
  private readonly outs: Float64Array;
  /** Trials at this instant, and the part of a latency by which they may differ. */
  private trials = 0;
  private slack = agreed;
  /** A stream was opened, closed or asked for something else since the channel's last solve. */
  isAsking = false;

  constructor(world: World, solved: () => void) {
    this.world = world;
    this.io = world.io!;
    for (const datastore of world.storage.datastores) {
      for (const direction of ['read', 'write'] as const) {
        const key = deviceKey(datastore, direction);
        if (this.deviceOf.has(key)) continue;
        this.deviceOf.set(key, this.devices.length);
        this.devices.push({ name: key, groups: new Map(), rate: 0, users: 0 });
      }
    }
    this.sweep = new LatencySweep(new Float64Array(this.devices.length).fill(firstSeconds), agreed);
    this.outs = new Float64Array(this.devices.length);
    this.io.onSolved(() => {
      this.isAsking = false;
      solved();
    });
  }

  /** Opens the streams of a VM's users, who ask for nothing yet. */
  open(
    vm: Vm,
    users: number,
    requests: readonly Request[],
    messages: readonly Message[],
  ): UserStreams {
    this.isAsking = true;
    const all = requests.reduce((sum, { visits }) => sum + visits, 0);
    const streams = requests.map((request) => this.openDisk(vm, users, request, all));
    for (const message of messages) streams.push(this.openSend(vm, users, message));
    return { streams, tight: undefined };
  }

  /** Requests of all kinds together are never more under way than there are users. */
  private openDisk(vm: Vm, users: number, request: Request, allVisits: number): UserStream {
    const { direction, requestMB, visits } = request;
    const disk = diskOf(vm, request.disk, 'a transaction');
    const pattern = { disk, tenant: 'production', direction, requestMB, randomPart: 1 } as const;
    const id = this.io.open({ ...pattern, outstanding: (users * visits) / allVisits }, 0);
    const device = this.deviceOf.get(deviceKey(disk.datastore, direction))!;
    const { groups } = this.devices[device]!;
    const key = `${vm.host!.index} ${disk.datastore.index} ${requestMB}`;
    const group = groups.get(key) ?? new Set<UserStream>();
    groups.set(key, group);
    const stream: UserStream = { id, visits, device, group, users, wished: 0, limit: Infinity };
    group.add(stream);
    this.devices[device]!.users += users;
    return stream;
  }

  private openSend(vm: Vm, users: number, { to, megabytes }: Message): UserStream {
    const row = to === undefined ? undefined : this.world.directory.find(to);
    const { vms, hosts } = this.world;
    const end = row && (row.kind === 'vm' ? vms[row.index] : hosts[row.index]);
    const pattern = { from: vm, ...(end && { to: end }), tenant: 'production' } as const;
    const id = this.io.openSend(pattern, 0);
    return {
      id,
      visits: megabytes,
      device: -1,
      group: undefined,
      users,
      wished: 0,
      limit: Infinity,
    };
  }

  close({ streams }: UserStreams): void {
    this.isAsking = true;
    for (const stream of streams) {
      this.io.close(stream.id);
      if (stream.group === undefined) continue;
      stream.group.delete(stream);
      const device = this.devices[stream.device]!;
      device.users -= stream.users;
      device.rate = device.users === 0 ? 0 : device.rate - stream.wished;
    }
  }

  /** Waits for I/O of a transaction at the latencies reckoned with, seconds. */
  waitSeconds({ streams }: UserStreams): number {
    const { latencySeconds } = this.sweep;
    let seconds = 0;
    for (const { device, visits } of streams) {
      if (device >= 0) seconds += visits * latencySeconds[device]!;
    }
    return seconds;
  }

  /**
   * Asks for the I/O of so many transactions a second. Where a stream holds the users back, the
   * others ask for no more than it lets through; it goes on to ask for all.
   */
  ask({ streams, tight }: UserStreams, throughput: number): void {
    const most = tight === undefined ? throughput : Math.min(throughput, tight.limit);
    for (const stream of streams) {
      const wished = stream.visits * (stream === tight ? throughput : most);
      if (wished === stream.wished) continue;
      if (stream.device >= 0) this.devices[stream.device]!.rate += wished - stream.wished;
      stream.wished = wished;
      this.isAsking = true;
      this.io.setWish(stream.id, wished);
    }
  }

  /** Transactions a second that the channel grants; Infinity where it grants all. */
  limit(own: UserStreams): number {
    let tightest: UserStream | undefined;
    for (const stream of own.streams) {
      const { id, visits, wished } = stream;
      if (wished === 0) continue;
      const { rate } = this.io.stateOf(id);
      stream.limit = rate < wished * (1 - granted) ? rate / visits : Number.POSITIVE_INFINITY;
      if (stream.limit < (tightest?.limit ?? Number.POSITIVE_INFINITY)) tightest = stream;
    }
    const { tight } = own;
    const isStill = tight !== undefined && tight.limit <= (tightest?.limit ?? 0) * (1 + sticky);
    if (!isStill) own.tight = tightest;
    return own.tight?.limit ?? Number.POSITIVE_INFINITY;
  }

  /** Something else than the trials has changed. */
  begin(): void {
    this.sweep.begin();
    this.trials = 0;
    this.slack = agreed;
  }

  /**
   * Compares what came of the latencies reckoned with.
   * @returns whether they agree; if not, others are reckoned with from now on.
   * @throws SimulatorError USERS_DO_NOT_SETTLE where they are 10 % apart after 1,400 trials
   */
  agrees(): boolean {
    for (let place = 0; place < this.devices.length; place++) {
      const reckoned = this.sweep.latencySeconds[place]!;
      const out = this.outOf(this.devices[place]!, reckoned);
      this.outs[place] = Math.abs(latencyGap(out, reckoned)) <= this.slack ? reckoned : out;
    }
    if (++this.trials % patience === 0) this.slack *= 2;
    if (this.sweep.next(this.outs)) return true;
    if (this.slack > 0.1) this.giveUp();
    return false;
  }

  /** Latency that came of a device; where nothing gets through, the one reckoned with stays. */
  private outOf({ groups, rate, users }: Device, reckonedSeconds: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (const group of groups.values()) {
      for (const { id } of group) {
        const present = Math.min(1, (rate * reckonedSeconds) / users);
        const out = this.io.arrivalSeconds(id, present);
        if (!Number.isNaN(out)) least = Math.min(least, Math.max(leastSeconds, out));
        break;
      }
    }
    return least < Number.POSITIVE_INFINITY ? least : reckonedSeconds;
  }

  private giveUp(): never {
    const { latencySeconds } = this.sweep;
    const names = this.devices
      .filter((_, place) => Math.abs(this.outs[place]! / latencySeconds[place]! - 1) > agreed)
      .map(({ name }) => name);
    const shown = names.slice(0, 5).join(', ');
    const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
    throw new SimulatorError(
      'USERS_DO_NOT_SETTLE',
      `users and the latencies of ${shown}${more} do not settle`,
    );
  }
}

/** Reads and writes wait alike, but for writes that end in a cache. */
function deviceKey({ name, backing }: Datastore, direction: string): string {
  switch (backing.on) {
    case 'lun': {
      const { raidGroup, array } = backing.lun;
      const device = (raidGroup ?? array).name;
      return (array.spec.cacheMiB ?? 0) > 0 ? `${device} (${direction})` : device;
    }
    case 'nas':
      return backing.nas.name;
    default:
      return name;
  }
}

/** Latencies below are taken for this one, seconds. */
const leastSeconds = 1e-7;
/** Where every search starts at first, seconds. */
const firstSeconds = 5e-3;
/** Trials at one instant after which latencies need to agree half as well: at a jump of one. */
const patience = 200;
/** Design note (rule E): latencies agree to this part of them. */
const agreed = 1e-3;
/** Part by which another stream must hold back more to be the one that does. */
const sticky = 0.01;
/** A rate misses what was asked for only by rounding below this part. */
const granted = 1e-9;
