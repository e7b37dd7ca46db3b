import { Phase, type TimerId } from '../../../engine/index.ts';
import type { MountState, PathState } from '../../../inventory/storage/mount.ts';
import { accessOf, type Path } from '../../../inventory/storage/path.ts';
import { setVisible } from '../../../inventory/storage/visible.ts';
import type { World } from '../../../inventory/world.ts';
import type { EventId } from '../../../observe/event-log.ts';
import type { Ways } from './ways.ts';

/** What was decided for a mount. */
export interface Outcome {
  readonly state: MountState;
  readonly using: readonly Path[];
  /** While its LUN thrashes. */
  readonly mostIops?: number;
}

/**
 * Lets decisions about mounts come to pass: writes their state, tells of failovers and losses, and
 * keeps the time after which a host gives up hope.
 *
 * All paths down is not the end: a path may return. Where the platform gives that a time-out (APD),
 * the datastore counts as lost when it has passed; I/O of VMs goes on being tried all the same, or
 * ends in errors, as the platform has it. A device that says that it is gone (PDL) is lost at once.
 * Source: VSST, MODELS 4.4.
 */
export class MountChanges {
  private readonly world: World;
  private readonly ways: readonly Ways[];
  private readonly decide: (ways: Ways, cause: EventId | undefined) => void;
  private readonly isDead: (path: Path) => boolean;

  constructor(
    world: World,
    ways: readonly Ways[],
    calls: {
      readonly decide: (ways: Ways, cause: EventId | undefined) => void;
      readonly isDead: (path: Path) => boolean;
    },
  ) {
    this.world = world;
    this.ways = ways;
    this.decide = calls.decide;
    this.isDead = calls.isDead;
  }

  /** What a mount begins with; nobody is told. */
  begin(ways: Ways, using: readonly Path[]): void {
    ways.current = using[0];
    this.write(ways, { state: 'open', using });
  }

  apply(ways: Ways, outcome: Outcome, cause: EventId | undefined): void {
    const { mount } = ways;
    const before = { state: mount.state, using: mount.using };
    const last = ways.current;
    const isChanged = this.write(ways, outcome);
    if (outcome.using.length > 0) ways.current = outcome.using[0];
    if (!isChanged) return;
    const event =
      before.state === outcome.state
        ? undefined
        : this.tellState(ways, before.state, outcome.state, cause);
    const moved = this.tellPath(ways, last, outcome.using, event ?? cause);
    ways.cause = moved ?? event ?? cause;
    this.world.storage.mountChanged.call(mount, ways.cause);
    const isSeen = mount.state === 'open' || mount.state === 'stalled';
    setVisible(this.world, mount.host, mount.datastore, isSeen, event ?? cause);
  }

  /** The host is off: nothing is waited for. */
  forget({ timer }: Ways): void {
    if (timer !== undefined) this.world.engine.cancel(timer);
  }

  /** Writes an outcome; returns whether it is another than before. */
  private write(ways: Ways, { state, using, mostIops = Infinity }: Outcome): boolean {
    const { mount, policy } = ways;
    const spread = policy === undefined || using.length < 2 ? 'one' : policy.spread;
    let isChanged =
      mount.state !== state ||
      mount.spread !== spread ||
      mount.mostIops !== mostIops ||
      mount.using.length !== using.length ||
      mount.using.some((path, i) => path !== using[i]);
    mount.state = state;
    mount.using = using;
    mount.spread = spread;
    mount.mostIops = mostIops;
    mount.paths.forEach((path, i) => {
      const word: PathState = this.isDead(path)
        ? 'dead'
        : using.includes(path)
          ? 'active'
          : 'standby';
      isChanged ||= mount.pathStates[i] !== word;
      mount.pathStates[i] = word;
    });
    return isChanged;
  }

  private tellState(
    ways: Ways,
    before: MountState,
    now: MountState,
    cause: EventId | undefined,
  ): EventId | undefined {
    const { host, datastore } = ways.mount;
    const { engine, events } = this.world;
    const tell = (type: string, more: Readonly<Record<string, string>> = {}): EventId => {
      const data = { host: host.name, ...more };
      return events.emit(type, datastore.id, { cause, others: [host.id], data });
    };
    const isUp = now === 'open' || now === 'stalled';
    const wasUp = before === 'open' || before === 'stalled';
    if (now === 'stalled' && datastore.backing.on === 'nas') {
      engine.arm(this.timerOf(ways), engine.nowSeconds + patience(ways, 'nfsDeadSeconds'));
      return undefined;
    }
    if (ways.timer !== undefined) engine.cancel(ways.timer);
    if (isUp) {
      ways.isGivenUp = false;
      return wasUp ? undefined : tell('datastore.pathsReturned');
    }
    if (now === 'down') {
      const seconds = patience(ways, 'allPathsDownSeconds');
      if (seconds > 0) engine.arm(this.timerOf(ways), engine.nowSeconds + seconds);
      return tell('datastore.allPathsDown');
    }
    const reason = ways.mount.isDeviceLost ? 'the device is gone' : 'all paths down for too long';
    return tell('datastore.lost', { reason });
  }

  /** Tells that I/O takes another path. Without I/O there is nothing to tell. */
  private tellPath(
    ways: Ways,
    last: Path | undefined,
    using: readonly Path[],
    cause: EventId | undefined,
  ): EventId | undefined {
    const { mount, policy, load } = ways;
    const [path] = using;
    if (load === 0 || path === undefined || last === undefined || using.includes(last)) {
      return undefined;
    }
    const couldStay = !this.isDead(last) && accessOf(last, mount.lun!) !== 'standby';
    const isBack = couldStay && policy!.preferenceOf(path) > 0;
    const data = { path: path.name, from: last.name, lun: mount.lun!.name };
    const type = isBack ? 'path.failedBack' : 'path.failedOver';
    return this.world.events.emit(type, mount.host.id, { cause, others: [path.id], data });
  }

  private losePatience(ways: Ways): void {
    const { mount } = ways;
    if (mount.state === 'stalled') ways.isSilent = true;
    else ways.isGivenUp = true;
    this.decide(ways, ways.cause);
  }

  private timerOf(ways: Ways): TimerId {
    const { mount } = ways;
    ways.timer ??= this.world.engine.createTimer(
      Phase.failure,
      (index) => this.losePatience(this.ways[index]!),
      mount.index,
      `patience of ${mount.host.name} with ${mount.datastore.name}`,
    );
    return ways.timer;
  }
}

function patience({ mount }: Ways, column: string): number {
  return mount.host.platform.number(column);
}
