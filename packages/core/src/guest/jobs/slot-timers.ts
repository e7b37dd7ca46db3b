import type { Engine, Phase, TimerId } from '../../engine/index.ts';
import type { InstanceId } from './instances.ts';

/** One timer for each slot of an instance, made when it is first needed and used again. */
export class SlotTimers {
  private readonly engine: Engine;
  private readonly phase: Phase;
  private readonly due: (id: InstanceId) => void;
  private readonly label: string;
  private readonly timers: (TimerId | undefined)[] = [];

  constructor(engine: Engine, phase: Phase, label: string, due: (id: InstanceId) => void) {
    this.engine = engine;
    this.phase = phase;
    this.due = due;
    this.label = label;
  }

  arm(id: InstanceId, atSeconds: number): void {
    while (this.timers.length <= id) this.timers.push(undefined);
    this.timers[id] ??= this.engine.createTimer(this.phase, this.due, id, this.label);
    this.engine.arm(this.timers[id], atSeconds);
  }

  cancel(id: InstanceId): void {
    const timer = this.timers[id];
    if (timer !== undefined) this.engine.cancel(timer);
  }
}
