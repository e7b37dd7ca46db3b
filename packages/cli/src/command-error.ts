import type { ErrorSpec } from '@vdcsim/core';

export type CommandErrorCode =
  | 'BAD_OPTION'
  | 'FILE_UNREADABLE'
  | 'FILE_EXISTS'
  | 'NO_SUCH_ENTITY'
  | 'INPUT_CHANGED'
  | 'NOTHING_TO_RUN';

/** A mistake in what the command was asked; the message says what would be right. */
export class CommandError extends Error {
  readonly code: CommandErrorCode;

  constructor(code: CommandErrorCode, message: string) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
  }
}

/** Rows of the error reference. */
export const commandErrors: readonly ErrorSpec[] = [
  {
    code: 'BAD_OPTION',
    doc: 'An option or an argument of the command has a value that it cannot have.',
    remedy: 'The message says what it takes; `vdcsim COMMAND --help` shows examples.',
  },
  {
    code: 'FILE_UNREADABLE',
    doc: 'A file is not there, is empty, is no text, is a folder, or may not be read.',
    remedy: 'Check the path, and that the file is a scenario in UTF-8.',
  },
  {
    code: 'FILE_EXISTS',
    doc: 'The file that should be written exists.',
    remedy: 'Name another file, or add --force to replace it.',
  },
  {
    code: 'NO_SUCH_ENTITY',
    doc: 'No VM, host, pool or cluster of the run has this name.',
    remedy: 'Check the name against the scenario; the message proposes the nearest.',
  },
  {
    code: 'INPUT_CHANGED',
    doc: 'A trace or another file that a run has read is gone or has other contents now.',
    remedy: 'Put the old file back, or run the scenario anew: a replay needs what the run had.',
  },
  {
    code: 'NOTHING_TO_RUN',
    doc: 'A folder holds no scenario.',
    remedy: 'Name scenario files, or a folder with scenarios in it.',
  },
];
