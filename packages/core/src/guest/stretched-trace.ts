import { Phase, type TimerId } from '../engine/index.ts';
import type { Vm } from '../inventory/entities.ts';
import type { TraceMoves, WorkloadSpec } from '../inventory/workload-specs.ts';
import type { World } from '../inventory/world.ts';
import { movesBytes, traceLevel } from './trace-io.ts';
import { dealColumns } from './trace-workload.ts';
import { RuntimeBase, type WorkloadRuntime, wholeMHz } from './workload-runtime.ts';

/**
 * Replay of a trace that stretches: sample k is the work of one period at its demand, and the next
 * one begins when that work is served; an idle sample lasts its period. A VM that does not serve
 * stands still in its trace. Progress p of a sample follows dp/dt = served / wished / period.
 * Bytes that the trace knows of are wished for at that pace; they do not stretch it.
 */
interface Replay {
  readonly vm: Vm;
  readonly column: number;
  readonly timer: TimerId;
  /** Samples replayed so far, and the present one. */
  turn: number;
  sample: number;
  moves: TraceMoves | undefined;
  /** Fraction of the present sample that is done at `sinceSeconds`, and its speed from then. */
  progress: number;
  speed: number;
  sinceSeconds: number;
}

export class StretchedTraceRuntime extends RuntimeBase implements WorkloadRuntime {
  readonly spec: Extract<WorkloadSpec, { kind: 'trace' }>;
  private readonly replays = new Map<number, Replay>();
  private readonly columnOf: ReadonlyMap<Vm, number>;
  /** Number of the watcher at the CPU port that calls `served`. */
  private readonly watcher: number;

  constructor(world: World, spec: Extract<WorkloadSpec, { kind: 'trace' }>, watcher: number) {
    super(world);
    this.spec = spec;
    this.columnOf = dealColumns(world, spec);
    this.watcher = watcher;
  }

  attach(vm: Vm): void {
    this.addMember(vm);
    this.world.cpu.watch(vm.index, this.watcher, true);
    const timer = this.engine.createTimer(
      Phase.completion,
      () => this.finishSample(vm.index),
      vm.index,
      `${this.spec.name} ${vm.name}`,
    );
    this.replays.set(vm.index, {
      vm,
      column: this.columnOf.get(vm) ?? 0,
      timer,
      turn: 0,
      sample: 0,
      moves: undefined,
      progress: 0,
      speed: 0,
      sinceSeconds: this.engine.nowSeconds,
    });
    this.takeSample(this.replays.get(vm.index)!);
    this.refresh(vm);
  }

  detach(vm: Vm): void {
    this.removeMember(vm);
    this.world.cpu.watch(vm.index, this.watcher, false);
    this.engine.freeTimer(this.replays.get(vm.index)!.timer);
    this.replays.delete(vm.index);
  }

  refresh(vm: Vm): void {
    const replay = this.replays.get(vm.index)!;
    const wished = this.wishedMHz(replay);
    this.wish(vm, wished);
    this.runAt(replay, vm.state === 'running' && wished === 0 ? 1 : this.speedOf(replay));
  }

  /** The scheduler decided a member's service anew. */
  override served(vmIndex: number): void {
    const replay = this.replays.get(vmIndex);
    if (replay !== undefined) this.runAt(replay, this.speedOf(replay));
  }

  /** Periods of the present sample done a period of time. */
  private speedOf(replay: Replay): number {
    if (replay.vm.state !== 'running') return 0;
    const wished = this.wishedMHz(replay);
    return wished === 0 ? 1 : this.world.cpu.loadServedMHz(replay.vm.index) / wished;
  }

  private wishedMHz(replay: Replay): number {
    const scale = this.spec.source.unit === 'MHz' ? 1 : wholeMHz(replay.vm);
    return replay.sample * scale;
  }

  /** Sources may draw, so each is asked once a sample. */
  private takeSample(replay: Replay): void {
    const { source } = this.spec;
    const index = Number.isFinite(source.length) ? replay.turn % source.length : replay.turn;
    replay.sample = source.sample(replay.column, index);
    replay.moves = source.moves?.(replay.column, index);
  }

  private runAt(replay: Replay, speed: number): void {
    const now = this.engine.nowSeconds;
    const period = this.spec.source.periodSeconds;
    replay.progress += (replay.speed * (now - replay.sinceSeconds)) / period;
    replay.sinceSeconds = now;
    replay.speed = speed;
    const { vm, moves } = replay;
    if (moves !== undefined && movesBytes(vm)) this.io.wish(vm, traceLevel(vm, moves, speed));
    if (speed > 0) {
      const left = Math.max(0, 1 - replay.progress);
      this.engine.arm(replay.timer, now + (left * period) / speed);
    } else {
      this.engine.cancel(replay.timer);
    }
  }

  private finishSample(vmIndex: number): void {
    const replay = this.replays.get(vmIndex)!;
    replay.turn++;
    this.takeSample(replay);
    replay.progress = 0;
    replay.speed = 0;
    replay.sinceSeconds = this.engine.nowSeconds;
    this.refresh(replay.vm);
  }

  replaceSpec(): void {}
}
