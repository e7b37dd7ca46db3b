import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../src/index.ts';
import { dyingHost, mistaken, serverOf, traceless } from './server.fixtures.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await serverOf({
    'dying.yaml': dyingHost,
    'traceless.yaml': traceless,
    'mistaken.yaml': mistaken,
  });
});
afterAll(() => server.stop());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: ReturnType<typeof JSON.parse>;
}

async function ask(path: string, request: RequestInit = {}): Promise<Answer> {
  const response = await fetch(new URL(path, server.url), request);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const { status, headers } = response;
  return { status, headers, text, json: isJson ? JSON.parse(text) : undefined };
}

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

function upload(path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Answer> {
  return ask(path, { method: 'POST', body, headers: { 'content-type': 'application/yaml' } });
}

describe('the catalogue', () => {
  test('says of each scenario what it shows, and why it cannot run', async () => {
    const { status, json } = await ask('api/scenarios');
    expect(status).toBe(200);
    expect(json.scenarios).toEqual([
      {
        ...{ id: 'dying', file: 'dying.yaml', name: 'Dying host', about: 'A host dies.' },
        comment: ['Two hosts, and one of them dies.', '', 'What it shows: high availability.'],
        ...{ isDefault: true, problem: null },
      },
      expect.objectContaining({
        ...{ id: 'traceless', comment: [], isDefault: false },
        problem: expect.stringContaining('nowhere'),
      }),
      expect.objectContaining({ id: 'mistaken', problem: expect.stringContaining('memory: 8') }),
    ]);
  });

  test('gives the text of a scenario', async () => {
    const { headers, text } = await ask('api/scenarios/dying');
    expect(headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    expect(text).toBe(dyingHost);
  });

  test('knows no other names', async () => {
    const { status, json } = await ask('api/scenarios/other');
    expect([status, json.code]).toEqual([404, 'NO_SUCH_SCENARIO']);
  });
});

describe('checking', () => {
  test('tells nothing of a scenario that is well', async () => {
    const { json } = await upload('api/validate', dyingHost);
    expect(json).toEqual({ valid: true, diagnostics: [] });
  });

  test('tells line, column, code, remedy and the line itself of each mistake', async () => {
    const { status, json } = await upload('api/validate?file=mine.yaml', mistaken);
    expect([status, json.valid, json.diagnostics.length]).toEqual([200, false, 2]);
    expect(json.diagnostics[0]).toEqual({
      ...{ severity: 'error', file: 'mine.yaml', line: 8, column: 36, code: 'MISSING_UNIT' },
      message: expect.stringContaining('memory: 8'),
      remedy: expect.stringContaining('write'),
      sourceLine: 'hosts: [{ name: esx01..02, memory: 8 }]',
    });
    expect(json.diagnostics[1]).toMatchObject({ line: 11, code: 'UNKNOWN_KEY' });
  });

  test('says with a position that bytes are no text', async () => {
    const { json } = await upload('api/validate', Uint8Array.of(0x61, 0xff, 0xfe));
    expect(json.diagnostics).toEqual([expect.objectContaining({ code: 'NOT_UTF8', line: 1 })]);
  });

  test('refuses what is no scenario text, and what is larger than 2 MiB', async () => {
    const wrongType = await post('api/validate', { a: 1 });
    expect([wrongType.status, wrongType.json.code]).toEqual([400, 'BAD_REQUEST']);
    const tooLarge = await upload('api/validate', '#'.repeat(2 * 1024 * 1024 + 1));
    expect([tooLarge.status, tooLarge.json.code]).toEqual([413, 'TOO_LARGE']);
  });
});

describe('a run', () => {
  test('of the catalogue is created, looked at, steered with its key and ended', async () => {
    const created = await post('api/runs', { scenario: 'dying', seed: 7 });
    expect(created.status).toBe(201);
    const { run, operator } = created.json;
    const at = `api/runs/${run}`;
    const looked = await ask(at);
    expect(looked.json).toMatchObject({
      ...{ id: run, scenario: 'dying', file: 'dying.yaml', name: 'Dying host', seed: 7 },
      ...{ runNumber: 1, durationSeconds: 1800, viewers: 0, isDefault: false, wrong: null },
    });
    const key = { 'x-vdcsim-operator': operator };
    const steered = await post(`${at}/control`, { do: 'runTo', timeSeconds: 700 }, key);
    expect(steered.status).toBe(200);
    await expect
      .poll(async () => (await ask(at)).json, { timeout: 30_000 })
      .toMatchObject({ nowSeconds: 700 });
    const failed = await post(`${at}/commands`, { verb: 'fail', of: 'esx01' }, key);
    expect(failed.status).toBe(200);
    const { events } = (await ask(`${at}/events?limit=1000`)).json;
    const fails = events.filter((event: { type: string }) => event.type === 'host.failed');
    expect(fails.map((event: { timeSeconds: number }) => event.timeSeconds)).toEqual([600, 700]);
    const later = (await ask(`${at}/events?after=${events[2].id}&limit=2`)).json.events;
    expect(later).toEqual(events.slice(3, 5));
    const { series } = (await ask(`${at}/metrics?entity=web01&metric=vm.cpu.usedPercent`)).json;
    expect(series[0]).toMatchObject({ metric: 'vm.cpu.usedPercent', unit: '%' });
    expect([series[0].fromSeconds[0], series[0].toSeconds.at(-1)]).toEqual([0, 700]);
    expect(series[0].mean.length).toBeGreaterThan(10);
    expect((await ask(`${at}/summary`)).json).toMatchObject({ scenario: 'Dying host', seed: 7 });
    const ended = await ask(at, { method: 'DELETE', headers: key });
    expect(ended.status).toBe(204);
    expect((await ask(at)).json.code).toBe('NO_SUCH_RUN');
  });

  test('without its key cannot be steered or ended', async () => {
    const { run } = (await upload('api/runs?file=mine.yaml', dyingHost)).json;
    const at = `api/runs/${run}`;
    const refused = await Promise.all([
      post(`${at}/control`, { do: 'pause' }),
      post(`${at}/commands`, { verb: 'fail', of: 'esx01' }, { 'x-vdcsim-operator': 'guess' }),
      ask(at, { method: 'DELETE' }),
    ]);
    for (const { status, json } of refused) {
      expect([status, json.code]).toEqual([403, 'NOT_OPERATOR']);
    }
    expect((await post(`${at}/operator`, {})).json.code).toBe('SEAT_TAKEN');
    expect((await ask(at)).json).toMatchObject({ scenario: null, file: 'mine.yaml' });
  });

  test('that the server opened gives its key to the first who asks', async () => {
    const { runs } = (await ask('api/runs')).json;
    const first = runs.find((run: { isDefault: boolean }) => run.isDefault);
    expect(first).toMatchObject({ scenario: 'dying', file: 'dying.yaml' });
    const { operator } = (await post(`api/runs/${first.id}/operator`, {})).json;
    const key = { 'x-vdcsim-operator': operator };
    const paused = await post(`api/runs/${first.id}/control`, { do: 'pause' }, key);
    expect(paused.status).toBe(200);
    expect((await post(`api/runs/${first.id}/operator`, {})).json.code).toBe('SEAT_TAKEN');
  });

  test('of a scenario with mistakes is refused with their positions', async () => {
    const { status, json } = await upload('api/runs?file=mine.yaml', mistaken);
    expect([status, json.code]).toEqual([422, 'BAD_SCENARIO']);
    expect(json.diagnostics[0]).toMatchObject({
      ...{ file: 'mine.yaml', line: 8, column: 36, code: 'MISSING_UNIT' },
      sourceLine: 'hosts: [{ name: esx01..02, memory: 8 }]',
    });
    const absent = await post('api/runs', { scenario: 'traceless' });
    expect([absent.status, absent.json.code]).toEqual([422, 'BAD_SCENARIO']);
    const { runs } = (await ask('api/runs')).json;
    expect(runs.some(({ file }: { file: string }) => file === 'traceless.yaml')).toBe(false);
  });

  test('tells what is wrong with a request', async () => {
    const { run, operator } = (await post('api/runs', { scenario: 'dying' })).json;
    const at = `api/runs/${run}`;
    const key = { 'x-vdcsim-operator': operator };
    const codes = await Promise.all(
      [
        post('api/runs', {}),
        post('api/runs', { scenario: 'none' }),
        post(`${at}/control`, { do: 'jump' }, key),
        post(`${at}/control`, { do: 'speed' }, key),
        post(`${at}/commands`, { verb: 'explode', of: 'esx01' }, key),
        post(`${at}/commands`, { verb: 'fail', of: 'nobody' }, key),
        ask(`${at}/metrics?entity=nobody&metric=vm.cpu.usedPercent`),
        ask(`${at}/events?limit=0`),
        ask('api/nothing'),
      ].map(async (answer) => (await answer).json.code),
    );
    expect(codes).toEqual([
      ...['BAD_REQUEST', 'NO_SUCH_SCENARIO', 'BAD_REQUEST', 'BAD_REQUEST'],
      ...['NO_SUCH_COMMAND', 'NO_MATCH', 'NO_SUCH_NAME', 'BAD_REQUEST', 'NO_SUCH_PLACE'],
    ]);
  });
});

test('health names the product and the server', async () => {
  const { json } = await ask('api/health');
  expect(json).toMatchObject({
    product: 'vdcsim',
    version: '0.0.0',
    server: server.id,
    viewers: 0,
  });
});

test('the description holds all addresses', async () => {
  const { json } = await ask('api/openapi.json');
  expect(Object.keys(json.paths)).toHaveLength(12);
  expect(json.paths['/api/runs/{id}/control'].post.summary).toBe('Pause, speed, step ...');
});
