import {
  decodeUtf8,
  type FileSource,
  type LoadedScenario,
  memoryFiles,
  parseScenario,
} from '@vdcsim/scenario';

/** A scenario that can be watched, with what it was made of. */
export interface OpenedScenario {
  readonly loaded: LoadedScenario;
  /** Path of the scenario's file, as its source knows it. */
  readonly file: string;
  /** Text of that file. */
  readonly text: string;
}

/** Files in memory by path: what was dropped on a page, or sent to a server. */
export type ScenarioFiles = Readonly<Record<string, string | Uint8Array>>;

/**
 * Loads a scenario and all that it names.
 * @param file path of the scenario among the files
 * @throws ScenarioErrors with everything that is wrong, and where
 */
export function openScenario(file: string, files: ScenarioFiles | FileSource): OpenedScenario {
  const source = isFileSource(files) ? files : memoryFiles(files);
  const loaded = parseScenario(file, source);
  const decoded = decodeUtf8(source.read(file) ?? new Uint8Array(0));
  return { loaded, file, text: decoded.ok ? decoded.text : '' };
}

function isFileSource(files: ScenarioFiles | FileSource): files is FileSource {
  return typeof files['read'] === 'function';
}
