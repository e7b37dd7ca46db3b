import { describe, expect, it } from 'vitest';
import { at, farm } from '../../../../test/san-lab.ts';

const pinned = (controller: string) =>
  ({
    policy: 'fixed',
    preferred: [`array1:${controller}:p0`, `array1:${controller}:p1`],
  }) as const;

const apart = { esx01: pinned('spa'), esx02: pinned('spb') };

describe('hosts that prefer different controllers', () => {
  it('call the LUN to and fro: two moves, then it thrashes, and nothing more happens', () => {
    const run = farm({ multipathing: apart }, []).to(3600);
    expect(run.told('lun.trespassed', 'lun.thrashing', 'lun.calmed')).toEqual([
      ...['2 lun1 trespassed', '4 lun1 trespassed', '4 lun1 thrashing'],
    ]);
    expect(run.simulation.eventCount).toBeLessThan(20);
  });

  it('have peace when one of them falls silent, with the LUN where the other wants it', () => {
    const timeline = [at(100, 'suspend', 'db01'), at(200, 'resume', 'db01')];
    const run = farm({ multipathing: apart }, timeline).to(3600);
    expect(run.told('lun.trespassed', 'lun.thrashing', 'lun.calmed')).toEqual([
      ...['2 lun1 trespassed', '4 lun1 trespassed', '4 lun1 thrashing', '100 lun1 calmed'],
      ...['102 lun1 trespassed', '202 lun1 trespassed', '204 lun1 trespassed'],
      '204 lun1 thrashing',
    ]);
  });

  it('have peace when a dead controller leaves them no choice', () => {
    const timeline = [at(100, 'fail', 'array1:spb')];
    const run = farm({ multipathing: apart }, timeline).to(3600);
    expect(run.told('lun.calmed')).toEqual(['131 lun1 calmed']);
    expect(run.vm('db02').state).toBe('running');
  });

  it('do not quarrel where both adapters reach both controllers: preferring one is no pin', () => {
    const prefer = (name: string) => ({ policy: 'fixed', preferred: [name] }) as const;
    const multipathing = { esx01: prefer('esx01:vmhba0'), esx02: prefer('esx02:vmhba1') };
    const run = farm({ multipathing }, [at(100, 'fail', 'array1:spa')]).to(3600);
    expect(run.told('lun.trespassed', 'lun.thrashing')).toEqual(['133 lun1 trespassed']);
  });

  it('do not quarrel over an active-active or ALUA array, nor with mru', () => {
    for (const kind of ['active-active', 'alua'] as const) {
      const run = farm({ kind, multipathing: apart }, []).to(600);
      expect(run.told('lun.trespassed')).toEqual([]);
    }
    expect(farm({}, []).to(600).told('lun.trespassed')).toEqual([]);
  });
});
