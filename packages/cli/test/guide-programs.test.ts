import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import ts from 'typescript';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder, vdcsim } from '../src/command-line.fixtures.ts';
import * as library from '../src/index.ts';
import { blocksOf, guides, type Page, pageOf, root } from './documents.ts';

/** What a reader of the guides has of his own. */
const prelude = 'declare function myModel(column: number, index: number): number;\n';

afterEach(() => process.chdir(root));

/** All blocks of a page are one program: later ones go on with the names of earlier ones. */
function programOf(page: Page): string {
  return blocksOf(page, 'ts').join('\n');
}

/** What the type checker has against programs that lie in this folder and were never written. */
function typeErrors(programs: readonly string[]): string[] {
  const texts = new Map(
    programs.map((text, index) => [join(import.meta.dirname, `program-${index}.ts`), text]),
  );
  const { config } = ts.readConfigFile(join(root, 'tsconfig.tests.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const settings = { ...options, incremental: false, noUnusedLocals: false };
  Object.assign(settings, { noUnusedParameters: false, tsBuildInfoFile: undefined });
  const host = ts.createCompilerHost(settings);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.getSourceFile = (name, language) => {
    const text = texts.get(name);
    if (text === undefined) return getSourceFile(name, language);
    return ts.createSourceFile(name, text, language);
  };
  const declarations = fileNames.filter((name) => name.endsWith('.d.ts'));
  const checked = ts.createProgram([...texts.keys(), ...declarations], settings, host);
  return ts.getPreEmitDiagnostics(checked).map(({ messageText, file, start }) => {
    const words = ts.flattenDiagnosticMessageText(messageText, '\n');
    if (file === undefined || start === undefined) return words;
    const { line } = file.getLineAndCharacterOfPosition(start);
    return `${file.text.split('\n')[line]} <- ${words}`;
  });
}

const withPrograms = guides.filter((page) => programOf(page) !== '');

test('the README and the guide for researchers have programs', () => {
  expect(withPrograms.map(({ path }) => path)).toEqual(['README.md', 'docs/guide/researcher.md']);
});

test('the programs of the README and the guides pass the type checker', () => {
  const programs = withPrograms.map((page) => prelude + programOf(page));
  const wrong = "import { nothing } from 'vdcsim';";
  expect(typeErrors([...programs, wrong])).toEqual([
    expect.stringContaining(`${wrong} <- Module '"vdcsim"' has no exported member 'nothing'`),
  ]);
}, 180_000);

test.for(withPrograms)('the programs of $path run beside the farm of the README', (page) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'farm.yaml'), blocksOf(pageOf('README.md'), 'yaml')[0]!);
  process.chdir(folder);
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const program = ts
    .transpile(programOf(page), { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext })
    .replace(/^import (\{.*\}) from 'vdcsim';/gm, 'const $1 = library;');
  new Function('library', 'myModel', program)(library, () => 0.5);
  const said = log.mock.calls.flat();
  log.mockRestore();
  expect(said).toContainEqual(expect.stringMatching(/^[0-9a-f]{32}$|^vm\.restarted$/));
});

test('the questions to DuckDB get answers from a run folder', async () => {
  process.chdir(temporaryFolder());
  await vdcsim(['run', join(root, 'scenarios/first-steps.yaml'), '--out', 'run']);
  const pages = [...guides, pageOf('docs/reference/run-folder.md')];
  const questions = pages.flatMap((page) => blocksOf(page, 'sql'));
  expect(questions.length).toBeGreaterThanOrEqual(2);
  const connection = await (await DuckDBInstance.create()).connect();
  for (const question of questions) {
    const answer = await connection.runAndReadAll(question.replace(/'runs\/[^/]+\//, "'run/"));
    expect(answer.getRowObjects()).toHaveLength(10);
  }
  connection.closeSync();
});
