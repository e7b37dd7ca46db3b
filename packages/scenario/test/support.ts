import { mechanisms, platformColumns, platformNames } from '@vdcsim/core';
import {
  type FileSource,
  formatDiagnostics,
  type LoadedScenario,
  parseScenario,
  ScenarioErrors,
} from '../src/index.ts';
import { compileLanguage } from '../src/language/language.ts';
import { type ParseOptions, parseWith } from '../src/parse-scenario.ts';
import { encodeUtf8 } from '../src/utf8.ts';

/** Files of one flat folder, by name; `folder/name` is a file in a folder. */
export function flatFiles(contents: Readonly<Record<string, string | Uint8Array>>): FileSource {
  return {
    read(path) {
      const content = Object.hasOwn(contents, path) ? contents[path] : undefined;
      return typeof content === 'string' ? encodeUtf8(content) : content;
    },
    list(folder) {
      const prefix = `${folder}/`;
      const names = Object.keys(contents).filter((path) => path.startsWith(prefix));
      return names.length === 0 ? undefined : names.map((path) => path.slice(prefix.length));
    },
    resolve: (_base, path) => path,
  };
}

/** Loads `a.yaml` with other files beside it. */
export function load(
  text: string,
  others: Readonly<Record<string, string | Uint8Array>> = {},
  options: ParseOptions = {},
): LoadedScenario {
  return parseScenario('a.yaml', flatFiles({ 'a.yaml': text, ...others }), options);
}

/** All that is wrong with `a.yaml`, a line each; empty if nothing is. */
export function complaints(
  text: string,
  others: Readonly<Record<string, string | Uint8Array>> = {},
  options: ParseOptions = {},
): string[] {
  return told(() => load(text, others, options));
}

function told(loads: () => unknown): string[] {
  try {
    loads();
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioErrors)) throw error;
    return formatDiagnostics(error.diagnostics).split('\n');
  }
}

/** The language with the keys that nothing heeds yet. */
const openLanguage = compileLanguage(mechanisms, {
  names: platformNames,
  columns: platformColumns,
});

/** `load` in the language with the keys that nothing heeds yet. */
export function loadOpen(text: string): LoadedScenario {
  return parseWith(openLanguage, 'a.yaml', flatFiles({ 'a.yaml': text }));
}

/** `complaints` in the language with the keys that nothing heeds yet. */
export function openComplaints(text: string): string[] {
  return told(() => loadOpen(text));
}

/** A scenario that is well, with more lines of YAML at its end. */
export function scenarioWith(...lines: readonly string[]): string {
  return [
    'vdcsim: 1',
    'name: Test',
    'duration: 1 h',
    'hosts: [{ name: esx01..04, memory: 16 GiB }]',
    ...lines,
    '',
  ].join('\n');
}
