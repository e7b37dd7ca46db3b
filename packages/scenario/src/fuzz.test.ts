import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatFiles, scenarioWith } from '../test/support.ts';
import { parseScenario, ScenarioErrors } from './index.ts';

const text = scenarioWith(
  'clusters: [{ name: lab, hosts: esx01..03, ha: { restartPriority: medium } }]',
  'pools: [{ name: batch, cluster: lab, allocation: { cpu: { shares: high, limit: 50% } } }]',
  'workloads:',
  '  - { name: w, kind: bursty, low: { cpu: 1% }, high: { cpu: 2 GHz }, burst: { dist: exponential, mean: 5 s }, pause: 1 min }',
  'templates: [{ name: base, memory: 1 GiB, tags: { tier: gold } }]',
  'vms: [{ name: web01..30, template: base, cluster: lab, pool: batch, workload: w }]',
  'set: { vms(web01..02).vcpus: 2, record.interval: 1 min }',
  'timeline: [{ at: 00:10, fail: esx01 }, { at: +5 min, set: { vms(web*).workload: w } }]',
  'record: { metrics: [vm.*], of: all }',
  'expect: [{ metric: vm.downtimeSeconds, of: tier=gold, during: +1 min..end, atMost: 1 h }]',
);

/** Loads; anything but a scenario or ScenarioErrors fails the test. */
function attempt(mutated: string): void {
  try {
    parseScenario('a.yaml', flatFiles({ 'a.yaml': mutated }));
  } catch (error) {
    if (!(error instanceof ScenarioErrors)) throw error;
    expect(error.diagnostics.length).toBeGreaterThan(0);
    for (const { line, column, code, what, remedy } of error.diagnostics) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
      expect(`${code} ${what} ${remedy}`).not.toMatch(/undefined|NaN|\[object/);
    }
  }
}

const bits = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '*',
  '&a',
  '*a',
  '!',
  '#',
  '"',
  '-',
  '..',
  '\n',
  '  ',
  '\t',
  '%',
  '(',
  ')',
  '=',
  'null',
  'not',
  '9',
  '-1',
  'constructor',
  '__proto__',
  ': ',
  'é',
  '\u0000',
  '16 KB',
  '?',
  '|',
  '>',
];

describe('any file', () => {
  it('gives a scenario or its errors, when pieces of text change', () => {
    const mutation = fc.record({
      at: fc.nat({ max: text.length }),
      drop: fc.nat({ max: 12 }),
      insert: fc.constantFrom('', ...bits),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        let mutated = text;
        for (const { at, drop, insert } of mutations) {
          mutated = mutated.slice(0, at) + insert + mutated.slice(at + drop);
        }
        attempt(mutated);
      }),
      { seed: 20070101, numRuns: 600 },
    );
  });

  it('gives a scenario or its errors, when words change places', () => {
    const words = text.split(/(?<=[\s,:{}[\]()])/);
    fc.assert(
      fc.property(fc.nat({ max: words.length - 1 }), fc.nat({ max: words.length - 1 }), (a, b) => {
        const moved = [...words];
        [moved[a], moved[b]] = [moved[b]!, moved[a]!];
        attempt(moved.join(''));
      }),
      { seed: 20070521, numRuns: 400 },
    );
  });

  it('gives errors for texts that nobody wrote', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...bits, 'vdcsim: 1', 'name', 'hosts'), { maxLength: 40 }),
        (pieces) => {
          attempt(pieces.join(''));
        },
      ),
      { seed: 20110303, numRuns: 400 },
    );
  });
});
