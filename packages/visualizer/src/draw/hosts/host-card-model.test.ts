import { expect, test } from 'vitest';
import { type FixedVm, failureMap, mapOf } from '../draw.fixtures.ts';
import { hostBuckets } from '../host-buckets.ts';
import { hostCardModel, pcpusPerBar } from './host-card-model.ts';

const cardOf = (map: ReturnType<typeof mapOf>, host = 0) =>
  hostCardModel(map, hostBuckets(map.scene, map.tables), host);

function busyHost(vms: readonly FixedVm[], used: number, ready: number) {
  return cardOf(mapOf([{ name: 'esx01', used, ready }], vms));
}

test('waiting vCPUs are ready times vCPUs: 30 % of 2 and 20 % of 4 are 1.4 vCPU', () => {
  const vms = [
    { name: 'a', host: 0, vcpus: 2, ready: 30, run: 50 },
    { name: 'b', host: 0, vcpus: 4, ready: 20, run: 50 },
    { name: 'c', host: 0, state: 'powered-off' },
  ];
  const { cpu } = busyHost(vms, 72, 12);
  expect(cpu?.waitWords).toBe('1.4 vCPU wait');
  expect(cpu?.usedWords).toBe('72\u00a0% used');
  expect(cpu?.usedFraction).toBeCloseTo(0.72, 6);
  // Beyond the line at the same scale: 1.4 of 4 pCPUs.
  expect(cpu?.readyFraction).toBeCloseTo(0.35, 6);
});

test('a healthy host says nothing', () => {
  const card = busyHost([{ name: 'a', host: 0, run: 20, ready: 0.5 }], 5, 0.5);
  expect(card.facts).toEqual([]);
  expect(card.cpu?.waitWords).toBe('');
  expect(card.health).toBe('ok');
});

test('the worst facts come first: full, who waits most, how many more', () => {
  const vms = [
    { name: 'a', host: 0, run: 60, ready: 7 },
    { name: 'b', host: 0, run: 60, ready: 30 },
    { name: 'c', host: 0, run: 60, ready: 12 },
    { name: 'd', host: 0, state: 'booting', untilSeconds: 2_000 },
  ];
  const card = busyHost(vms, 99, 16);
  expect(card.facts).toEqual(['CPU full', 'b waits 30\u00a0%', '2 more wait']);
  expect(card.cells.map(({ health }) => health)).toEqual([
    'constrained',
    'failing',
    'failing',
    'starting',
  ]);
});

test('a VM that boots shows how far it is: 22 of 90 s are 24 %', () => {
  const map = failureMap();
  const cells = cardOf(map, 0).cells;
  const mail = cells.find(({ name }) => name === 'mail01');
  expect(mail?.bootFraction).toBeCloseTo(0.24, 6);
  expect(mail?.words).toBe('24\u00a0% boot');
});

test('a failed host has no CPU row, one that is unknown still stands', () => {
  expect(cardOf(failureMap(), 2).cpu).toBeUndefined();
  const map = failureMap({ hostHealths: ['unknown', 'unknown', 'unknown', 'unknown'] });
  expect(cardOf(map, 0).health).toBe('unknown');
});

test('facts are muted where nobody suffers, amber where a VM does, red where the host fails', () => {
  const boots = { name: 'a', host: 0, state: 'booting', untilSeconds: 2_000 };
  expect(busyHost([boots], 50, 0)).toMatchObject({ facts: ['1 booting'], tone: 'muted' });
  expect(busyHost([{ name: 'a', host: 0, ready: 6 }], 50, 2).tone).toBe('warn');
  expect(busyHost([{ name: 'a', host: 0, ready: 20 }], 50, 20).tone).toBe('fail');
});

test('up to eight bars are drawn: 24 pCPUs by 3, 20 by 4, 13 all in one', () => {
  expect([1, 4, 8, 16, 20, 24, 13].map(pcpusPerBar)).toEqual([1, 1, 1, 2, 4, 3, 13]);
});
