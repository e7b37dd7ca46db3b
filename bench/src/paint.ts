/**
 * How long a frame of the map takes in a headless Chromium without a graphics card.
 * `paint.mjs VMS SECONDS`, from the root of the checkout; few VMs are drawn as cards, many on a
 * canvas, as the page does it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { bundleForBrowser, entryName } from '../../scripts/browser/bundle.ts';
import { launchFlags } from '../../scripts/browser/in-chromium.ts';
import { servePage } from '../../scripts/browser/page-server.ts';
import { findChromium } from '../../scripts/find-chromium.mjs';
import type { Measurement } from './measurement.ts';
import type { PaintRequest, PaintTimes } from './paint-page.ts';

const sheets = ['theme/tokens.css', 'draw/draw.css'];

/** The room of the map on a screen of 1600 by 900. */
const ground = 'html,body{margin:0;overflow:hidden}#map{width:1256px;height:784px;overflow:hidden}';

async function measureIn(browser: Browser, request: PaintRequest): Promise<PaintTimes> {
  const root = process.cwd();
  const served = await servePage(await bundleForBrowser(join(root, 'bench/src/paint-page.ts')));
  try {
    const page = await browser.newPage({ viewport: { width: 1_600, height: 900 } });
    await page.goto(served.url, { waitUntil: 'load' });
    const styles = sheets.map((sheet) =>
      readFileSync(join(root, 'packages/visualizer/src', sheet), 'utf8'),
    );
    await page.addStyleTag({ content: [...styles, ground].join('\n') });
    const call = `${entryName}.measurePaint(${JSON.stringify(request)})`;
    return (await page.evaluate(call)) as PaintTimes;
  } finally {
    await served.close();
  }
}

async function main(): Promise<void> {
  const [vms = 1_000, seconds = 30] = process.argv.slice(2).map(Number);
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('no Chromium on this machine');
  const browser = await chromium.launch({ executablePath, args: [...launchFlags] });
  try {
    const start = performance.now();
    const times = await measureIn(browser, { vms, seconds });
    const wallSeconds = (performance.now() - start) / 1e3;
    const { frames, ...parts } = times;
    const measurement: Measurement = {
      ...{ check: vms, operations: frames, wallSeconds },
      ...{ cpuSeconds: Number.NaN, peakRssMiB: Number.NaN },
      parts,
    };
    console.log(JSON.stringify(measurement));
  } finally {
    await browser.close();
  }
}

await main();
