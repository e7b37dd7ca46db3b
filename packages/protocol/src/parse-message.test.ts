import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClientMessage,
  ProtocolError,
  parseClientMessage,
  parseServerMessage,
  type ServerMessage,
} from './index.ts';
import { clientMessages, serverMessages } from './messages.fixtures.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every object and list inside of a value, itself included. */
function partsOf(value: Json): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(partsOf)];
}

function copyOf(message: ClientMessage | ServerMessage): Json {
  return JSON.parse(JSON.stringify(message)) as Json;
}

function refusalOf(run: () => unknown): ProtocolError {
  try {
    run();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

const sides = [
  { side: 'viewer', parse: parseClientMessage, messages: clientMessages },
  { side: 'server', parse: parseServerMessage, messages: serverMessages },
] as const;

describe.each(sides)('messages of the $side', ({ parse, messages }) => {
  it('are taken as they are', () => {
    for (const message of messages) expect(parse(JSON.stringify(message))).toEqual(message);
  });

  it('with one key too many, anywhere, are refused', () => {
    for (const message of messages) {
      const count = partsOf(copyOf(message)).length;
      for (let i = 0; i < count; i++) {
        const copy = copyOf(message);
        const part = partsOf(copy)[i]!;
        if (Array.isArray(part)) part.push({ alien: 1 });
        else (part as Record<string, Json>)['alien'] = { alien: 1 };
        expect(refusalOf(() => parse(JSON.stringify(copy))).code).toBe('BAD_MESSAGE');
      }
    }
  });

  it('with a value of another type, anywhere, are refused', () => {
    for (const message of messages) {
      const parts = partsOf(copyOf(message));
      for (let i = 0; i < parts.length; i++) {
        for (const key of Object.keys(parts[i]!)) {
          const copy = copyOf(message);
          const part = partsOf(copy)[i] as Record<string, Json>;
          part[key] = typeof part[key] === 'boolean' ? 0 : true;
          expect(refusalOf(() => parse(JSON.stringify(copy))).code).toBe('BAD_MESSAGE');
        }
      }
    }
  });

  it('are refused with words, and with nothing else, whatever the text', () => {
    const property = fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue()), (raw) => {
      const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
      const refusal = refusalOf(() => parse(text));
      expect(['BAD_MESSAGE', 'BAD_VERSION']).toContain(refusal.code);
    });
    fc.assert(property, { seed: 20070104, numRuns: 500 });
  });
});

describe('refusals', () => {
  const refused = (message: object): string =>
    refusalOf(() => parseClientMessage(JSON.stringify(message))).message;

  it('say where, what, and what would be right', () => {
    const control = { do: 'speed', speed: -1 };
    expect(refused({ type: 'control', id: 1, control })).toBe(
      'message.control.speed: -1; right would be a number above 0, up to 1000000000, or "max"',
    );
    expect(refused({ type: 'select' })).toMatch(/^message.entity: nothing; right would be/);
    expect(refused({ type: 'selct' })).toMatch(/right would be "hello" or "control"/);
  });

  it('come for numbers that JSON lets through and that are none', () => {
    const text = '{"type":"control","id":1,"control":{"do":"runTo","timeSeconds":1e999}}';
    expect(refusalOf(() => parseClientMessage(text)).message).toContain('Infinity');
  });

  it('come for verbs of 41 characters and selectors of 2,001', () => {
    const command = (verb: string, of: string) => ({
      type: 'command',
      id: 1,
      command: { verb, of },
    });
    const taken = command('v'.repeat(40), 'o'.repeat(2000));
    expect(parseClientMessage(JSON.stringify(taken))).toEqual(taken);
    expect(refused(command('v'.repeat(41), 'o'))).toContain('at most 40');
    expect(refused(command('v', 'o'.repeat(2001)))).toContain('at most 2000');
  });

  it('come for messages of another version before they are looked at', () => {
    const hello = { type: 'hello', version: 2, somethingNew: true };
    expect(refusalOf(() => parseClientMessage(JSON.stringify(hello))).code).toBe('BAD_VERSION');
    const welcome = { type: 'welcome', version: 9 };
    expect(refusalOf(() => parseServerMessage(JSON.stringify(welcome))).code).toBe('BAD_VERSION');
  });

  it('come for a message of 10 MB and for one that is nested a million deep', () => {
    const long = JSON.stringify({ type: 'hello', version: 1, run: 'x'.repeat(10_000_000) });
    expect(refusalOf(() => parseClientMessage(long)).message).toContain('at most 65536');
    const deep = '['.repeat(1_000_000);
    expect(refusalOf(() => parseServerMessage(deep)).code).toBe('BAD_MESSAGE');
  });
});
