import type { Overlay, Store } from '../state/store.ts';
import type { App } from './app.ts';

/** Something that can be done with the keyboard, the palette or a button. */
export interface Action {
  readonly id: string;
  readonly title: string;
  /** As `pressedKey` tells of a key press; the first is the one that is shown. */
  readonly keys: readonly string[];
  readonly group: 'Time' | 'Views' | 'Selection' | 'Find' | 'Page';
  /** Absent: always possible. */
  readonly isPossible?: (store: Store) => boolean;
  readonly run: (app: App) => void;
}

const hasSelection = (store: Store): boolean => store.selected.value !== undefined;

/** Puts the keyboard into a part of the page, found by its id. */
function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}

function show(kind: Exclude<Overlay['kind'], 'menu' | 'problems'>): Action['run'] {
  return ({ store }) => {
    store.overlay.value = { kind };
  };
}

const ofTime: readonly Action[] = [
  {
    id: 'pause',
    title: 'Pause or play',
    keys: ['Space', '.'],
    group: 'Time',
    run: (app) => app.pauseOrPlay(),
  },
  {
    id: 'step',
    title: 'Step to the next event',
    keys: ['ArrowRight'],
    group: 'Time',
    run: (app) => app.control({ do: 'step' }),
  },
  {
    id: 'alarm',
    title: 'Run to the next alarm',
    keys: ['Shift+ArrowRight'],
    group: 'Time',
    run: (app) => app.control({ do: 'nextAlarm' }),
  },
  {
    id: 'slower',
    title: 'Slower',
    keys: ['['],
    group: 'Time',
    run: (app) => app.changeSpeed(-1),
  },
  {
    id: 'faster',
    title: 'Faster',
    keys: [']'],
    group: 'Time',
    run: (app) => app.changeSpeed(1),
  },
  {
    id: 'restart',
    title: 'Begin this run anew',
    keys: [],
    group: 'Time',
    run: (app) => app.control({ do: 'restart' }),
  },
  {
    id: 'operate',
    title: 'Take control of the run, or leave it to others',
    keys: [],
    group: 'Time',
    isPossible: (store) => store.connection.value.place === 'server',
    run: (app) => app.operate(app.store.audience.value?.youOperate !== true),
  },
];

const ofViews: readonly Action[] = [
  {
    id: 'hosts',
    title: 'Hosts: a card each',
    keys: ['1'],
    group: 'Views',
    run: ({ store }) => {
      store.view.value = 'hosts';
    },
  },
  {
    id: 'fabric',
    title: 'Fabric: storage from VMs to LUNs',
    keys: ['2'],
    group: 'Views',
    run: ({ store }) => showFabric(store),
  },
  {
    id: 'estate',
    title: 'Estate: everything on one map',
    keys: ['3'],
    group: 'Views',
    run: ({ store }) => {
      store.view.value = 'estate';
    },
  },
  {
    id: 'fit',
    title: 'Fit: what is selected, then all',
    keys: ['F'],
    group: 'Views',
    run: ({ store }) => fitMap(store),
  },
  {
    id: 'closer',
    title: 'Closer',
    keys: ['+', '='],
    group: 'Views',
    isPossible: (store) => store.view.value === 'estate',
    run: () => pressOnEstate('+'),
  },
  {
    id: 'farther',
    title: 'Farther',
    keys: ['-'],
    group: 'Views',
    isPossible: (store) => store.view.value === 'estate',
    run: () => pressOnEstate('-'),
  },
];

const ofSelection: readonly Action[] = [
  {
    id: 'menu',
    title: 'Break it, mend it: what can be done to the selection',
    keys: ['X'],
    group: 'Selection',
    isPossible: hasSelection,
    run: ({ store }) => openMenuOfSelection(store),
  },
  {
    id: 'why',
    title: 'Why is it so?',
    keys: ['W'],
    group: 'Selection',
    isPossible: hasSelection,
    run: show('why'),
  },
  {
    id: 'unselect',
    title: 'Select nothing',
    keys: ['Escape'],
    group: 'Selection',
    isPossible: hasSelection,
    run: (app) => app.select(null),
  },
];

const ofFinding: readonly Action[] = [
  {
    id: 'find',
    title: 'Find by name, tag or figure',
    keys: ['/'],
    group: 'Find',
    run: () => focusOn('find'),
  },
  {
    id: 'palette',
    title: 'All actions and names',
    keys: ['Ctrl+K'],
    group: 'Find',
    run: show('palette'),
  },
  {
    id: 'filter',
    title: 'Filter the log',
    keys: ['E'],
    group: 'Find',
    isPossible: (store) => store.mode.value === 'desk' && store.view.value === 'hosts',
    run: () => focusOn('log-filter'),
  },
];

const ofPage: readonly Action[] = [
  {
    id: 'scenarios',
    title: 'Choose a scenario',
    keys: ['O'],
    group: 'Page',
    run: show('scenarios'),
  },
  { id: 'keys', title: 'Keys', keys: ['?'], group: 'Page', run: show('keys') },
  {
    id: 'theme',
    title: 'Light or dark',
    keys: ['T'],
    group: 'Page',
    run: ({ store }) => {
      store.theme.value = store.theme.value === 'dark' ? 'light' : 'dark';
    },
  },
  {
    id: 'present',
    title: 'Projector: large letters, no furniture',
    keys: ['P'],
    group: 'Page',
    run: ({ store }) => {
      store.mode.value = store.mode.value === 'present' ? 'desk' : 'present';
    },
  },
  {
    id: 'scenarioText',
    title: 'Save this scenario with what was done by hand',
    keys: [],
    group: 'Page',
    run: (app) => app.saveScenario(),
  },
];

/** All that can be done, in the order in which help and palette show it. */
export const actions: readonly Action[] = [
  ...ofTime,
  ...ofViews,
  ...ofSelection,
  ...ofFinding,
  ...ofPage,
];

/** Storage as a picture, where the scenario describes any. */
function showFabric(store: Store): void {
  const reason = store.whyNoFabric.value;
  if (reason === undefined) store.view.value = 'fabric';
  else store.notify('plain', reason);
}

/** The estate fits itself; among the cards what is selected comes into sight. */
function fitMap(store: Store): void {
  if (store.view.value === 'estate') {
    pressOnEstate('f');
    return;
  }
  const entity = store.selection.value;
  document.querySelector(`.map [data-entity="${entity}"]`)?.scrollIntoView({ block: 'center' });
}

/** Keys that the map of the estate knows work when the focus is elsewhere, too. */
function pressOnEstate(key: string): void {
  document.querySelector('.draw-estate-map')?.dispatchEvent(new KeyboardEvent('keydown', { key }));
}

/** The menu of the selection, beside where the selection is drawn. */
function openMenuOfSelection(store: Store): void {
  const entity = store.selection.value;
  if (entity === null) return;
  const drawn = document.querySelector(`.map [data-entity="${entity}"]`);
  const box = (drawn ?? document.getElementById('inspector'))?.getBoundingClientRect();
  const at = [(box?.left ?? 80) + 12, (box?.top ?? 80) + 24] as const;
  store.overlay.value = { kind: 'menu', entity, at };
}
