import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesSelector, parseSelector, type Selectable } from './selector.ts';

const entity = (name: string, properties: Readonly<Record<string, string>> = {}): Selectable => ({
  name,
  property: (key) => properties[key],
});

const web = entity('web01', { kind: 'vm', cluster: 'prod', tier: 'gold', owner: 'lab' });

function matches(text: string, of: Selectable = web): boolean {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(`"${text}" ${parsed.what}`);
  return matchesSelector(parsed.selector, of);
}

describe('a selector', () => {
  it.each(['web01', 'web*', '*01', 'w*b*1', '*', 'all', 'web01..03', 'tier=gold', 'tier=g*'])(
    'reads %s and finds web01 of tier gold',
    (text) => {
      expect(matches(text)).toBe(true);
    },
  );

  it.each(['web1', 'web', 'eb01', 'WEB01', 'tier=silver', 'rack=left', 'web02..09', 'not all'])(
    'reads %s and does not find web01 of tier gold',
    (text) => {
      expect(matches(text)).toBe(false);
    },
  );

  it('takes names as text: a dot is a dot and not any letter', () => {
    expect(matches('web.1', entity('web.1'))).toBe(true);
    expect(matches('web.1', entity('web01'))).toBe(false);
    expect(matches('w.b*', entity('web01'))).toBe(false);
    expect(matches('w.b*', entity('w.b01'))).toBe(true);
  });

  it('matches a range web01..30 by number and by as many digits as the first', () => {
    const found = (name: string) => matches('web01..30', entity(name));
    expect(['web01', 'web09', 'web30'].map(found)).toEqual([true, true, true]);
    expect(['web00', 'web31', 'web1', 'web001', 'web', 'db01'].map(found)).toEqual(
      Array(6).fill(false),
    );
    expect(matches('web8..12', entity('web10'))).toBe(true);
    expect(matches('web8..12', entity('web08'))).toBe(false);
  });

  it('takes parts segment by segment: no star and no range reaches over a colon', () => {
    const port = entity('array1:spa:p0', { kind: 'port' });
    const found = ['array1:sp*:p0', '*:*:*', 'array1..3:spa:p0..1', 'kind=port', 'all'];
    expect(found.map((text) => matches(text, port))).toEqual(Array(5).fill(true));
    const others = ['array1*', 'array1:*', '*:p0', 'array1:sp*:p1', 'array2..3:spa:p0'];
    expect(others.map((text) => matches(text, port))).toEqual(Array(5).fill(false));
    expect(matches('web*:disk0')).toBe(false);
  });

  it('binds not tighter than and, and and tighter than or', () => {
    // not web01 and tier=gold: (not web01) and gold. web01 or db and silver: web01 or (db and ...).
    expect(matches('not web01 and tier=gold')).toBe(false);
    expect(matches('not db01 and tier=gold')).toBe(true);
    expect(matches('web01 or db01 and tier=silver')).toBe(true);
    expect(matches('(web01 or db01) and tier=silver')).toBe(false);
    expect(matches('tier=silver and db01 or web01')).toBe(true);
    expect(matches('not (web01 or db01)')).toBe(false);
    expect(matches('not not web01')).toBe(true);
    expect(matches('cluster=prod and not (db* or owner=shop)')).toBe(true);
  });

  it.each([
    ['', 0, 'ends too early'],
    ['web* and', 8, 'ends too early'],
    ['web* and or db*', 9, 'has "or" where a name belongs'],
    ['(web*', 5, 'lacks a ")"'],
    ['web*) or db*', 4, 'has ")" after its end'],
    ['web01 db01', 6, 'has "db01" after its end'],
    ['web01 or we?01', 9, '"we?01" is no name'],
    ['not', 3, 'ends too early'],
  ])('of "%s" is wrong at %i: it %s', (text, offset, what) => {
    const parsed = parseSelector(text);
    expect(parsed).toMatchObject({ ok: false, offset, what });
  });

  it('never throws, and says where in the text it is wrong', () => {
    const part = fc.constantFrom('web*', 'a=b', 'and', 'or', 'not', '(', ')', '..', '=', '?', ' ');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join(' ');
        const parsed = parseSelector(text);
        if (parsed.ok) return;
        expect(parsed.offset).toBeGreaterThanOrEqual(0);
        expect(parsed.offset).toBeLessThanOrEqual(text.length);
        expect(parsed.remedy).not.toBe('');
      }),
      { seed: 20070101, numRuns: 500 },
    );
  });

  it('and its negation split every list in two', () => {
    const word = fc.constantFrom('web*', 'db0*', 'tier=gold', 'web01..02', 'cluster=prod');
    fc.assert(
      fc.property(word, word, fc.constantFrom('and', 'or'), (a, b, op) => {
        const text = `${a} ${op} ${b}`;
        for (const name of ['web01', 'web02', 'db01', 'x']) {
          const one = entity(name, name.endsWith('1') ? { tier: 'gold' } : { cluster: 'prod' });
          expect(matches(`not (${text})`, one)).toBe(!matches(text, one));
        }
      }),
      { seed: 20070102, numRuns: 100 },
    );
  });
});
