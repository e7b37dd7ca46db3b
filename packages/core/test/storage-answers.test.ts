import { describe, expect, it } from 'vitest';
import { at, farm, machine } from './san-lab.ts';

const cable = at(100, 'fail', 'esx01:vmhba0:cable');
const vms = [
  machine('db01', 'esx01', 'ds1'),
  machine('db02', 'esx01', 'ds1', { diskTimeoutSeconds: 25 }),
  machine('db03', 'esx02', 'ds1'),
];

describe('the preview of a fault', () => {
  const previews = (of: string, verb = 'fail', options = {}) =>
    farm({ vms }, []).to(50).simulation.preview({ verb, of, options });

  it('tells for how long whose I/O stands still, and who does not survive it', () => {
    expect(previews('esx01:vmhba0:cable')).toEqual([
      'I/O of db01 and db02 stands still for 30 s, then takes other paths.',
      'That is too long for db02 (disk time-out 25 s).',
    ]);
  });

  it('tells who loses all ways, and what nobody notices', () => {
    expect(previews('fcA or fcB')[0]).toBe('No way is left for esx01 and esx02 to ds1 and ds2.');
    expect(previews('esx01:vmhba1')).toEqual(['2 paths would die that no I/O takes now.']);
    expect(previews('isl1')).toEqual(['No path to storage is touched.']);
    expect(previews('filer')).toEqual(['No way is left for esx01 and esx02 to share.']);
  });

  it('tells what slows down, and what there is to repair', () => {
    expect(previews('array1:spb', 'degrade', { byFraction: 0.6 })).toEqual([
      'array1:spb goes on at 40 % of its speed.',
    ]);
    expect(previews('fcA', 'repair')).toEqual(['Nothing: fcA works.']);
    expect(previews('esx01', 'rescan')).toEqual(['esx01 knows of no dead path.']);
  });

  it('changes nothing', () => {
    const run = farm({ vms }, []).to(50);
    const before = run.simulation.events.fingerprint();
    run.simulation.preview({ verb: 'fail', of: 'fcA or lun1', options: {} });
    expect(run.simulation.events.fingerprint()).toBe(before);
    run.to(400);
    expect(run.told('vm.ioStalled')).toEqual([]);
  });

  it('comes to pass: so long, for those VMs, and no others', () => {
    for (const part of ['esx01:vmhba0:cable', 'fcA', 'array1:spa:p0', 'array1:spb', 'isl2']) {
      const run = farm({}, []).to(50);
      const [first = ''] = run.simulation.preview({ verb: 'fail', of: part, options: {} });
      run.give('fail', part).to(49 + 50);
      const stalled = ['db01', 'db02'].filter(
        (name) => run.total('vm.io.stalledSeconds', name) > 0,
      );
      const seconds = Math.max(
        ...['db01', 'db02'].map((name) => run.total('vm.io.stalledSeconds', name)),
      );
      const told = stalled.length === 0 ? '' : `${stalled.join(' and ')} `;
      expect(first.includes('stands still')).toBe(seconds > 0);
      expect(first).toContain(told);
      if (seconds > 0) expect(first).toContain(`for ${seconds} s`);
    }
  });
});

describe('why a VM suffers', () => {
  it('names the path and the cable', () => {
    const run = farm({ vms }, [cable]).to(110);
    expect(run.simulation.why('db01').lines).toEqual(
      expect.arrayContaining([
        'Its I/O has stood still for 10 s so far.',
        '  00:01:40  esx01:vmhba0:cable failed: effect crash',
        'I/O on ds1 stands still; it would go by esx01:vmhba0:array1:spa:p0.',
      ]),
    );
    run.to(200);
    expect(run.simulation.why('db01').lines).toContain(
      'I/O on ds1 goes by esx01:vmhba1:array1:spa:p1; 2 of 4 paths dead.',
    );
  });

  it('tells of a guest that did not survive it', () => {
    const { lines } = farm({ vms }, [cable]).to(200).simulation.why('db02');
    expect(lines).toContain(
      'Its guest is dead: no answer of its disk for 25 s. It is on, and waits for a reset.',
    );
    expect(lines.some((line) => line.endsWith('esx01:vmhba0:cable failed: effect crash'))).toBe(
      true,
    );
  });
});

describe('the summary', () => {
  it('tells how datastores and paths fared', () => {
    const { datastores, paths } = farm({ vms }, [cable]).to(430).simulation.summary();
    expect(datastores.map(({ name, kind, state }) => `${name} ${kind} ${state}`)).toEqual([
      ...['ds1 vmfs open', 'ds2 vmfs open', 'share nfs open'],
    ]);
    expect(datastores[0]).toMatchObject({ capacityMiB: 204_800, usedMiB: 6 * 1024 });
    expect(datastores[0]?.hosts).toEqual([
      { host: 'esx01', state: 'open' },
      { host: 'esx02', state: 'open' },
    ]);
    expect(
      paths.slice(0, 3).map(({ name, state, deadSeconds }) => [name, state, deadSeconds]),
    ).toEqual([
      ['esx01:vmhba0:array1:spa:p0', 'dead', 300],
      ['esx01:vmhba0:array1:spb:p0', 'dead', 300],
      ['esx01:vmhba1:array1:spa:p1', 'active', 0],
    ]);
  });
});
