import { expect, test } from 'vitest';
import type { Outlet } from '../viewers/outlet.ts';
import { Audience, type Watcher } from './audience.ts';

interface Told extends Watcher {
  readonly heard: string[];
  selected: number | null;
}

function watcher(): Told {
  const heard: string[] = [];
  const outlet = { tell: (_kind: string, bytes: Buffer) => void heard.push(bytes.toString()) };
  return { outlet: outlet as unknown as Outlet, selected: null, dismiss: () => {}, heard };
}

const last = ({ heard }: Told) => JSON.parse(heard.at(-1) ?? '{}') as object;

test('the first has the seat; when it leaves the seat is free for who asks', () => {
  const audience = new Audience();
  const [one, two] = [watcher(), watcher()];
  audience.join(one);
  audience.join(two);
  expect(last(one)).toEqual({ ...seat(2, true), youOperate: true });
  expect(last(two)).toEqual({ ...seat(2, true), youOperate: false });
  expect(audience.operate(two, true)).toBe(false);
  audience.leave(one);
  expect(last(two)).toEqual({ ...seat(1, false), youOperate: false });
  audience.join(one);
  expect(audience.hasOperator).toBe(false);
  expect(audience.operate(two, true)).toBe(true);
  expect(audience.isOperator(two)).toBe(true);
  expect(audience.operate(two, false)).toBe(true);
  expect(audience.hasOperator).toBe(false);
});

test('details go to those who selected the entity', () => {
  const audience = new Audience();
  const [one, two] = [watcher(), watcher()];
  audience.join(one);
  audience.join(two);
  one.selected = 7;
  two.selected = 8;
  expect(audience.selected()).toEqual([7, 8]);
  audience.tellDetails(7, Buffer.from('"details"'));
  expect([one.heard.at(-1), two.heard.at(-1)]).toEqual([
    '"details"',
    expect.not.stringMatching(/^"/),
  ]);
});

function seat(viewers: number, hasOperator: boolean) {
  return { type: 'audience', viewers, hasOperator };
}
