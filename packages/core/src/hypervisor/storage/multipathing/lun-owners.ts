import { Phase, type TimerId } from '../../../engine/index.ts';
import type { Controller, Lun } from '../../../inventory/storage/array-entities.ts';
import type { Path } from '../../../inventory/storage/path.ts';
import type { World } from '../../../inventory/world.ts';
import type { EventId } from '../../../observe/event-log.ts';
import type { Ways } from './ways.ts';

/** Time that a trespass takes, in which the LUN serves nobody. Source: MODELS 4.5 [D]. */
export const trespassSeconds = 2;

/** More changes of owner than one within this time are thrashing. Source: MODELS 4.5. */
const thrashingSeconds = 10;

interface Move {
  readonly to: Controller;
  readonly cause: EventId | undefined;
}

/** What the owners of LUNs need to know of their users. */
export interface LunUsers {
  waysOf(lun: Lun): readonly Ways[];
  alivePaths(ways: Ways): readonly Path[];
  /** Choose anew: who owns the LUN, or whether it moves, has changed. */
  ownerChanged(lun: Lun, cause: EventId | undefined): void;
}

/**
 * Which controller of an active-passive array serves a LUN. I/O that comes by the other one moves
 * it there (a trespass): nobody is served meanwhile.
 *
 * Hosts whose paths lead to different controllers call a LUN to and fro. The first moves are
 * events; when a third one is called for within 10 s, the LUN is said to thrash, and the rest is
 * told by a rate: with n controllers that are called for, each host gets one batch of its queue's
 * depth through in n moves, batch / (n t) requests a second. Together that is MODELS 4.5's
 * batch / t. It ends when some owner would content all hosts that do I/O.
 */
export class LunOwners {
  private readonly world: World;
  private readonly users: LunUsers;
  private readonly moves = new Map<Lun, Move>();
  private readonly timers = new Map<Lun, TimerId>();
  /** When a LUN has last changed hands, and the time before. */
  private readonly changes = new Map<Lun, readonly [last: number, before: number]>();

  constructor(world: World, users: LunUsers) {
    this.world = world;
    this.users = users;
  }

  isMoving(lun: Lun): boolean {
    return this.moves.has(lun);
  }

  /** Calls a LUN to a controller, for I/O that cannot be served otherwise. */
  call(lun: Lun, to: Controller, cause: EventId | undefined): void {
    const [, before = Number.NEGATIVE_INFINITY] = this.changes.get(lun) ?? [];
    if (this.world.engine.nowSeconds - before < thrashingSeconds) {
      const peace = this.peacefulOwner(lun);
      if (peace === undefined) {
        this.thrash(lun, cause);
        return;
      }
    }
    this.move(lun, to, cause);
  }

  /** Looks whether a LUN that thrashes needs to do so any longer. */
  review(lun: Lun, cause: EventId | undefined): void {
    const peace = this.peacefulOwner(lun);
    if (peace === undefined) return;
    lun.isThrashing = false;
    this.changes.delete(lun);
    const event = this.world.events.emit('lun.calmed', lun.id, { cause });
    if (peace === lun.owner) this.users.ownerChanged(lun, event);
    else this.move(lun, peace, event);
  }

  /** Requests a second that a host gets through to a LUN that thrashes, by a path. */
  mostIops(lun: Lun, path: Path): number {
    const called = new Set<Controller>();
    for (const ways of this.contenders(lun)) {
      const { current } = ways;
      if (current !== undefined) called.add(current.port.controller);
    }
    return path.hba.queueDepth / (Math.max(2, called.size) * trespassSeconds);
  }

  private move(lun: Lun, to: Controller, cause: EventId | undefined): void {
    const { engine } = this.world;
    this.moves.set(lun, { to, cause });
    engine.arm(this.timerOf(lun), engine.nowSeconds + trespassSeconds);
    this.users.ownerChanged(lun, cause);
  }

  private arrive(lun: Lun): void {
    const { to, cause } = this.moves.get(lun)!;
    this.moves.delete(lun);
    const data = { from: lun.owner?.name ?? '', to: to.name };
    lun.owner = to;
    const [last = Number.NEGATIVE_INFINITY] = this.changes.get(lun) ?? [];
    this.changes.set(lun, [this.world.engine.nowSeconds, last]);
    const event = this.world.events.emit('lun.trespassed', lun.id, { cause, data });
    this.users.ownerChanged(lun, event);
  }

  private thrash(lun: Lun, cause: EventId | undefined): void {
    lun.isThrashing = true;
    const others = this.contenders(lun).map(({ mount }) => mount.host.id);
    const event = this.world.events.emit('lun.thrashing', lun.id, { cause, others });
    this.users.ownerChanged(lun, event);
  }

  /** Hosts that do I/O on a LUN. */
  private contenders(lun: Lun): readonly Ways[] {
    return this.users
      .waysOf(lun)
      .filter(({ load, mount }) => load > 0 && mount.host.state === 'connected');
  }

  /** A controller that none of them would call the LUN away from, the present owner first. */
  private peacefulOwner(lun: Lun): Controller | undefined {
    const { owner } = lun;
    const contenders = this.contenders(lun);
    const isPeaceful = (candidate: Controller): boolean => {
      lun.owner = candidate;
      return contenders.every((ways) => {
        const alive = this.users.alivePaths(ways);
        return ways.policy!.choose(alive, lun, ways.current)?.needs === undefined;
      });
    };
    const others = lun.array.controllers.filter((controller) => controller !== owner);
    const found = [...(owner === undefined ? [] : [owner]), ...others].find(isPeaceful);
    lun.owner = owner;
    return found;
  }

  private timerOf(lun: Lun): TimerId {
    let timer = this.timers.get(lun);
    if (timer === undefined) {
      const handler = (index: number): void => this.arrive(this.world.storage.luns[index]!);
      const label = `trespass of ${lun.name}`;
      timer = this.world.engine.createTimer(Phase.failure, handler, lun.index, label);
      this.timers.set(lun, timer);
    }
    return timer;
  }
}
