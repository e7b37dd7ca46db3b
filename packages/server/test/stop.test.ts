import { expect, test } from 'vitest';
import { Peer, watching } from './peer.fixtures.ts';
import { dyingHost, serverOf } from './server.fixtures.ts';

test('a server that stops tells its viewers with 1001 and lets nobody in', async () => {
  const server = await serverOf({ 'dying.yaml': dyingHost });
  const peer = await watching(server);
  const silent = await new Peer(server).opened();
  await server.stop();
  expect(await peer.closed).toEqual({ code: 1001, reason: 'the server stops' });
  expect((await silent.closed).code).toBe(1001);
  await expect(new Peer(server).opened()).rejects.toThrow('ECONNREFUSED');
});

test('a server that is started again on the same port is another one', async () => {
  const server = await serverOf({ 'dying.yaml': dyingHost });
  const before = await (await watching(server)).told('welcome');
  await server.stop();
  const again = await serverOf({ 'dying.yaml': dyingHost }, { port: server.port });
  const after = await (await watching(again)).told('welcome');
  expect(after.server).not.toBe(before.server);
  await again.stop();
});

test('a port that is taken is an error with its code', async () => {
  const server = await serverOf({ 'dying.yaml': dyingHost });
  const second = serverOf({ 'dying.yaml': dyingHost }, { port: server.port });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await server.stop();
});
