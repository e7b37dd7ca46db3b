import type { App } from '../app/app.ts';
import type { MapProps } from '../draw/index.ts';
import type { Store } from '../state/store.ts';

/** Pixels of the page for a pixel of a drawing when presenting: the smallest text has 18 px. */
const presentScale = 1.8;

/** How large drawings are. */
export function drawingScale(store: Store): number {
  return store.mode.value === 'present' ? presentScale : 1;
}

/** What a map shows and whom it tells; undefined until there is a scene. */
export function mapProps(app: App): MapProps | undefined {
  const { store } = app;
  const inventory = store.inventory.value;
  if (inventory === undefined) return undefined;
  const { tables, timeSeconds } = store.frame.value;
  const query = store.query.value.trim();
  return {
    scene: inventory.scene,
    tables,
    nowSeconds: timeSeconds,
    vmHealths: store.vmHealths.value,
    hostHealths: store.hostHealths.value,
    recoveries: store.recoveries.value,
    selected: store.selection.value,
    hovered: store.hovered.value,
    found: query === '' ? null : store.found.value.ids,
    moves: movesOf(store),
    scale: drawingScale(store),
    onSelect: (entity) => app.select(entity),
    onOpen: (entity) => {
      app.select(entity);
      store.isInspectorOut.value = true;
    },
    onMenu: (entity, x, y) => {
      store.overlay.value = { kind: 'menu', entity, at: [x, y] };
    },
    onHover: (entity) => {
      store.hovered.value = entity;
    },
  };
}

/** Bars glide while one can follow them: paused, stepping, or at ten times and less. */
function movesOf(store: Store): boolean {
  const status = store.status.value;
  if (status === undefined) return false;
  return status.isPaused || (status.speed !== 'max' && status.speed <= 10);
}
