import type { EventId } from '../../observe/event-log.ts';
import type { InstanceId } from './instances.ts';

/** What `Places` tells of. */
export interface PlaceEvents {
  /** A stage has begun to compute. */
  started(id: InstanceId): void;
  /** The work of a stage is done; the instance keeps its places. */
  done(id: InstanceId): void;
  /** The line was full for an instance that has not begun. Nothing of it is left here. */
  refused(id: InstanceId): void;
  /** A VM serves from now on, perhaps on another host than before. */
  serves(vm: number): void;
  /** A VM stands still and keeps what it has. */
  paused(vm: number): void;
  /** A VM has lost its memory; what computed there has gone on elsewhere or in line. */
  lost(vm: number, cause: EventId | undefined): void;
}
