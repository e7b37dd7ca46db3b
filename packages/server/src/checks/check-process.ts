/** Entry of the process that checks scenarios: a hostile one takes this process and no other. */
import { diskFiles } from '@vdcsim/exchange';
import { type FileSource, memoryFiles, parseScenario, ScenarioErrors } from '@vdcsim/scenario';
import { beChild } from '../processes/in-child.ts';
import { type CheckDiagnostic, tellDiagnostics } from './diagnostics.ts';

/** A scenario that somebody sent, or one of the catalogue. */
export type CheckRequest =
  | { readonly kind: 'upload'; readonly file: string; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly path: string; readonly dataFolder: string | undefined };

/** What came of checking a scenario. */
export interface Checked {
  readonly valid: boolean;
  /** Nothing is wrong but that a trace is absent. */
  readonly lacksData: boolean;
  readonly diagnostics: readonly CheckDiagnostic[];
}

const parent = beChild<CheckRequest, Checked>();
parent.onRequest((request) => parent.post(check(request)));

function check(request: CheckRequest): Checked {
  const isUpload = request.kind === 'upload';
  const entry = isUpload ? request.file : request.path;
  const files = isUpload
    ? memoryFiles({ [request.file]: request.bytes })
    : diskFiles(request.dataFolder);
  try {
    const { warnings } = parseScenario(entry, files);
    return {
      ...{ valid: true, lacksData: false },
      diagnostics: tellDiagnostics([], warnings, (file) => textOf(files, file)),
    };
  } catch (error) {
    if (!(error instanceof ScenarioErrors)) throw error;
    const { diagnostics, warnings, onlyDataMissing } = error;
    return {
      ...{ valid: false, lacksData: onlyDataMissing },
      diagnostics: tellDiagnostics(diagnostics, warnings, (file) => textOf(files, file)),
    };
  }
}

function textOf(files: FileSource, file: string): string | undefined {
  const bytes = files.read(file);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
