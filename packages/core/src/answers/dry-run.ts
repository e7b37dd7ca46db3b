import { refusalOf } from '../inventory/admission.ts';
import { vmCpuClaim } from '../inventory/claims.ts';
import { type Cluster, Host, type Pool, type Vm } from '../inventory/entities.ts';
import { book } from '../inventory/lives.ts';
import { chooseHost, findPlace, type Place } from '../inventory/placing.ts';
import type { World } from '../inventory/world.ts';

/**
 * What placement would decide if something were done: the policies and admission of the run itself,
 * on copies of the hosts, pools and VMs that they look at. A copy is an object that has the
 * original as its prototype, so that it costs what is changed in it, and nothing comes back to the
 * model.
 */
export class DryRun {
  private readonly world: World;
  private readonly hosts = new Map<Host, Host>();
  private readonly clusters = new Map<Cluster, Cluster>();
  private readonly pools = new Map<Pool, Pool>();
  private readonly vms = new Map<Vm, Vm>();
  private readonly originals = new Map<Host, Host>();

  constructor(world: World) {
    this.world = world;
  }

  /** The copy of a host. */
  host(original: Host): Host {
    const known = this.hosts.get(original);
    if (known !== undefined) return known;
    const copy = copyOf(original, {});
    this.hosts.set(original, copy);
    this.originals.set(copy, original);
    if (original.cluster !== undefined) copy.cluster = this.cluster(original.cluster);
    return copy;
  }

  /** The copy of a VM. */
  vm(original: Vm): Vm {
    const known = this.vms.get(original);
    if (known !== undefined) return known;
    const { cluster, pool, host } = original;
    const copy = copyOf(original, {
      cpu: { ...original.cpu },
      cluster: cluster && this.cluster(cluster),
      pool: pool && this.pool(pool),
      host: host && this.host(host),
    });
    this.vms.set(original, copy);
    return copy;
  }

  /** The host dies, and with it the VMs that are on there. Returns these. */
  fail(host: Host): Vm[] {
    const lost = host.vms.filter((vm) => vm.isOn);
    this.host(host).state = 'failed';
    for (const vm of lost) this.stop(vm, 'failed');
    return lost;
  }

  /** The VM stops and gives back what it claimed. */
  stop(vm: Vm, state: Vm['state']): void {
    const copy = this.vm(vm);
    if (copy.isOn) book(copy, -1);
    copy.state = state;
  }

  /** Starts a VM among the hosts of its cluster, as high availability does. */
  restart(vm: Vm): Place {
    const copy = this.vm(vm);
    return this.startAt(copy, chooseHost(this.world, copy, copy.cluster?.hosts ?? []));
  }

  /** Starts a VM as a command does: where it is if that can be, else where placement says. */
  start(vm: Vm): Place {
    const copy = this.vm(vm);
    return this.startAt(copy, findPlace(this.world, copy));
  }

  /** Starts a VM where it is registered; returns whether that can be. */
  startHere(vm: Vm): boolean {
    const copy = this.vm(vm);
    const { host } = copy;
    if (host === undefined || refusalOf(copy, host) !== undefined) return false;
    this.startAt(copy, { host });
    return true;
  }

  private startAt(copy: Vm, place: Place): Place {
    if (place.host === undefined) return place;
    copy.host = place.host;
    const { coreMHz, claimRules } = place.host;
    Object.assign(copy.cpu, vmCpuClaim(copy.cpuClaim, copy.vcpus, coreMHz, claimRules));
    copy.state = 'booting';
    book(copy, 1);
    return { host: this.originals.get(place.host)! };
  }

  private cluster(original: Cluster): Cluster {
    const known = this.clusters.get(original);
    if (known !== undefined) return known;
    const hosts: Host[] = [];
    const copy = copyOf(original, { hosts });
    this.clusters.set(original, copy);
    for (const host of original.hosts) hosts.push(this.host(host));
    return copy;
  }

  private pool(original: Pool): Pool {
    const known = this.pools.get(original);
    if (known !== undefined) return known;
    const { parent, owner } = original;
    const copy = copyOf(original, {
      parent: parent && this.pool(parent),
      owner: owner instanceof Host ? this.host(owner) : this.cluster(owner),
    });
    this.pools.set(original, copy);
    return copy;
  }
}

/** An object like another but for some fields; what is written to it stays in it. */
function copyOf<T extends object>(original: T, fields: { readonly [Key in keyof T]?: unknown }): T {
  const copy = Object.create(original) as T;
  return Object.assign(copy, fields);
}
