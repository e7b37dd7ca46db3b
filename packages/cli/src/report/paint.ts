import { createColors } from 'picocolors';
import type { Terminal } from '../terminal.ts';

/** Colours of the summary; each gives the text back unchanged where nobody would see them. */
export interface Paint {
  readonly title: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly quiet: (text: string) => string;
}

/** Colours on a screen, unless NO_COLOR asks for none. */
export function paintFor(terminal: Pick<Terminal, 'outIsTTY' | 'env'>): Paint {
  const isPlain = !terminal.outIsTTY || (terminal.env['NO_COLOR'] ?? '') !== '';
  const colors = createColors(!isPlain && terminal.env['TERM'] !== 'dumb');
  return {
    title: (text) => colors.bold(text),
    good: (text) => colors.green(text),
    bad: (text) => colors.red(text),
    doubtful: (text) => colors.yellow(text),
    quiet: (text) => colors.dim(text),
  };
}
