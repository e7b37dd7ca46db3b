import { effect, untracked } from '@preact/signals';
import { estateFromVms } from '../draw/index.ts';
import { type Address, formatAddress, parseAddress } from '../state/address.ts';
import type { App } from './app.ts';

/** Where the page keeps the secret of the address for this tab. */
const tokenKey = 'vdcsim-token';

/**
 * Reads the address, and takes the server's secret out of it, so that an address that is passed
 * on does not hold it. The tab keeps the secret, so that the page can be loaded again.
 */
export function readAddress(): Address {
  const address = parseAddress(location.hash);
  if (address.token !== undefined) sessionStorage.setItem(tokenKey, address.token);
  const token = address.token ?? sessionStorage.getItem(tokenKey) ?? undefined;
  return token === undefined ? address : { ...address, token };
}

/** Theme and mode as the address says, else as the reader's system prefers. */
export function applyAppearance(app: App, address: Address): void {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
  app.store.theme.value = address.theme ?? (prefersDark ? 'dark' : 'light');
  app.store.mode.value = address.mode ?? 'desk';
}

/** Keeps page and address in step, both ways. */
export function followAddress(app: App, first: Address): void {
  const { store } = app;
  let wanted: string | undefined = first.sel;
  let chosenView = first.view;
  let shownFile: string | undefined;
  effect(() => {
    const inventory = store.inventory.value;
    if (inventory === undefined) return;
    const { file, vms } = inventory.scene;
    const entity = wanted === undefined ? undefined : inventory.byName.get(wanted);
    wanted = undefined;
    untracked(() => {
      // Large estates open on their map, unless the address says otherwise.
      const usual = vms.length > estateFromVms ? 'estate' : 'hosts';
      if (file !== shownFile) store.view.value = chosenView ?? usual;
      if (entity !== undefined) app.select(entity.id);
    });
    chosenView = undefined;
    shownFile = file;
  });
  effect(() => {
    document.documentElement.dataset['theme'] = store.theme.value;
    document.documentElement.dataset['mode'] = store.mode.value;
  });
  effect(() => {
    if (store.inventory.value === undefined) return;
    const run = store.connection.value.place === 'server' ? store.run.value : undefined;
    const [view, theme, mode] = [store.view.value, store.theme.value, store.mode.value];
    const address = { run, view, sel: store.selected.value?.name, theme, mode };
    history.replaceState(null, '', formatAddress(address));
  });
  window.addEventListener('hashchange', () => followHash(app));
}

/** Somebody wrote another address into the same page. */
function followHash(app: App): void {
  const { store } = app;
  const said = parseAddress(location.hash);
  if (said.view !== undefined) store.view.value = said.view;
  if (said.theme !== undefined) store.theme.value = said.theme;
  if (said.mode !== undefined) store.mode.value = said.mode;
  const entity = store.inventory.value?.byName.get(said.sel ?? '');
  if (entity !== undefined) app.select(entity.id);
}
