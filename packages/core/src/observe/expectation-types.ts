import type { ExpectationSpec, MetricSpec } from '../declare/index.ts';
import type { EntityId, EventLog } from './event-log.ts';
import type { Clock } from './metric.ts';
import type { MetricStore } from './metrics.ts';

/** An entity as an expectation needs it. */
export interface ExpectedEntity {
  readonly id: EntityId;
  /** Index within its kind: its place in metrics. */
  readonly index: number;
  readonly name: string;
}

/** An expectation with its selectors resolved. */
export interface ResolvedExpectation {
  readonly expectation: ExpectationSpec;
  /** Specification of the metric, if it is about one. */
  readonly metric?: MetricSpec | undefined;
  /**
   * Whom `of` selects, in the order of their names. For metrics and states: all that have it when
   * `of` is absent. For events: undefined stands for any subject.
   */
  readonly entities?: readonly ExpectedEntity[] | undefined;
  /** Whom `after.of` and `before.of` select; undefined: any subject. */
  readonly afterEntities?: readonly ExpectedEntity[] | undefined;
  readonly beforeEntities?: readonly ExpectedEntity[] | undefined;
}

/** What judging needs of the run. */
export interface JudgedRun {
  readonly clock: Clock;
  readonly metrics: MetricStore;
  readonly events: EventLog;
  readonly endSeconds: number;
  /** Time of day at which the run starts, in seconds after midnight: for daily windows. */
  readonly startOfDaySeconds: number;
  /** Calls back once, at this instant, in its last phase. */
  schedule(atSeconds: number, callback: () => void): void;
  /** Present word, or number, of a state of an entity. */
  stateOf(state: string, entity: EntityId): string | number | undefined;
}

/** What came of an expectation. */
export interface ExpectationResult {
  readonly expectation: ExpectationSpec;
  readonly pass: boolean;
  /** What decided; undefined when there was nothing to measure. */
  readonly measured: number | string | undefined;
  /** Unit of `measured`; `1` for counts, `s` for delays, empty for states. */
  readonly unit: string;
  /** Name of the entity that decided, if a single one did. */
  readonly worst: string | undefined;
  /** Entities that were judged. */
  readonly entityCount: number;
  /** One line to read: `vm.downtimeSeconds of web*: at most 180 s; measured max 105 s (web07)`. */
  readonly message: string;
}

/** Follows one expectation through a run. */
export interface Judge {
  /** What came of it up to now. Can be asked at any time, and again. */
  result(): ExpectationResult;
}
