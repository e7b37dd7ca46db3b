import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../find-chromium.mjs';
import { bundleForBrowser, entryName } from './bundle.ts';
import { servePage } from './page-server.ts';

/**
 * Flags of every launch: no sandbox, since root has none, and nothing that reaches out of the
 * machine. How pictures are drawn stays at the browser's default, which is the fastest without
 * a graphics card.
 */
export const launchFlags: readonly string[] = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/**
 * Why tests in a browser cannot run here, or undefined when they can. On a CI machine they must:
 * there the answer is always undefined, and the launch fails loudly instead.
 */
export async function whyNoChromium(): Promise<string | undefined> {
  if (process.env.CI === 'true' || (await findChromium()) !== undefined) return undefined;
  return 'no Chromium on this machine; npx playwright-core install --with-deps chromium';
}

/**
 * Bundles a module, opens it in a page of a real Chromium, calls one of its exported functions
 * there and gives back what it returned (also through a promise). Argument and result travel as
 * JSON, so numbers must be finite; send a hash or text where every bit counts.
 * @throws Error with the page's own words when the function throws or the page has an error
 */
export async function inChromium(
  entryFile: string,
  functionName: string,
  argument?: unknown,
): Promise<unknown> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('no Chromium on this machine');
  const served = await servePage(await bundleForBrowser(entryFile));
  try {
    const browser = await chromium.launch({ executablePath, args: [...launchFlags] });
    try {
      return await callInPage(await browser.newPage(), served.url, functionName, argument);
    } finally {
      await browser.close();
    }
  } finally {
    await served.close();
  }
}

async function callInPage(
  page: Page,
  url: string,
  functionName: string,
  argument: unknown,
): Promise<unknown> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url, { waitUntil: 'load' });
  if (errors.length > 0) throw new Error(`the page has errors: ${errors.join('; ')}`);
  const call = JSON.stringify(argument === undefined ? [] : [argument]);
  const source = `${entryName}[${JSON.stringify(functionName)}](...${call})`;
  return await page.evaluate(source);
}
