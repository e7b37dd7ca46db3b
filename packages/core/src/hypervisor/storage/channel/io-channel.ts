import { assert, Phase } from '../../../engine/index.ts';
import type { Host, Vm } from '../../../inventory/entities.ts';
import {
  type CopyPattern,
  type IoChannel,
  type IoPattern,
  type SendPattern,
  type StreamId,
  type StreamState,
  tenants,
} from '../../../inventory/io-port.ts';
import type { World } from '../../../inventory/world.ts';
import { Flows } from './flows.ts';
import type { IoGauges } from './io-gauges.ts';
import { READ, WRITE } from './io-resources.ts';
import { LatencyControls } from './latency-controls.ts';
import { sendWay } from './send-way.ts';
import { StreamLatency } from './stream-latency.ts';
import { COPY, IO, SEND } from './stream-table.ts';

/** Amounts below this are moved at once, 10^6 bytes. */
const leastMB = 1e-9;

/**
 * Most solves within one. Destaging follows what is written; where what is written depends on what
 * is destaged, through a limit of both, each round comes closer.
 */
const mostRounds = 40;

/** All I/O of all hosts on one solver. See the README of this folder. */
export class Channel implements IoChannel {
  readonly flows: Flows;
  readonly latency: StreamLatency;
  /** Tells what it does; undefined: nobody is told. */
  gauges: IoGauges | undefined = undefined;
  private readonly world: World;
  private readonly component: number;
  private readonly timer: number;
  private readonly cacheTimer: number;
  private readonly finishOne = (flow: number): void => {
    const { streams, streamOf } = this.flows;
    const stream = streamOf[flow]!;
    this.flows.forget(stream, flow);
    streams.work[stream] = 0;
    this.flows.onEnd?.(stream);
    this.release(stream);
    this.finished.push(stream);
  };
  private readonly refit = (leg: number): void => this.flows.refit(leg);
  private readonly solved: (() => void)[] = [];
  private readonly finished: StreamId[] = [];
  private readonly state = {
    rate: 0,
    latencySeconds: Number.NaN,
    kernelSeconds: 0,
    deviceSeconds: 0,
  };

  constructor(world: World) {
    this.world = world;
    this.flows = new Flows(world);
    this.latency = new StreamLatency(this.flows);
    new LatencyControls(world, this.flows, () => this.change());
    this.component = world.engine.createComponent(() => this.solve(), 0, 'I/O channel');
    this.timer = world.engine.createTimer(Phase.completion, () => this.finish(), 0, 'I/O');
    this.cacheTimer = world.engine.createTimer(Phase.completion, () => this.change(), 0, 'caches');
    world.storage.mountChanged.add((mount) => {
      const known = this.flows.knownMount(mount.index);
      if (known === undefined) return;
      this.flows.reroute(known);
      this.change();
    });
    world.storage.partChanged.add(() => this.refreshParts());
    world.storage.becameReadOnly.add((vm) => {
      this.flows.refitWrites(vm);
      this.change();
    });
  }

  open(pattern: IoPattern, wishPerSecond: number): StreamId {
    return this.begin(IO, wishPerSecond, Infinity, undefined, pattern);
  }

  openSend(pattern: SendPattern, wishMBps: number): StreamId {
    return this.begin(SEND, wishMBps, Infinity, undefined, undefined, undefined, pattern);
  }

  setWish(stream: StreamId, wish: number): void {
    const { streams, legs, groups, io } = this.flows;
    assert(streams.kind[stream] !== 0 && wish >= 0, 'a wish is of a stream, and not negative');
    if (streams.wish[stream] === wish) return;
    streams.wish[stream] = wish;
    const leg = streams.leg[stream]!;
    if (leg >= 0 && legs.group[leg]! >= 0) groups.change(legs.group[leg]!);
    const flow = streams.flow[stream]!;
    if (flow >= 0) io.sharing.setCap(flow, this.flows.claims.capOf(stream));
    this.change();
  }

  transfer(pattern: IoPattern, megabytes: number, done: (stream: StreamId) => void): StreamId {
    const requests = Math.max(megabytes, leastMB) / pattern.requestMB;
    return this.begin(IO, Infinity, requests, done, pattern);
  }

  send(pattern: SendPattern, megabytes: number, done: (stream: StreamId) => void): StreamId {
    const work = Math.max(megabytes, leastMB);
    return this.begin(SEND, Infinity, work, done, undefined, undefined, pattern);
  }

  copy(pattern: CopyPattern, megabytes: number, done: (stream: StreamId) => void): StreamId {
    const { read, write, send } = pattern;
    assert((read ?? write ?? send) !== undefined, 'a copy reads, sends or writes');
    const work = Math.max(megabytes, leastMB);
    const second = read === undefined ? undefined : write;
    return this.begin(COPY, Infinity, work, done, read ?? write, second, send);
  }

  close(stream: StreamId): number {
    const { streams, legs } = this.flows;
    const kind = streams.kind[stream]!;
    assert(kind !== 0, 'only a stream that is open is closed');
    this.flows.onEnd?.(stream);
    const left = this.flows.end(stream);
    const requestMB = kind === IO ? legs.requestMB[streams.leg[stream]!]! : 1;
    this.release(stream);
    streams.give(stream);
    this.change();
    return left === Infinity ? 0 : left * requestMB;
  }

  stateOf(stream: StreamId): StreamState {
    this.latency.read(stream);
    const { streams } = this.flows;
    const { state } = this;
    state.rate = streams.rate[stream]!;
    state.latencySeconds = streams.latency[stream]!;
    state.kernelSeconds = streams.kernel[stream]!;
    state.deviceSeconds = streams.device[stream]!;
    return state;
  }

  arrivalSeconds(stream: StreamId, ownPart: number): number {
    return this.latency.arrivalSeconds(stream, ownPart);
  }

  onSolved(listener: () => void): void {
    this.solved.push(listener);
  }

  private begin(
    kind: number,
    wish: number,
    work: number,
    done: ((stream: StreamId) => void) | undefined,
    first?: IoPattern,
    second?: IoPattern,
    send?: SendPattern,
  ): StreamId {
    assert(wish >= 0 && work > 0, 'a stream wishes for something, or has something to move');
    const { streams, sendWays, io } = this.flows;
    const stream = streams.take(kind);
    streams.wish[stream] = wish;
    streams.work[stream] = work;
    streams.toldWork[stream] = work;
    streams.toldSeconds[stream] = this.world.engine.nowSeconds;
    streams.done[stream] = done;
    if (send !== undefined) {
      sendWays[stream] = sendWay(io, send);
      streams.senderVm[stream] = vmOf(send.from);
      streams.receiverVm[stream] = vmOf(send.to);
    }
    if (first !== undefined) streams.leg[stream] = this.addLeg(stream, first);
    if (second !== undefined) streams.otherLeg[stream] = this.addLeg(stream, second);
    this.flows.move(stream);
    this.change();
    return stream;
  }

  private addLeg(stream: StreamId, pattern: IoPattern): number {
    const { legs, groups, disks } = this.flows;
    const { disk, requestMB, randomPart } = pattern;
    const { host } = disk.vm;
    const mount = host && this.world.storage.mountOf(host, disk.datastore);
    assert(host !== undefined && mount !== undefined, 'a host does I/O on what it has mounted');
    assert(requestMB > 0 && randomPart >= 0 && randomPart <= 1, 'a pattern has requests');
    const claim = disks.claimOf(disk);
    const leg = legs.take();
    const own = this.flows.mount(mount.index);
    const direction = pattern.direction === 'read' ? READ : WRITE;
    const group = own.ways[direction].group;
    legs.stream[leg] = stream;
    legs.disk[leg] = disk.index;
    legs.vm[leg] = disk.vm.index;
    legs.mount[leg] = mount.index;
    legs.direction[leg] = direction;
    legs.tenant[leg] = tenants.indexOf(pattern.tenant);
    legs.group[leg] = group;
    legs.requestMB[leg] = requestMB;
    legs.randomPart[leg] = randomPart;
    legs.penalty[leg] = group < 0 ? 1 : groups.penalty(group, direction, randomPart);
    legs.wanted[leg] = Math.min(pattern.outstanding ?? claim.depth, claim.depth);
    legs.seconds[leg] = 0;
    disks.add(leg, claim, this.refit);
    own.list.add(leg);
    this.flows.changeMount(own);
    this.flows.chooseCache(leg);
    if (group >= 0) groups.add(leg);
    return leg;
  }

  /** Takes what a stream had out of all lists. */
  private release(stream: StreamId): void {
    const { streams, legs, groups, disks, sendWays } = this.flows;
    for (let k = 0; k < 2; k++) {
      const leg = k === 0 ? streams.leg[stream]! : streams.otherLeg[stream]!;
      if (leg < 0) continue;
      const mount = this.flows.mount(legs.mount[leg]!);
      mount.list.remove(leg);
      this.flows.changeMount(mount);
      if (legs.group[leg]! >= 0) groups.remove(leg);
      disks.remove(leg, this.refit);
      legs.give(leg);
    }
    sendWays[stream] = undefined;
    // Two legs on one disk: the end of the first has fitted the second anew.
    streams.isMoved[stream] = 0;
  }

  private change(): void {
    this.world.engine.markDirty(this.component);
  }

  private refreshParts(): void {
    const { io, groups, caches } = this.flows;
    io.refresh(this.world);
    caches.refresh((group) => this.flows.turnCache(group));
    groups.changeAll();
    for (const { index, spread, datastore } of this.world.storage.mounts) {
      const known = this.flows.knownMount(index);
      if (known !== undefined && (spread === 'by-queue' || datastore.backing.on === 'nas'))
        this.flows.reroute(known);
    }
    this.change();
  }

  private solve(): void {
    const { engine } = this.world;
    const { io, caches } = this.flows;
    const { sharing } = io;
    caches.advance((group) => this.flows.turnCache(group));
    let rounds = 0;
    do {
      this.flows.apply();
      sharing.solve(engine.nowSeconds);
      rounds++;
    } while (caches.follow() && rounds < mostRounds);
    const change = caches.nextSeconds();
    if (change < Infinity) engine.arm(this.cacheTimer, Math.max(change, engine.nowSeconds));
    else engine.cancel(this.cacheTimer);
    const next = sharing.nextFinish();
    if (next < Infinity) engine.arm(this.timer, Math.max(next, engine.nowSeconds));
    else engine.cancel(this.timer);
    this.flows.tidy();
    this.gauges?.solved();
    for (const listener of this.solved) listener();
  }

  private finish(): void {
    const { io, streams } = this.flows;
    const { finished } = this;
    io.sharing.finishDue(this.world.engine.nowSeconds, this.finishOne);
    this.change();
    for (const stream of finished) streams.done[stream]?.(stream);
    for (const stream of finished) streams.give(stream);
    finished.length = 0;
  }
}

function vmOf(end: Host | Vm | undefined): number {
  return end?.kind === 'vm' ? end.index : -1;
}
