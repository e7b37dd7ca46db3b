import type { Speed } from '@vdcsim/protocol';
import type { OpenedScenario } from './open-scenario.ts';
import type { SessionMessage } from './session-messages.ts';

/** Simulated seconds a second, unless somebody says otherwise. */
export const usualSpeed = 60;

export interface SessionOptions extends OpenedScenario {
  /** Instead of the scenario's. */
  readonly seed?: number;
  /** Number of the replication; default 1. */
  readonly run?: number;
  /** Default 60. */
  readonly speed?: Speed;
  /** Whether time stands still at first; default false. */
  readonly isPaused?: boolean;
  /**
   * What lies before the first planned command is run at once, up to so many simulated seconds
   * before it; then time goes on as usual. Absent, or paused at first: from the beginning.
   */
  readonly leadSeconds?: number;
  /** Most frames that are told in a second of the wall clock; default 10. */
  readonly framesPerSecond?: number;
  /** The wall clock of whoever runs the session, milliseconds from any beginning. */
  readonly nowMs: () => number;
  readonly tell: (message: SessionMessage) => void;
}
