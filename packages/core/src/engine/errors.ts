import type { ErrorSpec } from '../declare/index.ts';

/** Where in a run something happened. */
export interface RunPosition {
  /** Simulated time in seconds. */
  readonly atSeconds: number;
  /** Label of the timer, component or story that was at work; empty if it had none. */
  readonly label: string;
  /** How many timers had fired, this one included. */
  readonly eventNumber: number;
  readonly seed: number;
  readonly run: number;
}

/** A bug of ours: an assertion did not hold. It stops the run. */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure';
}

/** A mistake of the user, or a state that the user can do something about. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  /** Key of the table of errors. */
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Throws AssertionFailure unless `condition` holds. It is always on.
 * The message is static text: building one would cost time in every call that succeeds.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionFailure(message);
}

/**
 * Notes where in the run `error` was thrown, as its field `runPosition`; the first note stays.
 * AssertionFailure and SimulatorError also get it into their message. Thrown values that are no
 * errors, and errors that take no fields, are left as they are.
 */
export function notePosition(error: unknown, position: RunPosition): void {
  if (!(error instanceof Error) || !Object.isExtensible(error)) return;
  if (runPositionOf(error) !== undefined) return;
  const isOurs = error instanceof AssertionFailure || error instanceof SimulatorError;
  if (isOurs) error.message += ` (${describePosition(position)})`;
  Object.defineProperty(error, 'runPosition', { value: position, enumerable: true });
}

/** Where in a run `error` was thrown; undefined if it was thrown outside one. */
export function runPositionOf(error: unknown): RunPosition | undefined {
  if (!(error instanceof Error)) return undefined;
  return (error as Error & { readonly runPosition?: RunPosition }).runPosition;
}

/** The position as a phrase: `at 12.5 s, in "esx01 completion", event 123, seed 7, run 0`. */
export function describePosition(position: RunPosition): string {
  const where = position.label === '' ? '' : `, in "${position.label}"`;
  const { atSeconds, eventNumber, seed, run } = position;
  return `at ${atSeconds} s${where}, event ${eventNumber}, seed ${seed}, run ${run}`;
}

/** The codes that the engine throws. */
export const engineErrors: readonly ErrorSpec[] = [
  {
    code: 'INSTANT_DOES_NOT_SETTLE',
    doc: 'Timers fire and components are solved without end while the clock stands still.',
    remedy:
      'The message names the last timers and components. A policy or a story of your own ' +
      'that acts again at once must wait for some time; otherwise report it with the seed.',
  },
  {
    code: 'RUN_STOPPED',
    doc: 'The run was continued after an error had stopped it.',
    remedy: 'Mend the first error, which is given as the cause, and start the run anew.',
  },
  {
    code: 'BAD_DISTRIBUTION',
    doc: 'A parameter of a distribution is out of its range.',
    remedy: 'The message names the distribution, the parameter and its range.',
  },
];
