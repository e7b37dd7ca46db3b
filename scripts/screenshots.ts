/**
 * Makes the pictures of the documents from the real page: `npm run screenshots`. They depend on
 * the fonts of the machine, so no test compares them.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startServer } from '../packages/server/src/index.ts';
import { launchFlags } from './browser/in-chromium.ts';
import { findChromium } from './find-chromium.mjs';
import { buildPage } from './prepare/page.mjs';
import { fullQueue } from './screenshots/full-queue.ts';
import { largeEstate } from './screenshots/large-estate.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const imageFolder = join(root, 'docs/images');

interface Picture {
  readonly file: string;
  /** Of the address, behind `#`. */
  readonly address: string;
  /** Leads the page to what is to be seen. */
  readonly lead: (page: Page) => Promise<void>;
}

/** Twenty-five seconds after high availability began to restart the VMs of the dead host. */
async function inTheMiddleOfRestarts(page: Page): Promise<void> {
  await press(page, 'Shift+ArrowRight', '14:02:00');
  await press(page, 'ArrowRight', '14:02:15');
  await page.keyboard.press('[');
  await page.keyboard.press('Space');
  await clockAt(page, '14:02:40');
  await press(page, 'Space', '14:02:40');
}

async function withAChoice(page: Page): Promise<void> {
  await inTheMiddleOfRestarts(page);
  const declared = page.locator('.log .row .type', { hasText: 'host.declaredDead' });
  await declared.click();
  await page.locator('.tree-row', { hasText: 'mail01' }).click();
  await page.locator('.charts svg').first().waitFor();
}

/** The dead host in the middle of the map, with its queue. */
async function onTheDeadHost(page: Page): Promise<void> {
  await inTheMiddleOfRestarts(page);
  await page.keyboard.press('/');
  await page.keyboard.type('esx03');
  await page.keyboard.press('Enter');
  await page.locator('#play').focus();
  await page.keyboard.press('f');
}

async function atTheAlarm(page: Page): Promise<void> {
  await press(page, 'Shift+ArrowRight', '09:40:00');
  await page.keyboard.press('/');
  await page.keyboard.type('tier=gold ready>10%');
  await page.keyboard.press('Escape');
}

/** Past the failure of a host, with a VM beside which another one fills the queue. */
async function atTheFullQueue(page: Page): Promise<void> {
  await press(page, 'Shift+ArrowRight', '10:30:00');
  await page.keyboard.press('Space');
  await clockAt(page, '10:34:00');
  await page.keyboard.press('Space');
  await page.getByRole('img', { name: /^Latency/ }).waitFor();
}

/** Presses a key that leads to a pause, and waits for it. */
async function press(page: Page, key: string, time: string): Promise<void> {
  await page.keyboard.press(key);
  await clockAt(page, time);
  await page.getByRole('button', { name: 'Play' }).waitFor();
}

async function clockAt(page: Page, time: string): Promise<void> {
  await page.waitForFunction(
    (least) => (document.querySelector('.clock time')?.textContent ?? '') >= least,
    time,
  );
}

const ofFailure: readonly Picture[] = [
  { file: 'hosts-light.png', address: 'theme=light', lead: withAChoice },
  { file: 'hosts-dark.png', address: 'theme=dark', lead: withAChoice },
  { file: 'projector.png', address: 'theme=light&mode=present', lead: onTheDeadHost },
];

const ofEstate: readonly Picture[] = [
  { file: 'estate.png', address: 'theme=light&view=estate', lead: atTheAlarm },
];

const ofStorage: readonly Picture[] = [
  { file: 'fabric-light.png', address: 'theme=light&view=fabric&sel=db01', lead: atTheFullQueue },
  { file: 'fabric-dark.png', address: 'theme=dark&view=fabric&sel=db01', lead: atTheFullQueue },
];

/** A server of one scenario for each picture, so that all begin at the beginning. */
async function take(browser: Browser, scenario: string, picture: Picture): Promise<void> {
  const server = await startServer({ scenarios: [scenario], port: 0, version: '0.1.0' });
  try {
    const viewport = { width: 1600, height: 900 };
    const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
    await page.goto(`${server.url}#${picture.address}`);
    await page.locator('.map [data-entity], .draw-estate-map').first().waitFor();
    await picture.lead(page);
    // The charts ask for history once a second.
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(imageFolder, picture.file) });
    await page.close();
    process.stdout.write(`docs/images/${picture.file}\n`);
  } finally {
    await server.stop();
  }
}

async function main(): Promise<void> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('no Chromium on this machine');
  buildPage(root);
  mkdirSync(imageFolder, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'vdcsim-pictures-'));
  const estate = join(folder, 'estate.yaml');
  writeFileSync(estate, largeEstate());
  const queue = join(folder, 'full-queue.yaml');
  writeFileSync(queue, fullQueue());
  const browser = await chromium.launch({ executablePath, args: [...launchFlags] });
  const wanted = process.argv.slice(2);
  const isWanted = ({ file }: Picture): boolean => wanted.length === 0 || wanted.includes(file);
  try {
    const failure = join(root, 'scenarios/host-failure.yaml');
    for (const picture of ofFailure.filter(isWanted)) await take(browser, failure, picture);
    for (const picture of ofStorage.filter(isWanted)) await take(browser, queue, picture);
    for (const picture of ofEstate.filter(isWanted)) await take(browser, estate, picture);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
