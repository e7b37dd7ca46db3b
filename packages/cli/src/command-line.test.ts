import { expect, test } from 'vitest';
import { vdcsim, widthOf } from './command-line.fixtures.ts';

const commands = ['run', 'test', 'validate', 'why', 'schema', 'import'];

test('without arguments it prints its help and ends with 0', async () => {
  const { exitCode, out, err } = await vdcsim([]);
  expect([exitCode, err]).toEqual([0, '']);
  for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  expect(out).toContain('Exit codes: 0 well, 1 an expectation failed, 2 bad input, 3 a defect');
});

for (const command of [...commands, 'import planetlab', 'import gwa-t-12']) {
  test(`vdcsim ${command} --help teaches within 80 columns, with an example`, async () => {
    const { exitCode, out } = await vdcsim([...command.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Usage: vdcsim /);
    if (command !== 'import') expect(out).toMatch(/\n {2}(vdcsim |# yaml)/);
    expect(widthOf(out)).toBeLessThanOrEqual(80);
  });
}

test('vdcsim help run is vdcsim run --help', async () => {
  const [help, flag] = [await vdcsim(['help', 'run']), await vdcsim(['run', '--help'])];
  expect(help.out).toBe(flag.out);
});

test('--version prints the version of the package', async () => {
  expect(await vdcsim(['--version'])).toMatchObject({ exitCode: 0, out: '0.1.0\n' });
});

const mistakes: readonly (readonly [string, RegExp])[] = [
  ['bogus', /unknown command 'bogus'/],
  ['rnu', /Did you mean run\?/],
  ['run', /missing required argument 'file-or-run'/],
  ['run --sede 5 x.yaml', /Did you mean --seed\?/],
  ['run --seed many x.yaml', /whole number, 0 or more/],
  ['why x.yaml', /required option '--entity <name>' not specified/],
  ['import planetlab x', /required option '-o, --out <file>' not specified/],
  ['run a.yaml b.yaml', /too many arguments/],
];

for (const [line, words] of mistakes) {
  test(`"vdcsim ${line}" is bad input: exit code 2, nothing on standard output`, async () => {
    const { exitCode, out, err } = await vdcsim(line.split(' '));
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(words);
    expect(err).toMatch(/^vdcsim: /);
  });
}
