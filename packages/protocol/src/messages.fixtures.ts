import type { ClientMessage, ServerMessage } from './index.ts';
import { smallStorage } from './storage.fixtures.ts';

const command = { verb: 'fail', of: 'esx03' };

/** One of every kind that a viewer may say. */
export const clientMessages: readonly ClientMessage[] = [
  { type: 'hello', version: 1 },
  { type: 'hello', version: 1, run: 'r1' },
  { type: 'control', id: 1, control: { do: 'pause' } },
  { type: 'control', id: 2, control: { do: 'resume' } },
  { type: 'control', id: 3, control: { do: 'speed', speed: 60 } },
  { type: 'control', id: 4, control: { do: 'speed', speed: 'max' } },
  { type: 'control', id: 5, control: { do: 'step' } },
  { type: 'control', id: 6, control: { do: 'nextAlarm' } },
  { type: 'control', id: 7, control: { do: 'runTo', timeSeconds: 1920 } },
  { type: 'control', id: 8, control: { do: 'restart' } },
  { type: 'command', id: 9, command },
  { type: 'ask', id: 10, question: { what: 'history', metrics: ['vm.cpu.usedMHz'], entity: 6 } },
  {
    type: 'ask',
    id: 11,
    question: { what: 'history', metrics: [], entity: 6, fromSeconds: 600 },
  },
  { type: 'ask', id: 12, question: { what: 'why', entity: 6 } },
  { type: 'ask', id: 13, question: { what: 'preview', command } },
  { type: 'ask', id: 14, question: { what: 'causes', event: 16 } },
  { type: 'ask', id: 15, question: { what: 'scenario' } },
  { type: 'operate', id: 16, take: true },
  { type: 'select', entity: 6 },
  { type: 'select', entity: null },
];

const entity = { id: 1, kind: 'host', name: 'esx01' };
const event = {
  id: 2,
  timeSeconds: 1920,
  type: 'host.failed',
  tone: 'alarm',
  subject: 1,
  others: [],
  cause: 1,
  words: 'esx01 failed',
} as const;

const scene: Extract<ServerMessage, { type: 'scene' }> = {
  type: 'scene',
  scene: {
    name: 'Lab',
    about: '',
    file: 'lab.yaml',
    seed: 1,
    runNumber: 1,
    startEpochSeconds: 1_330_954_200,
    durationSeconds: 7200,
    intervalSeconds: 3.6,
    states: { host: ['connected', 'failed', 'powered-off'] },
    clusters: [{ id: 4, kind: 'cluster', name: 'prod', hasHa: true }],
    hosts: [
      {
        ...entity,
        cluster: 0,
        sockets: 2,
        cores: 4,
        threads: 4,
        coreMHz: 2660,
        memoryMiB: 18432,
        platform: 'VMware ESXi 5 (vSphere 5)',
      },
    ],
    pools: [{ id: 5, kind: 'pool', name: 'gold', parent: { kind: 'cluster', row: 0 } }],
    vms: [
      {
        id: 6,
        kind: 'vm',
        name: 'web01',
        vcpus: 1,
        memoryMiB: 1024,
        cluster: 0,
        pool: -1,
        os: '',
        workload: 'day',
        restartPriority: 'medium',
        tags: { tier: 'silver' },
      },
    ],
    storage: smallStorage,
    others: [{ id: 0, kind: 'estate', name: 'estate' }],
    commands: [{ verb: 'fail', kind: 'host', doc: 'It dies.', inStates: ['connected'] }],
    planned: [{ atSeconds: 1920, everySeconds: 3600, verb: 'fail', of: 'esx01', note: '' }],
    eventTypes: [{ type: 'host.failed', tone: 'alarm', doc: 'It died.' }],
    warnings: [],
  },
};

/** One of every kind that a server may tell. */
export const serverMessages: readonly ServerMessage[] = [
  { type: 'welcome', version: 1, product: 'vdcsim 0.1.0', server: 'a1', run: 'r1' },
  scene,
  {
    type: 'status',
    nowSeconds: 1920,
    speed: 'max',
    reachedSpeed: 612.5,
    isPaused: false,
    isFinished: false,
    eventCount: 13,
    fingerprint: '4ef5f7e31accd35b09478566c49c227f',
  },
  { type: 'audience', viewers: 2, hasOperator: true, youOperate: false },
  { type: 'events', events: [event], skipped: 0 },
  {
    type: 'timeline',
    timeline: {
      binSeconds: 15,
      counts: [0, 13],
      marks: [{ atSeconds: 1920, event: 2, tone: 'alarm', label: 'esx01 failed' }],
    },
  },
  {
    type: 'details',
    details: {
      entity: 6,
      atSeconds: 1920,
      boundBy: [{ by: "esx01's CPU", fraction: 0.83, isShortage: true }],
      verdict: 'Looks busy, is not being served: the cores of esx01 are full.',
      advice: [],
      views: [
        {
          resource: 'CPU',
          guestSees: '92 % busy',
          hostKnows: [
            { word: 'run', fraction: 0.44, text: '44 %' },
            { word: 'ready', fraction: 0.56, text: '56 %' },
          ],
        },
      ],
      facts: [['vCPUs', '1']],
    },
  },
  {
    type: 'recoveries',
    recoveries: [
      {
        host: 2,
        failedAtSeconds: 1920,
        declaredDeadAtSeconds: 1935,
        isDeclaredDead: true,
        queue: [
          {
            vm: 0,
            priority: 'high',
            phase: 'booting',
            host: 1,
            bootFraction: 0.28,
            upAtSeconds: 2025,
            reason: '',
          },
        ],
      },
    ],
  },
  { type: 'done', id: 1 },
  {
    type: 'done',
    id: 2,
    value: {
      what: 'history',
      series: [
        {
          metric: 'vm.cpu.usedPercent',
          unit: '%',
          fromSeconds: [0],
          toSeconds: [20],
          mean: [null],
          max: [30],
        },
      ],
    },
  },
  {
    type: 'done',
    id: 3,
    value: {
      what: 'why',
      explained: { entity: 6, atSeconds: 1920, parts: [{ topic: 'state', lines: ['It is.'] }] },
    },
  },
  { type: 'done', id: 4, value: { what: 'preview', lines: ['17 VMs stop.'] } },
  { type: 'done', id: 5, value: { what: 'causes', events: [event] } },
  { type: 'done', id: 6, value: { what: 'scenario', yaml: 'vdcsim: 1\n' } },
  { type: 'refused', id: 7, wrong: { code: 'NOT_OPERATOR', message: 'take the seat first' } },
  { type: 'wrong', wrong: { code: 'BAD_MESSAGE', message: 'message: no JSON' } },
  {
    type: 'broken',
    wrong: { code: 'DEFECT', message: 'x is undefined' },
    nowSeconds: 7,
    seed: 1,
    detail: '',
  },
];
