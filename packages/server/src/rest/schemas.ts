/** JSON schemas of what requests hold and what they are answered with. */

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const flag = { type: 'boolean' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const numberOrNull = { type: ['number', 'null'] } as const;

/** An object that has all of these and nothing else. */
function objectOf(properties: Readonly<Record<string, unknown>>) {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  } as const;
}

const wrong = objectOf({ code: text, message: text });

const diagnostic = objectOf({
  severity: { type: 'string', enum: ['error', 'warning'] },
  file: text,
  line: count,
  column: count,
  code: text,
  message: text,
  remedy: text,
  sourceLine: text,
});

const diagnostics = { type: 'array', items: diagnostic } as const;

/** Whatever went wrong, as in the protocol; `diagnostics` where a scenario has mistakes. */
export const failure = {
  type: 'object',
  properties: { code: text, message: text, diagnostics },
  required: ['code', 'message'],
} as const;

export const health = objectOf({
  product: text,
  version: text,
  server: text,
  uptimeSeconds: number,
  runs: count,
  viewers: count,
});

export const scenarios = objectOf({
  scenarios: {
    type: 'array',
    items: objectOf({
      id: text,
      file: text,
      name: text,
      about: text,
      comment: { type: 'array', items: text },
      isDefault: flag,
      problem: textOrNull,
    }),
  },
});

export const validity = objectOf({ valid: flag, diagnostics });

/** How a run stands. */
export const run = objectOf({
  id: text,
  scenario: textOrNull,
  file: text,
  name: textOrNull,
  state: {
    type: 'string',
    enum: ['opening', 'waiting', 'running', 'paused', 'finished', 'broken'],
  },
  seed: numberOrNull,
  runNumber: numberOrNull,
  nowSeconds: number,
  durationSeconds: numberOrNull,
  speed: { type: ['number', 'string', 'null'] },
  eventCount: count,
  fingerprint: textOrNull,
  viewers: count,
  hasOperator: flag,
  isDefault: flag,
  wrong: { anyOf: [wrong, { type: 'null' }] },
});

/** Id and operator's key. */
export const createdRun = objectOf({ run: text, operator: text });
export const allRuns = objectOf({ runs: { type: 'array', items: run } });
export const operatorKey = objectOf({ operator: text });

const numbersOrNull = { type: 'array', items: numberOrNull } as const;

export const metrics = objectOf({
  series: {
    type: 'array',
    items: objectOf({
      metric: text,
      unit: text,
      fromSeconds: { type: 'array', items: number },
      toSeconds: { type: 'array', items: number },
      mean: numbersOrNull,
      max: numbersOrNull,
    }),
  },
});

export const events = objectOf({
  events: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        id: count,
        timeSeconds: number,
        type: text,
        tone: { type: 'string', enum: ['alarm', 'warning', 'good', 'plain'] },
        subject: count,
        others: { type: 'array', items: count },
        cause: count,
        words: text,
      },
      required: ['id', 'timeSeconds', 'type', 'tone', 'subject', 'others', 'words'],
    },
  },
});

/** The whole run so far in numbers; docs/reference/summary.md has its fields. */
export const summary = { type: 'object', additionalProperties: true } as const;

/** `/:id` of an address. */
export const idParams = objectOf({ id: { type: 'string', maxLength: 200 } });

/** How an upload is called and run. */
export const uploadQuery = {
  type: 'object',
  properties: {
    file: { type: 'string', maxLength: 200 },
    seed: { type: 'integer', minimum: 0 },
    run: { type: 'integer', minimum: 1 },
    token: text,
  },
} as const;

/** A run of the catalogue; an upload is the scenario's text instead. */
export const newRun = {
  type: 'object',
  properties: {
    scenario: { type: 'string', maxLength: 200 },
    seed: { type: 'integer', minimum: 0 },
    run: { type: 'integer', minimum: 1 },
  },
  required: ['scenario'],
  additionalProperties: false,
} as const;

export const control = {
  type: 'object',
  properties: {
    do: {
      type: 'string',
      enum: ['pause', 'resume', 'speed', 'step', 'nextAlarm', 'runTo', 'restart'],
    },
    speed: { anyOf: [number, { type: 'string', enum: ['max'] }] },
    timeSeconds: number,
  },
  required: ['do'],
} as const;

export const command = objectOf({ verb: text, of: text });

export const metricsQuery = {
  type: 'object',
  properties: {
    entity: { type: 'string', maxLength: 200 },
    metric: {
      anyOf: [text, { type: 'array', items: text, maxItems: 20 }],
    },
    from: number,
    token: text,
  },
  required: ['entity', 'metric'],
} as const;

export const eventsQuery = {
  type: 'object',
  properties: {
    after: { type: 'integer', minimum: -1 },
    limit: { type: 'integer', minimum: 1, maximum: 1000 },
    token: text,
  },
} as const;
