import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inChromium, whyNoChromium } from '../../../scripts/browser/in-chromium.ts';
import { livelyLab } from '../src/session.fixtures.ts';
import { watchToEnd } from './finish-in-page.ts';

const entry = fileURLToPath(new URL('./finish-in-page.ts', import.meta.url));
const scenario = (file: string): string =>
  readFileSync(new URL(`../../../scenarios/${file}`, import.meta.url), 'utf8');

test.for([
  ['lab.yaml', livelyLab],
  ['host-failure.yaml', scenario('host-failure.yaml')],
] as const)('a session of %s in a page leaves the fingerprint of Node', async ([file, text], c) => {
  const reason = await whyNoChromium();
  c.skip(reason !== undefined, reason);
  const files = { [file]: text };
  const inNode = await watchToEnd(files);
  expect(inNode.events).toBeGreaterThan(10);
  expect(await inChromium(entry, 'watchToEnd', files)).toEqual(inNode);
});
