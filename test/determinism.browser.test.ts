import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inChromium, whyNoChromium } from '../scripts/browser/in-chromium.ts';
import { crowdedScenario } from './crowded-scenario.ts';
import { inOneGo } from './fingerprints-of.ts';
import { filesOf, shippedScenarios, whyNoData } from './shipped-scenarios.ts';

const entry = fileURLToPath(new URL('./fingerprints-of.ts', import.meta.url));

test('scenarios without traces leave the same fingerprints in Chromium', async (context) => {
  const reason = await whyNoChromium();
  context.skip(reason !== undefined, reason);
  const scenarios = shippedScenarios.filter(({ data }) => data.length === 0).map(filesOf);
  expect(scenarios.length).toBeGreaterThanOrEqual(5);
  scenarios.push({ 'scenario.yaml': crowdedScenario });
  expect(await inChromium(entry, 'inOneGo', scenarios)).toEqual(inOneGo(scenarios));
});

test.for(shippedScenarios.filter(({ data }) => data.length > 0))(
  '$name, with its trace, leaves the same fingerprints in Chromium',
  async (scenario, context) => {
    const reason = whyNoData(scenario) ?? (await whyNoChromium());
    context.skip(reason !== undefined, reason);
    const scenarios = [filesOf(scenario)];
    expect(await inChromium(entry, 'inOneGo', scenarios)).toEqual(inOneGo(scenarios));
  },
);
