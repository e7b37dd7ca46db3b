/**
 * Names for the columns of a trace, made from names of files.
 *
 * The rule: every character outside `A-Z a-z 0-9 . _ -` becomes `_`; dots in a row become one; a
 * name that would begin with a mark gets `x` in front; an empty one is `x`; a name that is taken
 * already gets `-2`, or the next number that is free. Files are sorted before, so names do not
 * depend on the order in which a disk lists them.
 */

/** One name a file, in the same order; all distinct. */
export function columnNames(originals: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return originals.map((original) => {
    const name = columnName(original);
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
    taken.add(free);
    return free;
  });
}

function columnName(original: string): string {
  const plain = original.replace(/[^A-Za-z0-9._-]/gu, '_').replace(/\.{2,}/g, '.');
  return /^[A-Za-z0-9]/.test(plain) ? plain : `x${plain}`;
}
