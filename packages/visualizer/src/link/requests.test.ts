import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';
import { Requests } from './requests.ts';

test('answers find their requests by number, in any order', async () => {
  const requests = new Requests();
  const sent: number[] = [];
  const first = requests.begin((id) => sent.push(id));
  const second = requests.begin((id) => sent.push(id));
  expect(requests.settle({ type: 'done', id: sent[1]! })).toBe(true);
  const wrong = { code: 'NOT_OPERATOR', message: 'somebody else operates' };
  requests.settle({ type: 'refused', id: sent[0]!, wrong });
  await expect(second).resolves.toBeUndefined();
  await expect(first).rejects.toMatchObject({ code: 'NOT_OPERATOR' });
});

test('what is no answer is left to others', () => {
  const wrong = { code: 'BAD_MESSAGE', message: '' };
  expect(new Requests().settle({ type: 'wrong', wrong })).toBe(false);
});

test('a lost connection refuses all that is under way', async () => {
  const requests = new Requests();
  const pending = requests.begin(() => {});
  requests.giveUp('The connection was lost.');
  await expect(pending).rejects.toThrow('The connection was lost.');
});

test('the wait doubles from 0.5 s to 8 s, and a fifth of it is left to chance', () => {
  expect([1, 2, 3, 5, 9].map((tries) => backOffMs(tries, 1))).toEqual([
    ...[500, 1000, 2000, 8000, 8000],
  ]);
  expect(backOffMs(1, 0)).toBe(400);
});
