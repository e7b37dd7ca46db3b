/** The whole page on a script of frames instead of a run, for tests of the picture of storage. */
import type { AnswerValue, HistorySeries, Question } from '@vdcsim/protocol';
import { h, render } from 'preact';
import { App } from '../src/app/app.ts';
import { AppContext } from '../src/app/context.ts';
import { listenToKeys } from '../src/app/keyboard.ts';
import { applyAppearance, followAddress, readAddress } from '../src/app/page-address.ts';
import { seriesFrom } from '../src/draw/draw.fixtures.ts';
import { sanEvents, sanScene, sanTables } from '../src/draw/fabric/fabric.fixtures.ts';
import type { Link, Listener, Request } from '../src/link/link.ts';
import { Page } from '../src/parts/page.tsx';
import type { Tables } from '../src/state/health.ts';

/** What the bundle of this page leaves in the window. */
export interface ScriptedEntry {
  openScripted(styles: string): Promise<void>;
}

const nowSeconds = 1_958;

/** Puts the page up, with a frame each 60 s up to now. */
export async function openScripted(styles: string): Promise<void> {
  document.documentElement.lang = 'en';
  document.title = 'vdcsim';
  document.head.append(Object.assign(document.createElement('style'), { textContent: styles }));
  const root = Object.assign(document.createElement('div'), { id: 'page' });
  document.body.append(root);
  const app = new App();
  const address = readAddress();
  applyAppearance(app, address);
  render(h(AppContext.Provider, { value: app }, h(Page, {})), root);
  listenToKeys(app);
  followAddress(app, address);
  await app.begin(
    {
      place: 'page',
      first: async () => (listener) => scriptedLink(listener),
      list: async () => [],
      begin: async () => (listener) => scriptedLink(listener),
      beginFile: async () => (listener) => scriptedLink(listener),
    },
    undefined,
  );
}

function scriptedLink(listener: Listener): Link {
  listener.phase('open', 0);
  const scene = sanScene();
  const prepared = {
    ...scene,
    commands: ['fail', 'degrade', 'repair'].map((verb) => {
      const inStates = verb === 'repair' ? ['failed', 'slow'] : ['working'];
      return { verb, kind: 'hba', doc: `${verb} it`, inStates };
    }),
  };
  listener.message({ type: 'scene', scene: prepared });
  const whole = sanTables();
  for (let at = 600, number = 1; at <= nowSeconds; at += 20, number += 1) {
    const tables = at < 800 ? quiet(whole) : whole;
    listener.frame({ kind: 'key', number, timeSeconds: at, tables });
  }
  listener.message({ type: 'events', events: [...sanEvents], skipped: 0 });
  return {
    place: 'page',
    request: async (request) => answerTo(request),
    select: (entity) => {
      const vm = scene.vms.find(({ id }) => id === entity);
      if (entity === null || vm === undefined) return;
      const details = {
        ...{ entity, atSeconds: nowSeconds, views: [], facts: [['Datastore', 'ds01']] as const },
        boundBy: [{ by: "lun01's queue on esx01", fraction: 0.83, isShortage: true }],
        verdict: 'A second HBA would change nothing.',
        advice: ['Fewer backup streams on lun01 would: half of them give db02 its slots back.'],
      };
      queueMicrotask(() => listener.message({ type: 'details', details }));
    },
    close: () => undefined,
  };
}

/** Before the backup: a tenth of all. */
function quiet(tables: Tables): Tables {
  const mount = tables['mount']!;
  const columns = Object.fromEntries(
    Object.entries(mount.columns).map(([name, values]) => [
      name,
      name.endsWith('MBps') || name === 'outstanding' || name === 'waiting'
        ? Float32Array.from(values, (value) => value * (name === 'productionMBps' ? 1 : 0.1))
        : values,
    ]),
  );
  return { ...tables, mount: { ...mount, columns } };
}

async function answerTo(request: Request): Promise<AnswerValue | undefined> {
  if (request.type !== 'ask') return undefined;
  const { question } = request;
  if (question.what === 'preview') {
    return { what: 'preview', lines: ['esx01 loses 1 of 2 ways to each LUN.'] };
  }
  return question.what === 'history' ? { what: 'history', series: historyOf(question) } : undefined;
}

/** A hundred intervals: little at first, then what the frames have. */
function historyOf({ metrics }: Extract<Question, { what: 'history' }>): HistorySeries[] {
  const most: Readonly<Record<string, number>> = {
    'lun.readMBps': 78,
    'lun.writeMBps': 18,
    'lun.outstandingCount': 133,
    'vm.io.latencyMs': 76,
    'vm.io.kernelLatencyMs': 36,
    'vm.io.deviceLatencyMs': 40,
  };
  return metrics.flatMap((metric) => {
    const value = most[metric];
    if (value === undefined) return [];
    const values = Array.from({ length: 97 }, (_, at) => (at < 40 ? value / 12 : value));
    return [seriesFrom(metric, 'ms', values)];
  });
}
