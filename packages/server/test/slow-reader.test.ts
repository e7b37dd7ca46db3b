import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { type Peer, watching } from './peer.fixtures.ts';
import { dyingHost, serverOf } from './server.fixtures.ts';

/** Five thousand VMs: a scene of a megabyte. */
const large = dyingHost
  .replace('esx01..02, memory: 8 GiB', 'esx001..100, memory: 64 GiB')
  .replace('web01..04', 'web0001..5000')
  .replace('fail: esx02', 'fail: esx002');

/** More than the network between two sockets of one machine ever holds. */
const muchBytes = 14_000_000;

test('a viewer that stops reading gets no backlog, and the newest state when it reads on', async () => {
  const limits = { unreadBytes: 100_000, beatSeconds: 600 };
  const server = await serverOf({ 'large.yaml': large }, { limits });
  const other = await watching(server);
  const slow = await watching(server);
  const socket = (slow.socket as unknown as { readonly _socket: Socket })._socket;
  socket.pause();
  let sentBytes = 0;
  other.socket.on('message', (data: Buffer) => {
    sentBytes += data.length;
  });
  // Each time all are sent the scene and a key frame.
  while (sentBytes < muchBytes) {
    const scene = other.next('scene');
    const frame = other.nextFrame();
    await other.control({ do: 'restart' });
    await Promise.all([scene, frame]);
  }
  await other.control({ do: 'pause' });
  await other.told('status', ({ isPaused }) => isPaused);
  socket.resume();
  const numberOfSlow = () => slow.frames.number;
  await expect.poll(numberOfSlow, { timeout: 30_000 }).toBe(other.frames.number);
  expect(slow.frames.tables).toEqual(other.frames.tables);
  const scenesOf = (peer: Peer) => peer.messages.filter(({ type }) => type === 'scene').length;
  expect(scenesOf(slow)).toBeLessThan(scenesOf(other));
  expect(slow.frameCount).toBeLessThan(other.frameCount);
  slow.socket.close();
  other.socket.close();
  await server.stop();
});

test('a viewer that neither answers nor reads is dropped after two beats', async () => {
  const server = await serverOf({ 'dying.yaml': dyingHost }, { limits: { beatSeconds: 0.2 } });
  const other = await watching(server);
  const dead = await deadViewer(server.port);
  const gone = other.next('audience', ({ viewers }) => viewers === 1);
  await other.told('audience', ({ viewers }) => viewers === 2);
  await gone;
  expect(await other.control({ do: 'pause' })).toMatchObject({ type: 'done' });
  dead.destroy();
  other.socket.close();
  await server.stop();
});

/** Says hello and then answers nothing any more. */
async function deadViewer(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    [
      'GET /ws HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      ...['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
      ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '', ''],
    ].join('\r\n'),
  );
  await new Promise((resolve) => socket.once('data', resolve));
  const hello = Buffer.from('{"type":"hello","version":1}');
  // A masked text message whose mask is zero.
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | hello.length, 0, 0, 0, 0]), hello]));
  socket.on('error', () => {});
  socket.pause();
  return socket;
}
