import type { WindowSpec } from '../declare/index.ts';

const DAY_SECONDS = 86_400;

/** A span of a run: what happens at its end is outside, unless that is the end of the run. */
export interface Span {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** The spans of a run that a window covers, once or every day. */
export class Windows {
  private readonly spec: WindowSpec | undefined;
  private readonly endSeconds: number;
  private readonly startOfDaySeconds: number;

  /** @param spec undefined: the whole run */
  constructor(spec: WindowSpec | undefined, endSeconds: number, startOfDaySeconds: number) {
    this.spec = spec;
    this.endSeconds = endSeconds;
    this.startOfDaySeconds = startOfDaySeconds;
  }

  /** First span that ends after `timeSeconds`, cut to the run. */
  next(timeSeconds: number): Span | undefined {
    const spec = this.spec;
    if (spec === undefined) return this.cut(0, Infinity, timeSeconds);
    if (!spec.recursDaily) return this.cut(spec.fromSeconds, spec.toSeconds, timeSeconds);
    const length = lengthOf(spec);
    const first = spec.fromSeconds - this.startOfDaySeconds;
    // One day early: division may round up to a span that is just over.
    const day = Math.floor((timeSeconds - first - length) / DAY_SECONDS);
    for (const candidate of [day, day + 1, day + 2]) {
      const from = first + candidate * DAY_SECONDS;
      const span = this.cut(from, from + length, timeSeconds);
      if (span !== undefined) return span;
    }
    return undefined;
  }

  /** Says whether an event at `timeSeconds` is inside. */
  contains(timeSeconds: number): boolean {
    if (timeSeconds >= this.endSeconds) return this.reachesEnd();
    const span = this.next(timeSeconds);
    return span !== undefined && span.fromSeconds <= timeSeconds;
  }

  private reachesEnd(): boolean {
    const spec = this.spec;
    if (spec === undefined) return true;
    if (!spec.recursDaily) return spec.toSeconds >= this.endSeconds;
    const first = spec.fromSeconds - this.startOfDaySeconds;
    const sinceFirst = this.endSeconds - first;
    const intoDay = sinceFirst - Math.floor(sinceFirst / DAY_SECONDS) * DAY_SECONDS;
    return (intoDay > 0 ? intoDay : DAY_SECONDS) <= lengthOf(spec);
  }

  private cut(from: number, to: number, timeSeconds: number): Span | undefined {
    const fromSeconds = Math.max(from, 0);
    const toSeconds = Math.min(to, this.endSeconds);
    if (toSeconds <= fromSeconds || toSeconds <= timeSeconds) return undefined;
    return { fromSeconds, toSeconds };
  }
}

/** A daily window that ends before it begins runs over midnight. */
function lengthOf(spec: WindowSpec): number {
  const length = spec.toSeconds - spec.fromSeconds;
  return length > 0 ? length : length + DAY_SECONDS;
}
