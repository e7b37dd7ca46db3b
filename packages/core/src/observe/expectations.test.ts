import { describe, expect, it } from 'vitest';
import type { ExpectationSpec, MetricSpec } from '../declare/index.ts';
import { EventLog } from './event-log.ts';
import type { ExpectedEntity } from './expectation-types.ts';
import { Expectations } from './expectations.ts';
import { MetricStore } from './metrics.ts';

const metrics: readonly MetricSpec[] = [
  { name: 'vm.cpu.readyPercent', entity: 'vm', kind: 'gauge', unit: '%', doc: '' },
  { name: 'vm.downtimeSeconds', entity: 'vm', kind: 'integral', unit: 's', doc: '' },
  { name: 'vm.moves', entity: 'vm', kind: 'count', unit: '1', doc: '' },
];
const types = ['host.failed', 'host.declaredDead', 'vm.failed', 'vm.restarted'];
const vms: readonly ExpectedEntity[] = ['web01', 'web02', 'web03'].map((name, index) => ({
  id: 10 + index,
  index,
  name,
}));
const host: ExpectedEntity = { id: 1, index: 0, name: 'esx01' };

/** A run of 1,000 s with three VMs that can be judged; `at` plays the run up to an instant. */
function judged(spec: Omit<ExpectationSpec, 'across'> & Partial<ExpectationSpec>) {
  const clock = { nowSeconds: 0 };
  const store = new MetricStore(clock);
  for (const metric of metrics) store.define(metric, 3, metric.kind === 'gauge' ? Number.NaN : 0);
  const nameOf = (id: number) => [host, ...vms].find((entity) => entity.id === id)!.name;
  const events = new EventLog({ clock, nameOf, keep: 2 });
  events.declare(types.map((type) => ({ type, entity: 'vm', doc: '' })));
  const states = new Map<number, string | number>(vms.map(({ id }) => [id, 'powered-on']));
  const pending: { atSeconds: number; callback: () => void }[] = [];
  const expectations = new Expectations(
    [
      {
        expectation: { across: 'each', ...spec },
        metric: metrics.find((metric) => metric.name === spec.metric),
        entities: spec.of === undefined && spec.event !== undefined ? undefined : vms,
        afterEntities: spec.after?.of === undefined ? undefined : [host],
        beforeEntities: spec.before?.of === undefined ? undefined : vms.slice(2),
      },
    ],
    {
      clock,
      metrics: store,
      events,
      endSeconds: 1000,
      startOfDaySeconds: 0,
      schedule: (atSeconds, callback) => pending.push({ atSeconds, callback }),
      stateOf: (_state, entity) => states.get(entity),
    },
  );
  const at = (seconds: number) => {
    for (;;) {
      pending.sort((a, b) => a.atSeconds - b.atSeconds);
      const next = pending[0];
      if (next === undefined || next.atSeconds >= seconds) break;
      pending.shift();
      clock.nowSeconds = next.atSeconds;
      next.callback();
    }
    clock.nowSeconds = seconds;
  };
  const emit = (seconds: number, type: string, subject: number) => {
    at(seconds);
    return events.emit(type, subject);
  };
  const end = () => {
    at(1000.0001);
    clock.nowSeconds = 1000;
    return expectations.results()[0]!;
  };
  return { store, events, states, at, emit, end, set: setter(store), expectations };
}

function setter(store: MetricStore) {
  return (name: string, vm: number, value: number) => store.metric(name)?.set(vm, value);
}

describe('expecting a metric', () => {
  /** web01 is down for 105 s, web02 for 30 s. */
  const outage = (spec: Partial<ExpectationSpec>) => {
    const run = judged({ metric: 'vm.downtimeSeconds', of: 'web*', ...spec });
    for (const vm of [0, 1]) run.set('vm.downtimeSeconds', vm, 0);
    run.at(100);
    for (const vm of [0, 1]) run.set('vm.downtimeSeconds', vm, 1);
    run.at(130);
    run.set('vm.downtimeSeconds', 1, 0);
    run.at(205);
    run.set('vm.downtimeSeconds', 0, 0);
    return run.end();
  };

  it('at most 180 s passes and names the worst of three', () => {
    expect(outage({ atMost: 180 })).toMatchObject({
      pass: true,
      measured: 105,
      unit: 's',
      worst: 'web01',
      entityCount: 3,
      message: 'vm.downtimeSeconds of web*: at most 180 s; measured max 105 s (web01)',
    });
  });

  it('at most 100 s fails by one of three', () => {
    expect(outage({ atMost: 100 })).toMatchObject({ pass: false, measured: 105 });
  });

  it('exactly at the bound passes, whatever the last bits say', () => {
    expect(outage({ atMost: 105 * (1 - 1e-15) })).toMatchObject({ pass: true });
    expect(outage({ atMost: 105 * (1 - 1e-8) })).toMatchObject({ pass: false });
  });

  it('is reduced over entities where one number is asked for', () => {
    const sum = outage({ across: 'sum', atMost: 135 });
    expect(sum).toMatchObject({ pass: true, measured: 135, worst: undefined });
    expect(sum.message).toContain('measured sum over 3 135 s');
    expect(outage({ across: 'mean', atLeast: 46 })).toMatchObject({ pass: false, measured: 45 });
    expect(outage({ across: 'max', atLeast: 105 })).toMatchObject({ pass: true, worst: 'web01' });
    expect(outage({ across: 'min', atLeast: 1 })).toMatchObject({ pass: false, worst: 'web03' });
  });

  it('during a window counts only what grew inside', () => {
    const during = { recursDaily: false, fromSeconds: 120, toSeconds: 200 };
    const result = outage({ during, equals: 80, aggregate: 'max', across: 'max' });
    expect(result).toMatchObject({ pass: true, measured: 80 });
    expect(result.message).toContain('during +2 min..+3 min 20 s: equal to 80 s');
  });

  it('at an instant judges what it is then', () => {
    expect(outage({ atSeconds: 150, across: 'max', equals: 50 })).toMatchObject({ pass: true });
    expect(outage({ atSeconds: 2000, equals: 50 })).toMatchObject({ pass: false });
    expect(outage({ atSeconds: 2000, equals: 50 }).message).toContain('did not get to +33 min');
  });

  it('takes tolerance as a fraction or as an amount', () => {
    const base = { across: 'max', equals: 100 } as const;
    expect(outage(base).pass).toBe(false);
    expect(outage({ ...base, tolerance: { fraction: 0.05 } }).pass).toBe(true);
    expect(outage({ ...base, tolerance: { fraction: 0.049 } }).pass).toBe(false);
    expect(outage({ ...base, tolerance: { amount: 5 } }).pass).toBe(true);
    expect(outage({ ...base, tolerance: { amount: 4.9 } }).pass).toBe(false);
  });

  it('averages a gauge over the time in which it applied and leaves out the others', () => {
    const ready = (spec: Partial<ExpectationSpec>) => {
      const run = judged({ metric: 'vm.cpu.readyPercent', of: 'web*', ...spec });
      run.set('vm.cpu.readyPercent', 0, 10);
      run.at(500);
      run.set('vm.cpu.readyPercent', 0, 30);
      run.set('vm.cpu.readyPercent', 1, 4);
      run.at(900);
      run.set('vm.cpu.readyPercent', 1, Number.NaN);
      return run.end();
    };
    expect(ready({ atMost: 20 })).toMatchObject({ pass: true, measured: 20, entityCount: 2 });
    expect(ready({ atLeast: 5 })).toMatchObject({ pass: false, measured: 4, worst: 'web02' });
    expect(ready({ aggregate: 'p95', atLeast: 4, atMost: 29 })).toMatchObject({
      pass: false,
      measured: 30,
      message: expect.stringMatching(/^p95 vm.cpu.readyPercent of web\*: at least 4 % and at/),
    });
    expect(ready({ atSeconds: 950, equals: 30 })).toMatchObject({ pass: true, entityCount: 1 });
  });

  it('fails when it never applied, and when its window never came', () => {
    const never = judged({ metric: 'vm.cpu.readyPercent', of: 'web*', atMost: 1 }).end();
    expect(never).toMatchObject({ pass: false, measured: undefined, entityCount: 0 });
    expect(never.message).toContain('never applied');
    const during = { recursDaily: false, fromSeconds: 5000, toSeconds: 6000 };
    const late = judged({ metric: 'vm.moves', during, equals: 0 }).end();
    expect(late).toMatchObject({ pass: false });
    expect(late.message).toContain('did not get to that window');
  });

  it('counts, adding up what a daily window sees', () => {
    const during = { recursDaily: true, fromSeconds: 100, toSeconds: 300 };
    const run = judged({ metric: 'vm.moves', during, across: 'sum', equals: 2 });
    for (const seconds of [50, 100, 250, 300, 700]) {
      run.at(seconds);
      run.store.metric('vm.moves')?.add(1, 1);
    }
    expect(run.end()).toMatchObject({ pass: true, measured: 2 });
  });
});

describe('expecting an event', () => {
  it('is at least once unless said otherwise, and only of those asked for', () => {
    const run = (spec: Partial<ExpectationSpec>) => {
      const made = judged({ event: 'vm.restarted', of: 'web*', ...spec });
      made.emit(10, 'vm.restarted', 10);
      made.emit(10, 'vm.failed', 11);
      made.emit(20, 'vm.restarted', 1);
      made.emit(30, 'vm.restarted', 12);
      return made.end();
    };
    expect(run({})).toMatchObject({ pass: true, measured: 2 });
    expect(run({ equals: 2 }).message).toBe('vm.restarted of web*: equal to 2; counted 2');
    expect(run({ atMost: 1 }).pass).toBe(false);
    expect(run({ equals: 0 }).pass).toBe(false);
    const during = { recursDaily: false, fromSeconds: 11, toSeconds: 30 };
    expect(run({ during })).toMatchObject({ pass: false, measured: 0 });
    expect(run({ during: { ...during, toSeconds: 31 } }).pass).toBe(true);
  });

  it('within 20 s after each failure passes after 15 s and fails after 21 s', () => {
    const run = (delays: readonly number[], spec: Partial<ExpectationSpec> = {}) => {
      const after = { event: 'host.failed', of: 'esx01' };
      const made = judged({ event: 'host.declaredDead', withinSeconds: 20, after, ...spec });
      delays.forEach((delay, turn) => {
        made.emit(100 * turn + 1, 'host.failed', 1);
        if (delay > 0) made.emit(100 * turn + 1 + delay, 'host.declaredDead', 1);
      });
      return made.end();
    };
    expect(run([15, 20])).toMatchObject({ pass: true, measured: 20, unit: 's' });
    expect(run([15, 20]).message).toBe(
      'host.declaredDead: within 20 s after each host.failed of esx01; ' +
        'so it was for all 2, at most 20 s later',
    );
    expect(run([15, 21, 0])).toMatchObject({ pass: false });
    expect(run([15, 21, 0]).message).toContain('not so for 2 of 3, first +101 s');
    expect(run([])).toMatchObject({ pass: false });
    expect(run([]).message).toContain('host.failed never happened');
    expect(run([15], { atLeast: 2 }).pass).toBe(false);
    expect(run([0, 25], { equals: 0 }).pass).toBe(true);
    const during = { recursDaily: false, fromSeconds: 50, toSeconds: 150 };
    expect(run([0, 15, 0], { during }).pass).toBe(true);
  });

  it('within a time judges 1,000 failures as a direct count does', () => {
    const after = { event: 'vm.failed' };
    const made = judged({ event: 'vm.restarted', withinSeconds: 0.5, after });
    let late = 0;
    for (let turn = 0; turn < 1000; turn++) {
      const time = 0.9 * turn;
      made.emit(time, 'vm.failed', 10);
      made.emit(time, 'vm.failed', 11);
      const delay = 0.4 + 0.2 * (turn % 2);
      if (delay > 0.5) late += 2;
      made.emit(time + delay, 'vm.restarted', 10);
    }
    expect(made.end().message).toContain(`not so for ${late} of 2000`);
  });

  it('before another passes when its first comes first, within an instant too', () => {
    const run = (order: readonly number[]) => {
      const before = { event: 'vm.restarted', of: 'web03' };
      const made = judged({ event: 'vm.failed', of: 'web*', before });
      for (const vm of order) made.emit(50, vm === 12 ? 'vm.restarted' : 'vm.failed', vm);
      return made.end();
    };
    expect(run([10, 12]).pass).toBe(true);
    expect(run([12, 10]).pass).toBe(false);
    expect(run([10]).pass).toBe(true);
    expect(run([12]).pass).toBe(false);
    expect(run([10]).message).toBe(
      'vm.failed of web*: first before vm.restarted of web03; ' +
        'it came first at +50 s, vm.restarted never',
    );
  });

  it('after another needs that one, and with a bound counts what comes later', () => {
    const run = (list: readonly string[], spec: Partial<ExpectationSpec> = {}) => {
      const after = { event: 'host.failed' };
      const made = judged({ event: 'vm.restarted', after, ...spec });
      for (const [turn, type] of list.entries()) made.emit(turn, type, 10);
      return made.end();
    };
    expect(run(['host.failed', 'vm.restarted']).pass).toBe(true);
    expect(run(['vm.restarted', 'host.failed', 'vm.restarted']).pass).toBe(false);
    expect(run(['vm.restarted']).pass).toBe(false);
    const counted = ['vm.restarted', 'host.failed', 'vm.restarted', 'vm.restarted'];
    expect(run(counted, { equals: 2 })).toMatchObject({ pass: true, measured: 2 });
    expect(run(counted, { equals: 0 }).pass).toBe(false);
  });
});

describe('expecting a state', () => {
  it('judges the end unless an instant is given', () => {
    const run = (spec: Partial<ExpectationSpec>) => {
      const made = judged({ state: 'vm.power', of: 'web*', equals: 'powered-on', ...spec });
      made.at(500);
      made.states.set(11, 'powered-off');
      return made.end();
    };
    expect(run({ atSeconds: 400 })).toMatchObject({
      pass: true,
      measured: 'powered-on',
      entityCount: 3,
      message:
        'vm.power of web* at +6 min 40 s: equal to powered-on; ' +
        'found powered-on (web01 and all 2 others)',
    });
    expect(run({})).toMatchObject({ pass: false, measured: 'powered-off', worst: 'web02' });
    expect(run({ atSeconds: 3000 }).message).toContain('did not get to +50 min');
  });

  it('that is a number is judged as one', () => {
    const made = judged({ state: 'host.vmCount', atMost: 3 });
    for (const { id } of vms) made.states.set(id, id - 8);
    expect(made.end()).toMatchObject({ pass: false, measured: 4, worst: 'web03' });
  });
});

describe('judging', () => {
  it('leaves the fingerprint of the events alone, and results can be asked twice', () => {
    const play = (spec: Parameters<typeof judged>[0]) => {
      const made = judged(spec);
      made.emit(10, 'host.failed', 1);
      made.emit(25, 'host.declaredDead', 1);
      expect(made.end()).toEqual(made.expectations.results()[0]);
      return made.events.fingerprint();
    };
    const after = { event: 'host.failed' };
    const one = play({ event: 'host.declaredDead', withinSeconds: 20, after });
    expect(play({ metric: 'vm.moves', equals: 0 })).toBe(one);
  });
});
