/** Plain decimal text of numbers, without exponents, exact to the last digit. */

/**
 * Shortest decimal text that reads back as `value`, its point moved `shift` places to the right.
 * Finite values only. `decimalText(0.4, 2)` is `40`.
 */
export function decimalText(value: number, shift = 0): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent) + shift;
  const sign = value < 0 ? '-' : '';
  return sign + tidy(placePoint(digits, point));
}

function placePoint(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Without zeros that say nothing, in front and behind. */
function tidy(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const front = whole.replace(/^0+(?=\d)/, '');
  const back = fraction.replace(/0+$/, '');
  return back === '' ? front : `${front}.${back}`;
}
