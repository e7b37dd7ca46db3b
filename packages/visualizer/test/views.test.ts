import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { inChromium, whyNoChromium } from '../../../scripts/browser/in-chromium.ts';
import type { EstateSeen, HostsSeen } from './views-page.ts';

const page = join(import.meta.dirname, 'views-page.ts');
const source = join(import.meta.dirname, '../src');
const styles = ['theme/tokens.css', 'draw/draw.css']
  .map((sheet) => readFileSync(join(source, sheet), 'utf8'))
  .join('\n');
let reason: string | undefined;

beforeAll(async () => {
  reason = await whyNoChromium();
});

test('cards answer to keys and pointer, and a VM that moves travels once', async (context) => {
  context.skip(reason !== undefined, reason);
  const seen = (await inChromium(page, 'hostsInPage', styles)) as HostsSeen;
  expect(seen).toEqual({
    cards: 4,
    told: [
      ...['select esx01', 'select app01', 'select app02', 'open app02'],
      ...['select db01', 'select db01', 'menu db01'],
    ],
    // The VM and its ghost, gone once the journey is over.
    journey: 2,
    left: 0,
    overflow: 0,
  });
});

test('the estate finds what is under the pointer and comes closer by key', async (context) => {
  context.skip(reason !== undefined, reason);
  const { cards, ...seen } = (await inChromium(page, 'estateInPage', styles)) as EstateSeen;
  expect(cards).toBeGreaterThan(0);
  expect(seen).toEqual({
    ink: true,
    told: [...['select esx000', 'select vm000', 'select vm000', 'select nothing', 'select esx000']],
    // Closer three times, then all of it again.
    levels: ['cells', 'columns', 'cards', 'detail', 'cells'],
  });
});
