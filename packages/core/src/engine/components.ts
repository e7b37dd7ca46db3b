/**
 * Components are what is solved once an instant: a host's CPU, a coupled group of paths.
 * A change marks its component dirty; the engine solves the dirty ones, first marked first,
 * before the clock moves. So 200 changes at one instant cost one solve.
 */
import { assert } from './errors.ts';

/** Number of a component. */
export type ComponentId = number;

/** Solves one component; may mark others dirty and arm timers at the present instant. */
export type ComponentSolver = (argument: number) => void;

/** The components and the queue of the dirty ones: a ring that holds each at most once. */
export class Components {
  readonly solvers: ComponentSolver[] = [];
  readonly arguments: number[] = [];
  /** How many wait for their solve. */
  dirtyCount = 0;

  private readonly labels: string[] = [];
  private dirty = new Uint8Array(16);
  private ring = new Int32Array(16);
  private head = 0;

  create(solve: ComponentSolver, argument: number, label: string): ComponentId {
    const component = this.solvers.length;
    if (component === this.ring.length) this.grow();
    this.solvers.push(solve);
    this.arguments.push(argument);
    this.labels.push(label);
    return component;
  }

  /** Does nothing if the component is dirty already. */
  mark(component: ComponentId): void {
    assert(component < this.solvers.length, 'the component does not exist');
    if (this.dirty[component] === 1) return;
    this.dirty[component] = 1;
    this.ring[(this.head + this.dirtyCount++) & (this.ring.length - 1)] = component;
  }

  /** Takes the component that was marked first; it may be marked again from now on. */
  takeDirty(): ComponentId {
    const component = this.ring[this.head]!;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.dirtyCount--;
    this.dirty[component] = 0;
    return component;
  }

  labelOf(component: ComponentId): string {
    return this.labels[component]!;
  }

  private grow(): void {
    const capacity = this.ring.length * 2;
    const ring = new Int32Array(capacity);
    for (let i = 0; i < this.dirtyCount; i++) {
      ring[i] = this.ring[(this.head + i) & (this.ring.length - 1)]!;
    }
    const dirty = new Uint8Array(capacity);
    dirty.set(this.dirty);
    this.ring = ring;
    this.dirty = dirty;
    this.head = 0;
  }
}
