import {
  bindingResource,
  type Held,
  heldBy,
  isFlowTied,
  levelWithOneMore,
  loadOf,
  rateOf,
} from './answers.ts';
import { FLAG_RELEASED, FLAGS, TIES } from './flow-table.ts';
import { Gradient } from './gradient.ts';
import { type Counters, Network } from './network.ts';
import { queueNode } from './topology.ts';

/** What can be asked of coupled resources: the state since the last solve. */
export class CoupledAnswers {
  protected readonly network = new Network();
  private readonly gradients = new Gradient(this.network);

  /** What the solver did so far. */
  get counters(): Readonly<Counters> {
    return this.network.counters;
  }

  /** Flows that exist, those that the next solve starts or ends included. */
  get flowCount(): number {
    return this.network.flows.live;
  }

  /** Date of the last solve, in seconds. */
  get nowSeconds(): number {
    return this.network.nowSeconds;
  }

  /** Units of work a second. */
  rate(flow: number): number {
    return rateOf(this.network, flow);
  }

  /** Resource that holds the flow, or whose level its full queue has; -1: its own cap does. */
  boundBy(flow: number): number {
    return bindingResource(this.network, flow);
  }

  /** What kind of thing holds the flow. */
  heldBy(flow: number): Held {
    return heldBy(this.network, flow);
  }

  /** More than one thing holds the flow; `boundBy` and `heldBy` name one of them. */
  isTied(flow: number): boolean {
    return isFlowTied(this.network, flow);
  }

  /** What one unit of weight gets at a resource, in units a second; Infinity: it is slack. */
  level(resource: number): number {
    return this.network.resources.level(resource);
  }

  /**
   * The level with one more unit of weight: an arrival at a device waits 1 / this.
   *
   * @param coefficient what the arrival takes of the resource.
   */
  arrivalLevel(resource: number, coefficient = 1): number {
    return levelWithOneMore(this.network, resource, coefficient);
  }

  /** Units a second that flows take from a shared resource. */
  load(resource: number): number {
    return loadOf(this.network, resource);
  }

  /** Units a second; of an unshared resource, what each flow may take. */
  capacity(resource: number): number {
    return this.network.resources.capacity(resource);
  }

  /** All slots of a queue are taken: what is in it could use more than it has. */
  isQueueFull(queue: number): boolean {
    return queueNode(this.network, queue).isDivided;
  }

  /** The flow's reservation is released, since a resource on its route is overloaded. */
  isReleased(flow: number): boolean {
    return (this.network.flows.integers[flow * TIES + FLAGS]! & FLAG_RELEASED) !== 0;
  }

  /** What would help: moves with one unit more of capacity. Valid until the next call or solve. */
  gradient(resource: number): Gradient {
    this.gradients.ofCapacity(resource);
    return this.gradients;
  }

  /** The same for one unit more of a flow's own cap. */
  gradientOfCap(flow: number): Gradient {
    this.gradients.ofCap(flow);
    return this.gradients;
  }
}
