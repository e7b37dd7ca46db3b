import { describe, expect, it } from 'vitest';
import { host, lab } from '../../../../../../test/lab.ts';
import { machine, san } from '../../../../test/san-lab.ts';
import type { Path } from '../../../inventory/storage/path.ts';
import type { ArrayKind, PathPolicyName } from '../../../inventory/storage/storage-specs.ts';
import { storageWorld } from '../storage-world.fixtures.ts';
import { PathPolicy } from './path-policy.ts';

/** Paths of esx01: A to both controllers by vmhba0, B by vmhba1. LUN 1 belongs to spa. */
function choosing(
  kind: ArrayKind,
  policy: PathPolicyName | undefined,
  preferred?: readonly string[],
  platform = 'esx41',
) {
  const hbas = [
    { name: 'vmhba0', kind: 'fc', cabledTo: 'fcA' } as const,
    { name: 'vmhba1', kind: 'fc', cabledTo: 'fcB' } as const,
  ];
  const multipathing = {
    ...(policy !== undefined && { policy }),
    ...(preferred !== undefined && { preferred }),
  };
  const hosts = [host('esx01', { hbas, multipathing, platform })];
  const format = platform.startsWith('esx') ? 'vmfs' : 'raw';
  const vms = [machine('db01', 'esx01', 'ds1')];
  const { storage, hosts: built } = storageWorld(lab({ storage: san(kind, format), hosts, vms }));
  const lun = storage.luns[0]!;
  const made = new PathPolicy(built[0]!, lun);
  const short = ({ hba, port }: Path) =>
    (hba.name.endsWith('0') ? 'A' : 'B') + port.controller.name.at(-1)!;
  const find = (name: string) => storage.paths.find((path) => short(path) === name)!;
  const choose = (alive: string, current?: string) => {
    const names = alive.split(' ').filter((name) => name !== '');
    const choice = made.choose(
      names.map(find),
      lun,
      current === undefined ? undefined : find(current),
    );
    if (choice === undefined) return 'none';
    const needs = choice.needs === undefined ? '' : ` after ${choice.needs.name}`;
    return choice.using.map(short).join(' ') + needs;
  };
  return { choose, made, lun, storage };
}

const all = 'Aa Ab Ba Bb';

describe('what a policy does when the path in use dies and returns', () => {
  it.each([
    ['active-active', 'mru', 'Aa', 'Ab', 'Ab'],
    ['active-active', 'fixed', 'Aa', 'Ab', 'Aa'],
    ['active-active', 'round-robin', all, 'Ab Ba Bb', all],
    ['active-passive', 'mru', 'Aa', 'Ba', 'Ba'],
    ['active-passive', 'fixed', 'Aa', 'Ab after array1:spb', 'Aa'],
    ['active-passive', 'round-robin', 'Aa Ba', 'Ba', 'Aa Ba'],
    ['alua', 'mru', 'Aa', 'Ba', 'Ba'],
    ['alua', 'alua', 'Aa Ba', 'Ba', 'Aa Ba'],
  ] as const)('%s, %s: %s, then %s, then %s', (kind, policy, first, then, last) => {
    const preferred = policy === 'fixed' ? ['esx01:vmhba0'] : undefined;
    const { choose } = choosing(kind, policy, preferred);
    expect(choose(all)).toBe(first);
    expect(choose('Ab Ba Bb', first.slice(0, 2))).toBe(then);
    expect(choose(all, then.slice(0, 2))).toBe(last);
  });
});

describe('a policy', () => {
  it('takes the owner of the LUN among the preferred paths, else the lowest, which trespasses', () => {
    const { choose } = choosing('active-passive', 'fixed', ['esx01:vmhba1']);
    expect(choose(all)).toBe('Ba');
    expect(choose('Aa Ab Bb', 'Ba')).toBe('Bb after array1:spb');
    expect(choose('Aa Ab', 'Ba')).toBe('Aa');
  });

  it('goes by the adapter and the port together where both are preferred', () => {
    const names = ['esx01:vmhba1', 'array1:spb:p1', 'array1:spb:p0'];
    expect(choosing('active-active', 'fixed', names).choose(all)).toBe('Bb');
  });

  it('calls the LUN over only when no path to its owner lives', () => {
    for (const policy of ['mru', 'round-robin', 'fixed'] as const) {
      const { choose } = choosing('active-passive', policy);
      expect([policy, choose('Ab Bb', 'Aa')]).toEqual([
        policy,
        policy === 'round-robin' ? 'Ab Bb after array1:spb' : 'Ab after array1:spb',
      ]);
      expect(choose('')).toBe('none');
    }
  });

  it('uses paths to the other controller of an ALUA array where there are no better', () => {
    expect(choosing('alua', 'alua').choose('Ab Bb')).toBe('Ab Bb');
    expect(choosing('alua', 'mru').choose('Ab Bb', 'Aa')).toBe('Ab');
  });

  it('of mru follows the LUN to another controller; fixed that chose for itself does not', () => {
    for (const [policy, chosen] of [
      ['mru', 'Ab'],
      ['fixed', 'Aa after array1:spa'],
    ] as const) {
      const { choose, lun, storage } = choosing('active-passive', policy);
      lun.owner = storage.controllers[1]!;
      expect(choose(all, 'Aa')).toBe(chosen);
    }
  });

  it('is that of the platform for the kind of array, and so is the way it spreads I/O', () => {
    const told = (kind: ArrayKind, platform: string, policy?: PathPolicyName) => {
      const { made } = choosing(kind, policy, undefined, platform);
      return `${made.name} ${made.spread}`;
    };
    expect(told('active-active', 'esx3')).toBe('fixed one');
    expect(told('active-passive', 'esx3')).toBe('mru one');
    expect(told('active-active', 'esx41', 'round-robin')).toBe('round-robin in-turn');
    expect(told('active-active', 'hyperv-2008')).toBe('round-robin by-queue');
    expect(told('alua', 'hyperv-2008')).toBe('alua by-queue');
    expect(told('alua', 'xen31')).toBe('alua in-turn');
  });
});
