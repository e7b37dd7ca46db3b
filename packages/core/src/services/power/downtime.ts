import type { Vm } from '../../inventory/entities.ts';
import type { Outage, OutagePort } from '../../inventory/service-ports.ts';
import type { World } from '../../inventory/world.ts';
import type { EventId } from '../../observe/event-log.ts';
import type { Metric } from '../../observe/metrics.ts';

/** Outages kept for each VM; older ones are counted but forgotten, so that memory is bounded. */
const keptOutages = 1000;

/**
 * Uptime and downtime of VMs. A VM serves while it is running. When it stops on purpose (switched
 * off, shut down, suspended, reset) the time until it serves again is planned downtime; when its
 * host died, or its guest, it is downtime, boot included.
 */
export class Downtime implements OutagePort {
  private readonly world: World;
  private readonly up: Metric;
  private readonly down: Metric;
  private readonly planned: Metric;
  private readonly availability: Metric;
  private readonly outages: Outage[][] = [];

  constructor(world: World, count: number) {
    this.world = world;
    const metric = (name: string): Metric => world.metrics.metric(name)!;
    this.up = metric('vm.uptimeSeconds');
    this.down = metric('vm.downtimeSeconds');
    this.planned = metric('vm.plannedDowntimeSeconds');
    this.availability = metric('vm.availabilityPercent');
    for (let index = 0; index < count; index++) {
      this.outages.push([]);
      this.show(index, 'planned');
    }
    world.vmChanged.add((vm, cause) => this.follow(vm, cause));
  }

  /** What interrupted a VM's service, oldest first. */
  outagesOf(vm: Vm): readonly Outage[] {
    return this.outages[vm.index]!;
  }

  private follow(vm: Vm, cause: EventId | undefined): void {
    const list = this.outages[vm.index]!;
    const last = list[list.length - 1];
    const open = last !== undefined && last.toSeconds === undefined ? last : undefined;
    const now = this.world.engine.nowSeconds;
    if (vm.state === 'running') {
      if (open !== undefined) list[list.length - 1] = { ...open, toSeconds: now };
      this.show(vm.index, 'up');
      return;
    }
    const isDown = vm.state === 'failed' || vm.state === 'crashed';
    const planned = !isDown && (open === undefined || open.planned);
    if (open === undefined) {
      list.push({ fromSeconds: now, toSeconds: undefined, planned, reason: this.reasonOf(cause) });
      if (list.length > keptOutages) list.shift();
    } else if (open.planned && !planned) {
      list[list.length - 1] = { ...open, toSeconds: now };
      list.push({ fromSeconds: now, toSeconds: undefined, planned, reason: this.reasonOf(cause) });
    } else if (!open.planned && vm.state === 'powered-off') {
      list[list.length - 1] = { ...open, toSeconds: now };
      list.push({
        fromSeconds: now,
        toSeconds: undefined,
        planned: true,
        reason: this.reasonOf(cause),
      });
      this.show(vm.index, 'planned');
      return;
    }
    this.show(vm.index, planned ? 'planned' : 'down');
  }

  private reasonOf(cause: EventId | undefined): string {
    const event = cause === undefined ? undefined : this.world.events.get(cause);
    if (event === undefined) return 'not switched on';
    const reason = event.data.reason;
    return typeof reason === 'string' ? reason : event.type;
  }

  private show(index: number, phase: 'up' | 'down' | 'planned'): void {
    this.up.set(index, phase === 'up' ? 1 : 0);
    this.down.set(index, phase === 'down' ? 1 : 0);
    this.planned.set(index, phase === 'planned' ? 1 : 0);
    const availability = phase === 'up' ? 100 : phase === 'down' ? 0 : Number.NaN;
    this.availability.set(index, availability);
  }
}
