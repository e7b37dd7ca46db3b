import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../src/index.ts';
import { Peer, watching } from './peer.fixtures.ts';
import { dyingHost, serverOf } from './server.fixtures.ts';

describe('a server on the loopback address', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await serverOf({ 'dying.yaml': dyingHost });
  });
  afterAll(() => server.stop());

  const opened = (headers: Record<string, string>) => new Peer(server, '/ws', headers).opened();

  test('takes WebSockets of its own page and of programs, not of other pages', async () => {
    const own = await opened({ origin: `http://127.0.0.1:${server.port}` });
    own.socket.close();
    for (const origin of ['http://evil.example', 'null', `https://127.0.0.1:${server.port + 1}`]) {
      await expect(opened({ origin })).rejects.toThrow('403');
    }
  });

  test('answers to no other name, so that no page can lend it one', async () => {
    await expect(opened({ host: 'evil.example:8080' })).rejects.toThrow('403');
    const local = await opened({ host: `localhost:${server.port}` });
    local.socket.close();
  });

  test('takes no changes from pages of other origins', async () => {
    const create = (origin: string) =>
      fetch(`${server.url}api/runs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: '{"scenario":"none"}',
      });
    expect((await create('http://evil.example')).status).toBe(403);
    expect((await create(server.url.slice(0, -1))).status).toBe(404);
  });

  test('upgrades nothing but /ws', async () => {
    await expect(new Peer(server, '/other').opened()).rejects.toThrow('404');
  });

  test('sends headers that let a page load and run only what is its own', async () => {
    const { headers } = await fetch(`${server.url}api/health`);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).toContain("worker-src 'self' blob:");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('requests beyond the rate are refused', async () => {
  const server = await serverOf({ 'dying.yaml': dyingHost }, { limits: { requestsPerMinute: 3 } });
  const statuses: number[] = [];
  for (let i = 0; i < 4; i++) statuses.push((await fetch(`${server.url}api/health`)).status);
  const last = await fetch(`${server.url}api/health`);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect(await last.json()).toMatchObject({ code: 'TOO_OFTEN' });
  await server.stop();
});

test('runs beyond the limit take the place of those that nobody watches', async () => {
  const server = await serverOf({ 'dying.yaml': dyingHost }, { limits: { runs: 2 } });
  const create = async () => {
    const answer = await fetch(`${server.url}api/runs`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: '{"scenario":"dying"}',
    });
    return (await answer.json()) as { run: string; code: string };
  };
  const first = await watching(server);
  const { run: second } = await create();
  const { run: third } = await create();
  const other = await watching(server, third);
  const ids = (await (await fetch(`${server.url}api/runs`)).json()) as { runs: { id: string }[] };
  expect(ids.runs.map(({ id }) => id)).toEqual(['dying-1', third]);
  expect(second).not.toBe(third);
  expect((await create()).code).toBe('TOO_MANY_RUNS');
  first.socket.close();
  other.socket.close();
  await server.stop();
});

describe('a server with a token', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await serverOf({ 'dying.yaml': dyingHost }, { host: '0.0.0.0', port: 0 });
  });
  afterAll(() => server.stop());

  test('makes one up where others can reach it', () => {
    expect(server.token).toMatch(/^[\w-]{32}$/);
  });

  test('answers nobody who does not know it, and everybody who does', async () => {
    const base = `http://127.0.0.1:${server.port}`;
    const health = `${base}/api/health`;
    const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    const known = server.token ?? '';
    expect((await fetch(health)).status).toBe(401);
    expect((await fetch(`${health}?token=${known.slice(1)}`)).status).toBe(401);
    expect((await fetch(health, bearer('guess'))).status).toBe(401);
    expect((await fetch(`${health}?token=${known}`)).status).toBe(200);
    expect((await fetch(health, bearer(known))).status).toBe(200);
    const created = await fetch(`${base}/api/runs`, { method: 'POST' });
    expect(created.status).toBe(401);
    await expect(new Peer(server).opened()).rejects.toThrow('401');
    const peer = await new Peer(server, `/ws?token=${known}`).opened();
    peer.hello();
    await peer.told('welcome');
    peer.socket.close();
  });
});
