import { assert } from '../../engine/errors.ts';
import type { InstanceId, Instances } from './instances.ts';
import type { JobType } from './job-type.ts';

/** What became of an instance that others may await. */
const Outcome = { open: 0, finished: 1, refused: 2 } as const;

/**
 * Who awaits whom: instance k of a job begins when instance k of each job that it comes after has
 * finished; if one of these was refused, so is it.
 *
 * Memory: a byte for each instance of a job that others come after.
 */
export class Predecessors {
  private readonly types: readonly JobType[];
  private readonly instances: Instances;
  /** By job, by number of the instance. */
  private readonly outcomes: Uint8Array[];
  /** By job: the instances that await one of its numbers. */
  private readonly held: Map<number, InstanceId[]>[];

  constructor(types: readonly JobType[], instances: Instances) {
    this.types = types;
    this.instances = instances;
    this.outcomes = types.map(() => new Uint8Array(0));
    this.held = types.map(() => new Map());
  }

  /** Notes whom a new instance awaits. False: one of these was refused. */
  hold(id: InstanceId): boolean {
    const number = this.instances.number[id]!;
    const { after } = this.types[this.instances.job[id]!]!;
    if (after.some((job) => this.outcomes[job]![number] === Outcome.refused)) return false;
    for (const job of after) {
      if (this.outcomes[job]![number] === Outcome.finished) continue;
      this.instances.unmet[id]!++;
      const held = this.held[job]!;
      const others = held.get(number);
      if (others === undefined) held.set(number, [id]);
      else others.push(id);
    }
    return true;
  }

  /** An instance has finished: those that now await nobody, in the order in which they came. */
  finished(job: number, number: number): readonly InstanceId[] {
    if (this.types[job]!.followers.length === 0) return [];
    this.note(job, number, Outcome.finished);
    return this.takeHeld(job, number).filter((id) => {
      const unmet = --this.instances.unmet[id]!;
      assert(unmet >= 0, 'an instance was let go more often than it was held');
      return unmet === 0;
    });
  }

  /** An instance was refused: those that awaited it. They await nobody any more. */
  refused(job: number, number: number): readonly InstanceId[] {
    if (this.types[job]!.followers.length === 0) return [];
    this.note(job, number, Outcome.refused);
    const ids = this.takeHeld(job, number);
    for (const id of ids) this.forget(id);
    return ids;
  }

  private takeHeld(job: number, number: number): readonly InstanceId[] {
    const ids = this.held[job]!.get(number) ?? [];
    this.held[job]!.delete(number);
    return ids;
  }

  /** Takes an instance out of whatever else it awaits. */
  private forget(id: InstanceId): void {
    const number = this.instances.number[id]!;
    for (const job of this.types[this.instances.job[id]!]!.after) {
      const others = this.held[job]!.get(number);
      const place = others?.indexOf(id) ?? -1;
      if (place >= 0) others!.splice(place, 1);
    }
  }

  private note(job: number, number: number, outcome: number): void {
    const known = this.outcomes[job]!;
    if (number < known.length) {
      known[number] = outcome;
      return;
    }
    const longer = new Uint8Array(Math.max(64, 2 * number));
    longer.set(known);
    longer[number] = outcome;
    this.outcomes[job] = longer;
  }
}
