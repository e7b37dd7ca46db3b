/** What is shown of many: the busiest, in the order of the inventory; the rest is folded. */

/** How many more calls a folded one needs to take a shown one's place: a quarter. */
const takesOver = 1.25;

/**
 * Chooses at most `most` of some rows by weight. Those that were shown before stay until others
 * are clearly heavier, so that the picture does not flicker. When not all fit, one place is left
 * for the fold.
 * @returns rows in their own order
 */
export function chooseShown(
  weights: readonly number[],
  most: number,
  before: ReadonlySet<number>,
  always: ReadonlySet<number> = new Set(),
): number[] {
  const rows = weights.map((_, row) => row);
  if (rows.length <= most) return rows;
  const weightOf = (row: number): number => {
    if (always.has(row)) return Number.POSITIVE_INFINITY;
    return (weights[row] ?? 0) * (before.has(row) ? takesOver : 1);
  };
  // Between equals the one that was there stays, then the earlier one comes.
  const rank = (row: number): number => (before.has(row) ? 0 : 1);
  const order = [...rows].sort((a, b) => {
    const [x, y] = [weightOf(a), weightOf(b)];
    return x === y ? rank(a) - rank(b) || a - b : y - x;
  });
  return order.slice(0, Math.max(1, most - 1)).sort((a, b) => a - b);
}
