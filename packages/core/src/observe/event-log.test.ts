import { describe, expect, it } from 'vitest';
import type { EventSpec } from '../declare/index.ts';
import { EventLog } from './event-log.ts';

const specs: readonly EventSpec[] = [
  { type: 'host.failed', entity: 'host', doc: '' },
  { type: 'host.declaredDead', entity: 'host', doc: '' },
  { type: 'vm.restarted', entity: 'vm', doc: '', data: { boots: 'Boots so far', on: 'Host' } },
];

function log(keep = 100) {
  const clock = { nowSeconds: 0 };
  const names = ['esx01', 'web01', 'web02'];
  const events = new EventLog({ clock, keep, nameOf: (entity) => names[entity]! });
  events.declare(specs);
  return { clock, events };
}

/** A host fails, is declared dead, and two VMs are restarted because of that. */
function failure(events: EventLog, clock: { nowSeconds: number }, on = 'esx02') {
  const failed = events.emit('host.failed', 0);
  clock.nowSeconds += 15;
  const dead = events.emit('host.declaredDead', 0, { cause: failed });
  clock.nowSeconds += 5;
  events.emit('vm.restarted', 1, { cause: dead, others: [0], data: { boots: 1, on } });
  return events.emit('vm.restarted', 2, { cause: dead, data: { boots: 1, on } });
}

describe('the event log', () => {
  it('leads from an event to its root cause', () => {
    const { clock, events } = log();
    const last = failure(events, clock);
    const chain = events.causesOf(last);
    expect(chain.map((event) => [event.timeSeconds, event.type])).toEqual([
      [20, 'vm.restarted'],
      [15, 'host.declaredDead'],
      [0, 'host.failed'],
    ]);
    expect(chain.at(-1)?.cause).toBeUndefined();
    expect(events.countOf('vm.restarted')).toBe(2);
    expect(events.countOf('vm.failed')).toBe(0);
  });

  it('holds frozen values that its caller cannot change afterwards', () => {
    const { events } = log();
    const data = { boots: 1, on: 'esx01' };
    const others = [0];
    const id = events.emit('vm.restarted', 1, { data, others });
    data.boots = 99;
    others.push(2);
    const event = events.get(id);
    expect(event).toMatchObject({ id: 1, subject: 1, others: [0], data: { boots: 1 } });
    expect(Object.isFrozen(event) && Object.isFrozen(event?.data)).toBe(true);
  });

  it('forgets the oldest beyond what it keeps, but not the latest of an entity', () => {
    const { clock, events } = log(3);
    const first = events.emit('vm.restarted', 1);
    for (let turn = 0; turn < 3; turn++) failure(events, clock);
    expect(events.count).toBe(13);
    expect(events.forgotten).toBe(10);
    expect([...events.all()].map((event) => event.id)).toEqual([11, 12, 13]);
    expect(events.get(first)).toBeUndefined();
    expect(events.get(10)).toBeUndefined();
    expect(events.latestOf(0, 'host.failed')?.id).toBe(10);
    expect(events.latestOf(0)?.type).toBe('host.declaredDead');
    expect(events.latestOf(1, 'host.failed')).toBeUndefined();
    const chain = events.causesOf(13);
    expect(chain.map((event) => event.id)).toEqual([13, 11]);
    expect(chain.at(-1)?.cause).toBe(10);
  });

  it('has the same fingerprint whoever listens and however little is kept', () => {
    const quiet = log();
    const heard = log(1);
    let count = 0;
    const end = heard.events.onEvent(() => {
      count += 1;
    });
    failure(quiet.events, quiet.clock);
    failure(heard.events, heard.clock);
    end();
    failure(quiet.events, quiet.clock);
    failure(heard.events, heard.clock);
    expect(count).toBe(4);
    expect(heard.events.fingerprint()).toBe(quiet.events.fingerprint());
  });

  it('has another fingerprint for another last bit of time, another name, datum or cause', () => {
    const fingerprints = [
      (events: EventLog) => events.emit('vm.restarted', 1),
      (events: EventLog) => events.emit('vm.restarted', 2),
      (events: EventLog) => events.emit('vm.restarted', 1, { data: { boots: 1 } }),
      (events: EventLog) => events.emit('vm.restarted', 1, { data: { on: '1' } }),
      (events: EventLog) => events.emit('vm.restarted', 1, { cause: 1 }),
      (events: EventLog) => events.emit('vm.restarted', 1, { others: [2] }),
    ].map((emit) => {
      const { events } = log();
      events.emit('host.failed', 0);
      emit(events);
      return events.fingerprint();
    });
    const { clock, events } = log();
    events.emit('host.failed', 0);
    clock.nowSeconds = Number.MIN_VALUE;
    events.emit('vm.restarted', 1);
    fingerprints.push(events.fingerprint());
    expect(new Set(fingerprints).size).toBe(7);
  });

  it('refuses types and data that are not declared, and events caused by listeners', () => {
    const { events } = log();
    expect(() => events.emit('vm.exploded', 1)).toThrow('not declared');
    expect(() => events.emit('host.failed', 0, { data: { on: 'x' } })).toThrow('not declared');
    expect(() => events.emit('host.failed', 0, { cause: 5 })).toThrow('lies ahead');
    expect(() => events.declare(specs)).toThrow('declared twice');
    const end = events.onEvent(() => {
      events.emit('host.failed', 0);
    });
    expect(() => events.emit('host.failed', 0)).toThrow('may not cause events');
    end();
    expect(() => events.emit('host.failed', 0)).not.toThrow();
  });
});
