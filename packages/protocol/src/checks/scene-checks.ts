import type {
  Scene,
  SceneCluster,
  SceneCommand,
  SceneEntity,
  SceneEventType,
  SceneHost,
  ScenePlan,
  ScenePool,
  SceneVm,
  Tone,
} from '../scene.ts';
import {
  type Check,
  flag,
  list,
  map,
  number,
  optional,
  shape,
  text,
  whole,
  word,
} from './check.ts';
import { nameLongest, storage } from './storage-checks.ts';

export { nameLongest };

/** Longest sentence, in characters. */
export const wordsLongest = 1_000_000;

const name = text(nameLongest);
const words = text(wordsLongest);
/** A row, or -1 for none. */
const rowOrNone = whole(-1);

export const tone: Check<Tone> = word('alarm', 'warning', 'good', 'plain');

const entity = { id: whole(), kind: name, name };

const host = shape<SceneHost>({
  ...entity,
  cluster: rowOrNone,
  sockets: whole(),
  cores: whole(),
  threads: whole(),
  coreMHz: number(0),
  memoryMiB: number(0),
  platform: name,
});

const vm = shape<SceneVm>({
  ...entity,
  vcpus: whole(),
  memoryMiB: number(0),
  cluster: rowOrNone,
  pool: rowOrNone,
  os: name,
  workload: name,
  restartPriority: name,
  tags: map(words),
});

const plan = shape<ScenePlan>({
  atSeconds: number(0),
  everySeconds: optional(number(0)),
  verb: name,
  of: words,
  note: words,
});

/** The scene of a run. */
export const scene = shape<Scene>({
  name: words,
  about: words,
  file: name,
  seed: number(),
  runNumber: whole(),
  startEpochSeconds: number(),
  durationSeconds: number(0),
  intervalSeconds: number(0),
  states: map(list(name)),
  clusters: list(shape<SceneCluster>({ ...entity, hasHa: flag })),
  hosts: list(host),
  pools: list(shape<ScenePool>({ ...entity, parent: shape({ kind: name, row: rowOrNone }) })),
  vms: list(vm),
  storage: optional(storage),
  others: list(shape<SceneEntity>(entity)),
  commands: list(shape<SceneCommand>({ verb: name, kind: name, doc: words, inStates: list(name) })),
  planned: list(plan),
  eventTypes: list(shape<SceneEventType>({ type: name, tone, doc: words })),
  warnings: list(words),
});
