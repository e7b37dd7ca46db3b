import type { RecoveringVm, Recovery } from '@vdcsim/protocol';
import { expect, test } from 'vitest';
import { failureMap, mapOf, names } from '../draw.fixtures.ts';
import { recoveryModel } from './recovery-model.ts';

const map = failureMap();
const recovery = map.recoveries[0]!;
const at = (nowSeconds: number, more: Partial<Recovery> = {}) =>
  recoveryModel(map.scene, { ...recovery, ...more }, nowSeconds);

test('the clock says silence, verdict and now: 15 s, 14:02:15, +38 s', () => {
  const model = at(1_958);
  expect(model.silenceWords).toBe('15 s silence');
  expect(model.restartWords).toBe('restarting for 23 s');
  expect(model.marks.map(({ label, time }) => [label, time])).toEqual([
    ['failed', '14:02:00'],
    ['declared dead', '14:02:15'],
    ['now', '+38 s'],
  ]);
});

test('before the verdict it is expected, and nothing restarts', () => {
  const model = at(1_926, { isDeclaredDead: false });
  expect(model.marks[1]).toMatchObject({ label: 'expected dead', isExpected: true });
  expect(model.restartWords).toBe('');
});

test('the queue counts places and keeps a short reason with the whole one below', () => {
  const { lines, notes, summary } = at(1_958);
  const words = new Map(lines.map((line) => [line.name, line.words]));
  expect(words.get('web18')).toBe('queued 1');
  expect(words.get('test02')).toBe('queued 9');
  expect(words.get('test03')).toBe('no room');
  expect(notes).toEqual(['no room: 2 GiB asked, 1 GiB free']);
  expect(summary).toBe('13 VMs down 38 s · expected up 14:03:46 to 14:05:01');
});

test('a reason that is too long even before its colon gives way to what it means', () => {
  const reason = 'no host has enough unclaimed memory';
  const queue = recovery.queue.map((vm): RecoveringVm => ({ ...vm, phase: 'noRoom', reason }));
  const { lines, notes } = at(1_958, { queue });
  expect(lines[0]?.words).toBe('no room');
  expect(notes).toEqual([reason]);
});

test('when all are up it says when the last one was', () => {
  const queue = recovery.queue.map(
    (vm): RecoveringVm => ({ ...vm, phase: 'up', upAtSeconds: 2_100 }),
  );
  const model = at(3_000, { queue });
  expect(model.summary).toBe('13 VMs up again, the last 14:05:00');
  expect(model.restartWords).toBe('all restarted');
  expect(model.lines[0]?.words).toBe('up 14:05:00');
});

test('of forty VMs those that wait are shown first, 28 at most, the rest is counted', () => {
  const vms = names('vm', 1, 40).map((name) => ({ name, host: 0, state: 'failed' }));
  const big = mapOf([{ name: 'esx01', state: 'failed', used: 0, ready: 0 }], vms);
  const queue = vms.map((_, vm): RecoveringVm => {
    const phase = vm < 20 ? 'up' : 'queued';
    return { vm, priority: 'low', phase, host: -1, bootFraction: 0, reason: '' };
  });
  const { lines, notes } = recoveryModel(big.scene, { ...recovery, queue }, 2_000);
  expect(lines).toHaveLength(28);
  expect(lines[0]?.name).toBe('vm21');
  expect(notes).toEqual(['12 VMs more, in the log']);
});
