/**
 * Where a system Chromium may be. Plain JavaScript, since the preparation of a checkout asks for it
 * before anything is installed.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const places = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin'],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe'],
};

/** Path of a Chromium that can be started, or undefined. `CHROMIUM_PATH` has the first word. */
export async function findChromium(environment = process.env, platform = process.platform) {
  const wanted = environment.CHROMIUM_PATH;
  if (wanted) return isExecutable(wanted) ? wanted : undefined;
  return candidates(environment, platform).find(isExecutable) ?? (await playwrightsOwn());
}

function candidates(environment, platform) {
  if (platform === 'darwin') return places.darwin;
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => environment[name])
      .filter((root) => root !== undefined);
    return roots.flatMap((root) => places.win32.map((path) => join(root, path)));
  }
  const folders = [...places.linux, ...(environment.PATH ?? '').split(delimiter)];
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** The browser that Playwright's own download command puts into its cache, if it is there. */
async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright-core');
    const path = chromium.executablePath();
    return isExecutable(path) ? path : undefined;
  } catch {
    // Not installed, or no build for this platform: both mean that there is none.
    return undefined;
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
