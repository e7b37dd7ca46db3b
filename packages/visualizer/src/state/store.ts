import { computed, signal } from '@preact/signals';
import type { Audience, Details, Recovery, Status, TimelineState } from '@vdcsim/protocol';
import type { Mode, Theme, View } from './address.ts';
import { EventRing } from './event-ring.ts';
import { columnOf, hostHealths, stateOf, type Tables, vmHealths } from './health.ts';
import { type Entity, type Inventory, placementOf } from './inventory.ts';
import { everyEvent, type LogFilter } from './log-filter.ts';
import type { Problem } from './problems.ts';
import { QueueTrace } from './queue-trace.ts';
import { type Found, search } from './search.ts';

/** Where the simulation runs, and whether it can be heard. */
export interface Connection {
  /** `page`: in a worker of this page, without a server. */
  readonly place: 'server' | 'page';
  readonly phase: 'connecting' | 'open' | 'lost';
  /** When `lost`: tries so far. */
  readonly tries: number;
}

/** State for drawing, as the last frame left it. Another object after every frame. */
export interface FrameView {
  readonly tables: Tables;
  readonly timeSeconds: number;
  readonly number: number;
}

/** A sentence over the page until it is closed or its cause is gone. */
export interface Notice {
  readonly id: number;
  readonly tone: 'plain' | 'warning' | 'alarm';
  readonly text: string;
  /** Offered beside the sentence. */
  readonly offer?: { readonly title: string; readonly run: () => void };
}

/** The run can't go on. */
export interface Broken {
  readonly message: string;
  readonly nowSeconds: number;
  readonly seed: number;
  readonly detail: string;
}

/** What lies over the page. `at` is where a menu opens, in CSS pixels of the window. */
export type Overlay =
  | { readonly kind: 'palette' | 'keys' | 'scenarios' | 'why' }
  | { readonly kind: 'menu'; readonly entity: number; readonly at: readonly [number, number] }
  | { readonly kind: 'problems'; readonly problem: Problem };

/** Orders of the tree, by their words in vSphere. */
export const treeOrders = ['hosts', 'stores', 'fabric'] as const;
export type TreeOrder = (typeof treeOrders)[number];

const nothingFound: Found = { entities: [], ids: new Set() };

/** Before the first frame. */
export const noFrame: FrameView = { tables: {}, timeSeconds: 0, number: -1 };

/** Everything that the page shows, as signals; nothing else holds state of the run. */
export class Store {
  readonly connection = signal<Connection>({ place: 'server', phase: 'connecting', tries: 0 });
  readonly product = signal('');
  readonly run = signal<string | undefined>(undefined);
  readonly inventory = signal<Inventory | undefined>(undefined);
  readonly frame = signal<FrameView>(noFrame);
  readonly status = signal<Status | undefined>(undefined);
  readonly audience = signal<Audience | undefined>(undefined);
  readonly timeline = signal<TimelineState | undefined>(undefined);
  readonly recoveries = signal<readonly Recovery[]>([]);
  readonly details = signal<Details | undefined>(undefined);
  /** What queues held while the page watched this run; grows with the frames. */
  queueTrace = new QueueTrace(1);
  readonly broken = signal<Broken | undefined>(undefined);
  readonly notices = signal<readonly Notice[]>([]);

  /** Entity of which the inspector tells. */
  readonly selection = signal<number | null>(null);
  /** Entity on which the pointer is, anywhere in the page. */
  readonly hovered = signal<number | null>(null);
  /** Event whose chain of causes is lit in the log. */
  readonly selectedEvent = signal<number | null>(null);
  readonly view = signal<View>('hosts');
  readonly theme = signal<Theme>('light');
  readonly mode = signal<Mode>('desk');
  readonly query = signal('');
  readonly logFilter = signal<LogFilter>(everyEvent);
  readonly overlay = signal<Overlay | undefined>(undefined);
  /** Which order the tree is in. */
  readonly treeOrder = signal<TreeOrder>('hosts');
  /** Rows of the tree that were opened or closed by hand. */
  readonly openRows = signal<ReadonlyMap<string, boolean>>(new Map());
  /** On narrow pages: whether tree and inspector are out. */
  readonly isTreeOut = signal(false);
  readonly isInspectorOut = signal(false);

  readonly #ring = signal({ ring: new EventRing(), version: 0 });

  /** Whether what the page shows is what is so now. */
  readonly isKnown = computed(() => this.connection.value.phase === 'open');
  /** Oldest first; another array whenever events have come. */
  readonly events = computed(() => this.#ring.value.ring.events);

  readonly vmHealths = computed(() => {
    const scene = this.inventory.value?.scene;
    if (scene === undefined) return [];
    const { tables } = this.frame.value;
    return vmHealths(scene, tables, this.recoveries.value, this.isKnown.value);
  });

  readonly hostHealths = computed(() => {
    const scene = this.inventory.value?.scene;
    return scene === undefined
      ? []
      : hostHealths(scene, this.frame.value.tables, this.isKnown.value);
  });

  readonly placement = computed(() => {
    const scene = this.inventory.value?.scene;
    if (scene === undefined) return { onHost: [], homeless: [] };
    return placementOf(scene, columnOf(this.frame.value.tables, 'vm', 'host'));
  });

  readonly found = computed(() => {
    const inventory = this.inventory.value;
    if (inventory === undefined) return nothingFound;
    return search(this.query.value, inventory, this.frame.value.tables, this.vmHealths.value);
  });

  readonly selected = computed<Entity | undefined>(() => {
    const id = this.selection.value;
    return id === null ? undefined : this.inventory.value?.byId.get(id);
  });

  /** Why there is no picture of storage; undefined where there is one. */
  readonly whyNoFabric = computed(() => {
    const scene = this.inventory.value?.scene;
    return scene === undefined || scene.storage !== undefined
      ? undefined
      : 'This scenario describes no storage, so that there is no fabric to show.';
  });

  /** Word of the state in which the entity is, as commands name it. */
  stateWord(entity: Entity): string | undefined {
    const scene = this.inventory.value?.scene;
    if (scene === undefined) return undefined;
    return stateOf(scene, this.frame.value.tables, entity.kind, entity.row);
  }

  /** The ring behind `events`, to look causes up in. */
  get ring(): EventRing {
    return this.#ring.value.ring;
  }

  /** Empties or fills the ring of events, and tells all that show it. */
  changeEvents(change: (ring: EventRing) => EventRing): void {
    const { ring, version } = this.#ring.value;
    this.#ring.value = { ring: change(ring), version: version + 1 };
  }

  #lastNotice = 0;

  /** Puts a sentence over the page; the same sentence is not put there twice. */
  notify(tone: Notice['tone'], text: string, offer?: Notice['offer']): void {
    const others = this.notices.value.filter((notice) => notice.text !== text);
    this.#lastNotice += 1;
    const notice = { id: this.#lastNotice, tone, text };
    const whole = offer === undefined ? notice : { ...notice, offer };
    this.notices.value = [...others, whole].slice(-3);
  }

  /** Takes a sentence away. */
  dismiss(id: number): void {
    this.notices.value = this.notices.value.filter((notice) => notice.id !== id);
  }
}
