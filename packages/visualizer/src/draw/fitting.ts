/** Text that fits, without a page to measure it in: widths are those of a wide system font. */

/** Mean width of a letter by the size of its font; DejaVu Sans, the widest of our fonts. */
const letterWidth = 0.6;

/** Pixels that words take at most, about. */
export function textWidth(words: string, fontPx: number): number {
  return words.length * fontPx * letterWidth;
}

/** The words, or their beginning and their last digits with an ellipsis between. */
export function fitted(words: string, widthPx: number, fontPx: number): string {
  const letters = Math.max(2, Math.floor(widthPx / (fontPx * letterWidth)));
  if (words.length <= letters) return words;
  const digits = /\d{1,4}$/.exec(words)?.[0] ?? '';
  const head = letters - 1 - digits.length;
  if (digits === '') return `${words.slice(0, letters - 1)}…`;
  if (head < 1) return `…${words.slice(1 - letters)}`;
  return `${words.slice(0, head)}…${digits}`;
}
