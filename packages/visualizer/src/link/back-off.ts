/**
 * Wait before try number `tries` (from 1) to reach a server again, ms: half a second at first,
 * doubled each time up to eight seconds.
 * @param chance 0 to 1; a fifth of the wait varies, so that many pages do not come at once
 */
export function backOffMs(tries: number, chance: number): number {
  const whole = Math.min(8000, 500 * 2 ** Math.min(10, tries - 1));
  return whole * (0.8 + 0.2 * chance);
}
