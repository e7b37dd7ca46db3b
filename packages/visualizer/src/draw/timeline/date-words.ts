const months = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

/** Day and month of the scenario's clock, which has no time zone: `5 Mar`. */
export function dateWords(epochSeconds: number): string {
  const date = new Date(Math.floor(epochSeconds + 1e-6) * 1000);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''}`;
}
