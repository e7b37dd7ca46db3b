import { assert } from '../../engine/errors.ts';
import type { Host, Pool, Vm } from '../../inventory/entities.ts';
import { divide } from '../../sharing/index.ts';
import { type CpuRows, unbound, Way } from './cpu-rows.ts';
import { divideFlat } from './flat-division.ts';
import { Gangs } from './gangs.ts';
import { coStopRatio, featuresOf, type HostFeatures } from './host-features.ts';
import type { HostLoad } from './host-load.ts';
import { HostPools } from './host-pools.ts';
import type { PoolParts } from './pool-parts.ts';
import { settleThreadSpeed } from './thread-speed.ts';
import { writeWishes } from './wishes.ts';

/**
 * CPU of one host: the VMs that are on, in index order, one row each in the common columns. A host
 * without pools is one division; pools make it a tree.
 */
export class HostCpu {
  readonly host: Host;
  readonly vms: Vm[] = [];
  readonly features: HostFeatures;
  readonly pools: HostPools;
  /** A share, reservation or limit changed since the last division. */
  private haveClaimsChanged = true;
  private readonly columns: CpuRows;
  private readonly gangs: Gangs | undefined;
  private membersChanged = true;
  /** Nothing but shares decides: no pool, reservation or limit, and a plain host. */
  private hasSharesOnly = false;
  /** Some VM has vCPUs that stand still for each other. */
  hasCoStop = false;
  /** There are no more vCPUs than pCPUs. */
  private isAmple = false;
  /** Some VM has vCPUs that must run together. */
  private hasGangs = false;

  constructor(host: Host, columns: CpuRows, poolParts: PoolParts) {
    this.host = host;
    this.columns = columns;
    this.features = featuresOf(host);
    this.pools = new HostPools(host, columns, poolParts);
    this.gangs = this.features.runsGangs ? new Gangs() : undefined;
  }

  add(vm: Vm): void {
    let position = this.vms.length;
    while (position > 0 && this.vms[position - 1]!.index > vm.index) position--;
    this.vms.splice(position, 0, vm);
    this.lookAgain();
    this.membersChanged = true;
  }

  remove(vm: Vm): void {
    const position = this.vms.indexOf(vm);
    assert(position >= 0, 'a VM leaves a host on which it is not counted');
    this.vms.splice(position, 1);
    this.lookAgain();
    this.membersChanged = true;
  }

  /** A share, reservation or limit changed. */
  claimsChanged(): void {
    this.lookAgain();
    this.haveClaimsChanged = true;
  }

  /** The capacity may have changed, or how it is divided. */
  lookAgain(): void {
    this.columns.ways[this.host.index] = Way.look;
  }

  /** The pool whose limit holds a row with the code `pool`. */
  poolThatBinds(row: number): Pool {
    const pool = this.pools.thatBinds(row - this.columns.offset[this.host.index]!);
    assert(pool !== undefined, 'a pool binds that is not on this host');
    return pool;
  }

  /** Lets vCPUs run at a part of the cores' present speed. */
  setThreadSpeed(fraction: number): void {
    const { host, columns } = this;
    const vcpuMHz = host.coreMHz * host.speedFraction * fraction;
    if (host.vcpuMHz === vcpuMHz) return;
    host.vcpuMHz = vcpuMHz;
    if (this.membersChanged) return;
    const start = columns.offset[host.index]!;
    for (let i = 0; i < this.vms.length; i++) {
      columns.wholeMHz[start + i] = columns.vcpus[start + i]! * vcpuMHz;
    }
  }

  /** Divides the host by wishes (by VM index, MHz); the outcome is in the columns, and summed. */
  divide(wishedMHz: Float64Array, load: HostLoad): void {
    if (this.membersChanged) this.rebuild();
    if (this.haveClaimsChanged) this.claim();
    const { columns, host } = this;
    const start = columns.offset[host.index]!;
    const end = start + this.vms.length;
    const capacityMHz = host.state === 'connected' ? host.presentMHz : 0;
    columns.capacityMHz[host.index] = capacityMHz;
    if (this.hasSharesOnly) {
      divideFlat(columns, start, end, wishedMHz, capacityMHz, load);
      if (!this.hasCoStop) columns.ways[host.index] = this.isAmple ? Way.ample : Way.flat;
      return;
    }
    if (host.pcpus === host.cores || capacityMHz === 0) {
      writeWishes(columns, start, this.vms, wishedMHz, this.features.overheads);
      this.spread(start, capacityMHz);
    } else {
      this.divideThreads(start, wishedMHz);
    }
    if (this.hasGangs && capacityMHz > 0) this.runGangs(start);
    columns.isNews.fill(1, start, end);
    load.measure(columns, start, end);
  }

  /** Divides at the speed that the threads of the cores have under this very load. */
  private divideThreads(start: number, wishedMHz: Float64Array): void {
    const { columns, host, features } = this;
    const { allocation } = columns.members;
    const coreMHz = host.coreMHz * host.speedFraction;
    settleThreadSpeed(host.cores, features.threadGain, (speed) => {
      this.setThreadSpeed(speed);
      writeWishes(columns, start, this.vms, wishedMHz, features.overheads);
      this.spread(start, host.pcpus * host.vcpuMHz);
      let usedMHz = 0;
      for (let i = 0; i < this.vms.length; i++) usedMHz += allocation[start + i]!;
      return usedMHz / coreMHz;
    });
  }

  /** Divides what the rows demand. */
  private spread(start: number, capacityMHz: number): void {
    const { pools } = this;
    const { members } = this.columns;
    const count = this.vms.length;
    if (this.features.sharesByDemand) {
      if (!pools.isEmpty) {
        pools.divideByDemand(start, capacityMHz);
        return;
      }
      for (let row = start; row < start + count; row++) {
        members.shares[row] = Math.min(members.demand[row]!, members.limit[row]!);
      }
    }
    if (pools.isEmpty) divide(members, start, count, capacityMHz);
    else pools.divide(start, capacityMHz);
  }

  private runGangs(start: number): void {
    const { columns, pools, vms } = this;
    const { wholeMHz, members } = columns;
    const worthOf = (place: number): number =>
      pools.isEmpty
        ? members.shares[start + place]!
        : Math.min(pools.worthMHz(vms[place]!), wholeMHz[start + place]!);
    this.gangs!.fit(columns, start, vms.length, this.host.pcpus, worthOf, pools.isEmpty);
    if (!pools.isEmpty) pools.recount(start, vms);
  }

  private rebuild(): void {
    const count = this.vms.length;
    const { columns, host, features } = this;
    columns.resize(host.index, count);
    const start = columns.offset[host.index]!;
    for (let i = 0; i < count; i++) {
      const vm = this.vms[i]!;
      columns.vm[start + i] = vm.index;
      columns.vcpus[start + i] = vm.vcpus;
      columns.boundBy[start + i] = unbound;
      columns.wholeMHz[start + i] = vm.vcpus * host.vcpuMHz;
      columns.waitPerReady[start + i] = 1 + coStopRatio(features.unevenness, vm.vcpus);
    }
    this.isAmple = this.vms.reduce((sum, vm) => sum + vm.vcpus, 0) <= host.pcpus;
    const hasWide = this.vms.some((vm) => vm.vcpus > 1);
    this.hasGangs = hasWide && features.runsGangs;
    this.hasCoStop = hasWide && features.unevenness > 0;
    this.pools.plant(this.vms);
    this.membersChanged = false;
    this.haveClaimsChanged = true;
  }

  private claim(): void {
    this.pools.claim(this.vms);
    const start = this.columns.offset[this.host.index]!;
    const { members } = this.columns;
    for (let i = 0; i < this.vms.length; i++) {
      const { shares, reservationMHz, limitMHz } = this.vms[i]!.cpu;
      members.shares[start + i] = shares;
      members.reservation[start + i] = reservationMHz;
      members.limit[start + i] = limitMHz;
    }
    this.haveClaimsChanged = false;
    this.hasSharesOnly =
      this.pools.isEmpty &&
      this.features.isPlain &&
      this.vms.every(({ cpu }) => {
        return cpu.shares > 0 && cpu.reservationMHz === 0 && cpu.limitMHz === Infinity;
      });
  }
}
