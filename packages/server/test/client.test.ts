import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { testServer } from './server.fixtures.ts';

type Watch = (address: string, show: (line: string) => void, socket: unknown) => WebSocket;

test('the client of twenty lines in the protocol shows time, VMs and alarms', async () => {
  const example = new URL('../../protocol/examples/client.mjs', import.meta.url);
  const { watch } = (await import(example.href)) as { readonly watch: Watch };
  const server = await testServer();
  const lines: string[] = [];
  await new Promise<void>((resolve) => {
    const show = (line: string): void => {
      lines.push(line);
      if (/esx02/.test(line)) resolve();
    };
    const socket = watch(`ws://127.0.0.1:${server.port}/ws`, show, WebSocket);
    // Ten minutes of simulated time, until the alarm comes.
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ type: 'control', id: 1, control: { do: 'nextAlarm' } }));
    });
  });
  expect(lines.some((line) => /^[\d.]+ s: 4 VMs run$/.test(line))).toBe(true);
});
