import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../src/index.ts';
import { Peer, watching } from './peer.fixtures.ts';
import { dyingHost, serverOf, testServer } from './server.fixtures.ts';

/** A busy machine is no defect. */
const patiently = { timeout: 30_000 };

let server: RunningServer;
beforeAll(async () => {
  server = await serverOf({ 'dying.yaml': dyingHost });
});
afterAll(() => server.stop());

/** A run of its own for a test. */
async function newRun(): Promise<string> {
  const body = JSON.stringify({ scenario: 'dying' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}api/runs`, { method: 'POST', headers, body });
  return ((await answer.json()) as { run: string }).run;
}

describe('a viewer', () => {
  test('is told welcome, scene, state and how the run stands, in this order', async () => {
    const peer = await watching(server);
    await peer.told('status');
    const [welcome] = peer.messages;
    expect(welcome).toMatchObject({
      ...{ type: 'welcome', version: 1, product: 'vdcsim 0.0.0', server: server.id },
      run: 'dying-1',
    });
    const scene = (await peer.told('scene')).scene;
    expect(scene).toMatchObject({
      ...{ name: 'Dying host', file: 'dying.yaml', durationSeconds: 1800 },
      hosts: [{ name: 'esx01' }, { name: 'esx02' }],
    });
    expect(peer.frames.tables['vm']?.rows).toBe(4);
    peer.socket.close();
  });

  test('sees time pass in frames and status once it is there', async () => {
    const peer = await watching(server, await newRun());
    await peer.control({ do: 'speed', speed: 600 });
    const first = peer.frames.timeSeconds;
    for (let frame = 0; frame < 3; frame++) await peer.nextFrame();
    expect(peer.frames.timeSeconds).toBeGreaterThan(first);
    expect(peer.keyFrameCount).toBe(1);
    await peer.next('status', ({ nowSeconds }) => nowSeconds > first);
    peer.socket.close();
  });

  test('pauses, steps, goes to an instant and to the next alarm, and gives commands', async () => {
    const peer = await watching(server, await newRun());
    expect(await peer.control({ do: 'pause' })).toMatchObject({ type: 'done' });
    await peer.told('status', ({ isPaused }) => isPaused);
    await peer.control({ do: 'runTo', timeSeconds: 120 });
    await peer.told('status', ({ nowSeconds, isPaused }) => isPaused && nowSeconds === 120);
    await peer.control({ do: 'nextAlarm' });
    await peer.told('status', ({ nowSeconds, isPaused }) => isPaused && nowSeconds === 600);
    const alarm = (
      await peer.told('events', ({ events }) => events.some(({ type }) => type === 'host.failed'))
    ).events.find(({ type }) => type === 'host.failed');
    expect(alarm).toMatchObject({ timeSeconds: 600, tone: 'alarm' });
    await peer.told('recoveries', ({ recoveries }) => recoveries.length === 1);
    await peer.told('timeline', ({ timeline }) => timeline.marks.length > 0);
    await peer.command('repair', 'esx02');
    await peer.told('events', ({ events }) => events.some(({ type }) => type === 'host.repaired'));
    peer.socket.close();
  });

  test('asks for history, reasons, causes, a preview and the scenario', async () => {
    const peer = await watching(server, await newRun());
    await peer.control({ do: 'runTo', timeSeconds: 660 });
    await peer.told('status', ({ nowSeconds }) => nowSeconds === 660);
    const { scene } = await peer.told('scene');
    const entity = scene.vms[0]!.id;
    const history = await peer.ask({ what: 'history', metrics: ['vm.cpu.usedMHz'], entity });
    expect(history).toMatchObject({ type: 'done', value: { what: 'history' } });
    const why = await peer.ask({ what: 'why', entity });
    expect(why).toMatchObject({ value: { what: 'why', explained: { entity } } });
    const command = { verb: 'fail', of: 'esx01' };
    expect(await peer.ask({ what: 'preview', command })).toMatchObject({ type: 'done' });
    const scenario = await peer.ask({ what: 'scenario' });
    expect(scenario).toMatchObject({ value: { yaml: expect.stringContaining('vdcsim: 1') } });
    const failed = (
      await peer.told('events', ({ events }) => events.some(({ type }) => type === 'host.failed'))
    ).events.find(({ type }) => type === 'host.failed')!;
    const causes = await peer.ask({ what: 'causes', event: failed.id });
    expect(causes).toMatchObject({ value: { what: 'causes' } });
    expect(await peer.ask({ what: 'why', entity: 99_999 })).toMatchObject({
      ...{ type: 'refused', wrong: { code: 'NO_SUCH_NAME' } },
    });
    peer.socket.close();
  });

  test('is told the details of what it selected, and another viewer is not', async () => {
    const run = await newRun();
    const [one, two] = [await watching(server, run), await watching(server, run)];
    const { scene } = await one.told('scene');
    const [first, second] = [scene.vms[0]!.id, scene.vms[1]!.id];
    one.send({ type: 'select', entity: first });
    two.send({ type: 'select', entity: second });
    expect((await one.told('details')).details.entity).toBe(first);
    expect((await two.told('details')).details.entity).toBe(second);
    one.send({ type: 'select', entity: null });
    expect(
      one.messages.every((each) => each.type !== 'details' || each.details.entity === first),
    ).toBe(true);
    one.socket.close();
    two.socket.close();
  });

  test('that restarts the run gets the scene again and a key frame', async () => {
    const peer = await watching(server, await newRun());
    await peer.control({ do: 'runTo', timeSeconds: 900 });
    await peer.told('status', ({ nowSeconds }) => nowSeconds === 900);
    const again = peer.next('scene');
    const begun = peer.next('status', ({ nowSeconds }) => nowSeconds < 900);
    await peer.control({ do: 'restart' });
    expect((await again).scene.file).toBe('dying.yaml');
    await begun;
    expect(peer.keyFrameCount).toBe(2);
    expect(peer.frames.timeSeconds).toBeLessThan(900);
    peer.socket.close();
  });
});

describe('a second viewer', () => {
  test('that comes later knows the state and the events that were', async () => {
    const run = await newRun();
    const first = await watching(server, run);
    await first.control({ do: 'runTo', timeSeconds: 700 });
    await first.told('status', ({ nowSeconds }) => nowSeconds === 700);
    const second = await watching(server, run);
    const { events, skipped } = await second.told('events');
    const told = first.messages.flatMap((each) => (each.type === 'events' ? each.events : []));
    expect([events, skipped]).toEqual([told, 0]);
    expect(second.frames.tables).toEqual(first.frames.tables);
    await second.told('timeline');
    expect(await second.told('audience')).toMatchObject({ viewers: 2, youOperate: false });
    first.socket.close();
    second.socket.close();
  });
});

describe("the operator's seat", () => {
  test('is of the first viewer; what others ask of the clock is refused', async () => {
    const run = await newRun();
    const [first, second] = [await watching(server, run), await watching(server, run)];
    expect(await first.told('audience')).toMatchObject({ hasOperator: true, youOperate: true });
    const wrong = { code: 'NOT_OPERATOR' };
    expect(await second.control({ do: 'pause' })).toMatchObject({ type: 'refused', wrong });
    expect(await second.command('fail', 'esx01')).toMatchObject({ type: 'refused', wrong });
    expect(await second.operate(true)).toMatchObject({ wrong: { code: 'SEAT_TAKEN' } });
    expect(await first.control({ do: 'pause' })).toMatchObject({ type: 'done' });
    first.socket.close();
    second.socket.close();
  });

  test('is free when its holder leaves, and is taken on demand', async () => {
    const run = await newRun();
    const [first, second] = [await watching(server, run), await watching(server, run)];
    const free = second.next('audience', ({ hasOperator }) => !hasOperator);
    first.socket.close();
    expect(await free).toMatchObject({ viewers: 1, youOperate: false });
    const mine = second.next('audience', ({ youOperate }) => youOperate);
    expect(await second.operate(true)).toMatchObject({ type: 'done' });
    await mine;
    expect(await second.control({ do: 'pause' })).toMatchObject({ type: 'done' });
    expect(await second.operate(false)).toMatchObject({ type: 'done' });
    expect(await second.control({ do: 'resume' })).toMatchObject({ type: 'refused' });
    second.socket.close();
  });
});

describe('a run', () => {
  test('waits for its first viewer, and rests when the last has gone', async () => {
    const lonely = await testServer({ limits: { restSeconds: 0.2 } });
    const state = async () => {
      const answer = await fetch(`${lonely.url}api/runs`);
      const { runs } = (await answer.json()) as { runs: { state: string; nowSeconds: number }[] };
      return runs[0]!;
    };
    await expect.poll(state, patiently).toMatchObject({ state: 'waiting', nowSeconds: 0 });
    const peer = await watching(lonely);
    await peer.told('status', ({ nowSeconds }) => nowSeconds > 0);
    expect((await state()).state).toBe('running');
    peer.socket.close();
    await expect.poll(state, patiently).toMatchObject({ state: 'waiting' });
    const rested = (await state()).nowSeconds;
    const again = await watching(lonely);
    const { nowSeconds } = await again.next('status', (each) => each.nowSeconds > rested);
    expect(nowSeconds).toBeLessThan(1800);
    again.socket.close();
  });

  test('that is paused by the server waits for play', async () => {
    const still = await testServer({ isPaused: true, seed: 99 });
    const peer = await watching(still);
    expect(await peer.told('status')).toMatchObject({ isPaused: true, nowSeconds: 0 });
    expect((await peer.told('scene')).scene.seed).toBe(99);
    await peer.control({ do: 'resume' });
    await peer.told('status', ({ nowSeconds }) => nowSeconds > 0);
    peer.socket.close();
  });

  test('that is unknown is refused, and the connection closed', async () => {
    const peer = await new Peer(server).opened();
    peer.hello('no-such-run');
    expect(await peer.told('wrong')).toMatchObject({ wrong: { code: 'NO_SUCH_RUN' } });
    expect((await peer.closed).code).toBe(1008);
  });

  test('that is deleted closes its viewers with 1001', async () => {
    const body = JSON.stringify({ scenario: 'dying' });
    const headers = { 'content-type': 'application/json' };
    const created = await fetch(`${server.url}api/runs`, { method: 'POST', headers, body });
    const { run, operator } = (await created.json()) as { run: string; operator: string };
    const peer = await watching(server, run);
    await fetch(`${server.url}api/runs/${run}`, {
      ...{ method: 'DELETE', headers: { 'x-vdcsim-operator': operator } },
    });
    expect(await peer.closed).toEqual({ code: 1001, reason: 'the run has ended' });
  });
});
