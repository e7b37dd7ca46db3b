import { Phase, type TimerId } from '../../../engine/index.ts';
import type { Host } from '../../../inventory/entities.ts';
import type { Path } from '../../../inventory/storage/path.ts';
import type { World } from '../../../inventory/world.ts';
import type { EventId } from '../../../observe/event-log.ts';
import type { Metric } from '../../../observe/metrics.ts';
import { type Ailment, ailmentOf, type CableOf, plainer, stallSeconds } from './ailment.ts';

/** What paths lead to, as their watch asks for it. */
export interface PathUsers {
  /** Whether I/O takes a path now. */
  isUsed(path: Path): boolean;
  /** Whether I/O of its host is being tried again and again, for want of a path. */
  isMissed(path: Path): boolean;
  /** A host has learned something of its paths, or they have changed without its knowledge. */
  pathsChanged(host: Host, cause: EventId | undefined): void;
}

/**
 * How paths are, and what their hosts know of it.
 *
 * A host gives up a path when the time of its ailment has passed. Where nobody tells of it (a
 * hang), the clock runs only while I/O waits on the path; otherwise the next path evaluation finds
 * out. A path that has returned is taken in at the next evaluation or rescan; while no path is left
 * at all, the next try of the waiting I/O finds it. Evaluations are at multiples of their period
 * since the start. Source: ADV Disk.PathEvalTime, VSST, MODELS 4.3.
 *
 * Cost: O(paths of a host) a change; nothing while nothing is broken.
 */
export class PathWatch {
  private readonly world: World;
  private readonly users: PathUsers;
  private readonly cableOf: CableOf;
  private readonly ailments: (Ailment | undefined)[] = [];
  private readonly deadOnes: Uint8Array;
  private readonly deadSeconds: Metric;
  private readonly causes: (EventId | undefined)[] = [];
  /** Of a path: the moment at which it is given up, or at which its return is found out. */
  private readonly timers = new Map<Path, TimerId>();
  private readonly evaluations = new Map<Host, TimerId>();

  constructor(world: World, users: PathUsers) {
    this.world = world;
    this.users = users;
    this.cableOf = new Map(world.storage.cables.map((cable) => [cable.end, cable]));
    this.deadOnes = new Uint8Array(world.storage.paths.length);
    this.deadSeconds = world.metrics.metric('path.deadSeconds')!;
    for (const path of world.storage.paths) this.ailments[path.index] = undefined;
  }

  /** Whether the host takes a path for dead. */
  isDead(path: Path): boolean {
    return this.deadOnes[path.index] === 1;
  }

  /** Whether I/O on a path would get no answer, known or not. */
  isAiling(path: Path): boolean {
    return this.ailments[path.index] !== undefined;
  }

  /** When a silent path is given up; Infinity while nothing waits for that. */
  givenUpAtSeconds(path: Path): number {
    const timer = this.timers.get(path);
    return timer === undefined ? Number.POSITIVE_INFINITY : this.world.engine.armedAtSeconds(timer);
  }

  /** Looks how paths are, after something on their way has changed. Returns their hosts. */
  refresh(paths: readonly Path[], cause: EventId | undefined): Set<Host> {
    const touched = new Set<Host>();
    for (const path of paths) {
      const before = this.ailments[path.index];
      const now = ailmentOf(path, this.cableOf);
      if (before === now) continue;
      this.ailments[path.index] = now;
      this.causes[path.index] = cause;
      const { host } = path.hba;
      touched.add(host);
      if (host.state !== 'connected') continue;
      if (now === undefined) this.seeFit(path);
      else this.seeAiling(path, before, now);
      this.armEvaluation(host);
    }
    return touched;
  }

  /** I/O waits on a path: if it gets no answer, its clock runs from now on at the latest. */
  wait(path: Path): void {
    const ailment = this.ailments[path.index];
    if (ailment === undefined || this.isDead(path)) return;
    const { engine } = this.world;
    const timer = this.timerOf(path);
    if (!engine.isArmed(timer)) engine.arm(timer, engine.nowSeconds + this.stall(path, ailment));
  }

  /** I/O has no path left: those that are well again are found at its next try. */
  retry(paths: readonly Path[]): void {
    for (const path of paths) if (this.isDead(path) && !this.isAiling(path)) this.seeFit(path);
  }

  /** Path evaluation, or a rescan: all that can be found out by trying. Returns what changed. */
  probe(host: Host, cause: EventId | undefined): void {
    let last = cause;
    for (const path of host.paths) {
      const isAiling = this.isAiling(path);
      if (this.isDead(path) === isAiling) continue;
      if (isAiling && Number.isFinite(this.givenUpAtSeconds(path))) continue;
      last = this.learn(path, isAiling, cause);
    }
    this.users.pathsChanged(host, last);
  }

  /** A host that starts knows how its paths are. */
  start(host: Host): void {
    for (const path of host.paths) this.setDead(path, this.isAiling(path));
    this.forget(host);
    this.armEvaluation(host);
  }

  /** A host that is off waits for nothing. */
  forget(host: Host): void {
    const { engine } = this.world;
    for (const path of host.paths) {
      const timer = this.timers.get(path);
      if (timer !== undefined) engine.cancel(timer);
    }
    const evaluation = this.evaluations.get(host);
    if (evaluation !== undefined) engine.cancel(evaluation);
  }

  /** Lets the next evaluation happen if it could find something out. */
  armEvaluation(host: Host, isWanted = host.paths.some((path) => this.isMistaken(path))): void {
    if (!isWanted) return;
    const { engine } = this.world;
    let timer = this.evaluations.get(host);
    if (timer === undefined) {
      const handler = (index: number): void => this.probe(this.world.hosts[index]!, undefined);
      timer = engine.createTimer(Phase.policy, handler, host.index, `paths of ${host.name}`);
      this.evaluations.set(host, timer);
    }
    if (engine.isArmed(timer)) return;
    const period = host.platform.number('pathEvaluationSeconds');
    engine.arm(timer, (Math.floor(engine.nowSeconds / period) + 1) * period);
  }

  private isMistaken(path: Path): boolean {
    const ailment = this.ailments[path.index];
    return this.isDead(path) ? ailment === undefined : ailment === 'hang';
  }

  private seeAiling(path: Path, before: Ailment | undefined, now: Ailment): void {
    const { engine } = this.world;
    if (this.isDead(path)) {
      this.cancel(path);
      return;
    }
    if (now === 'hang' && before === undefined && !this.users.isUsed(path)) return;
    const timer = this.timerOf(path);
    if (before !== undefined && plainer(before, now) === before && engine.isArmed(timer)) return;
    const until = engine.nowSeconds + this.stall(path, now);
    engine.arm(timer, Math.min(until, engine.armedAtSeconds(timer)));
  }

  private seeFit(path: Path): void {
    if (!this.isDead(path)) {
      this.cancel(path);
      return;
    }
    if (!this.users.isMissed(path)) return;
    const { engine } = this.world;
    const timer = this.timerOf(path);
    if (engine.isArmed(timer)) return;
    engine.arm(timer, engine.nowSeconds + path.hba.host.platform.number('commandRetrySeconds'));
  }

  /** All paths of the host whose moment it is: what is chosen next must know of all of them. */
  private come(index: number): void {
    const { engine, storage } = this.world;
    const first = storage.paths[index]!;
    const { host } = first.hba;
    let last: EventId | undefined;
    for (const path of host.paths) {
      const isDue = path === first || this.givenUpAtSeconds(path) === engine.nowSeconds;
      if (!isDue) continue;
      this.cancel(path);
      const isAiling = this.isAiling(path);
      if (this.isDead(path) !== isAiling) last = this.learn(path, isAiling, undefined);
    }
    this.users.pathsChanged(host, last);
    this.armEvaluation(host);
  }

  private learn(path: Path, isDead: boolean, cause: EventId | undefined): EventId {
    this.setDead(path, isDead);
    this.cancel(path);
    const why = cause ?? this.causes[path.index];
    return this.world.events.emit(isDead ? 'path.died' : 'path.returned', path.id, { cause: why });
  }

  private setDead({ index }: Path, isDead: boolean): void {
    this.deadOnes[index] = isDead ? 1 : 0;
    this.deadSeconds.set(index, isDead ? 1 : 0);
  }

  private stall(path: Path, ailment: Ailment): number {
    return stallSeconds(ailment, path.hba.spec, path.hba.host);
  }

  private cancel(path: Path): void {
    const timer = this.timers.get(path);
    if (timer !== undefined) this.world.engine.cancel(timer);
  }

  private timerOf(path: Path): TimerId {
    let timer = this.timers.get(path);
    if (timer === undefined) {
      const handler = (index: number): void => this.come(index);
      const label = `silence of ${path.name}`;
      timer = this.world.engine.createTimer(Phase.failure, handler, path.index, label);
      this.timers.set(path, timer);
    }
    return timer;
  }
}
