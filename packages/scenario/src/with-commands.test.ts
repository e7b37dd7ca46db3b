import { describe, expect, it } from 'vitest';
import { memoryFiles, parseScenario } from './index.ts';
import { type GivenRun, withCommands } from './with-commands.ts';

const head = `vdcsim: 1
name: Lab # a comment
start: 2007-01-01 00:00
duration: 1h
hosts: [{ name: esx01..02, memory: 8 GiB }]
clusters: [{ name: lab, hosts: esx* }]
`;
const given: GivenRun = {
  commands: [
    { atSeconds: 60.1 + 0.2, verb: 'fail', of: 'esx01' },
    { atSeconds: 1e-7, verb: 'repair', of: 'esx01 and not tier=gold' },
    { atSeconds: 3600, verb: 'fail', of: '*' },
  ],
};

/** The commands that a text's timeline holds, as the language reads them, in order of time. */
function timelineOf(text: string): unknown[] {
  const { scenario } = parseScenario('lab.yaml', memoryFiles({ 'lab.yaml': text }));
  return scenario.timeline.map(({ atSeconds, verb, of }) => ({ atSeconds, verb, of }));
}

const expected = [
  { atSeconds: 1e-7, verb: 'repair', of: 'esx01 and not tier=gold' },
  { atSeconds: 60.1 + 0.2, verb: 'fail', of: 'esx01' },
  { atSeconds: 3600, verb: 'fail', of: 'all' },
];

describe('a scenario with commands that were given by hand', () => {
  it.each([
    ['without a timeline', head, []],
    ['without a last line end', head.trimEnd(), []],
    ['with an empty timeline', `${head}timeline: []\n`, []],
    ['with a timeline of nothing', `${head}timeline:\nseed: 3\n`, []],
    [
      'with a timeline in brackets',
      `${head}timeline: [{ at: +5 s, fail: esx02 }] # why\nseed: 3\n`,
      [{ atSeconds: 5, verb: 'fail', of: 'esx02' }],
    ],
    [
      'with a timeline of lines',
      `${head}timeline:\n- at: +5 s\n  fail: esx02 # why\n\n# and then\nseed: 3\n`,
      [{ atSeconds: 5, verb: 'fail', of: 'esx02' }],
    ],
    [
      'with a note of several lines at its end',
      `${head}timeline:\n  - at: +5 s\n    fail: esx02\n    note: |\n      one\n      two\n`,
      [{ atSeconds: 5, verb: 'fail', of: 'esx02' }],
    ],
    [
      'that stands in brackets as a whole',
      '{vdcsim: 1, name: L, start: 2007-01-01 00:00, duration: 1h, hosts: [{name: esx01, memory: 8 GiB}]}',
      [],
    ],
  ])('%s loads again and has them, to the last bit of their time', (_, text, before) => {
    const all = [...before, ...expected] as typeof expected;
    all.sort((a, b) => a.atSeconds - b.atSeconds);
    expect(timelineOf(withCommands(text, given))).toEqual(all);
  });

  it('keeps every line of a text in block style as it was', () => {
    const text = `${head}timeline:\n  - { at: 00:30, fail: esx02 } # at noon\n\nexpect: []\n`;
    const lines = withCommands(text, given).split('\n');
    const added = lines.filter((line) => !text.split('\n').includes(line));
    expect(added).toEqual([
      '  - { at: +60.300000000000004 s, fail: esx01 }',
      '  - { at: +0.0000001 s, repair: esx01 and not tier=gold }',
      '  - { at: +3600 s, fail: "*" }',
    ]);
    expect(lines.filter((line) => !added.includes(line))).toEqual(text.split('\n'));
  });

  it('stays as it is when there was no command, and takes over the seed', () => {
    expect(withCommands(head, { commands: [] })).toBe(head);
    const seedOf = (text: string) =>
      parseScenario('x.yaml', memoryFiles({ 'x.yaml': text })).scenario.seed;
    for (const text of [
      head,
      `${head}seed: 3 # lucky\n`,
      '{vdcsim: 1, name: L, start: 2007-01-01 00:00, duration: 1h}',
    ]) {
      expect(seedOf(withCommands(text, { commands: [], seed: 77 }))).toBe(77);
    }
  });
});
