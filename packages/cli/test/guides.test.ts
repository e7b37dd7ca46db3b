import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, type TestContext, test } from 'vitest';
import { temporaryFolder, vdcsim } from '../src/command-line.fixtures.ts';
import { blocksOf, commandsOf, guides, pageOf, root, scenarios } from './documents.ts';

const dataFolder = process.env['VDCSIM_DATA'] || undefined;
const farm = blocksOf(pageOf('README.md'), 'yaml').find((text) => text.startsWith('vdcsim: 1'))!;

/** Readers stand in the checkout and save the README's scenario there; so do we, in a copy. */
beforeEach(() => {
  const folder = temporaryFolder();
  cpSync(join(root, 'scenarios'), join(folder, 'scenarios'), { recursive: true });
  writeFileSync(join(folder, 'farm.yaml'), farm);
  process.chdir(folder);
});
afterEach(() => process.chdir(root));

/** What stands for a file or folder of the reader's own. */
const placeholders: Readonly<Record<string, (line: readonly string[]) => string>> = {
  FILE: () => 'farm.yaml',
  'my.yaml': () => 'farm.yaml',
  lessons: () => 'scenarios',
  '8090': () => '0',
  FOLDER_THAT_HOLDS_planetlab: () => dataFolder ?? '',
  '~/traces': () => dataFolder ?? '',
  'traces/20110303': () => join(dataFolder ?? '', 'planetlab'),
  'fastStorage/2013-8': () => join(dataFolder ?? '', 'bitbrains/bitbrains.csv'),
  FOLDER: (line) =>
    join(dataFolder ?? '', line.includes('gwa-t-12') ? 'bitbrains/bitbrains.csv' : 'planetlab'),
};

/** Why a command cannot run here: it reads traces that this machine does not have. */
function whyNot(line: readonly string[]): string | undefined {
  const words = line.join(' ');
  const readsTraces = /planetlab|gwa-t-12|traces|validate scenarios( |$)/.test(words);
  if (!readsTraces || line.includes('--help')) return undefined;
  if (dataFolder === undefined) return 'no trace data here; VDCSIM_DATA names their folder';
  const isThere = ['planetlab', 'bitbrains/bitbrains.csv'].every((path) =>
    existsSync(join(dataFolder, path)),
  );
  return isThere ? undefined : 'VDCSIM_DATA has not all of the traces';
}

/** Runs command lines in turn: later ones may need what earlier ones wrote. */
async function succeedInTurn(lines: readonly string[][], context: TestContext): Promise<void> {
  for (const line of lines) {
    const reason = whyNot(line);
    const said = `vdcsim ${line.join(' ')}`;
    if (reason !== undefined) {
      await context.annotate(`left out: ${said}: ${reason}`);
      continue;
    }
    const { exitCode, err } = await vdcsim(line.map((word) => placeholders[word]?.(line) ?? word));
    expect(exitCode, `${said}\n${err}`).toBe(0);
  }
}

for (const page of [...guides, ...scenarios]) {
  const lines = commandsOf(page.text);
  if (lines.length === 0) continue;
  test(`the commands of ${page.path} work: ${lines.length}`, async (context) => {
    await succeedInTurn(lines, context);
  });
}

test('the examples of every help text work', async (context) => {
  const imports = ['import planetlab', 'import gwa-t-12'];
  for (const command of ['', 'run', 'test', 'validate', 'serve', 'why', 'schema', ...imports]) {
    const { out } = await vdcsim([...command.split(' ').filter(Boolean), '--help']);
    const examples = commandsOf(out);
    expect(examples.length, command).toBeGreaterThan(0);
    await succeedInTurn(examples, context);
  }
});

test('what the README says of its farm is true', async () => {
  const well = await vdcsim(['test', 'farm.yaml']);
  expect(well.out).toContain('measured max 105 s');
  writeFileSync('farm.yaml', farm.replace('16 GiB', '10 GiB'));
  const hard = await vdcsim(['test', 'farm.yaml']);
  expect([hard.exitCode, hard.out]).toEqual([1, expect.stringContaining('measured max 2400 s')]);
  const run = await vdcsim(['run', 'farm.yaml', '--no-out']);
  expect(run.out).toMatch(/10 VMs failed on esx02/);
  expect(run.out).toContain('Down at the end: 10\n');
  const why = await vdcsim(['why', 'farm.yaml', '--entity', 'web02']);
  expect(why.out).toContain('no host has enough');
});

test('what the README quotes of an answer is said', async () => {
  const { text } = pageOf('README.md');
  const question = commandsOf(text).find(([command]) => command === 'why')!;
  const quoted = [...text.matchAll(/^> (.*)$/gm)].map((match) => match[1]!).join(' ');
  const { out } = await vdcsim(question);
  expect(out.replace(/\s+/g, ' ')).toContain(quoted);
  expect(quoted).toContain('22.2 %');
});

test('the parts of a scenario in the guide for architects make a scenario that holds', async () => {
  const parts = blocksOf(pageOf('docs/guide/architect.md'), 'yaml');
  expect(parts).toHaveLength(3);
  const frame = [
    'vdcsim: 1',
    'name: Guide',
    'start: 2012-03-05 13:30',
    'duration: 2h',
    'workloads: [{ name: day, kind: diurnal, low: { cpu: 10% }, high: { cpu: 55% } }]',
  ];
  writeFileSync('guide.yaml', [...frame, ...parts].join('\n'));
  expect(await vdcsim(['validate', 'guide.yaml'])).toEqual({
    ...{ exitCode: 0, out: 'guide.yaml: well\n', err: '' },
  });
  const { exitCode, out } = await vdcsim(['test', 'guide.yaml']);
  expect(exitCode, out).toBe(0);
});

test('every block of YAML in the README and the guides is tried here', () => {
  const counts = guides.map((page) => [page.path, blocksOf(page, 'yaml').length]);
  expect(counts).toEqual([
    ...[['README.md', 1]],
    ...[['docs/guide/architect.md', 3]],
    ...[['docs/guide/researcher.md', 0]],
    ...[['docs/guide/trainer.md', 0]],
    ...[['docs/guide/watching.md', 0]],
  ]);
});
