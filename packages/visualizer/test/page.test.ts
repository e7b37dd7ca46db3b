import type { RunningServer } from '@vdcsim/server';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { whyNoChromium } from '../../../scripts/browser/in-chromium.ts';
import { seriousFindings, textBelow } from './checks.fixtures.ts';
import {
  dropFile,
  dyingHost,
  launch,
  mistaken,
  open,
  serverOf,
  staticPage,
  type Watched,
} from './page.fixtures.ts';

let reason: string | undefined;
let browser: Browser;
let server: RunningServer;
let opened: Watched[] = [];
let expectedErrors: RegExp | undefined;

beforeAll(async () => {
  reason = await whyNoChromium();
  if (reason !== undefined) return;
  server = await serverOf(dyingHost);
  browser = await launch();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach((context) => {
  context.skip(reason !== undefined, reason);
  expectedErrors = undefined;
});

afterEach(async () => {
  const errors = opened.flatMap((watched) => watched.errors);
  for (const watched of opened) await watched.close();
  opened = [];
  expect(errors.filter((error) => expectedErrors?.test(error) !== true)).toEqual([]);
});

/** A page on a run that nobody else watches, paused at its beginning. */
async function onNewRun(hash = '', options: Parameters<typeof open>[2] = {}): Promise<Page> {
  const body = JSON.stringify({ scenario: 'dying' });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${server.url}api/runs`, { method: 'POST', headers, body });
  const { run } = (await response.json()) as { run: string };
  return await onPage(`${server.url}#run=${run}&${hash}`, options);
}

async function onPage(url: string, options: Parameters<typeof open>[2] = {}): Promise<Page> {
  const watched = await open(browser, url, options);
  opened.push(watched);
  return watched.page;
}

const eventRow = (page: Page, type: string): Locator =>
  page.locator('.log .row').filter({ has: page.locator('.type', { hasText: type }) });

const clockOf = (page: Page): Promise<string | null> => page.locator('.clock time').textContent();

async function goToFailure(page: Page): Promise<void> {
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await page.getByText('13:40:00', { exact: true }).first().waitFor();
}

test('the page is alive; a VM is inspected; pause, step and speed keep time', async () => {
  const page = await onNewRun();
  await page.getByText('Dying host').first().waitFor();
  await page.getByText(/run 1 · seed \d+ · [0-9a-f]{4}·[0-9a-f]{4}/).waitFor();
  const before = await clockOf(page);
  await page.waitForFunction(
    (time) => document.querySelector('.clock time')?.textContent !== time,
    before,
  );
  const names = await page.locator('.tree-row .name').allInnerTexts();
  expect(names).toEqual(['lab', 'esx01', 'web01', 'web03', 'esx02', 'web02', 'web04']);
  await showsTheChoice(page);
  await keepsTime(page);
});

async function showsTheChoice(page: Page): Promise<void> {
  await page.locator('.tree-row', { hasText: 'web01' }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('heading', { name: 'web01' }).waitFor();
  await inspector.getByText('Guest sees').waitFor();
  await inspector.getByRole('img', { name: /^CPU ready/ }).waitFor();
  expect(page.url()).toContain('sel=web01');
}

/** Pause stops the clock, [ and ] change the speed, a step goes to the next event. */
async function keepsTime(page: Page): Promise<void> {
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await page.keyboard.press(']');
  await page.getByText('1 s shows 10 min').waitFor();
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await page.getByText('1 s shows 10 s').waitFor();
  await page.keyboard.press('ArrowRight');
  await eventRow(page, 'host.failed').waitFor();
  expect(await clockOf(page)).toBe('13:40:00');
}

test('a host is failed by its menu, its VMs restart, and it is repaired', async () => {
  const page = await onNewRun();
  await page.keyboard.press('Space');
  const host = page.locator('.tree-row[data-kind=host]', { hasText: 'esx01' });
  await host.click({ button: 'right' });
  const fail = page.getByRole('menuitem', { name: /^Fail esx01/ });
  await fail.getByText(/2 VMs/).waitFor();
  await fail.click();
  await page.locator('.tree-row[data-kind=host][data-health=down]').waitFor();
  await page.getByText('Restart queue').waitFor();
  await host.click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Repair esx01/ }).click();
  await page.locator('.tree-row[data-kind=host][data-health=down]').waitFor({ state: 'detached' });
});

test('the log lights the chain of causes, and why is answered in sentences', async () => {
  const page = await onNewRun();
  await goToFailure(page);
  await page.keyboard.press('ArrowRight');
  await eventRow(page, 'host.declaredDead').click();
  await page.locator('.log .row[data-lit=true] .type', { hasText: 'host.failed' }).waitFor();
  await page.keyboard.press('w');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('esx02').first().waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a second viewer watches the same, may not steer, and takes the empty seat', async () => {
  const first = await onNewRun();
  await goToFailure(first);
  const second = await onPage(first.url());
  await second.getByText('you watch').waitFor();
  expect(await clockOf(second)).toBe('13:40:00');
  await second.keyboard.press('Space');
  await second.getByRole('status').getByRole('button', { name: 'Take control' }).waitFor();
  await opened[0]?.close();
  await second.getByText('nobody operates').waitFor();
  await second.locator('.audience').getByRole('button', { name: 'Take control' }).click();
  await second.locator('.audience').waitFor({ state: 'detached' });
  await second.keyboard.press('Space');
  await second.getByRole('button', { name: 'Pause' }).waitFor();
});

test('after a restart of the server the page says so, and shows the run anew', async () => {
  expectedErrors = /WebSocket connection/;
  const gone = await serverOf(dyingHost);
  const page = await onPage(gone.url);
  await goToFailure(page);
  await gone.stop();
  await page.getByText('No connection to the server.').waitFor();
  await page.locator('.tree-row[data-health=unknown]').first().waitFor();
  const again = await serverOf(dyingHost, gone.port);
  try {
    await page.getByText('The server was restarted: this run begins anew.').waitFor();
    await page.locator('.tree-row[data-health=ok]').first().waitFor();
    await page.getByText('Nothing has happened yet.').waitFor();
  } finally {
    await again.stop();
  }
});

test('a dropped file with a mistake is shown with line, column and what would be right', async () => {
  const page = await onNewRun();
  await dropFile(page, 'mine.yaml', mistaken);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('mine.yaml:10:41').waitFor();
  expect(await dialog.locator('pre').first().textContent()).toMatch(/clutser.*\n +\^$/s);
  await page.keyboard.press('Escape');
  await dropFile(page, 'mine.yaml', dyingHost.replace('Dying host', 'Mine'));
  await page.getByRole('button', { name: 'Mine' }).waitFor();
  expect(page.url()).toMatch(/run=/);
});

test('everything goes by keyboard: find, select, break, why, palette, views', async () => {
  const page = await onNewRun();
  await page.keyboard.press('/');
  await page.keyboard.type('web0');
  await page.getByText('4 of').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'web02' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('esx01');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'esx01' }).first().waitFor();
  await page.keyboard.press('x');
  await page.getByRole('menuitem', { name: /^Fail esx01/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tree-row[data-kind=host][data-health=down]').waitFor();
  await page.keyboard.press('3');
  await page.getByRole('button', { name: /Estate/, pressed: true }).waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
});

test('Tab goes through tree, map, inspector, time and log, and arrows move in each', async () => {
  const page = await onNewRun();
  await page.locator('#tree').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { name: 'web01' }).waitFor();
  const parts: string[] = [];
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    const part = await page.evaluate(() => {
      const places = ['.tree', '.map', '.inspector', '.time', '.log'];
      return places.find((place) => document.activeElement?.closest(place)) ?? 'top';
    });
    if (parts.at(-1) !== part) parts.push(part);
  }
  expect(parts.join(' ')).toMatch(/\.map \.inspector \.time \.log/);
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing serious in the %s theme',
  async (theme) => {
    const page = await onNewRun(`theme=${theme}`);
    await goToFailure(page);
    await page.locator('.tree-row', { hasText: 'web01' }).click();
    await page.getByText('Guest sees').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('3');
    await page.keyboard.press('Control+k');
    expect(await seriousFindings(page)).toEqual([]);
  },
);

test('1,280 px hold every part without overlap; below, tree and inspector fold', async () => {
  const page = await onNewRun('', { viewport: { width: 1280, height: 720 } });
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await sideways()).toBe(0);
  const map = await page.locator('.map').boundingBox();
  expect(map?.width).toBeGreaterThan(700);
  await page.setViewportSize({ width: 900, height: 700 });
  expect(await page.locator('.tree').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Inspector' }).click();
  expect(await page.locator('.inspector').isVisible()).toBe(true);
  expect(await sideways()).toBe(0);
});

test('for a projector no text is below 18 px, and tree and log are gone', async () => {
  const page = await onNewRun('mode=present');
  await goToFailure(page);
  await page.locator('.map .draw-cell').first().click();
  await page.locator('.charts svg').first().waitFor();
  expect(await page.locator('.tree').isVisible()).toBe(false);
  expect(await page.locator('.log').isVisible()).toBe(false);
  expect(await textBelow(page, 18)).toEqual([]);
});

test('without a server the scenario runs in the page, and a dropped file does too', async () => {
  // The browser itself tells that there is no server behind the page.
  expectedErrors = /404/;
  const alone = await staticPage();
  try {
    const page = await onPage(alone.url);
    await page.keyboard.press('Shift+ArrowRight');
    await eventRow(page, 'host.failed').waitFor();
    await dropFile(page, 'mine.yaml', mistaken);
    await page.getByRole('dialog').getByText('mine.yaml:10:41').waitFor();
    await page.keyboard.press('Escape');
    await dropFile(page, 'mine.yaml', dyingHost);
    await page.getByRole('button', { name: 'Dying host' }).waitFor();
  } finally {
    await alone.stop();
  }
});
