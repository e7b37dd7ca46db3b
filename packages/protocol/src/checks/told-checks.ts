import type {
  Bound,
  Details,
  Explained,
  GuestBesideHost,
  HistorySeries,
  RecoveringVm,
  Recovery,
  TimelineMark,
  TimelineState,
  WireEvent,
} from '../told.ts';
import {
  bad,
  type Check,
  flag,
  list,
  number,
  optional,
  orNull,
  shape,
  text,
  whole,
  word,
} from './check.ts';
import { nameLongest, tone, wordsLongest } from './scene-checks.ts';

const name = text(nameLongest);
const words = text(wordsLongest);
const seconds = number(0);

/** Rounding may leave a fraction a little outside of 0 to 1. */
const fraction: Check<number> = (value, path) => {
  const part = number()(value, path);
  if (part < -1e-9 || part > 1 + 1e-9) throw bad(path, value, 'a number from 0 to 1');
  return part;
};

export const wireEvent = shape<WireEvent>({
  id: whole(1),
  timeSeconds: seconds,
  type: name,
  tone,
  subject: whole(),
  others: list(whole()),
  cause: optional(whole(1)),
  words,
});

export const timeline = shape<TimelineState>({
  binSeconds: seconds,
  counts: list(whole()),
  marks: list(shape<TimelineMark>({ atSeconds: seconds, event: whole(1), tone, label: words })),
});

export const historySeries = shape<HistorySeries>({
  metric: name,
  unit: name,
  fromSeconds: list(seconds),
  toSeconds: list(seconds),
  mean: list(orNull(number())),
  max: list(orNull(number())),
});

const view = shape<GuestBesideHost>({
  resource: name,
  guestSees: words,
  hostKnows: list(shape({ word: name, fraction, text: words })),
});

const fact: Check<readonly [string, string]> = (value, path) => {
  const pair = list(words, 2)(value, path);
  if (pair.length !== 2) throw bad(path, `${pair.length} values`, 'a label and a value');
  return pair as readonly string[] as readonly [string, string];
};

export const details = shape<Details>({
  entity: whole(),
  atSeconds: seconds,
  boundBy: list(shape<Bound>({ by: words, fraction, isShortage: flag })),
  verdict: words,
  advice: list(words),
  views: list(view),
  facts: list(fact),
});

const recovering = shape<RecoveringVm>({
  vm: whole(),
  priority: name,
  phase: word('undetected', 'queued', 'noRoom', 'booting', 'up'),
  host: whole(-1),
  bootFraction: fraction,
  upAtSeconds: optional(seconds),
  reason: words,
});

export const recovery = shape<Recovery>({
  host: whole(),
  failedAtSeconds: seconds,
  declaredDeadAtSeconds: seconds,
  isDeclaredDead: flag,
  queue: list(recovering),
});

export const explained = shape<Explained>({
  entity: whole(),
  atSeconds: seconds,
  parts: list(shape({ topic: name, lines: list(words) })),
});
