import type { Host, Vm } from '../../inventory/entities.ts';
import type { IoChannel, IoPattern, StreamId } from '../../inventory/io-port.ts';
import type { World } from '../../inventory/world.ts';
import { type InstanceId, none } from './instances.ts';
import type { Stage } from './job-type.ts';
import { type LegId, LegTable } from './leg-table.ts';
import { blocksOn, diskOf, hostOf, type Move, sendFrom, takesBytes } from './stage-moves.ts';

/**
 * Bytes that stages move through the I/O channel. All movements of a stage begin at once; each is
 * a leg with one stream at a time. A leg moves while its VM serves, and where it goes to another
 * VM or host, while that one serves too; otherwise it stands still and keeps what is left.
 *
 * Cost: one stream of the channel for each leg; nothing is allocated but for copies.
 */
export class StageIo {
  private readonly world: World;
  private readonly stageOf: (id: InstanceId) => Stage;
  private readonly done: (id: InstanceId) => void;
  private readonly legs: LegTable;
  /** Legs that go to a VM or host, by its number. */
  private readonly legsTo = new Map<number, Set<LegId>>();
  /** Patterns by disk, made once. */
  private readonly reads: (IoPattern | undefined)[];
  private readonly writes: (IoPattern | undefined)[];

  /** @param done all movements of the instance's stage are done. */
  constructor(world: World, stageOf: (id: InstanceId) => Stage, done: (id: InstanceId) => void) {
    this.world = world;
    this.stageOf = stageOf;
    this.done = done;
    this.legs = new LegTable(world.vms.length);
    this.reads = world.storage.disks.map(() => undefined);
    this.writes = world.storage.disks.map(() => undefined);
    world.vmChanged.add((vm) => this.endChanged(vm));
    world.hostChanged.add((host) => this.endChanged(host));
  }

  /** By VM: legs that move bytes from it or on it. */
  get countOfVm(): Int32Array {
    return this.legs.count;
  }

  /** Begins all movements of the present stage, on a VM. */
  begin(id: InstanceId, vm: number): void {
    const { moves } = this.stageOf(id);
    for (let place = 0; place < moves.length; place++) {
      const move = moves[place]!;
      const leg = this.legs.take(id, place, vm, move.megabytes);
      if (move.to !== undefined) this.legsOf(move.to).add(leg);
      this.start(leg);
    }
  }

  /** Ends all movements of an instance that goes away. */
  cancel(id: InstanceId): void {
    for (let leg = this.legs.firstOf(id); leg !== none; leg = this.legs.firstOf(id)) {
      this.stop(leg);
      this.drop(leg);
    }
  }

  /** Lets the movements of a VM stand still, keeping what is left. */
  pause(vm: number): void {
    for (const leg of this.legs.ofVm(vm)) this.stop(leg);
  }

  /** The VM serves, perhaps on another host than before. */
  resume(vm: number): void {
    const legs = this.legs.ofVm(vm).reverse();
    for (const leg of legs) this.stop(leg);
    for (const leg of legs) this.start(leg);
  }

  /** Instances with movements on a VM, each once, in no order that means anything. */
  instancesOn(vm: number): InstanceId[] {
    return [...new Set(this.legs.ofVm(vm).map((leg) => this.legs.instance[leg]!))];
  }

  /**
   * Lets the movements of an instance begin anew; they must stand still.
   * @returns 10^6 bytes that had been moved in vain.
   */
  redo(id: InstanceId): number {
    const { legs } = this;
    let lost = 0;
    for (let leg = legs.firstOf(id); leg !== none; leg = legs.next[leg]!) {
      const { megabytes } = this.moveOf(leg);
      lost += megabytes * (1 + legs.step[leg]!) - legs.left[leg]!;
      legs.step[leg] = 0;
      legs.left[leg] = megabytes;
    }
    return lost;
  }

  /** The movements of an instance, which stand still, go on on a VM. */
  goOn(id: InstanceId, vm: number): void {
    const { legs } = this;
    for (let leg = legs.firstOf(id); leg !== none; leg = legs.next[leg]!) {
      legs.moveTo(leg, vm);
      this.start(leg);
    }
  }

  private legsOf(end: Host | Vm): Set<LegId> {
    const known = this.legsTo.get(end.id);
    if (known !== undefined) return known;
    const made = new Set<LegId>();
    this.legsTo.set(end.id, made);
    return made;
  }

  /** Where bytes of others go began or ceased to serve, or has moved. */
  private endChanged(end: Host | Vm): void {
    const legs = this.legsTo.get(end.id);
    if (legs === undefined || legs.size === 0) return;
    for (const leg of legs) this.stop(leg);
    for (const leg of legs) this.start(leg);
  }

  private moveOf(leg: LegId): Move {
    const { instance, move } = this.legs;
    return this.stageOf(instance[leg]!).moves[move[leg]!]!;
  }

  private start(leg: LegId): void {
    const { legs, world } = this;
    const vm = world.vms[legs.vm[leg]!]!;
    const move = this.moveOf(leg);
    if (vm.state !== 'running' || legs.stream[leg] !== none) return;
    if (move.to !== undefined && !takesBytes(move.to)) return;
    legs.begin(leg, this.streamFor(world.io!, vm, move, legs.step[leg]!, legs.left[leg]!));
  }

  private streamFor(io: IoChannel, vm: Vm, move: Move, step: number, left: number): StreamId {
    const { kind, streamed } = move;
    if (kind === 'read' || (kind === 'copy' && !streamed && step === 0)) {
      return io.transfer(this.readOf(move, vm), left, this.ended);
    }
    if (kind === 'write') return io.transfer(this.writeOf(move, vm), left, this.ended);
    if (kind === 'copy' && streamed) return this.copy(io, vm, move, left);
    if (step === 2) return io.transfer(this.writeOf(move, move.to as Vm), left, this.ended);
    return io.send(sendFrom(vm, move), left, this.ended);
  }

  private copy(io: IoChannel, vm: Vm, move: Move, left: number): StreamId {
    const to = move.to!;
    const crosses = hostOf(to) !== vm.host;
    const pattern = {
      read: this.readOf(move, vm),
      ...(crosses && { send: sendFrom(vm, move) }),
      ...(to.kind === 'vm' && { write: this.writeOf(move, to) }),
    };
    return io.copy(pattern, left, this.ended);
  }

  private readOf(move: Move, vm: Vm): IoPattern {
    const disk = diskOf(vm, move.disk, 'a stage');
    this.reads[disk.index] ??= blocksOn(disk, 'read');
    return this.reads[disk.index]!;
  }

  private writeOf(move: Move, vm: Vm): IoPattern {
    const disk = diskOf(vm, move.kind === 'copy' ? undefined : move.disk, 'a stage');
    this.writes[disk.index] ??= blocksOn(disk, 'write');
    return this.writes[disk.index]!;
  }

  /** Closes the stream of a leg, if it has one. */
  private stop(leg: LegId): void {
    const { legs } = this;
    const stream = legs.stream[leg]!;
    if (stream === none) return;
    legs.left[leg] = this.world.io!.close(stream);
    legs.stream[leg] = none;
  }

  /** The channel has moved all that a leg's stream was to move. */
  private readonly ended = (stream: StreamId): void => {
    const { legs } = this;
    const leg = legs.ofStream(stream);
    legs.stream[leg] = none;
    if (this.goesOn(leg)) return;
    const id = legs.instance[leg]!;
    this.drop(leg);
    if (legs.firstOf(id) === none) this.done(id);
  };

  /** Begins the next step of a copy that stores before it forwards. */
  private goesOn(leg: LegId): boolean {
    const { legs } = this;
    const { kind, streamed, to, megabytes } = this.moveOf(leg);
    if (kind !== 'copy' || streamed) return false;
    const isOver = legs.step[leg] === (to?.kind === 'vm' ? 2 : 1);
    if (isOver) return false;
    legs.step[leg]!++;
    legs.left[leg] = megabytes;
    this.start(leg);
    return true;
  }

  private drop(leg: LegId): void {
    const { to } = this.moveOf(leg);
    if (to !== undefined) this.legsOf(to).delete(leg);
    this.legs.free(leg);
  }
}
