import type {
  ExpectationResult,
  Judge,
  JudgedRun,
  ResolvedExpectation,
} from './expectation-types.ts';
import { EventJudge } from './judge-event.ts';
import { FollowJudge } from './judge-follow.ts';
import { MetricJudge } from './judge-metric.ts';
import { StateJudge } from './judge-state.ts';

/**
 * Judges the expectations of a run.
 *
 * Create it before the run begins, once metrics and events are defined: it opens what it needs,
 * and asks `run.schedule` for the instants at which windows open and close and states are read.
 * Events are judged as they happen, not from what the log keeps. Judging disturbs nothing: the
 * events of a run are the same with and without it.
 */
export class Expectations {
  private readonly judges: readonly Judge[];

  constructor(resolved: readonly ResolvedExpectation[], run: JudgedRun) {
    this.judges = resolved.map((one) => createJudge(one, run));
  }

  /** In the order in which they were given: what came of each up to now. */
  results(): readonly ExpectationResult[] {
    return this.judges.map((judge) => judge.result());
  }
}

function createJudge(resolved: ResolvedExpectation, run: JudgedRun): Judge {
  const { metric, event, withinSeconds } = resolved.expectation;
  if (metric !== undefined) return new MetricJudge(resolved, run);
  if (event === undefined) return new StateJudge(resolved, run);
  return withinSeconds === undefined
    ? new EventJudge(resolved, run)
    : new FollowJudge(resolved, run);
}
