/** The scenario language: YAML in, a typed scenario out, or everything that is wrong with it. */
import { mechanisms, platformColumns, platformNames } from '@vdcsim/core';
import type { FileSource } from './files.ts';
import { schemaOf } from './language/json-schema.ts';
import { compileLanguage } from './language/language.ts';
import { type ReferenceShape, referenceOf } from './language/reference.ts';
import { withheldKeys } from './language/reserved.ts';
import { type LoadedScenario, type ParseOptions, parseWith } from './parse-scenario.ts';

const table = { names: platformNames, columns: platformColumns };
const language = compileLanguage(mechanisms, table, withheldKeys);

/**
 * Loads a scenario with all that it names: parts, traces, values.
 * @param entry path of the scenario, as the file source knows it
 * @throws ScenarioErrors with everything that is wrong in any of the files, sorted
 */
export function parseScenario(
  entry: string,
  files: FileSource,
  options?: ParseOptions,
): LoadedScenario {
  return parseWith(language, entry, files, options);
}

/** The JSON Schema (draft-07) of scenario files, for completion and hover help in editors. */
export function jsonSchema(): object {
  return schemaOf(language);
}

/** Shapes and keys of the language, for the reference pages. */
export function languageReference(): readonly ReferenceShape[] {
  return referenceOf(language);
}

export {
  type Diagnostic,
  formatDiagnostic,
  formatDiagnostics,
  ScenarioErrors,
} from './diagnostics.ts';
export { scenarioErrors } from './errors.ts';
export { type FileSource, memoryFiles } from './files.ts';
export { exampleOf, typeWord } from './language/forms.ts';
export type { ReferenceKey, ReferenceShape } from './language/reference.ts';
export type { ScenarioInput } from './load/input-files.ts';
export { selectorText } from './load/selectors.ts';
export type { LoadedScenario, ParseOptions } from './parse-scenario.ts';
export { sha256 } from './sha256.ts';
export * from './traces/index.ts';
export { decodeUtf8 } from './utf8.ts';
export * from './values/index.ts';
export { type GivenCommand, type GivenRun, withCommands } from './with-commands.ts';
