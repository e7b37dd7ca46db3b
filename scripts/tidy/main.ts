import { readSourceTree } from '../source/source-tree.ts';
import { tidy } from './index.ts';
import { violationLine } from './rule.ts';

const violations = tidy(readSourceTree(process.cwd()));
for (const violation of violations) process.stdout.write(`${violationLine(violation)}\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
