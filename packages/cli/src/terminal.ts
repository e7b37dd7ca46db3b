/** Where a command's words go, and what it may know of the world. Tests hand in their own. */
export interface Terminal {
  /** Results: standard output. */
  out(text: string): void;
  /** Progress, warnings, errors: standard error. */
  err(text: string): void;
  /** Whether a person watches standard output. */
  readonly outIsTTY: boolean;
  /** Whether a person watches standard error. */
  readonly errIsTTY: boolean;
  /** Width of the screen in characters. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Time that passes for people, in milliseconds; only differences mean something. */
  nowMilliseconds(): number;
  /** Lets signals and other pending business of the process through. */
  breathe(): Promise<void>;
  /** Calls the listener on Ctrl-C instead of dying; returns what ends that. */
  onInterrupt(listener: () => void): () => void;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  endQuietlyWithReader(process.stdout);
  endQuietlyWithReader(process.stderr);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    outIsTTY: process.stdout.isTTY === true,
    errIsTTY: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 80,
    env: process.env,
    nowMilliseconds: () => performance.now(),
    breathe: () => new Promise((resolve) => void setImmediate(resolve)),
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
  };
}

/** `vdcsim run x | head` is no defect: when the reader leaves, so do we. */
function endQuietlyWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}
