import { Phase, type TimerId } from '../../engine/index.ts';
import type { Host, Vm } from '../../inventory/entities.ts';
import { chooseHost } from '../../inventory/placing.ts';
import type { StorageLossResponse } from '../../inventory/specs.ts';
import type { Mount } from '../../inventory/storage/mount.ts';
import type { World } from '../../inventory/world.ts';
import type { EventId } from '../../observe/event-log.ts';

/**
 * What high availability does for VMs whose host has lost their storage (VMCP). A device that is
 * gone for good: they are killed and restarted elsewhere at once. All paths down: the same after
 * the platform's further wait, once the host has given up the datastore, unless a path returns in
 * time. `conservative` kills only what another host can take now. Source: VSAV, HADD, MODELS 4.4.
 */
export class StorageLoss {
  private readonly world: World;
  private readonly restart: (vm: Vm, cause: EventId) => void;
  private readonly timers = new Map<Mount, TimerId>();
  private readonly causes = new Map<Mount, EventId | undefined>();

  constructor(world: World, restart: (vm: Vm, cause: EventId) => void) {
    this.world = world;
    this.restart = restart;
    world.storage.mountChanged.add((mount, cause) => this.follow(mount, cause));
  }

  private follow(mount: Mount, cause: EventId | undefined): void {
    const { host } = mount;
    if (responseOf(host) === 'ignore') return;
    const { engine } = this.world;
    const known = this.timers.get(mount);
    if (mount.state !== 'lost') {
      if (known !== undefined) engine.cancel(known);
      return;
    }
    const waitSeconds = mount.isDeviceLost ? 0 : host.platform.number('storageLossRestartSeconds');
    if (known !== undefined && engine.isArmed(known)) return;
    this.causes.set(mount, cause);
    engine.arm(known ?? this.createTimer(mount), engine.nowSeconds + waitSeconds);
  }

  private createTimer(mount: Mount): TimerId {
    const handler = (index: number): void => this.respond(this.world.storage.mounts[index]!);
    const label = `storage loss of ${mount.host.name}`;
    const timer = this.world.engine.createTimer(Phase.policy, handler, mount.index, label);
    this.timers.set(mount, timer);
    return timer;
  }

  private respond(mount: Mount): void {
    const { host, datastore } = mount;
    const cause = this.causes.get(mount);
    const reason = `${host.name} lost ${datastore.name}`;
    for (const vm of [...host.vms]) {
      if (!vm.isOn || !vm.datastores.includes(datastore)) continue;
      if (vm.restartPriority === 'disabled' || !this.shouldMove(vm, host)) continue;
      this.restart(vm, this.world.power!.kill(vm, reason, cause));
    }
  }

  private shouldMove(vm: Vm, host: Host): boolean {
    if (responseOf(host) === 'aggressive') return true;
    const others = vm.cluster?.hosts.filter((each) => each !== host) ?? [];
    return chooseHost(this.world, vm, others).host !== undefined;
  }
}

function responseOf(host: Host): StorageLossResponse {
  if (host.platform.number('storageLossRestartSeconds') === 0) return 'ignore';
  return host.cluster?.spec.ha?.onStorageLoss ?? 'ignore';
}
