import { describe, expect, it } from 'vitest';
import { CommandPort } from './commands.ts';

const fail = { verb: 'fail', of: ['host', 'vm'], doc: '' };
const row = (id: number, kind: string) => ({
  id,
  kind,
  name: `n${id}`,
  index: id,
  tags: new Map(),
});

describe('the port of commands', () => {
  it('hands each kind of target to its owner, kinds in the order of registration', () => {
    const port = new CommandPort();
    const calls: string[] = [];
    port.on(fail, 'vm', ({ targets }) => calls.push(`vm ${targets.map(({ id }) => id)}`));
    port.on(fail, 'host', ({ targets }) => calls.push(`host ${targets.map(({ id }) => id)}`));
    port.perform('fail', {
      targets: [row(1, 'host'), row(2, 'vm'), row(3, 'host')],
      options: {},
      cause: 1,
    });
    expect(calls).toEqual(['vm 2', 'host 1,3']);
    expect(port.kindsOf('fail')).toEqual(['host', 'vm']);
  });

  it('knows a verb once for each kind, and only for the kinds that it names', () => {
    const port = new CommandPort();
    port.on(fail, 'vm', () => {});
    expect(() => port.on(fail, 'vm', () => {})).toThrow('a verb has two owners for one kind');
    expect(() => port.on(fail, 'pool', () => {})).toThrow('a kind that it does not name');
  });

  it('lists its verbs when it is asked for another', () => {
    const port = new CommandPort();
    port.on({ verb: 'repair', of: ['host'], doc: '' }, 'host', () => {});
    port.on(fail, 'host', () => {});
    expect(() => port.kindsOf('fial')).toThrow('no command "fial"; there are fail, repair and set');
  });

  it('refuses a change without an owner, and one that its owner refuses', () => {
    const port = new CommandPort();
    const done: unknown[] = [];
    const change = (value: number) => ({ kind: 'vm', names: ['a'], path: ['size'], value });
    expect(() => port.checkSet(change(1))).toThrow('vm.size cannot change');
    expect(() => port.performSet(change(1), 1)).toThrow('was not checked');
    port.onSet(
      'vm',
      ['size'],
      (_names, { value }) => done.push(value),
      ({ value }) => {
        if (value === 2) throw new Error('two is too much');
      },
    );
    expect(() => port.checkSet(change(2))).toThrow('two is too much');
    port.checkSet(change(1));
    port.performSet(change(1), 1);
    expect(done).toEqual([1]);
  });
});
