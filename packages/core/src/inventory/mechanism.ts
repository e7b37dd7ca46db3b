import type {
  CommandSpec,
  ErrorSpec,
  EventSpec,
  MetricSpec,
  ShapeSpec,
  StateSpec,
} from '../declare/index.ts';
import type { World } from './world.ts';

/**
 * One mechanism of the simulated datacenter: what it adds to the language and to the tables, and
 * how it enters a running world. `install` runs once, before time starts; mechanisms meet only
 * through the ports of the world.
 */
export interface Mechanism {
  /** Folder below `core/src`: `hypervisor/cpu`. */
  readonly name: string;
  /** One sentence for the reference pages. */
  readonly doc: string;
  readonly shapes: readonly ShapeSpec[];
  readonly metrics: readonly MetricSpec[];
  readonly events: readonly EventSpec[];
  readonly states: readonly StateSpec[];
  readonly commands: readonly CommandSpec[];
  readonly errors: readonly ErrorSpec[];
  install(world: World): void;
}
