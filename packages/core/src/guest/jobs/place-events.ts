import type { InstanceId } from './instances.ts';

/** What `Places` tells of. */
export interface PlaceEvents {
  /** A stage has begun to compute. */
  started(id: InstanceId): void;
  /** The work of a stage is done; the instance keeps its places. */
  done(id: InstanceId): void;
  /** The line was full for an instance that has not begun. Nothing of it is left here. */
  refused(id: InstanceId): void;
}
