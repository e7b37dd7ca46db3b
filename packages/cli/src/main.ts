/** Entry of the command `vdcsim`. */
import { runCommandLine } from './command-line.ts';
import { ExitCode } from './exit-codes.ts';
import { processTerminal } from './terminal.ts';

// Without this an error of ours would end with 1, which means that an expectation failed.
process.on('uncaughtException', (error) => {
  process.stderr.write(`vdcsim met a defect of its own; please report it:\n${error.stack}\n`);
  process.exit(ExitCode.defect);
});

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
