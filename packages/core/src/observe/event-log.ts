import type { EventSpec } from '../declare/index.ts';
import { assert } from '../engine/errors.ts';
import { Fingerprint } from '../engine/fingerprint.ts';
import type { Clock } from './metric.ts';

/** Number of an entity, over all kinds. */
export type EntityId = number;
/** Number of an event: 1, 2, 3 ... in the order in which they happen. */
export type EventId = number;

/** One event: plain frozen values that reach back into nothing. */
export interface SimulationEvent {
  readonly id: EventId;
  readonly timeSeconds: number;
  /** `subject.pastTense`. */
  readonly type: string;
  readonly subject: EntityId;
  /** Further entities that it concerns. */
  readonly others: readonly EntityId[];
  /** The event because of which it happened; undefined: a root cause. */
  readonly cause: EventId | undefined;
  readonly data: Readonly<Record<string, number | string | boolean>>;
}

export interface EmitOptions {
  readonly cause?: EventId | undefined;
  readonly others?: readonly EntityId[] | undefined;
  /** Only what the event's declaration names. */
  readonly data?: Readonly<Record<string, number | string | boolean>> | undefined;
}

export interface EventLogOptions {
  readonly clock: Clock;
  nameOf(entity: EntityId): string;
  /** Events to keep; the oldest fall out. Default 200,000. */
  readonly keep?: number;
}

const DEFAULT_KEEP = 200_000;
const NO_ENTITIES: readonly EntityId[] = Object.freeze([]);
const NO_DATA: SimulationEvent['data'] = Object.freeze({});

interface LatestEvents {
  latest: SimulationEvent;
  readonly byType: Map<string, SimulationEvent>;
}

/**
 * Everything that happened, with causes.
 *
 * It keeps the latest events, and of every entity the latest event of each type. The fingerprint
 * and the counts cover all events since the beginning, kept or not: two runs are the same if
 * their fingerprints are.
 *
 * Cost: about a microsecond an event; memory bounded by `keep` and by entities x types.
 */
export class EventLog {
  private readonly clock: Clock;
  private readonly nameOf: (entity: EntityId) => string;
  private readonly keep: number;
  private readonly specs = new Map<string, EventSpec>();
  private readonly counts = new Map<string, number>();
  private readonly latest = new Map<EntityId, LatestEvents>();
  private readonly print = new Fingerprint();
  /** Event n is at place (n - 1) modulo `keep`. */
  private readonly ring: SimulationEvent[] = [];
  private lastId: EventId = 0;
  private listeners: readonly ((event: SimulationEvent) => void)[] = [];
  private isTelling = false;

  constructor(options: EventLogOptions) {
    this.clock = options.clock;
    this.nameOf = (entity) => options.nameOf(entity);
    this.keep = options.keep ?? DEFAULT_KEEP;
    assert(this.keep >= 1, 'an event log keeps at least one event');
  }

  /** Allows events of these types. */
  declare(specs: readonly EventSpec[]): void {
    for (const spec of specs) {
      assert(!this.specs.has(spec.type), 'an event type is declared twice');
      this.specs.set(spec.type, spec);
    }
  }

  /** The declared event types, in the order of declaration. */
  get declared(): readonly EventSpec[] {
    return [...this.specs.values()];
  }

  /** Something happened, now. */
  emit(type: string, subject: EntityId, options: EmitOptions = {}): EventId {
    const spec = this.specs.get(type);
    assert(spec !== undefined, 'an event type is not declared');
    assert(!this.isTelling, 'a listener of events may not cause events');
    const { cause, others, data } = options;
    assert(cause === undefined || (cause >= 1 && cause <= this.lastId), 'a cause lies ahead');
    if (data !== undefined) assertDeclared(spec, data);
    const event: SimulationEvent = Object.freeze({
      id: this.lastId + 1,
      timeSeconds: this.clock.nowSeconds,
      type,
      subject,
      others: others === undefined ? NO_ENTITIES : Object.freeze([...others]),
      cause,
      data: data === undefined ? NO_DATA : Object.freeze({ ...data }),
    });
    this.lastId = event.id;
    this.ring[(event.id - 1) % this.keep] = event;
    this.counts.set(type, this.countOf(type) + 1);
    this.keepLatest(event);
    this.addToFingerprint(event);
    this.tell(event);
    return event.id;
  }

  /** Undefined when there is no such event, or it has been forgotten. */
  get(id: EventId): SimulationEvent | undefined {
    if (id <= this.forgotten || id > this.lastId) return undefined;
    return this.ring[(id - 1) % this.keep];
  }

  /** The kept events, oldest first. */
  *all(): Generator<SimulationEvent, void, undefined> {
    for (let id = this.forgotten + 1; id <= this.lastId; id++) {
      const event = this.get(id);
      if (event !== undefined) yield event;
    }
  }

  /** Events since the beginning. */
  get count(): number {
    return this.lastId;
  }

  /** Events that are no longer kept. */
  get forgotten(): number {
    return Math.max(0, this.lastId - this.keep);
  }

  /** Events of a type since the beginning. */
  countOf(type: string): number {
    return this.counts.get(type) ?? 0;
  }

  /** Latest event of which the entity is the subject; never forgotten. */
  latestOf(entity: EntityId, type?: string): SimulationEvent | undefined {
    const known = this.latest.get(entity);
    return type === undefined ? known?.latest : known?.byType.get(type);
  }

  /**
   * The event, its cause, the cause of that, and so on. The last one is the root, unless it has
   * a `cause` itself: then that one has been forgotten.
   */
  causesOf(id: EventId): readonly SimulationEvent[] {
    const chain: SimulationEvent[] = [];
    let event = this.get(id);
    while (event !== undefined) {
      chain.push(event);
      event = event.cause === undefined ? undefined : this.get(event.cause);
    }
    return chain;
  }

  /**
   * Calls the listener with each event as it happens. What the listener throws goes through to
   * whoever caused the event. Returns what ends that.
   */
  onEvent(listener: (event: SimulationEvent) => void): () => void {
    this.listeners = [...this.listeners, listener];
    return () => {
      this.listeners = this.listeners.filter((other) => other !== listener);
    };
  }

  /** Hash of all events since the beginning at full precision. */
  fingerprint(): string {
    return this.print.digest();
  }

  private keepLatest(event: SimulationEvent): void {
    const known = this.latest.get(event.subject);
    if (known === undefined) {
      const byType = new Map([[event.type, event]]);
      this.latest.set(event.subject, { latest: event, byType });
    } else {
      known.latest = event;
      known.byType.set(event.type, event);
    }
  }

  private addToFingerprint(event: SimulationEvent): void {
    const print = this.print;
    print.number(event.timeSeconds);
    print.text(event.type);
    print.text(this.nameOf(event.subject));
    print.number(event.others.length);
    for (const other of event.others) print.text(this.nameOf(other));
    print.number(event.cause ?? 0);
    const keys = Object.keys(event.data);
    print.number(keys.length);
    for (const key of keys) {
      const value = event.data[key]!;
      print.text(key);
      print.text(typeof value);
      if (typeof value === 'number') print.number(value);
      else print.text(String(value));
    }
  }

  private tell(event: SimulationEvent): void {
    this.isTelling = true;
    try {
      for (const listener of this.listeners) listener(event);
    } finally {
      this.isTelling = false;
    }
  }
}

function assertDeclared(spec: EventSpec, data: SimulationEvent['data']): void {
  for (const key of Object.keys(data)) {
    assert(spec.data?.[key] !== undefined, 'an event carries a datum that is not declared');
  }
}
