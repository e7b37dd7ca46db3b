import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { Gatekeeper, isSameSecret, newSecret } from './gatekeeper.ts';

function request(headers: Record<string, string>, url = '/ws'): IncomingMessage {
  return { headers, url } as unknown as IncomingMessage;
}

describe('without a token', () => {
  const open = new Gatekeeper(undefined);

  test.each(['localhost', 'localhost:8080', '127.0.0.1:1', '127.9.9.9', '[::1]:8080', 'LOCALHOST'])(
    'it answers to %s',
    (host) => {
      expect(() => open.checkHost(host)).not.toThrow();
    },
  );

  test.each(['evil.example', 'localhost.evil.example', '10.0.0.1:8080', '', '[::2]', 'a b', '1@b'])(
    'it does not answer to "%s"',
    (host) => {
      expect(() => open.checkHost(host)).toThrow('localhost only');
    },
  );

  test('a page of its own origin may ask, others may not', () => {
    const host = 'localhost:8080';
    expect(() => open.checkOrigin(request({ host }))).not.toThrow();
    expect(() =>
      open.checkOrigin(request({ host, origin: 'http://localhost:8080' })),
    ).not.toThrow();
    for (const origin of ['http://localhost:8081', 'http://evil.example', 'null', '']) {
      expect(() => open.checkOrigin(request({ host, origin }))).toThrow('another origin');
    }
  });

  test('nothing needs a token', () => {
    expect(() => open.checkToken(request({}))).not.toThrow();
  });
});

describe('with a token', () => {
  const closed = new Gatekeeper('opensesame');

  test('it answers to any name', () => {
    expect(() => closed.checkHost('vdcsim.example:8080')).not.toThrow();
  });

  test('the token comes as a header or in the address', () => {
    const bearer = request({ authorization: 'Bearer opensesame' });
    expect(() => closed.checkToken(bearer)).not.toThrow();
    expect(() => closed.checkToken(request({}, '/ws?a=b&token=opensesame'))).not.toThrow();
    for (const url of ['/ws', '/ws?token=', '/ws?token=opensesam', '/ws#token=opensesame']) {
      expect(() => closed.checkToken(request({}, url))).toThrow('missing or wrong');
    }
    expect(() => closed.checkToken(request({ authorization: 'opensesame' }))).toThrow();
  });
});

test('secrets are long and new each time, and compared whole', () => {
  const secret = newSecret();
  expect(secret).toMatch(/^[\w-]{32}$/);
  expect(newSecret()).not.toBe(secret);
  expect(isSameSecret(secret, secret)).toBe(true);
  expect(isSameSecret(`${secret}x`, secret)).toBe(false);
});
