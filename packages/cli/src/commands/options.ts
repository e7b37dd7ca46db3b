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
