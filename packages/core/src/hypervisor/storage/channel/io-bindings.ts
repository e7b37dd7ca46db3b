/**
 * What keeps the I/O of each VM from being more: that of its stream with most requests under way
 * among those that want more than they get; `demand` if none does.
 *
 *     guest-queue   its own window: the disks or the delay could serve more requests at once
 *     host-queue    the slots of its host on the LUN
 *     limit         the limit of its disk
 *     stalled       nothing gets through to the datastore
 *     others        the resource whose level holds it
 *
 * A device of c servers is never full of finite windows. So where its load is below 90 % of its
 * capacity, more outstanding requests help more than more disks (assumption).
 *
 * Told as often as metrics are: after each solve with few streams, now and then with many.
 */
import type { EntityId } from '../../../inventory/directory.ts';
import type { IoHelp } from '../../../inventory/io-port.ts';
import { type IoWord, ioWords } from '../../../inventory/io-words.ts';
import type { World } from '../../../inventory/world.ts';
import { Bindings, NO_ENTITY } from '../../../observe/bindings.ts';
import { CoupledHeld } from '../../../sharing/index.ts';
import type { Flows } from './flows.ts';

const busyPart = 0.9;
const ROUNDING = 1e-9;
const NONE = -1;
const codeOf = (word: IoWord): number => ioWords.indexOf(word);
const demand = codeOf('demand');

export class IoBindings {
  readonly bindings: Bindings;
  private readonly world: World;
  private readonly flows: Flows;
  /** By VM: what binds it, whose that is, and the requests under way of the stream. */
  private readonly codes: Int32Array;
  private readonly entities: Int32Array;
  private readonly weights: Float64Array;
  private readonly streams: Int32Array;
  /** VMs with I/O, of the last time. */
  private listed: number[] = [];
  private entity: EntityId = NO_ENTITY;

  constructor(world: World, flows: Flows) {
    this.world = world;
    this.flows = flows;
    const count = world.vms.length;
    this.bindings = new Bindings({ clock: world.engine, consumers: count, words: ioWords });
    this.codes = new Int32Array(count).fill(NONE);
    this.entities = new Int32Array(count);
    this.weights = new Float64Array(count);
    this.streams = new Int32Array(count);
  }

  /** Looks at all streams. */
  update(): void {
    const { streams, legs } = this.flows;
    const { codes, weights, entities } = this;
    const before = this.listed;
    const now: number[] = [];
    for (const vm of before) codes[vm] = NONE;
    for (let stream = 0; stream < streams.end; stream++) {
      const leg = streams.leg[stream]!;
      if (streams.kind[stream] === 0 || leg < 0) continue;
      const vm = legs.vm[leg]!;
      const code = this.read(stream);
      const weight = this.flows.claims.weightOf(stream);
      const isFirst = codes[vm] === NONE;
      if (isFirst) now.push(vm);
      else if (code === demand) continue;
      else if (codes[vm] !== demand && weight <= weights[vm]!) continue;
      codes[vm] = code;
      entities[vm] = this.entity;
      weights[vm] = weight;
      this.streams[vm] = stream;
    }
    for (const vm of before) if (codes[vm] === NONE) this.bindings.clear(vm);
    for (const vm of now) this.bindings.set(vm, codes[vm]!, entities[vm]!);
    this.listed = now;
  }

  /** What a VM would gain from one unit more of what binds it; undefined: nothing with a number. */
  helpFor(vmIndex: number): IoHelp | undefined {
    this.update();
    if ((this.codes[vmIndex] ?? NONE) === NONE) return undefined;
    const { streams, legs, io } = this.flows;
    const held = streams.flow[this.streams[vmIndex]!]!;
    const resource = held < 0 ? NONE : io.sharing.boundBy(held);
    const place = io.places[resource];
    if (place === undefined || place.word !== ioWords[this.codes[vmIndex]!]) return undefined;
    const gradient = io.sharing.gradient(resource);
    let gainPerSecond = 0;
    let gainMBps = 0;
    for (let stream = 0; stream < streams.end; stream++) {
      const leg = streams.leg[stream]!;
      const flow = streams.flow[stream]!;
      if (streams.kind[stream] === 0 || leg < 0 || flow < 0) continue;
      if (legs.vm[leg] !== vmIndex) continue;
      const gain = gradient.ofFlow(flow);
      gainPerSecond += gain;
      gainMBps += gain * legs.requestMB[leg]!;
    }
    const { word, entity } = place;
    return { word, entity, gainPerSecond, gainMBps, isTied: gradient.isTied };
  }

  /** What holds a stream, as the place of its word; notes whose that is. */
  private read(stream: number): number {
    const { streams, legs, io } = this.flows;
    const { sharing } = io;
    const leg = streams.leg[stream]!;
    const mount = this.flows.mount(legs.mount[leg]!);
    const flow = streams.flow[stream]!;
    const datastore = mount.mount.datastore.id;
    if (this.flows.claims.isHeld(leg)) return this.found('stalled', datastore);
    if (flow < 0) return this.found('demand');
    const rate = sharing.rate(flow);
    if (rate >= streams.wish[stream]! * (1 - ROUNDING)) return this.found('demand');
    const held = sharing.heldBy(flow);
    if (held === CoupledHeld.queue) return this.found('host-queue', datastore);
    if (held === CoupledHeld.cap) {
      const isLimited = legs.limit[leg]! <= rate * (1 + ROUNDING);
      const disk = this.world.storage.disks[legs.disk[leg]!]!.id;
      return isLimited ? this.found('limit', disk) : this.found('guest-queue');
    }
    const resource = sharing.boundBy(flow);
    const place = io.places[resource];
    if (place === undefined) return this.found('demand');
    const isIdle =
      place.word === 'disks' && sharing.load(resource) < busyPart * sharing.capacity(resource);
    return isIdle ? this.found('guest-queue') : this.found(place.word, place.entity);
  }

  private found(word: IoWord, entity: EntityId = NO_ENTITY): number {
    this.entity = entity;
    return codeOf(word);
  }
}
