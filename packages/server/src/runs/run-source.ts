import type { OpenRunRequest } from './run-process.ts';

/** What a run is made of: enough to open it again. */
export interface RunSource {
  /** Id in the catalogue; null: somebody sent it. */
  readonly scenario: string | null;
  /** Name of the file, without its folder. */
  readonly file: string;
  readonly open: Omit<OpenRunRequest, 'type' | 'id' | 'isHeld'>;
}

/** Luck and beginning of a run, where they are not the scenario's. */
export interface RunChoice {
  readonly seed?: number | undefined;
  readonly run?: number | undefined;
  readonly isPaused?: boolean | undefined;
  /** How long before the first planned command it is to be watched, seconds. */
  readonly leadSeconds?: number | undefined;
}

/** A scenario that lies on disk. */
export function fromDisk(
  place: { readonly scenario: string; readonly path: string; readonly file: string },
  dataFolder: string | undefined,
  choice: RunChoice,
): RunSource {
  const { scenario, path, file } = place;
  const open = { file: path, files: {}, disk: { dataFolder }, ...chosen(choice) };
  return { scenario, file, open };
}

/** A scenario that somebody sent: it sees nothing but itself. */
export function fromUpload(file: string, bytes: Uint8Array, choice: RunChoice): RunSource {
  return { scenario: null, file, open: { file, files: { [file]: bytes }, ...chosen(choice) } };
}

function chosen({ seed, run, isPaused, leadSeconds }: RunChoice) {
  return {
    ...(seed !== undefined && { seed }),
    ...(run !== undefined && { run }),
    ...(isPaused !== undefined && { isPaused }),
    ...(leadSeconds !== undefined && { leadSeconds }),
  };
}
