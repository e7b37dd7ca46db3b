import { type InstanceId, type Instances, none } from './instances.ts';

/**
 * Instances that wait for a place on one VM: higher priorities first, within one in the order in
 * which they came. Cost: O(number of different priorities).
 */
export class WaitingLine {
  private readonly instances: Instances;
  /** Highest first. */
  private readonly levels: Level[] = [];
  private count = 0;

  constructor(instances: Instances) {
    this.instances = instances;
  }

  get length(): number {
    return this.count;
  }

  /** Goes behind all of its priority. */
  add(id: InstanceId, priority: number): void {
    const level = this.levelOf(priority);
    this.instances.next[id] = none;
    if (level.last === none) level.first = id;
    else this.instances.next[level.last] = id;
    level.last = id;
    this.count++;
  }

  /** Who is next; `none` if nobody waits. */
  get first(): InstanceId {
    for (const level of this.levels) if (level.first !== none) return level.first;
    return none;
  }

  takeFirst(): InstanceId {
    for (const level of this.levels) {
      const id = level.first;
      if (id === none) continue;
      level.first = this.instances.next[id]!;
      if (level.first === none) level.last = none;
      this.count--;
      return id;
    }
    return none;
  }

  private levelOf(priority: number): Level {
    let place = 0;
    while (place < this.levels.length && this.levels[place]!.priority > priority) place++;
    const level = this.levels[place];
    if (level?.priority === priority) return level;
    const made: Level = { priority, first: none, last: none };
    this.levels.splice(place, 0, made);
    return made;
  }
}

interface Level {
  readonly priority: number;
  first: InstanceId;
  last: InstanceId;
}
