import { EdgeTable } from './edge-table.ts';
import { FlowTable } from './flow-table.ts';
import { IdList } from './id-list.ts';
import { IndexedHeap } from './indexed-heap.ts';
import { PairingHeaps } from './pairing-heaps.ts';
import { QueueDivision } from './queue-division.ts';
import type { QueueEntry, QueueNode, QueuePart } from './queue-node.ts';
import { MARK_DATE, ResourceTable } from './resource-table.ts';
import { RouteTable } from './route-table.ts';

/** Levels and loads nearer than this fraction are taken for equal: ties are usual. */
export const TOLERANCE = 1e-12;

/** A level that moves by a smaller fraction is not published. */
export const QUIET = 1e-13;

/** What the solver did, to see its cost: counts since the start. */
export interface Counters {
  /** Calls of `solve` that found a change. */
  solves: number;
  /** Resources settled. */
  settles: number;
  /** Levels published. */
  moves: number;
  /** Classes that changed binder. */
  rebinds: number;
  /** Flows and queues that crossed a threshold. */
  crossings: number;
  /** Problems solved from scratch. */
  rebuilds: number;
}

/**
 * All that the parts of the solver share: the tables, the heaps over them, and what waits to be
 * settled. Names of heaps: `finish` by finish key, `above` and `below` by the level at which a
 * flow or queue reaches its next threshold (below: negated).
 */
export class Network {
  /** Numbers that change often; in an array, since a field is allocated at each change. */
  private readonly scalars = new Float64Array(2);
  /** While the structure is built anew, changes reach classes but no resources. */
  isRebuilding = false;
  /** Steps until the settling of an instant is given up. */
  stepsLeft = 0;
  /** See the tuning. */
  clockSpan = 0;
  manyEdges = 0;
  readonly counters: Counters = {
    solves: 0,
    settles: 0,
    moves: 0,
    rebinds: 0,
    crossings: 0,
    rebuilds: 0,
  };

  readonly resources = new ResourceTable();
  readonly edges = new EdgeTable();
  readonly routes = new RouteTable();
  readonly flows = new FlowTable();
  /** Queues by their handles. */
  readonly queues = new Map<number, QueueNode>();
  /** What is in queues, by flow. */
  readonly queueEntries = new Map<number, QueueEntry>();
  /** Classes of outermost queues, by the flow slot that stands for them. */
  readonly queueParts = new Map<number, QueuePart>();
  /** The same by their routes. */
  readonly partsOnRoute = new Map<number, QueuePart[]>();
  /** Outermost queues whose flows are to be divided anew. */
  readonly queuesToDivide: QueueNode[] = [];
  /** Outermost queues with flows whose dates follow the level in no simple way. */
  readonly unevenQueues = new Set<QueueNode>();
  readonly division = new QueueDivision();

  /** Flows in their class. */
  readonly finishInRoute = new PairingHeaps();
  readonly aboveInRoute = new PairingHeaps();
  readonly belowInRoute = new PairingHeaps();
  /** Classes at their binder. */
  readonly finishAtBinder = new PairingHeaps();
  readonly aboveAtBinder = new PairingHeaps();
  readonly belowAtBinder = new PairingHeaps();
  /** Edges at their binder: level from which on their slack target must be looked at. */
  readonly watches = new PairingHeaps();
  /** Edges at their target: minus an upper bound of the binder's level. */
  readonly bounds = new PairingHeaps(2, 1);

  /** Resources whose level may have to change, by level. */
  readonly dirty = new IndexedHeap();
  /** Slack resources that may be full by now. */
  readonly toCheck = new IdList();
  /** Resources whose first date may have become earlier. */
  readonly toDate = new IdList();
  /** First date of what a resource serves: may be early, never late. */
  readonly resourceDates = new IndexedHeap();
  /** Dates of flows whose rate does not follow a clock. */
  readonly flowDates = new IndexedHeap();
  /** Edges whose target now has a lower level than their binder. */
  readonly released: number[] = [];
  /** Classes that change their binder at once. */
  readonly takenOver = new IdList();
  private edgeRoom = 0;
  private queueCount = 0;
  private readonly freeQueues: number[] = [];

  /** Date up to which the clocks may run, in seconds. */
  get nowSeconds(): number {
    return this.scalars[0]!;
  }

  set nowSeconds(seconds: number) {
    this.scalars[0] = seconds;
  }

  /** Largest work per weight so far: the scale of the clocks. */
  get largestWork(): number {
    return this.scalars[1]!;
  }

  set largestWork(work: number) {
    this.scalars[1] = work;
  }

  /** Makes room in the heaps for all resources and routes and flows that there are. */
  reserve(): void {
    const resources = this.resources.kinds.length;
    const routes = this.routes.numbers.length;
    const flows = this.flows.sequences.length;
    for (const heaps of [this.finishAtBinder, this.aboveAtBinder, this.belowAtBinder]) {
      heaps.reserveHeaps(resources);
      heaps.reserveNodes(routes);
    }
    for (const heaps of [this.finishInRoute, this.aboveInRoute, this.belowInRoute]) {
      heaps.reserveHeaps(routes);
      heaps.reserveNodes(flows);
    }
    this.watches.reserveHeaps(resources);
    this.bounds.reserveHeaps(resources);
  }

  /** The edge of two resources, made if need be. */
  edge(binder: number, target: number): number {
    if (binder === target) return this.resources.selfEdges[binder]!;
    const edge = this.edges.between(binder, target);
    if (this.edges.room !== this.edgeRoom) this.reserveEdges();
    return edge;
  }

  /** An edge from a resource to itself, which the table of edges does not look up. */
  takeSelfEdge(resource: number): void {
    this.resources.selfEdges[resource] = this.edges.take(resource, resource);
    if (this.edges.room !== this.edgeRoom) this.reserveEdges();
  }

  takeQueueId(): number {
    return this.freeQueues.pop() ?? this.queueCount++;
  }

  giveQueueId(id: number): void {
    this.freeQueues.push(id);
  }

  /** Has the resource's first date looked up at the end of the solve. */
  dateLater(resource: number): void {
    const { marks } = this.resources;
    if ((marks[resource]! & MARK_DATE) !== 0) return;
    marks[resource] = marks[resource]! | MARK_DATE;
    this.toDate.push(resource);
  }

  private reserveEdges(): void {
    this.edgeRoom = this.edges.room;
    this.watches.reserveNodes(this.edgeRoom);
    this.bounds.reserveNodes(this.edgeRoom, this.edges.numbers);
  }
}
