import { readFileSync } from 'node:fs';
import {
  type ClientMessage,
  encodeFrame,
  parseClientMessage,
  parseServerMessage,
  type ServerMessage,
} from '@vdcsim/protocol';
import { describe, expect, it } from 'vitest';
import { smallDelta, smallKey } from '../src/frames.fixtures.ts';
import { clientMessages, serverMessages } from '../src/messages.fixtures.ts';

const page = readFileSync(new URL('../../../docs/reference/protocol.md', import.meta.url), 'utf8');
const clientPath = new URL('../examples/client.mjs', import.meta.url);

/** Text between two comments of the page, without the marks of its code block. */
function between(name: string): string {
  const [, rest = ''] = page.split(`<!-- ${name}: begin -->\n`);
  const [block = ''] = rest.split(`<!-- ${name}: end -->`);
  return block.replace(/^```\w*\n/, '').replace(/```\n$/, '');
}

/** The JSON values of all code blocks of a section, several a block. */
function examplesOf(section: string): string[] {
  const [, rest = ''] = page.split(`\n## ${section}\n`);
  const [text = ''] = rest.split('\n## ');
  const blocks = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1]!);
  return blocks.flatMap((block) => block.trim().split(/\n(?=\{)/));
}

/** Bytes of the lines `offset  hex hex ...   words`. */
function bytesOf(dump: string): number[] {
  return dump
    .trimEnd()
    .split('\n')
    .flatMap((line) => line.slice(5, 28).split(' '))
    .map((hex) => Number.parseInt(hex, 16));
}

describe('the reference of the protocol', () => {
  it('has an example of every message of a viewer, and each is one', () => {
    const said = examplesOf('What a viewer says').map(parseClientMessage);
    const kindOf = (message: ClientMessage): string => {
      if (message.type === 'control') return message.control.do;
      return message.type === 'ask' ? message.question.what : message.type;
    };
    expect(new Set(said.map(kindOf))).toEqual(new Set(clientMessages.map(kindOf)));
  });

  it('has an example of every message of a server, and each is one', () => {
    const told = examplesOf('What a server tells').map(parseServerMessage);
    const kindOf = (message: ServerMessage): string =>
      message.type === 'done' ? `done ${message.value?.what}` : message.type;
    expect(new Set(told.map(kindOf))).toEqual(new Set(serverMessages.map(kindOf)));
  });

  it('has two frames byte by byte', () => {
    expect(bytesOf(between('key'))).toEqual([...new Uint8Array(encodeFrame(smallKey))]);
    expect(bytesOf(between('delta'))).toEqual([...new Uint8Array(encodeFrame(smallDelta))]);
  });

  it('has the client that stands among the examples, in twenty lines or so', () => {
    const client = readFileSync(clientPath, 'utf8');
    expect(between('client')).toBe(client);
    expect(client.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
  });
});

/** As much of a WebSocket as the client needs. */
class FakeSocket {
  readonly sent: string[] = [];
  binaryType = '';
  onopen: () => void = () => {};
  onmessage: (event: { data: unknown }) => void = () => {};

  send(text: string): void {
    this.sent.push(text);
  }
}

describe('the client of the examples', () => {
  it('greets, keeps the state, and tells of alarms', async () => {
    const { watch } = (await import(clientPath.href)) as {
      watch: (address: string, show: (line: string) => void, socket: unknown) => FakeSocket;
    };
    const lines: string[] = [];
    const socket = watch('ws://x/ws', (line) => lines.push(line), FakeSocket);
    socket.onopen();
    expect(socket.sent.map(parseClientMessage)).toEqual([{ type: 'hello', version: 1 }]);
    const states = { vm: ['off', 'running'] };
    const tell = (message: object): void => socket.onmessage({ data: JSON.stringify(message) });
    tell({ type: 'scene', scene: { states } });
    const columns = { state: Uint8Array.of(1, 0, 1) };
    const tables = { vm: { rows: 3, columns } };
    const data = encodeFrame({ kind: 'key', number: 1, timeSeconds: 5, tables });
    socket.onmessage({ data });
    tell({ type: 'events', events: [{ tone: 'alarm', words: 'esx01 failed' }], skipped: 0 });
    expect(lines).toEqual(['5 s: 2 VMs run', 'esx01 failed']);
    expect(socket.binaryType).toBe('arraybuffer');
  });
});
