import type { Host, Vm } from '../../../inventory/entities.ts';
import type { Lun } from '../../../inventory/storage/array-entities.ts';
import type { Datastore } from '../../../inventory/storage/datastore-entities.ts';
import type { Mount } from '../../../inventory/storage/mount.ts';
import type { Path } from '../../../inventory/storage/path.ts';
import type { StoragePart } from '../../../inventory/storage/storage-inventory.ts';
import type { World } from '../../../inventory/world.ts';
import type { EventId } from '../../../observe/event-log.ts';
import { LunOwners, type LunUsers } from './lun-owners.ts';
import { MountChanges, type Outcome } from './mount-changes.ts';
import type { Choice } from './path-policy.ts';
import { type PathUsers, PathWatch } from './path-watch.ts';
import { Rerouting } from './reroute.ts';
import { isDeviceFailed, isDeviceHung, Ways } from './ways.ts';
import { isReachable } from './without-paths.ts';

/**
 * Decides for every host and datastore whether I/O gets through, and by which paths.
 *
 * It looks again at a mount when something on its way changes, when its host learns of it, when the
 * LUN changes hands, and when VMs begin or cease to do I/O there. Cost: nothing while nothing
 * changes; a fault costs O(paths it touches + mounts of their hosts).
 */
export class Multipathing implements PathUsers, LunUsers {
  private readonly world: World;
  private readonly watch: PathWatch;
  private readonly owners: LunOwners;
  private readonly changes: MountChanges;
  private readonly rerouting: Rerouting;
  /** By mount. */
  private readonly ways: readonly Ways[];
  private readonly byHost: readonly Ways[][];
  private readonly byLun = new Map<Lun, Ways[]>();
  /** Host on which the I/O of a VM counts, by VM index; -1: it does none. */
  private readonly loads: Int32Array;

  constructor(world: World) {
    this.world = world;
    this.ways = world.storage.mounts.map((mount) => new Ways(mount));
    this.byHost = world.hosts.map(() => []);
    for (const ways of this.ways) {
      const { host, lun } = ways.mount;
      this.byHost[host.index]!.push(ways);
      if (lun === undefined) continue;
      const list = this.byLun.get(lun);
      if (list === undefined) this.byLun.set(lun, [ways]);
      else list.push(ways);
    }
    this.watch = new PathWatch(world, this);
    this.owners = new LunOwners(world, this);
    this.rerouting = new Rerouting(world);
    this.changes = new MountChanges(world, this.ways, {
      decide: (ways, cause) => this.decide(ways, cause),
      isDead: (path) => this.watch.isDead(path),
    });
    this.loads = new Int32Array(world.vms.length).fill(-1);
    for (const ways of this.ways) this.begin(ways);
    world.storage.partChanged.add((part, cause) => this.followPart(part, cause));
    world.vmChanged.add((vm, cause) => this.followVm(vm, cause));
    world.hostChanged.add((host, cause) => this.followHost(host, cause));
  }

  /** Whether I/O on a mount ends in errors instead of waiting. */
  failsIo(mount: Mount): boolean {
    return this.ways[mount.index]!.failsIo;
  }

  /** Whether its host takes a path for dead. */
  isDead(path: Path): boolean {
    return this.watch.isDead(path);
  }

  /** Whether a LUN changes hands at this moment. */
  isMoving(lun: Lun): boolean {
    return this.owners.isMoving(lun);
  }

  /** Looks at once for paths and devices that have returned. */
  rescan(host: Host, cause: EventId): void {
    if (host.state === 'connected') this.watch.probe(host, cause);
  }

  isUsed(path: Path): boolean {
    return this.waysOver(path).some(({ mount }) => mount.using.includes(path));
  }

  isMissed(path: Path): boolean {
    return this.waysOver(path).some(({ mount, failsIo }) => {
      return (mount.state === 'down' || mount.state === 'lost') && !failsIo;
    });
  }

  pathsChanged(host: Host, cause: EventId | undefined): void {
    for (const ways of this.byHost[host.index]!) {
      if (!this.isDeviceGone(ways)) ways.mount.isDeviceLost = false;
      this.decide(ways, cause);
    }
    this.armEvaluation(host);
  }

  waysOf(lun: Lun): readonly Ways[] {
    return this.byLun.get(lun) ?? [];
  }

  alivePaths({ mount }: Ways): readonly Path[] {
    return mount.paths.filter((path) => !this.watch.isDead(path));
  }

  ownerChanged(lun: Lun, cause: EventId | undefined): void {
    for (const ways of this.waysOf(lun)) this.decide(ways, cause);
  }

  /** What a policy would take first, before anything has happened. */
  private begin(ways: Ways): void {
    const { mount, policy } = ways;
    if (mount.lun === undefined || policy === undefined) return;
    const choice = policy.choose(mount.paths, mount.lun, undefined);
    if (choice !== undefined) this.changes.begin(ways, choice.using);
  }

  private waysOver({ hba, port }: Path): readonly Ways[] {
    const { array } = port.controller;
    return this.byHost[hba.host.index]!.filter(({ mount }) => mount.lun?.array === array);
  }

  private followPart(part: StoragePart, cause: EventId | undefined): void {
    const { storage } = this.world;
    const isJunction = part.kind === 'switch' || part.kind === 'network';
    const rerouted = isJunction || part.kind === 'link' ? this.rerouting.renew() : [];
    const touched = this.watch.refresh(this.pathsAt(part), cause);
    for (const ways of this.ways) {
      if (touched.has(ways.mount.host) || concerns(part, ways)) this.decide(ways, cause);
    }
    const moved = new Set(rerouted);
    for (const ways of this.ways) {
      const standsIn = part.kind === 'nic' && concerns(part, ways);
      if (!standsIn && !ways.mount.using.some((path) => moved.has(path))) continue;
      storage.mountChanged.call(ways.mount, cause);
    }
  }

  private pathsAt(part: StoragePart): readonly Path[] {
    const end = part.kind === 'cable' ? part.end : part;
    if (end.kind === 'hba') return end.host.paths;
    const isOther = ['raidGroup', 'spindle', 'lun', 'nas', 'nic'].includes(end.kind);
    return isOther ? [] : this.world.storage.paths;
  }

  private followVm(vm: Vm, cause: EventId | undefined): void {
    const before = this.loads[vm.index]!;
    const doesIo = vm.isOn && vm.state !== 'crashed' && vm.host !== undefined;
    const now = doesIo ? vm.host!.index : -1;
    if (before === now) return;
    this.loads[vm.index] = now;
    for (const { datastore } of vm.disks) {
      if (before >= 0) this.addLoad(this.world.hosts[before]!, datastore, -1, cause);
      if (now >= 0) this.addLoad(this.world.hosts[now]!, datastore, 1, cause);
    }
  }

  private addLoad(host: Host, at: Datastore, change: 1 | -1, cause: EventId | undefined): void {
    const mount = this.world.storage.mountOf(host, at);
    if (mount === undefined) return;
    const ways = this.ways[mount.index]!;
    const had = ways.load > 0;
    ways.load += change;
    if (had !== ways.load > 0) this.decide(ways, cause);
  }

  private followHost(host: Host, cause: EventId | undefined): void {
    const all = this.byHost[host.index]!;
    if (host.state !== 'connected') {
      this.watch.forget(host);
      for (const ways of all) this.changes.forget(ways);
      for (const { mount } of all) {
        if (mount.lun?.isThrashing === true) this.owners.review(mount.lun, cause);
      }
      return;
    }
    this.watch.start(host);
    for (const ways of all) {
      ways.reset();
      this.decide(ways, cause);
    }
  }

  private armEvaluation(host: Host): void {
    this.watch.armEvaluation(host);
    const isWanted = this.byHost[host.index]!.some((ways) => {
      return ways.mount.isDeviceLost && !this.isDeviceGone(ways);
    });
    this.watch.armEvaluation(host, isWanted);
  }

  private isDeviceGone({ mount }: Ways): boolean {
    const { backing } = mount.datastore;
    if (backing.on === 'local') return backing.raidGroup.health.isFailed;
    return backing.on === 'lun' && isDeviceFailed(backing.lun);
  }

  private decide(ways: Ways, cause: EventId | undefined): void {
    const { mount } = ways;
    if (mount.host.state !== 'connected') return;
    const isGone = this.isDeviceGone(ways);
    if (mount.isDeviceLost && !isGone) this.armEvaluation(mount.host);
    mount.isDeviceLost ||= isGone;
    const { lun } = mount;
    if (lun?.isThrashing === true) this.owners.review(lun, cause);
    if (mount.isDeviceLost) {
      this.changes.apply(ways, { state: 'lost', using: [] }, cause);
    } else if (lun === undefined) {
      this.changes.apply(ways, this.withoutPaths(ways), cause);
    } else {
      const outcome = this.overPaths(ways, lun, cause);
      if (outcome !== undefined) this.changes.apply(ways, outcome, cause);
    }
    if (mount.state === 'down' || mount.state === 'lost') {
      if (!ways.failsIo) this.watch.retry(mount.paths);
    }
  }

  private withoutPaths(ways: Ways): Outcome {
    const { mount } = ways;
    const isHeard = isReachable(mount);
    ways.isSilent &&= !isHeard;
    if (ways.isSilent) return { state: ways.isGivenUp ? 'lost' : 'down', using: [] };
    return { state: isHeard ? 'open' : 'stalled', using: [] };
  }

  /** Undefined: something else has been decided that covers this mount too. */
  private overPaths(ways: Ways, lun: Lun, cause: EventId | undefined): Outcome | undefined {
    const choice = ways.policy!.choose(this.alivePaths(ways), lun, ways.current);
    if (choice === undefined) return { state: ways.isGivenUp ? 'lost' : 'down', using: [] };
    const using = this.withoutSilent(ways, choice);
    if (this.owners.isMoving(lun)) return { state: 'stalled', using };
    if (choice.needs !== undefined && ways.load > 0 && !lun.isThrashing) {
      // Silence on a path is noticed before the LUN could be called over by it.
      if (using.some((path) => this.watch.isAiling(path))) return this.stalled(using);
      this.owners.call(lun, choice.needs, cause);
      return undefined;
    }
    const waits = using.some((path) => this.watch.isAiling(path)) || isDeviceHung(lun);
    if (waits) return this.stalled(using);
    const mostIops = lun.isThrashing ? this.owners.mostIops(lun, using[0]!) : undefined;
    return { state: 'open', using, ...(mostIops !== undefined && { mostIops }) };
  }

  private stalled(using: readonly Path[]): Outcome {
    for (const path of using) this.watch.wait(path);
    return { state: 'stalled', using };
  }

  /** The shortest queue is never that of a path which answers nothing. */
  private withoutSilent({ policy }: Ways, { using }: Choice): readonly Path[] {
    if (policy!.spread !== 'by-queue') return using;
    const heard = using.filter((path) => !this.watch.isAiling(path));
    return heard.length > 0 ? heard : using;
  }
}

/** Whether a part is on the way to a mount beside its paths. */
function concerns(part: StoragePart, { mount }: Ways): boolean {
  const { backing } = mount.datastore;
  switch (part.kind) {
    case 'raidGroup':
      return backing.on === 'local'
        ? backing.raidGroup === part
        : backing.on === 'lun' && backing.lun.raidGroup === part;
    case 'lun':
      return mount.lun === part;
    case 'nas':
      return backing.on === 'nas' && backing.nas === part;
    case 'network':
      return backing.on === 'nas' && backing.nas.network === part;
    case 'nic':
      return backing.on === 'nas' && part.owner === mount.host;
    default:
      return false;
  }
}
