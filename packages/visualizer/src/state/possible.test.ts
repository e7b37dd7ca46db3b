import { expect, test } from 'vitest';
import { inventoryOf } from './inventory.ts';
import { possibleCommands, verbTitle } from './possible.ts';
import { smallScene } from './scene.fixtures.ts';

test('only what does something in the present state is possible', () => {
  const host = inventoryOf(smallScene).byName.get('esx01')!;
  const verbs = (state: string | undefined): string[] =>
    possibleCommands(smallScene, host, state).map(({ verb }) => verb);
  expect(verbs('connected')).toEqual(['fail']);
  expect(verbs('failed')).toEqual(['repair']);
  expect(verbs('powered-off')).toEqual([]);
  expect(verbs(undefined)).toEqual([]);
});

test('verbs read like words', () => {
  expect(['fail', 'powerOff', 'startTask'].map(verbTitle)).toEqual([
    ...['Fail', 'Power off', 'Start task'],
  ]);
});
