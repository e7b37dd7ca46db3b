import { Phase, type TimerId } from '../engine/index.ts';
import type { Vm } from '../inventory/entities.ts';
import type { TraceMoves, TraceSource, WorkloadSpec } from '../inventory/workload-specs.ts';
import type { World } from '../inventory/world.ts';
import { movesBytes, traceLevel } from './trace-io.ts';
import { armPeriod, RuntimeBase, type WorkloadRuntime, wholeMHz } from './workload-runtime.ts';

/**
 * Replay of a trace. After its last sample a trace starts again from the first. VM number i of the
 * workload, in name order, replays column i modulo the columns.
 *
 * - lose: sample k holds from k periods after the start, whatever was served; what the host did
 *   not serve is lost. One timer for all VMs.
 * - stretch (see `stretched-trace.ts`): each sample is an amount of work that must be served.
 *
 * Bytes that the trace knows of are wished for likewise, and lost if they are not served.
 *
 * Cost of a tick: one call of the source and one comparison a VM.
 */
export class LosingTraceRuntime extends RuntimeBase implements WorkloadRuntime {
  readonly spec: Extract<WorkloadSpec, { kind: 'trace' }>;
  private readonly timer: TimerId;
  private index = 0;
  /** By position among the members: VM index, column, present sample, MHz of one unit. */
  private vmIndices = new Int32Array(0);
  private samples = new Float64Array(0);
  private columns = new Int32Array(0);
  private scales = new Float64Array(0);
  private isStale = true;
  /** By VM index: the present sample. Sources may draw, so each is asked once a sample. */
  private readonly present: Float64Array;
  /** By VM index: the bytes that it moves, where the trace knows of any. */
  private readonly moves: (TraceMoves | undefined)[] = [];
  private readonly columnOf: ReadonlyMap<Vm, number>;

  constructor(world: World, spec: Extract<WorkloadSpec, { kind: 'trace' }>) {
    super(world);
    this.spec = spec;
    this.columnOf = dealColumns(world, spec);
    this.present = new Float64Array(world.vms.length);
    this.timer = world.engine.createTimer(Phase.arrival, () => this.next(), 0, spec.name);
    armPeriod(world.engine, this.timer, 1, spec.source.periodSeconds);
  }

  attach(vm: Vm): void {
    this.addMember(vm);
    this.world.cpu.losesUnserved[vm.index] = 1;
    const column = this.columnOf.get(vm) ?? 0;
    this.present[vm.index] = this.spec.source.sample(column, this.index);
    this.moves[vm.index] = this.spec.source.moves?.(column, this.index);
    this.refresh(vm);
  }

  detach(vm: Vm): void {
    this.removeMember(vm);
    this.world.cpu.losesUnserved[vm.index] = 0;
    this.isStale = true;
  }

  refresh(vm: Vm): void {
    this.isStale = true;
    this.wish(vm, this.present[vm.index]! * this.scaleOf(vm));
    const moves = this.moves[vm.index];
    if (moves !== undefined && movesBytes(vm)) this.io.wish(vm, traceLevel(vm, moves));
  }

  private scaleOf(vm: Vm): number {
    return this.spec.source.unit === 'MHz' ? 1 : wholeMHz(vm);
  }

  private next(): void {
    const { source } = this.spec;
    const turn = Math.round(this.engine.nowSeconds / source.periodSeconds);
    this.index = Number.isFinite(source.length) ? turn % source.length : turn;
    armPeriod(this.engine, this.timer, turn + 1, source.periodSeconds);
    if (this.isStale) this.layOut();
    const { vmIndices, samples, present } = this;
    this.draw();
    for (let i = 0; i < vmIndices.length; i++) present[vmIndices[i]!] = samples[i]!;
    this.world.cpu.wishMany(vmIndices, samples, this.scales);
    if (source.moves !== undefined) this.moveMany(source.moves);
  }

  private moveMany(movesOf: NonNullable<TraceSource['moves']>): void {
    const { columns, index, moves } = this;
    for (const [i, vm] of this.members.entries()) {
      if (!movesBytes(vm)) continue;
      const now = movesOf(columns[i]!, index);
      moves[vm.index] = now;
      this.io.wish(vm, traceLevel(vm, now));
    }
  }

  /** Asks the source for the present sample of each member. */
  private draw(): void {
    const { source } = this.spec;
    const { samples, columns, index } = this;
    if (source.fill !== undefined) {
      source.fill(samples, columns, index);
      return;
    }
    for (let i = 0; i < columns.length; i++) samples[i] = source.sample(columns[i]!, index);
  }

  /** Members that serve have their full scale; the others wish nothing. */
  private layOut(): void {
    const count = this.members.length;
    this.vmIndices = new Int32Array(count);
    this.columns = new Int32Array(count);
    this.samples = new Float64Array(count);
    this.scales = new Float64Array(count);
    this.members.forEach((vm, i) => {
      this.vmIndices[i] = vm.index;
      this.columns[i] = this.columnOf.get(vm) ?? 0;
      this.scales[i] = vm.state === 'running' ? this.scaleOf(vm) : 0;
    });
    this.isStale = false;
  }

  replaceSpec(): void {}
}

/** Columns of a trace for the VMs that name the workload in the scenario, in name order. */
export function dealColumns(
  world: World,
  spec: Extract<WorkloadSpec, { kind: 'trace' }>,
): ReadonlyMap<Vm, number> {
  const columns = new Map<Vm, number>();
  for (const vm of world.vms) {
    if (vm.spec.workload === spec.name) columns.set(vm, columns.size % spec.source.columns);
  }
  return columns;
}
