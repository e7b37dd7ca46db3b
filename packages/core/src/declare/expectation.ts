import type { WindowSpec } from './keys.ts';

export interface EventMatchSpec {
  readonly event: string;
  readonly of?: string;
}

/** One line of `expect:`, with typed values. Exactly one of metric, event and state is given. */
export interface ExpectationSpec {
  readonly metric?: string;
  readonly event?: string;
  readonly state?: string;
  /** Selector text; absent: all entities that have it. */
  readonly of?: string;
  readonly aggregate?: 'mean' | 'min' | 'max' | 'sum' | 'last' | 'p50' | 'p95' | 'p99';
  readonly across: 'each' | 'mean' | 'max' | 'min' | 'sum';
  readonly during?: WindowSpec;
  readonly atSeconds?: number;
  /** In the metric's own unit; for a state, a word. */
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly equals?: number | string;
  /** Fraction of `equals`, or an absolute amount in the metric's unit. */
  readonly tolerance?: { readonly fraction: number } | { readonly amount: number };
  readonly withinSeconds?: number;
  readonly after?: EventMatchSpec;
  readonly before?: EventMatchSpec;
  readonly because?: string;
  /** `file:line:column` of the entry. */
  readonly position?: string;
}

export interface RecordSpec {
  readonly intervalSeconds: number;
  /** Names with `*`; absent: all. */
  readonly metrics?: readonly string[];
  /** Selector text; absent: all. */
  readonly of?: string;
  /** Event types with `*` that the run folder keeps; absent: all. */
  readonly events?: readonly string[];
}
