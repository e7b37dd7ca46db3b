import { fileURLToPath } from 'node:url';
import { mathsProbe } from '@vdcsim/core';
import { expect, test } from 'vitest';
import { inChromium, whyNoChromium } from '../scripts/browser/in-chromium.ts';

const core = fileURLToPath(new URL('../packages/core/src/index.ts', import.meta.url));

test('100,000 results of the portable maths are equal in Node and in Chromium', async (context) => {
  const reason = await whyNoChromium();
  context.skip(reason !== undefined, reason);
  expect(await inChromium(core, 'mathsProbe')).toBe(mathsProbe());
});
