/** Nearest names, for "did you mean": edit distance with neighbours swapped counting once. */

/**
 * Candidates that a person may have meant, nearest first, ties in code-unit order. A candidate
 * counts when at most a third of the longer word's letters differ (at least one may, and upper
 * and lower case are alike).
 *
 * @param limit at most this many
 */
export function nearest(word: string, candidates: Iterable<string>, limit = 3): readonly string[] {
  const wanted = word.toLowerCase();
  const found: { name: string; distance: number }[] = [];
  for (const name of new Set(candidates)) {
    const most = Math.max(1, Math.floor(Math.max(word.length, name.length) / 3));
    if (Math.abs(name.length - word.length) > most) continue;
    const distance = editDistance(wanted, name.toLowerCase());
    if (distance <= most) found.push({ name, distance });
  }
  found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return found.slice(0, limit).map((each) => each.name);
}

/** `did you mean "vcpus"?` for the nearest candidate, or undefined where none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const [best] = nearest(word, candidates, 1);
  return best === undefined ? undefined : `did you mean "${best}"?`;
}

/**
 * Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, replacements and
 * swaps of neighbours that turn one word into the other.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last: number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
