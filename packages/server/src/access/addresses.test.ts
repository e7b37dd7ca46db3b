import { expect, test } from 'vitest';
import { hostName, isLoopback, reachableHost, urlOf } from './addresses.ts';

test('loopback addresses are known', () => {
  for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]']) {
    expect([host, isLoopback(host)]).toEqual([host, true]);
  }
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.evil.example', 'example']) {
    expect([host, isLoopback(host)]).toEqual([host, false]);
  }
});

test('a host header is taken apart, or is none', () => {
  expect(hostName('Localhost:80')).toBe('localhost');
  expect(hostName('[::1]:80')).toBe('[::1]');
  for (const header of [undefined, '', 'a:b', 'a/b', '::1'])
    expect(hostName(header)).toBeUndefined();
});

test('addresses can be opened in a browser', () => {
  expect(urlOf('127.0.0.1', 8080)).toBe('http://127.0.0.1:8080/');
  expect(urlOf('::1', 80)).toBe('http://[::1]:80/');
  expect(reachableHost('127.0.0.1')).toBe('127.0.0.1');
  expect(reachableHost('0.0.0.0')).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
});
