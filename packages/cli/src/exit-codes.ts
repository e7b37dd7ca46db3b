/** What the command says to whoever called it. */
export const ExitCode = {
  well: 0,
  expectationFailed: 1,
  badInput: 2,
  defect: 3,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The graver of two outcomes: a defect, then bad input, then a failed expectation. */
export function graver(a: ExitCode, b: ExitCode): ExitCode {
  return a > b ? a : b;
}
