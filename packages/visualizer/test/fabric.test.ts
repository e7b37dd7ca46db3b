/** The picture of storage on the whole page: from a script of frames, and on a real run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServer } from '@vdcsim/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundleForBrowser, entryName } from '../../../scripts/browser/bundle.ts';
import { whyNoChromium } from '../../../scripts/browser/in-chromium.ts';
import { type ServedPage, servePage } from '../../../scripts/browser/page-server.ts';
import { seriousFindings, textBelow } from './checks.fixtures.ts';
import { dyingHost, launch, open, serverOf, smallSan } from './page.fixtures.ts';
import type { ScriptedEntry } from './scripted-page.ts';

const sheets = ['theme/tokens', 'theme/page', 'theme/panels', 'theme/controls', 'draw/draw'];
const styles = sheets
  .map((sheet) => readFileSync(join(import.meta.dirname, `../src/${sheet}.css`), 'utf8'))
  .join('\n');

let reason: string | undefined;
let browser: Browser;
let scripted: ServedPage;
let closing: (() => Promise<void>)[] = [];
let errors: string[] = [];

beforeAll(async () => {
  reason = await whyNoChromium();
  if (reason !== undefined) return;
  browser = await launch();
  scripted = await servePage(await bundleForBrowser(join(import.meta.dirname, 'scripted-page.ts')));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await scripted?.close();
});

beforeEach((context) => {
  context.skip(reason !== undefined, reason);
});

afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
  expect(errors).toEqual([]);
  errors = [];
});

/** The page on scripted frames; `hash` as in its address. */
async function onScript(hash: string, viewport = { width: 1600, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  closing.push(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${scripted.url}#${hash}`);
  await page.evaluate(
    ([entry, css]) => {
      const entries = window as unknown as Record<string, ScriptedEntry>;
      return entries[entry!]!.openScripted(css!);
    },
    [entryName, styles] as const,
  );
  await page.locator('.map [data-entity]').first().waitFor();
  return page;
}

test('flows, sums, queues and what broke are on the page, and the selected VM has its line', async () => {
  const page = await onScript('view=fabric&sel=db02');
  const map = page.locator('.map');
  for (const words of ['242 MB/s = ', '37 wait', '2\u2009400 IOPS × 40 ms = 96']) {
    await map.getByText(words, { exact: false }).first().waitFor();
  }
  await map.getByText('vmhba2: 2 paths dead, cable failed 13:46:40').waitFor();
  await map.getByText('I/O stood still for 42 s, then moved').waitFor();
  expect(await map.locator('.draw-way').count()).toBe(1);
  expect(await map.locator('.draw-flow').count()).toBeGreaterThan(60);
  await page.getByRole('img', { name: /^lun01: 96 MB\/s/ }).waitFor();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('img', { name: /^Latency 76 ms: VMkernel queue 36 ms/ }).waitFor();
  await inspector.getByText('Fewer backup streams on lun01 would').waitFor();
  await page.keyboard.press('Escape');
  await map.locator('.draw-way').waitFor({ state: 'detached' });
});

test('parts are reached by keys, told in the inspector, and offered what can be done', async () => {
  const page = await onScript('view=fabric');
  await page.getByRole('application', { name: 'Storage fabric' }).focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('heading', { name: 'esx01:vmhba1' }).waitFor();
  await inspector.getByText('32 a LUN').waitFor();
  await inspector.getByText('Used by').waitFor();
  expect(page.url()).toContain('sel=esx01%3Avmhba1');
  await page.keyboard.press('x');
  const fail = page.getByRole('menuitem', { name: /^Fail esx01:vmhba1/ });
  await fail.getByText('esx01 loses 1 of 2 ways to each LUN.').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.draw-node', { hasText: 'lun02' }).click({ button: 'right' });
  await page.getByRole('menu', { name: /lun02/ }).waitFor();
});

test('search finds parts; the tree has datastores and the fabric', async () => {
  const page = await onScript('view=hosts');
  await page.keyboard.press('/');
  await page.keyboard.type('fcsw');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'fcsw1' }).waitFor();
  const orders = page.getByRole('group', { name: 'Order of the tree' });
  await orders.getByRole('button', { name: 'Datastores' }).click();
  await page.locator('.tree-row[data-kind=datastore]', { hasText: 'ds01' }).click();
  await page.getByRole('heading', { name: 'ds01' }).waitFor();
  await orders.getByRole('button', { name: 'Fabric' }).click();
  const names = await page.locator('.tree-row .name').allInnerTexts();
  expect(names).toEqual(expect.arrayContaining(['Hosts', 'Switches', 'fcsw1', 'Arrays', 'array1']));
  expect(
    await page
      .locator('.map')
      .getByText(/lun01 30.5 of 32 · 11.8 wait/)
      .count(),
  ).toBe(2);
});

test.each(['light', 'dark'])('axe finds nothing serious in the %s theme', async (theme) => {
  const page = await onScript(`view=fabric&sel=db02&theme=${theme}`);
  await page.getByRole('img', { name: /^Latency/ }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.locator('.draw-node', { hasText: 'lun01' }).click();
  await page.getByText('No slot is free').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test('for a projector no text of it is below 18 px, and at 1,280 px nothing goes sideways', async () => {
  const page = await onScript('view=fabric&sel=db02&mode=present');
  await page.getByRole('img', { name: /^Latency/ }).waitFor();
  expect(await textBelow(page, 18)).toEqual([]);
  const small = await onScript('view=fabric&sel=db02', { width: 1280, height: 720 });
  const sideways = () => small.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await sideways()).toBe(0);
});

test('a real SAN shows what its frames tell; without storage the switch says why not', async () => {
  const servers: RunningServer[] = [await serverOf(smallSan), await serverOf(dyingHost)];
  try {
    const real = await open(browser, `${servers[0]!.url}#view=fabric&sel=db01`);
    closing.push(real.close);
    await real.page.getByText(/MB\/s = /).waitFor();
    await real.page.locator('.draw-way').waitFor({ state: 'attached' });
    await real.page.locator('.draw-node', { hasText: 'lun1' }).click();
    await real.page.getByRole('heading', { name: 'lun1' }).waitFor();
    const without = await open(browser, servers[1]!.url);
    closing.push(without.close);
    await without.page.keyboard.press('2');
    await without.page.getByText('This scenario describes no storage').first().waitFor();
    expect(await without.page.locator('.draw-fabric').count()).toBe(0);
    errors.push(...real.errors, ...without.errors);
  } finally {
    for (const server of servers) await server.stop();
  }
});
