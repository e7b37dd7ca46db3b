import type { StateSpec } from '../declare/index.ts';
import type { Engine } from '../engine/engine.ts';
import { SimulatorError } from '../engine/errors.ts';
import type { Bindings } from '../observe/bindings.ts';
import type { EventId, EventLog } from '../observe/event-log.ts';
import type { FrameSource } from '../observe/frames.ts';
import type { MetricStore } from '../observe/metrics.ts';
import { CommandPort } from './commands.ts';
import { CpuPort } from './cpu-port.ts';
import type { Directory, EntityId, EntityRow } from './directory.ts';
import type { Cluster, Host, Pool, Vm } from './entities.ts';
import { Hook } from './hook.ts';
import type { IoAnswers, IoChannel } from './io-port.ts';
import type { PlacementPolicy } from './placement-port.ts';
import type { Scenario } from './scenario.ts';
import { matchesSelector, parseSelector, type Selectable, type Selector } from './selector.ts';
import type { OutagePort, PowerPort, RestartOrder, RestartQueuePort } from './service-ports.ts';
import { StorageInventory } from './storage/storage-inventory.ts';

/** What everything in one simulation shares. Mechanisms meet through its lists, hooks and ports. */
export class World {
  readonly scenario: Scenario;
  readonly engine: Engine;
  readonly directory: Directory;
  readonly metrics: MetricStore;
  readonly events: EventLog;
  readonly bindings: Bindings;
  readonly frames: FrameSource;
  readonly commands = new CommandPort();
  readonly cpu: CpuPort;
  readonly hosts: Host[] = [];
  readonly clusters: Cluster[] = [];
  readonly pools: Pool[] = [];
  readonly vms: Vm[] = [];
  readonly storage = new StorageInventory();
  /** Carries all I/O; there once the storage mechanism is installed. */
  io: IoChannel | undefined = undefined;
  /** Knows what binds I/O; there together with `io`. */
  ioAnswers: IoAnswers | undefined = undefined;
  /** Chooses a host for a VM; services set it, the user's policy may replace it. */
  placement: PlacementPolicy | undefined = undefined;
  /** Starts VMs on behalf of other services. */
  power: PowerPort | undefined = undefined;
  /** Order of restarts of the user's own. */
  restartOrder: RestartOrder | undefined = undefined;
  /** Restarts the VMs of dead hosts. */
  restartQueue: RestartQueuePort | undefined = undefined;
  /** Knows what interrupted each VM. */
  outages: OutagePort | undefined = undefined;
  /** After a VM changed its state or its host. The cause is the event that tells of it. */
  readonly vmChanged = new Hook<[vm: Vm, cause: EventId | undefined]>();
  /** After a host changed its state. */
  readonly hostChanged = new Hook<[host: Host, cause: EventId | undefined]>();
  /** After capacity came back somewhere: a host returned, or a VM gave its claim back. */
  readonly capacityReturned = new Hook<[cause: EventId | undefined]>();
  /** After the claim of a VM or pool changed. */
  readonly claimChanged = new Hook<[owner: Vm | Pool]>();
  private readonly stateReaders = new Map<string, (index: number) => string>();
  private readonly propertyReaders = new Map<string, PropertyReader>();

  constructor(parts: WorldParts) {
    this.scenario = parts.scenario;
    this.engine = parts.engine;
    this.directory = parts.directory;
    this.metrics = parts.metrics;
    this.events = parts.events;
    this.bindings = parts.bindings;
    this.frames = parts.frames;
    this.cpu = new CpuPort(parts.scenario.vms.length, parts.scenario.hosts.length);
  }

  /** Declares how a state that scenarios can ask for is read. */
  provideState(spec: StateSpec, read: (index: number) => string): void {
    this.stateReaders.set(spec.name, read);
  }

  /** Present word of a state of an entity; undefined if no mechanism provides it. */
  stateOf(name: string, index: number): string | undefined {
    return this.stateReaders.get(name)?.(index);
  }

  /** Declares a property that selectors may ask for. Tags and `kind` need no declaration. */
  provideProperty(name: string, read: PropertyReader): void {
    this.propertyReaders.set(name, read);
  }

  /**
   * Entities of some kinds that a selector matches now, in id order.
   * @throws SimulatorError BAD_SELECTOR, NO_MATCH
   */
  select(text: string, kinds: readonly string[]): EntityRow[] {
    const parsed = parseSelector(text);
    if (!parsed.ok) throw new SimulatorError('BAD_SELECTOR', `"${text}" ${parsed.what}`);
    const rows = this.matching(parsed.selector, kinds);
    if (rows.length === 0) {
      throw new SimulatorError('NO_MATCH', `"${text}" matches no ${kinds.join(' or ')}`);
    }
    return rows;
  }

  /** Entities of some kinds that a parsed selector matches now, in id order. May be empty. */
  matching(selector: Selector, kinds: readonly string[]): EntityRow[] {
    const matches: EntityRow[] = [];
    for (const kind of kinds) {
      for (const row of this.directory.ofKind(kind)) {
        if (matchesSelector(selector, this.selectable(row))) matches.push(row);
      }
    }
    return matches.sort((a, b) => a.id - b.id);
  }

  private selectable(row: EntityRow): Selectable {
    return {
      name: row.name,
      property: (name) => {
        if (name === 'kind') return row.kind;
        return row.tags.get(name) ?? this.propertyReaders.get(name)?.(row);
      },
    };
  }

  vmById(id: EntityId): Vm {
    return this.vms[this.directory.row(id).index]!;
  }

  hostById(id: EntityId): Host {
    return this.hosts[this.directory.row(id).index]!;
  }
}

type PropertyReader = (row: EntityRow) => string | undefined;

interface WorldParts {
  readonly scenario: Scenario;
  readonly engine: Engine;
  readonly directory: Directory;
  readonly metrics: MetricStore;
  readonly events: EventLog;
  readonly bindings: Bindings;
  readonly frames: FrameSource;
}
