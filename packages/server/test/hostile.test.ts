import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { RunningServer } from '../src/index.ts';
import type { Misdeed } from './hostile-process.fixtures.ts';
import { Peer, watching } from './peer.fixtures.ts';
import { dyingHost, testServer } from './server.fixtures.ts';

function upload(server: RunningServer, path: string, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/yaml' };
  return fetch(`${server.url}${path}`, { method: 'POST', headers, body });
}

async function jsonOf(response: Promise<Response>): Promise<Readonly<Record<string, unknown>>> {
  const answer = await response;
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
}

/** A viewer of another run, who must not notice anything; fails if it does. */
async function bystander(server: RunningServer): Promise<{ stillWatches: () => Promise<void> }> {
  const { run } = await jsonOf(upload(server, 'api/runs', dyingHost));
  const peer = await watching(server, String(run));
  return {
    async stillWatches() {
      await peer.nextFrame();
      expect(await peer.control({ do: 'speed', speed: 10 })).toMatchObject({ type: 'done' });
      expect(peer.messages.some(({ type }) => type === 'wrong' || type === 'broken')).toBe(false);
      peer.socket.close();
    },
  };
}

describe('garbage on the WebSocket', () => {
  test('is told to its sender, ten times, then the connection is closed', async () => {
    const server = await testServer();
    const other = await bystander(server);
    const peer = await watching(server);
    const garbage = [
      ...['', '{', 'null', '[]', '"x"', '{"type":"nothing"}', '{"type":"control","id":"1"}'],
      ...['{"type":"select","entity":1.5}', '{"type":"hello","version":1}'],
    ];
    for (const text of garbage) peer.socket.send(text);
    peer.socket.send(Uint8Array.of(0x56, 0x44, 0x43, 0x46, 1, 0, 0));
    expect(await peer.closed).toEqual({ code: 1008, reason: 'too many wrong messages' });
    const wrongs = peer.messages.filter(({ type }) => type === 'wrong');
    expect(wrongs).toHaveLength(10);
    expect(wrongs[0]).toMatchObject({ wrong: { code: 'BAD_MESSAGE' } });
    await other.stillWatches();
  });

  test('of bytes that are no frames, or only half of one, ends that connection', async () => {
    const server = await testServer();
    const other = await bystander(server);
    for (const bytes of [
      Buffer.from('garbage'),
      // A text message that says it has 126 bytes or more, and then stops.
      Buffer.from([0x81, 0xfe, 0xff]),
      // Not masked, reserved bits set, an operation that does not exist.
      Buffer.from([0xff, 0x7f, 1, 2, 3, 4, 5, 6, 7, 8]),
    ]) {
      const socket = await rawViewer(server.port);
      socket.write(bytes);
      socket.end();
      await closed(socket);
    }
    await other.stillWatches();
  });

  test('of 10 MB in a message closes its sender with 1009', async () => {
    const server = await testServer();
    const other = await bystander(server);
    const peer = await watching(server);
    peer.socket.send('x'.repeat(10_000_000));
    expect((await peer.closed).code).toBe(1009);
    await other.stillWatches();
  });

  test('before hello, or an unknown version, ends the connection with a word why', async () => {
    const server = await testServer();
    const early = await new Peer(server).opened();
    early.send({ type: 'control', id: 1, control: { do: 'pause' } });
    expect(await early.told('wrong')).toMatchObject({ wrong: { code: 'BAD_MESSAGE' } });
    expect((await early.closed).code).toBe(1008);
    const future = await new Peer(server).opened();
    future.socket.send(JSON.stringify({ type: 'hello', version: 2 }));
    expect(await future.told('wrong')).toMatchObject({ wrong: { code: 'BAD_VERSION' } });
    expect((await future.closed).code).toBe(1008);
  });

  test('of silence is ended when hello does not come', async () => {
    const server = await testServer({ limits: { helloSeconds: 0.1 } });
    const peer = await new Peer(server).opened();
    expect(await peer.closed).toEqual({ code: 1008, reason: 'BAD_MESSAGE' });
  });

  test('of more messages than allowed, or more questions at once, is refused', async () => {
    const server = await testServer({ limits: { messagesAtOnce: 40, openRequests: 3 } });
    const peer = await watching(server);
    const refused = peer.next('refused', ({ wrong }) => wrong.code === 'TOO_OFTEN');
    for (let i = 0; i < 30; i++) void peer.ask({ what: 'scenario' }).catch(() => {});
    await refused;
    for (let i = 0; i < 40; i++) peer.send({ type: 'select', entity: null });
    expect(await peer.told('wrong')).toMatchObject({ wrong: { code: 'TOO_OFTEN' } });
    expect((await peer.closed).code).toBe(1008);
  });
});

test('of a thousand connections those beyond the limit get 503, the others notice nothing', async () => {
  const server = await testServer();
  const other = await bystander(server);
  const crowd = Array.from({ length: 1000 }, () => new Peer(server));
  const outcomes = await Promise.allSettled(crowd.map((peer) => peer.opened()));
  const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  // One place of the fifty is the bystander's.
  expect(refused).toHaveLength(951);
  for (const reason of refused) expect(String(reason)).toContain('503');
  await other.stillWatches();
  for (const { socket } of crowd) socket.terminate();
});

describe('a run that', () => {
  test('never comes back is ended, with its time and seed; the others go on; it restarts', async () => {
    const server = await testServer({ limits: { sliceSeconds: 2 } });
    const other = await bystander(server);
    const peer = await watching(server);
    await peer.told('status', ({ nowSeconds }) => nowSeconds > 0);
    expect(await peer.command('spin', 'esx01')).toMatchObject({ wrong: { code: 'RUN_BROKEN' } });
    const broken = await peer.told('broken');
    expect(broken).toMatchObject({ seed: 1, wrong: { code: 'TOO_SLOW' } });
    expect(broken.nowSeconds).toBeGreaterThan(0);
    expect(broken.detail).toContain('scenario  dying.yaml\nseed      1\n');
    expect(await peer.control({ do: 'pause' })).toMatchObject({ wrong: { code: 'RUN_BROKEN' } });
    const late = await new Peer(server).opened();
    late.hello();
    await late.told('broken');
    await other.stillWatches();
    const again = peer.next('scene');
    expect(await peer.control({ do: 'restart' })).toMatchObject({ type: 'done' });
    await again;
    await peer.nextFrame();
    expect(await peer.control({ do: 'pause' })).toMatchObject({ type: 'done' });
    peer.socket.close();
    late.socket.close();
  });

  test.each<Misdeed>(['eat', 'fill'])('takes all memory it can get (%s) is ended', async (verb) => {
    const server = await testServer({ limits: { runMemoryMiB: 128, sliceSeconds: 60 } });
    const other = await bystander(server);
    const peer = await watching(server);
    await peer.command(verb, 'esx01');
    expect(await peer.told('broken')).toMatchObject({ wrong: { code: 'OUT_OF_MEMORY' } });
    await other.stillWatches();
    peer.socket.close();
  });

  test('meets a defect is told of with what to report', async () => {
    const server = await testServer();
    const other = await bystander(server);
    const peer = await watching(server);
    await peer.command('die', 'esx01');
    const broken = await peer.told('broken');
    expect(broken.wrong.code).toBe('DEFECT');
    expect(broken.detail).toContain('Error: a defect for the test');
    await other.stillWatches();
    peer.socket.close();
  });
});

describe('an upload that', () => {
  test('is a YAML bomb is refused with a position', async () => {
    const server = await testServer();
    const level = (name: string, of: string) => `${name}: [${Array(9).fill(of).join(', ')}]\n`;
    const names = 'abcdefghi'.split('');
    const bomb = names.map((name, i) =>
      level(name, i === 0 ? 'lol' : `*${names[i - 1]}`).replace(': ', `: &${name} `),
    );
    const text = `vdcsim: 1\n${bomb.join('')}`;
    const { status, valid, diagnostics } = await jsonOf(upload(server, 'api/validate', text));
    expect([status, valid]).toEqual([200, false]);
    expect(diagnostics).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'ALIAS_BOMB' })]),
    );
    expect(await jsonOf(upload(server, 'api/runs', text))).toMatchObject({ code: 'BAD_SCENARIO' });
  });

  test('asks for more than fits into memory ends only itself', async () => {
    const server = await testServer({ limits: { runMemoryMiB: 128, openSeconds: 120 } });
    const other = await bystander(server);
    const lists = Array.from({ length: 8 }, (_, i) => {
      return `  - { name: ${'abcdefgh'[i]}000001..999999, memory: 1 MiB, workload: office }`;
    });
    const text = dyingHost.replace(/^vms: .*$/m, `vms:\n${lists.join('\n')}`);
    const checked = await jsonOf(upload(server, 'api/validate', text));
    expect(checked).toMatchObject({ status: 507, code: 'OUT_OF_MEMORY' });
    const well = await jsonOf(upload(server, 'api/validate', dyingHost));
    expect(well).toMatchObject({ valid: true });
    await other.stillWatches();
  });

  test('names files of the server gets none of them', async () => {
    const server = await testServer();
    for (const file of ['../../../etc/passwd', '/etc/passwd']) {
      const text = dyingHost.replace('hosts:', `import: [${file}]\nhosts:`);
      const { diagnostics } = await jsonOf(upload(server, 'api/validate', text));
      expect(diagnostics).toEqual([expect.objectContaining({ code: 'NO_SUCH_FILE' })]);
    }
  });
});

test('no path leads out of what is served', async () => {
  const server = await testServer();
  const paths = [
    ...['/../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/etc/passwd'],
    ...['/api/scenarios/..%2F..%2Fpackage.json', '/api/scenarios/%2e%2e%2fdying.yaml'],
    ...['/api/runs/..%2f..', '//etc/passwd', '/assets/..%5c..%5cpackage.json', '/%00', '/%'],
  ];
  for (const path of paths) {
    const answer = await rawRequest(server.port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n`);
    expect([path, answer]).toEqual([path, expect.stringMatching(/^HTTP\/1.1 (400|404|503) /)]);
    expect(answer).not.toMatch(/root:|"workspaces"|vdcsim: 1/);
  }
});

/** What comes back for a request as it is written, `..` and all. */
function rawRequest(port: number, head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write(`${head}Connection: close\r\n\r\n`);
  });
}

/** A socket that has become a WebSocket, of which the test writes the bytes itself. */
export function rawViewer(port: number): Promise<ReturnType<typeof connect>> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.once('data', () => resolve(socket));
    socket.write(
      [
        'GET /ws HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        ...['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
        ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '', ''],
      ].join('\r\n'),
    );
  });
}

function closed(socket: ReturnType<typeof connect>): Promise<void> {
  return new Promise((resolve) => {
    socket.on('close', () => resolve());
    socket.resume();
  });
}
