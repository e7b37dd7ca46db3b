import type { SimulationEvent } from './event-log.ts';
import type {
  ExpectationResult,
  Judge,
  JudgedRun,
  ResolvedExpectation,
} from './expectation-types.ts';
import { hasBounds, marginOf } from './judge.ts';
import { EventMatcher } from './judge-event.ts';
import { Windows } from './windows.ts';
import { wordBounds, wordDuration, wordInstant, wordOf, wordWindow } from './wording.ts';

/** A match of `after` whose time is not over yet. */
interface Trigger {
  readonly timeSeconds: number;
  /** Matching events that had been seen before it. */
  readonly seenBefore: number;
}

/**
 * Judges that each match of `after` is followed in time: within so long of it, the matching
 * events are at least one, or as many as the bounds say. The window limits the matches of
 * `after`; what follows may come after its end. No match of `after` at all fails, and so does a
 * run that ends before something had its time to follow.
 *
 * Cost: constant an event, whatever is pending: triggers are kept in the order of time, and
 * matches are counted once for all of them.
 */
export class FollowJudge implements Judge {
  private readonly resolved: ResolvedExpectation;
  private readonly run: JudgedRun;
  private readonly withinSeconds: number;
  private readonly windows: Windows;
  private readonly match: EventMatcher;
  private readonly after: EventMatcher;
  /** From `oldest` on they are pending; `answered` is the first that nothing has followed. */
  private triggers: Trigger[] = [];
  private oldest = 0;
  private answered = 0;
  private seen = 0;
  private triggerCount = 0;
  private failures = 0;
  private firstFailureSeconds: number | undefined;
  private longestSeconds: number | undefined;

  constructor(resolved: ResolvedExpectation, run: JudgedRun) {
    const { event, during, after, withinSeconds } = resolved.expectation;
    this.resolved = resolved;
    this.run = run;
    this.withinSeconds = withinSeconds ?? Infinity;
    this.windows = new Windows(during, run.endSeconds, run.startOfDaySeconds);
    this.match = new EventMatcher(event ?? '', resolved.entities);
    this.after = new EventMatcher(after?.event ?? '', resolved.afterEntities);
    run.events.onEvent((seen) => this.see(seen));
  }

  result(): ExpectationResult {
    const { expectation } = this.resolved;
    const { event, of, during, after } = expectation;
    const { failures, firstSeconds } = this.failuresUpToNow();
    const bounds = hasBounds(expectation) ? ` ${wordBounds(expectation, '1')}` : '';
    const asked =
      `${event}${wordOf(of)}:${bounds} within ${wordDuration(this.withinSeconds)} ` +
      `after each ${after?.event}${wordOf(after?.of)}${wordWindow(during)}`;
    return {
      expectation,
      pass: this.triggerCount > 0 && failures === 0,
      measured: this.longestSeconds,
      unit: 's',
      worst: undefined,
      entityCount: this.resolved.entities?.length ?? 0,
      message: `${asked}; ${this.wordOutcome(failures, firstSeconds)}`,
    };
  }

  private see(event: SimulationEvent): void {
    const isMatch = this.match.matches(event);
    const isAfter = this.after.matches(event);
    if (!isMatch && !isAfter) return;
    this.expire(event.timeSeconds);
    if (isMatch) this.answer(event.timeSeconds);
    if (!isAfter || !this.windows.contains(event.timeSeconds)) return;
    this.triggerCount += 1;
    this.triggers.push({ timeSeconds: event.timeSeconds, seenBefore: this.seen });
  }

  private answer(timeSeconds: number): void {
    this.seen += 1;
    const oldest = this.triggers[this.answered];
    if (oldest !== undefined) {
      this.longestSeconds = Math.max(this.longestSeconds ?? 0, timeSeconds - oldest.timeSeconds);
    }
    this.answered = this.triggers.length;
  }

  /** Settles the triggers whose time is over before `timeSeconds`. */
  private expire(timeSeconds: number): void {
    for (;;) {
      const trigger = this.triggers[this.oldest];
      if (trigger === undefined || this.isOpenAt(trigger, timeSeconds)) break;
      if (!this.meets(trigger)) {
        this.failures += 1;
        this.firstFailureSeconds ??= trigger.timeSeconds;
      }
      this.oldest += 1;
    }
    if (this.answered < this.oldest) this.answered = this.oldest;
    if (this.oldest > 64 && 2 * this.oldest > this.triggers.length) {
      this.triggers = this.triggers.slice(this.oldest);
      this.answered -= this.oldest;
      this.oldest = 0;
    }
  }

  private failuresUpToNow(): { failures: number; firstSeconds: number | undefined } {
    this.expire(this.run.clock.nowSeconds);
    let failures = this.failures;
    let firstSeconds = this.firstFailureSeconds;
    for (const trigger of this.triggers.slice(this.oldest)) {
      if (this.meets(trigger)) continue;
      failures += 1;
      firstSeconds ??= trigger.timeSeconds;
    }
    return { failures, firstSeconds };
  }

  private isOpenAt(trigger: Trigger, timeSeconds: number): boolean {
    // Forgives the last bits of a sum of durations, as bounds on numbers do.
    const allowed = this.withinSeconds * (1 + 1e-9);
    return timeSeconds - trigger.timeSeconds <= allowed;
  }

  private meets(trigger: Trigger): boolean {
    const { expectation } = this.resolved;
    const followed = this.seen - trigger.seenBefore;
    return marginOf(followed, hasBounds(expectation) ? expectation : { atLeast: 1 }) >= 0;
  }

  private wordOutcome(failures: number, firstSeconds: number | undefined): string {
    const event = this.resolved.expectation.after?.event;
    if (this.triggerCount === 0) return `${event} never happened`;
    if (failures === 0) {
      const longest = this.longestSeconds;
      const tail = longest === undefined ? '' : `, at most ${wordDuration(longest)} later`;
      return `so it was for all ${this.triggerCount}${tail}`;
    }
    const first = firstSeconds === undefined ? '' : `, first ${wordInstant(firstSeconds)}`;
    return `not so for ${failures} of ${this.triggerCount}${first}`;
  }
}
