/**
 * Sorts the first `count` values in place, ascending, without allocation, in
 * O(count log count) at worst (heapsort; Williams 1964). NaN is not allowed.
 */
export function sortAscending(values: Float64Array, count: number): void {
  for (let root = (count >> 1) - 1; root >= 0; root--) siftDown(values, root, count);
  for (let end = count - 1; end > 0; end--) {
    const largest = values[0]!;
    values[0] = values[end]!;
    values[end] = largest;
    siftDown(values, 0, end);
  }
}

function siftDown(values: Float64Array, root: number, end: number): void {
  const value = values[root]!;
  let hole = root;
  for (let child = 2 * hole + 1; child < end; child = 2 * hole + 1) {
    if (child + 1 < end && values[child + 1]! > values[child]!) child++;
    if (values[child]! <= value) break;
    values[hole] = values[child]!;
    hole = child;
  }
  values[hole] = value;
}
