import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dealt,
  isName,
  parseName,
  parseNames,
  parseNewNames,
  parseReferences,
  readPart,
} from './names.ts';

function names(text: unknown): readonly string[] | string {
  const parsed = parseNewNames(text);
  return parsed.ok ? parsed.value : `${parsed.code} ${parsed.what}; ${parsed.remedy}`;
}

describe('ranges of names', () => {
  test('web01..30 makes 30 names padded to two digits', () => {
    const made = names('web01..30');
    expect(made).toHaveLength(30);
    expect(made[0]).toBe('web01');
    expect(made[29]).toBe('web30');
  });

  test('esx03..10 pads by the width of the first number', () => {
    expect(names('esx08..11')).toEqual(['esx08', 'esx09', 'esx10', 'esx11']);
    expect(names('node8..11')).toEqual(['node8', 'node9', 'node10', 'node11']);
    expect(names('vm98..101')).toEqual(['vm98', 'vm99', 'vm100', 'vm101']);
  });

  test('vm0001..1052 makes 1052 names', () => {
    expect(names('vm0001..1052')).toHaveLength(1052);
  });

  test('only the last number of the text counts', () => {
    expect(names('rack2-esx1..3')).toEqual(['rack2-esx1', 'rack2-esx2', 'rack2-esx3']);
  });

  test('one name may be a range', () => {
    expect(names('web5..5')).toEqual(['web5']);
  });

  test.each([
    ['web30..01', 'BAD_RANGE "web30..01" is empty; write "web01..30"'],
    ['web1..web30', 'BAD_RANGE "web1..web30" is no range of names; write "web1..30"'],
    ['web[1..30]', 'BAD_RANGE "web[1..30]" is no range of names; write "web1..30"'],
    ['web1...30', 'BAD_RANGE "web1...30" is no range of names; write "web1..30"'],
    ['web1..030', 'BAD_RANGE "web1..030" has two widths; write "web001..030"'],
    ['vm1..1000001', 'BAD_RANGE "vm1..1000001" is too long; make at most 1000000 names'],
    ['esx 3', 'BAD_NAME "esx 3" holds a blank; write "esx-3"'],
    ['bücher', 'BAD_NAME "bücher" holds "ü"; write "b-cher"'],
    ['_a', 'BAD_NAME "_a" begins with "_"; write "a"'],
    ['all', 'BAD_NAME "all" is a word of selectors; write "all1"'],
    ['', 'BAD_NAME "" is no name; write a name, "web01"'],
    [null, 'BAD_NAME nothing is no name; write a name, "web01"'],
  ])('%j is refused', (text, expected) => {
    expect(names(text)).toBe(expected);
  });

  test('a name of 251 letters is too long', () => {
    expect(names('a'.repeat(251))).toMatch(/^BAD_NAME .* is too long/);
  });

  test('every suggestion is itself accepted', () => {
    const property = fc.property(fc.string({ maxLength: 40 }), (text) => {
      const parsed = parseNames(text);
      if (parsed.ok) return;
      const better = /^write (?:a name, )?"(.+)"$/.exec(parsed.remedy)?.[1];
      if (better !== undefined) expect(parseNames(better).ok).toBe(true);
    });
    fc.assert(property, { seed: 20070103, numRuns: 2000 });
  });

  test('every member of a range is a distinct name', () => {
    const prefix = fc.stringMatching(/^[a-z][a-z0-9._-]{0,5}[a-z]$/).filter(isName);
    const width = fc.integer({ min: 1, max: 5 });
    const bounds = fc.tuple(fc.nat(2000), fc.nat(50));
    const property = fc.property(prefix, width, bounds, (each, digits, [first, more]) => {
      const text = `${each}${String(first).padStart(digits, '0')}..${first + more}`;
      const made = names(text);
      if (typeof made === 'string') throw new Error(made);
      expect(made).toHaveLength(more + 1);
      expect(new Set(made).size).toBe(more + 1);
      expect(made.every(isName)).toBe(true);
    });
    fc.assert(property, { seed: 20070104, numRuns: 300 });
  });
});

describe('references', () => {
  test('a list of names and ranges is spread out in its order', () => {
    expect(parseReferences(['lun3', 'lun1..2'])).toEqual({
      ok: true,
      value: ['lun3', 'lun1', 'lun2'],
    });
    expect(parseReferences('lun1..4')).toMatchObject({ ok: true });
  });

  test('a bad item says where it stands', () => {
    expect(parseReferences(['lun1', 'lun 2'])).toMatchObject({ code: 'BAD_NAME', path: [1] });
    expect(parseReferences([])).toMatchObject({ code: 'BAD_NAME' });
  });

  test('two stores dealt to five VMs alternate', () => {
    expect([0, 1, 2, 3, 4].map((i) => dealt(['ds1', 'ds2'], i))).toEqual([
      'ds1',
      'ds2',
      'ds1',
      'ds2',
      'ds1',
    ]);
  });

  test('a single reference takes no range', () => {
    expect(parseName('esx01')).toEqual({ ok: true, value: 'esx01' });
    expect(parseName('esx01..02')).toMatchObject({ code: 'BAD_NAME', remedy: 'write one name' });
  });

  test('parts hang on colons', () => {
    expect(readPart('esx03:vmhba0:cable')).toEqual({ entity: 'esx03', parts: ['vmhba0', 'cable'] });
    expect(readPart('esx03')).toBeUndefined();
    expect(readPart('esx03:')).toBeUndefined();
    expect(readPart('02:20')).toEqual({ entity: '02', parts: ['20'] });
  });
});
