/** `inputs.json`: with the scenario and the commands, all that the run depends on. */
export interface RunInputs {
  /** Always `vdcsim`. */
  readonly product: string;
  readonly version: string;
  /** Version of Node. */
  readonly node: string;
  readonly seed: number;
  readonly run: number;
  /** Simulated seconds that were run. */
  readonly untilSeconds: number;
  readonly fingerprint: string;
  /** The scenario file as it was named; its traces are looked for beside it. */
  readonly scenarioFile: string;
  /** The data folder that was searched; null if there was none. */
  readonly dataFolder: string | null;
  /** Every file that was read. */
  readonly files: readonly InputFile[];
}

export interface InputFile {
  readonly path: string;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
}
