import type { ClientMessage, Control, Question, Speed, WireCommand } from '../messages.ts';
import {
  bad,
  type Check,
  flag,
  list,
  number,
  optional,
  orNull,
  shape,
  tagged,
  text,
  whole,
  word,
} from './check.ts';

type Of<T, Tag extends string, Word extends string> = Extract<T, { readonly [Key in Tag]: Word }>;

/** Longest verb and selector of a command, in characters. */
export const verbLongest = 40;
export const selectorLongest = 2000;

const fastest = 1e9;

/** A speed above 0, or `max`. */
export const speed: Check<Speed> = (value, path) => {
  if (value === 'max') return 'max';
  if (typeof value === 'number' && value > 0 && value <= fastest) return value;
  throw bad(path, value, `a number above 0, up to ${fastest}, or "max"`);
};

const command = shape<WireCommand>({ verb: text(verbLongest), of: text(selectorLongest) });

const control = tagged<'do', Control>('do', {
  pause: shape({ do: word('pause') }),
  resume: shape({ do: word('resume') }),
  speed: shape<Of<Control, 'do', 'speed'>>({ do: word('speed'), speed }),
  step: shape({ do: word('step') }),
  nextAlarm: shape({ do: word('nextAlarm') }),
  runTo: shape<Of<Control, 'do', 'runTo'>>({ do: word('runTo'), timeSeconds: number(0) }),
  restart: shape({ do: word('restart') }),
});

const question = tagged<'what', Question>('what', {
  history: shape<Of<Question, 'what', 'history'>>({
    what: word('history'),
    metrics: list(text(100), 20),
    entity: whole(),
    fromSeconds: optional(number(0)),
  }),
  why: shape<Of<Question, 'what', 'why'>>({ what: word('why'), entity: whole() }),
  preview: shape<Of<Question, 'what', 'preview'>>({ what: word('preview'), command }),
  causes: shape<Of<Question, 'what', 'causes'>>({ what: word('causes'), event: whole(1) }),
  scenario: shape({ what: word('scenario') }),
});

/** Anything that a viewer may say. */
export const clientMessage = tagged<'type', ClientMessage>('type', {
  hello: shape<Of<ClientMessage, 'type', 'hello'>>({
    type: word('hello'),
    version: whole(),
    run: optional(text(100)),
  }),
  control: shape<Of<ClientMessage, 'type', 'control'>>({
    type: word('control'),
    id: whole(),
    control,
  }),
  command: shape<Of<ClientMessage, 'type', 'command'>>({
    type: word('command'),
    id: whole(),
    command,
  }),
  ask: shape<Of<ClientMessage, 'type', 'ask'>>({ type: word('ask'), id: whole(), question }),
  operate: shape<Of<ClientMessage, 'type', 'operate'>>({
    type: word('operate'),
    id: whole(),
    take: flag,
  }),
  select: shape<Of<ClientMessage, 'type', 'select'>>({
    type: word('select'),
    entity: orNull(whole()),
  }),
});
