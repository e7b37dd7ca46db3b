import { describe, expect, it } from 'vitest';
import { opened, shipped, smallLab, Watched } from './session.fixtures.ts';

/** Host failure at peak, 40 s after the failure: 9 VMs boot, 2 find no room. */
function duringRestarts(): Watched {
  const watched = new Watched(shipped('host-failure.yaml'));
  watched.session.control({ do: 'runTo', timeSeconds: 1960 });
  watched.play();
  return watched;
}

describe('events and the timeline', () => {
  it('tell each event once, in order, with its tone, words and cause', () => {
    const watched = new Watched(opened(smallLab), { speed: 600 });
    watched.play();
    const events = watched.of('events').flatMap((message) => message.events);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1));
    expect(events).toHaveLength(watched.session.simulation.events.count);
    const failed = events.find(({ type }) => type === 'host.failed');
    expect(failed).toMatchObject({ tone: 'alarm', words: 'esx02 failed', cause: 1 });
    expect(events.at(-1)).toMatchObject({ type: 'vm.booted', tone: 'good' });
    expect(watched.session.events(14, 5)).toEqual(events.slice(14));
  });

  it('tell 400 events a message at most, count the others, and keep the alarms', () => {
    const jobs = `
jobs: [{ name: tick, runOn: web01, arrivals: { every: 1 s }, stages: [{ wait: 0.1 s }] }]
`;
    const watched = new Watched(opened(smallLab + jobs), { speed: 'max' });
    watched.budgetMs = 1e9;
    watched.play();
    const messages = watched.of('events');
    const told = messages.flatMap(({ events }) => events);
    const skipped = messages.reduce((sum, message) => sum + message.skipped, 0);
    expect(Math.max(...messages.map(({ events }) => events.length))).toBe(400);
    expect(told.length + skipped).toBe(watched.session.simulation.events.count);
    expect(told.filter(({ tone }) => tone === 'alarm')).toHaveLength(5);
    expect(told.map(({ id }) => id)).toEqual(told.map(({ id }) => id).sort((a, b) => a - b));
  });

  it('count events by bins up to now, and mark causes rather than what follows from them', () => {
    const watched = new Watched(opened(smallLab));
    watched.session.control({ do: 'runTo', timeSeconds: 900 });
    watched.play();
    watched.session.command({ verb: 'suspend', of: 'web01' });
    watched.play();
    const { binSeconds, counts, marks } = watched.of('timeline').at(-1)!.timeline;
    expect([binSeconds, counts.length]).toEqual([3.75, 241]);
    expect(counts[160]).toBe(6);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(17);
    expect(marks.map(({ atSeconds, tone, label }) => [atSeconds, tone, label])).toEqual([
      [600, 'alarm', 'esx02 failed'],
      [900, 'plain', 'suspend web01'],
    ]);
  });

  it('bound the marks and drop commands before alarms', () => {
    const watched = new Watched(opened(smallLab), { isPaused: true });
    for (let i = 0; i < 160; i++) {
      watched.session.command({ verb: 'fail', of: 'esx01' });
      watched.session.command({ verb: 'repair', of: 'esx01' });
    }
    watched.play();
    const { marks } = watched.of('timeline').at(-1)!.timeline;
    expect(marks).toHaveLength(300);
    expect(marks.filter(({ tone }) => tone === 'alarm')).toHaveLength(160);
  });
});

describe('recoveries', () => {
  it('hold the clock of HA and the queue with phases, places, reasons and times', () => {
    const watched = duringRestarts();
    const [recovery, ...others] = watched.of('recoveries').at(-1)!.recoveries;
    expect(others).toEqual([]);
    const { queue, ...clock } = recovery!;
    expect(clock).toEqual({
      host: 2,
      failedAtSeconds: 1920,
      declaredDeadAtSeconds: 1935,
      isDeclaredDead: true,
    });
    expect(queue[0]).toEqual({
      ...{ vm: 0, priority: 'high', phase: 'booting', host: 0, reason: '' },
      ...{ bootFraction: 25 / 90, upAtSeconds: 2025 },
    });
    expect(queue.map(({ phase }) => phase)).toEqual([
      ...new Array<string>(9).fill('booting'),
      ...new Array<string>(2).fill('noRoom'),
    ]);
    expect(queue.at(-1)!.reason).toBe('no host has enough unclaimed memory');
  });

  it('begin before the host is declared dead, and are empty once it is back', () => {
    const watched = new Watched(shipped('host-failure.yaml'));
    watched.session.control({ do: 'nextAlarm' });
    watched.play();
    const [recovery] = watched.of('recoveries').at(-1)!.recoveries;
    expect(recovery).toMatchObject({ declaredDeadAtSeconds: 1935, isDeclaredDead: false });
    expect(new Set(recovery!.queue.map(({ phase }) => phase))).toEqual(new Set(['undetected']));
    watched.session.control({ do: 'runTo', timeSeconds: 5000 });
    watched.play();
    const later = watched.of('recoveries').at(-1)!.recoveries[0]!.queue;
    expect(later.filter(({ phase }) => phase === 'up')).toHaveLength(9);
    expect(later[0]).toMatchObject({ bootFraction: 1, upAtSeconds: 2025 });
    watched.session.control({ do: 'runTo', timeSeconds: 5500 });
    watched.play();
    expect(watched.of('recoveries').at(-1)!.recoveries).toEqual([]);
    const { length } = watched.of('recoveries');
    watched.session.control({ do: 'resume' });
    watched.play(2000);
    expect(watched.of('recoveries')).toHaveLength(length);
  });
});
