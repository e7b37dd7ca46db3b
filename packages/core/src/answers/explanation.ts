import type { Cluster, Host, Pool, Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';

/** What can be explained. */
export type Subject = Host | Vm | Pool | Cluster;

/** What one mechanism has to say about a subject now. */
export interface ExplanationPart {
  /** `state`, `downtime`, `cpu` ... */
  readonly topic: string;
  /** The same as the lines, for programs. Seconds, MHz, percent. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Whole sentences. */
  readonly lines: readonly string[];
}

/** Explains one aspect of a subject; undefined where it has nothing to say. */
export type Explainer = (world: World, subject: Subject) => ExplanationPart | undefined;

/** The answer to "why is it as it is", at one instant. */
export interface Explanation {
  readonly entity: string;
  /** `vm`, `host`, `pool` or `cluster`. */
  readonly kind: string;
  /** Seconds after the start of the run. */
  readonly atSeconds: number;
  /** The same on the scenario's clock. */
  readonly clock: string;
  readonly parts: readonly ExplanationPart[];
  /** All sentences, in reading order. */
  readonly lines: readonly string[];
}
