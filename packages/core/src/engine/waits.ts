/**
 * What a story can wait for. Everything waitable is a Wait: a function that begins waiting and
 * returns how to give up. `yield*` on it is typed: the story goes on with the Wait's value.
 */

/** The timer of the waiting story, which a Wait may use instead of one of its own. */
export interface StoryAlarm {
  readonly nowSeconds: number;
  /**
   * Lets the story go on at this time with `undefined`, unless `resume` comes first.
   * Of several times the earliest counts.
   */
  wakeAt(atSeconds: number): void;
}

/**
 * Begins waiting; returns how to give up. Call `resume` once, whenever the wait is over, also
 * at once: the story goes on at the same instant, from its own timer, after the caller has
 * finished. Later calls do nothing.
 *
 * The returned function is called, once, if the story does not go on with `resume`'s value:
 * when it is interrupted (even between `resume` and its going on, so that what was granted can
 * be given back) or woken by its alarm.
 */
export type BeginWait<T> = (resume: (value: T) => void, alarm: StoryAlarm) => () => void;

/** One step of a story's waiting: yields the Wait, then ends with the value that came back. */
class WaitSteps<T> implements Iterator<Wait<unknown>, T, unknown> {
  private wait: Wait<unknown> | undefined;

  constructor(wait: Wait<unknown>) {
    this.wait = wait;
  }

  next(value: unknown): IteratorResult<Wait<unknown>, T> {
    const wait = this.wait;
    if (wait === undefined) return { done: true, value: value as T };
    this.wait = undefined;
    return { done: false, value: wait };
  }

  throw(error: unknown): never {
    throw error;
  }

  return(value: unknown): IteratorResult<Wait<unknown>, T> {
    return { done: true, value: value as T };
  }
}

/** Something that a story waits for: `const value = yield* wait`. May be waited for repeatedly. */
export class Wait<T> {
  readonly begin: BeginWait<T>;

  constructor(begin: BeginWait<T>) {
    this.begin = begin;
  }

  [Symbol.iterator](): Iterator<Wait<unknown>, T, unknown> {
    return new WaitSteps<T>(this);
  }
}

function nothingToGiveUp(): void {}

/** Waits this long, 0 or more seconds; Infinity waits for an interrupt. */
export function wait(seconds: number): Wait<void> {
  return new Wait((_resume, alarm) => {
    alarm.wakeAt(alarm.nowSeconds + seconds);
    return nothingToGiveUp;
  });
}

/** Waits until a time, now or later. For periodic work: `start + k * period` has no drift. */
export function waitUntil(atSeconds: number): Wait<void> {
  return new Wait((_resume, alarm) => {
    alarm.wakeAt(atSeconds);
    return nothingToGiveUp;
  });
}

/** Waits for `other`, but at most this long; then gives it up and goes on with undefined. */
export function within<T>(seconds: number, other: Wait<T>): Wait<T | undefined> {
  return new Wait((resume, alarm) => {
    const giveUp = other.begin(resume, alarm);
    alarm.wakeAt(alarm.nowSeconds + seconds);
    return giveUp;
  });
}

/** Something that happens now and then. Whoever waits for it goes on at its next happening. */
export class Signal<T = void> {
  private readonly waiting = new Set<(value: T) => void>();

  /** How many wait at present. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  /** Lets all who wait go on, first come first; who waits from now on waits for the next. */
  fire(value: T): void {
    const resumes = [...this.waiting];
    this.waiting.clear();
    for (const resume of resumes) resume(value);
  }

  wait(): Wait<T> {
    return new Wait((resume) => {
      this.waiting.add(resume);
      return () => {
        this.waiting.delete(resume);
      };
    });
  }
}
