import { InvalidArgumentError } from 'commander';

/** A whole number from 0 on. */
export function naturalNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError('Write a whole number, 0 or more.');
}

/** A whole number from 1 on. */
export function positiveNumber(text: string): number {
  const number = naturalNumber(text);
  if (number >= 1) return number;
  throw new InvalidArgumentError('Write a whole number, 1 or more.');
}

/** A level of confidence, `95%` or `0.95`, as a fraction. */
export function confidenceLevel(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text);
  const number = Number(match?.[1] ?? Number.NaN);
  const level = match?.[2] === '%' || number > 1 ? number / 100 : number;
  if (level >= 0.5 && level <= 0.9999) return level;
  throw new InvalidArgumentError('Write a level between 50% and 99.99%, such as 95%.');
}
