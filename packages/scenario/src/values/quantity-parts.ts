/** The outer form of a quantity: a sign, then numbers with their units; no meaning yet. */

/** One number and the word behind it. */
export interface QuantityPart {
  readonly digits: string;
  readonly word: string;
}

/** A text taken apart. A part without a word is a bare number. */
export interface QuantityParts {
  readonly isNegative: boolean;
  readonly parts: readonly QuantityPart[];
}

const PART = /\s*(\d+(?:\.\d+)?)\s*([A-Za-z%][A-Za-z%/]*)?\s*/y;
const EXPONENT = /^[+-]?[\d.]+[eE][+-]?\d/;

/** Takes a text apart; undefined where it is no number with units at all. */
export function readParts(text: string): QuantityParts | undefined {
  if (EXPONENT.test(text)) return undefined;
  const isNegative = text.startsWith('-');
  const body = isNegative ? text.slice(1) : text;
  const parts: QuantityPart[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < body.length) {
    const match = PART.exec(body);
    if (match === null) return undefined;
    parts.push({ digits: match[1] ?? '', word: match[2] ?? '' });
  }
  return parts.length === 0 ? undefined : { isNegative, parts };
}

/**
 * What would make a text a quantity where it nearly is one: a comma, an exponent, a plus sign.
 *
 * @returns the sentence of a remedy, or undefined
 */
export function nearlyQuantity(text: string): string | undefined {
  if (/^[+-]?[\d.]+[eE][+-]?\d/.test(text)) return 'write the number without an exponent';
  if (/^[+-]?\d+,\d{1,2}(\D|$)/.test(text)) return `write "${text.replace(',', '.')}"`;
  if (/^[+-]?\d{1,3}([,_' ]\d{3})+/.test(text)) {
    return `write "${text.replace(/(\d)[,_' ](?=\d{3})/g, '$1')}"`;
  }
  if (/^\+\s*\d/.test(text)) return `write "${text.slice(1).trim()}"`;
  if (/^-?\.\d/.test(text)) return `write "${text.replace('.', '0.')}"`;
  return undefined;
}
