import type { AnswerValue, Audience, ServerMessage, Status, Wrong } from '../messages.ts';
import { flag, list, number, optional, shape, tagged, text, whole, word } from './check.ts';
import { speed } from './client-checks.ts';
import { nameLongest, scene, wordsLongest } from './scene-checks.ts';
import { details, explained, historySeries, recovery, timeline, wireEvent } from './told-checks.ts';

type Of<Word extends string> = Extract<ServerMessage, { readonly type: Word }>;
type Answer<Word extends string> = Extract<AnswerValue, { readonly what: Word }>;

const name = text(nameLongest);
const words = text(wordsLongest);
/** A scenario is at most 16 MiB of text. */
const scenarioText = text(32 * 1024 * 1024);
const wrong = shape<Wrong>({ code: name, message: words });

const answer = tagged<'what', AnswerValue>('what', {
  history: shape<Answer<'history'>>({ what: word('history'), series: list(historySeries) }),
  why: shape<Answer<'why'>>({ what: word('why'), explained }),
  preview: shape<Answer<'preview'>>({ what: word('preview'), lines: list(words) }),
  causes: shape<Answer<'causes'>>({ what: word('causes'), events: list(wireEvent) }),
  scenario: shape<Answer<'scenario'>>({ what: word('scenario'), yaml: scenarioText }),
});

const status = shape<Status>({
  type: word('status'),
  nowSeconds: number(0),
  speed,
  reachedSpeed: number(0),
  isPaused: flag,
  isFinished: flag,
  eventCount: whole(),
  fingerprint: name,
});

const audience = shape<Audience>({
  type: word('audience'),
  viewers: whole(),
  hasOperator: flag,
  youOperate: flag,
});

/** Anything that a server may tell. */
export const serverMessage = tagged<'type', ServerMessage>('type', {
  welcome: shape<Of<'welcome'>>({
    type: word('welcome'),
    version: whole(),
    product: name,
    server: name,
    run: name,
  }),
  scene: shape<Of<'scene'>>({ type: word('scene'), scene }),
  status,
  audience,
  events: shape<Of<'events'>>({
    type: word('events'),
    events: list(wireEvent),
    skipped: whole(),
  }),
  timeline: shape<Of<'timeline'>>({ type: word('timeline'), timeline }),
  details: shape<Of<'details'>>({ type: word('details'), details }),
  recoveries: shape<Of<'recoveries'>>({ type: word('recoveries'), recoveries: list(recovery) }),
  done: shape<Of<'done'>>({ type: word('done'), id: whole(), value: optional(answer) }),
  refused: shape<Of<'refused'>>({ type: word('refused'), id: whole(), wrong }),
  wrong: shape<Of<'wrong'>>({ type: word('wrong'), wrong }),
  broken: shape<Of<'broken'>>({
    type: word('broken'),
    wrong,
    nowSeconds: number(0),
    seed: number(),
    detail: words,
  }),
});
