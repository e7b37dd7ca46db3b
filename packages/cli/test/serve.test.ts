import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { dyingHost, mistaken, traceless, vdcsim, written } from '../src/command-line.fixtures.ts';

/** The command as it is installed: needs the build that `npm test` makes first. */
const bin = fileURLToPath(new URL('../bin/vdcsim.js', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdcsim-serve-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

interface Served {
  readonly process: ChildProcess;
  /** What it printed when it listened. */
  readonly line: string;
  readonly url: string;
  readonly ended: Promise<{ readonly exitCode: number | null; readonly out: string }>;
}

/** Starts `vdcsim serve` and waits for its address. */
async function serve(...words: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [bin, 'serve', ...words], { cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.includes('\n')) resolve(out);
    });
    child.on('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  const ended = new Promise<{ exitCode: number | null; out: string }>((resolve) => {
    child.on('close', (exitCode) => resolve({ exitCode, out }));
  });
  const told = await line;
  return { process: child, line: told, url: told.match(/http\S+/)?.[0] ?? '', ended };
}

async function ask(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}

function idsOf(answer: Record<string, unknown>): string[] {
  return (answer['scenarios'] as { id: string }[]).map(({ id }) => id);
}

describe('vdcsim serve', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints one line with its address, and ends with 0 on %s',
    async (signal) => {
      const server = await serve(written(dyingHost), '--port', '0');
      expect(server.line).toMatch(/^vdcsim is at http:\/\/127\.0\.0\.1:\d+\/\n$/);
      expect(await ask(`${server.url}api/health`)).toMatchObject({ product: 'vdcsim', runs: 1 });
      server.process.kill(signal);
      expect(await server.ended).toEqual({ exitCode: 0, out: server.line });
    },
  );

  test('shows the shipped scenarios without a file, the host failure first', async () => {
    const { url } = await serve('--port', '0');
    expect(idsOf(await ask(`${url}api/scenarios`)).slice(0, 2)).toEqual([
      ...['host-failure', 'all-paths-down'],
    ]);
  });

  test('shows what is in a folder; of what cannot run, why', async () => {
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'a.yaml'), mistaken);
    writeFileSync(join(folder, 'b.yaml'), traceless);
    writeFileSync(join(folder, 'deep', 'c.yaml'), dyingHost);
    const { url } = await serve(folder, '--port', '0');
    const { scenarios } = (await ask(`${url}api/scenarios`)) as {
      scenarios: { id: string; isDefault: boolean; problem: string | null }[];
    };
    expect(scenarios).toEqual([
      expect.objectContaining({ id: 'c', isDefault: true, problem: null }),
      expect.objectContaining({ id: 'a', problem: expect.stringContaining('memory: 8') }),
      expect.objectContaining({ id: 'b', problem: expect.stringContaining('nowhere') }),
    ]);
  });

  test('needs a token where others can reach it, and prints it', async () => {
    const { line } = await serve(written(dyingHost), '--port', '0', '--host', '0.0.0.0');
    expect(line).toMatch(/^vdcsim is at http:\/\/[\d.]+:\d+\/#token=[\w-]{32}\n$/);
  });
});

describe('vdcsim serve tells', () => {
  test('the mistakes of a file with positions: 2', async () => {
    const file = written(mistaken);
    const { exitCode, out, err } = await vdcsim(['serve', file]);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(`${file}:4:36: MISSING_UNIT memory: 8; write `);
  });

  test('that the named port is taken: 2', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };
    const line = ['serve', written(dyingHost), '--port', String(port)];
    const { exitCode, err } = await vdcsim(line);
    expect([exitCode, err]).toEqual([
      ...[2, `vdcsim: port ${port} is taken; name another, or leave out --port\n`],
    ]);
  });

  test('options that mean nothing: 2', async () => {
    const file = written(dyingHost);
    for (const [option, value, words] of [
      ['--port', '70000', 'Write a port'],
      ['--token', 'short', 'Write at least 8'],
      ['--seed', '-1', 'whole number'],
    ] as const) {
      const { exitCode, err } = await vdcsim(['serve', file, option, value]);
      expect([exitCode, err]).toEqual([2, expect.stringContaining(words)]);
    }
  });

  test('what it does, with --help', async () => {
    const { exitCode, out } = await vdcsim(['serve', '--help']);
    expect(exitCode).toBe(0);
    expect(out).toContain('vdcsim serve lessons --port 8090');
  });
});
