import type { EventMatchSpec } from '../declare/index.ts';
import type { EntityId, SimulationEvent } from './event-log.ts';
import type {
  ExpectationResult,
  ExpectedEntity,
  Judge,
  JudgedRun,
  ResolvedExpectation,
} from './expectation-types.ts';
import { hasBounds, marginOf } from './judge.ts';
import { Windows } from './windows.ts';
import { wordBounds, wordInstant, wordOf, wordWindow } from './wording.ts';

/** Tests events against a type and a set of subjects. */
export class EventMatcher {
  private readonly type: string;
  private readonly subjects: ReadonlySet<EntityId> | undefined;

  /** @param entities undefined: any subject */
  constructor(type: string, entities: readonly ExpectedEntity[] | undefined) {
    this.type = type;
    this.subjects = entities && new Set(entities.map((entity) => entity.id));
  }

  matches(event: SimulationEvent): boolean {
    if (event.type !== this.type) return false;
    return this.subjects === undefined || this.subjects.has(event.subject);
  }
}

/**
 * Judges how often an event happens, and its order beside two others.
 *
 * Counted are the matching events in the window, after the first match of `after` and before the
 * first of `before`, as far as these are given. Order is that of the log, so it is decided within
 * an instant too.
 *
 * With `after` or `before` and without bounds the question is one of order only: the very first
 * matching event must come after the first match of `after` (which must happen) and before the
 * first of `before` (which need not happen). Without these and without bounds: at least once.
 */
export class EventJudge implements Judge {
  private readonly resolved: ResolvedExpectation;
  private readonly windows: Windows;
  private readonly match: EventMatcher;
  private readonly after: EventMatcher | undefined;
  private readonly before: EventMatcher | undefined;
  private count = 0;
  private first: SimulationEvent | undefined;
  private firstAfter: SimulationEvent | undefined;
  private firstBefore: SimulationEvent | undefined;

  constructor(resolved: ResolvedExpectation, run: JudgedRun) {
    const { event, during, after, before } = resolved.expectation;
    this.resolved = resolved;
    this.windows = new Windows(during, run.endSeconds, run.startOfDaySeconds);
    this.match = new EventMatcher(event ?? '', resolved.entities);
    this.after = after && new EventMatcher(after.event, resolved.afterEntities);
    this.before = before && new EventMatcher(before.event, resolved.beforeEntities);
    run.events.onEvent((seen) => this.see(seen));
  }

  result(): ExpectationResult {
    const { expectation } = this.resolved;
    const { event, of, during, after, before } = expectation;
    const inOrder = (after !== undefined || before !== undefined) && !hasBounds(expectation);
    const bounds = hasBounds(expectation) ? expectation : { atLeast: 1 };
    const asked = inOrder ? 'first' : wordBounds({ ...expectation, ...bounds }, '1');
    const order = wordOrder('after', after) + wordOrder('before', before);
    const found = inOrder ? this.wordFirsts() : `counted ${this.count}`;
    return {
      expectation,
      pass: inOrder ? this.isInOrder() : marginOf(this.count, bounds) >= 0,
      measured: this.count,
      unit: '1',
      worst: undefined,
      entityCount: this.resolved.entities?.length ?? 0,
      message: `${event}${wordOf(of)}${wordWindow(during)}: ${asked}${order}; ${found}`,
    };
  }

  private see(event: SimulationEvent): void {
    const isMatch = this.match.matches(event);
    const isAfter = this.after?.matches(event) ?? false;
    const isBefore = this.before?.matches(event) ?? false;
    if (!isMatch && !isAfter && !isBefore) return;
    if (!this.windows.contains(event.timeSeconds)) return;
    if (isMatch) {
      this.first ??= event;
      const counts = this.after === undefined || this.firstAfter !== undefined;
      if (counts && this.firstBefore === undefined) this.count += 1;
    }
    if (isAfter) this.firstAfter ??= event;
    if (isBefore) this.firstBefore ??= event;
  }

  private isInOrder(): boolean {
    const first = this.first;
    if (first === undefined) return false;
    if (this.after !== undefined) {
      if (this.firstAfter === undefined || first.id <= this.firstAfter.id) return false;
    }
    return this.firstBefore === undefined || first.id < this.firstBefore.id;
  }

  private wordFirsts(): string {
    const words = [`it came first ${wordTime(this.first)}`];
    const { after, before } = this.resolved.expectation;
    if (after !== undefined) words.push(`${after.event} ${wordTime(this.firstAfter)}`);
    if (before !== undefined) words.push(`${before.event} ${wordTime(this.firstBefore)}`);
    return words.join(', ');
  }
}

function wordOrder(word: string, match: EventMatchSpec | undefined): string {
  return match === undefined ? '' : ` ${word} ${match.event}${wordOf(match.of)}`;
}

function wordTime(event: SimulationEvent | undefined): string {
  return event === undefined ? 'never' : `at ${wordInstant(event.timeSeconds)}`;
}
