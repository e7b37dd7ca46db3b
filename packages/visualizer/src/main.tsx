import { render } from 'preact';
import { App } from './app/app.ts';
import { AppContext } from './app/context.ts';
import { listenToKeys } from './app/keyboard.ts';
import { applyAppearance, followAddress, readAddress } from './app/page-address.ts';
import { chooseLibrary } from './link/choose-library.ts';
import { Page } from './parts/page.tsx';

const address = readAddress();
const base = new URL('.', location.href);
const app = new App();
applyAppearance(app, address);
const root = document.getElementById('page');
if (root === null) throw new Error('the page has no place for the app');
render(
  <AppContext.Provider value={app}>
    <Page />
  </AppContext.Provider>,
  root,
);
listenToKeys(app);
followAddress(app, address);
await app.begin(await chooseLibrary(base, address.token), address.run);
