import type { KeyType, QuantityDimension } from './declared-types.ts';

const quantities: Readonly<Record<QuantityDimension | 'number', string>> = {
  duration: 'length of time (`90 s`)',
  size: 'size (`16 GiB`)',
  rate: 'rate (`100 MB/s`)',
  iops: 'I/Os (`200 iops`)',
  frequency: 'frequency (`2.66 GHz`)',
  percent: 'percent (`40%`)',
  work: 'work (`5 s`, `13 Gcycles`)',
  number: 'number',
};

/** What a key takes, in words and with an example where a unit is needed. */
export function typeWords(type: KeyType): string {
  switch (type.form) {
    case 'boolean':
      return '`true` or `false`';
    case 'integer':
    case 'number':
      return `${type.form === 'integer' ? 'whole number' : 'number'}${range(type)}`;
    case 'quantity':
      return quantities[type.dimension];
    case 'quantities':
      return type.dimensions.map((dimension) => quantities[dimension]).join(' or ');
    case 'word':
      return `${words(type.words)}${type.open === undefined ? '' : `, or a ${type.open}’s name`}`;
    case 'wordOrNumber':
      return `${words(type.words)}, or a number`;
    case 'distribution':
      return `${quantities[type.dimension]}, or a distribution of it`;
    case 'series':
      return `${quantities[type.dimension]}, or a series of it`;
    default:
      return structureWords(type);
  }
}

type Plain = 'boolean' | 'integer' | 'number' | 'quantity' | 'quantities' | 'word';
type Structure = Exclude<KeyType, { form: Plain | 'wordOrNumber' | 'distribution' | 'series' }>;

function structureWords(type: Structure): string {
  switch (type.form) {
    case 'text':
      return 'text';
    case 'name':
      return `name of a ${type.of}`;
    case 'dealtName':
      return `name of a ${type.of}, or several, dealt in turn`;
    case 'newName':
      return 'new name, or a range of names (`web01..10`)';
    case 'selector':
      return `selector of ${type.of.join(' or ')}`;
    case 'when':
      return 'instant (`02:20`, `+10 min`)';
    case 'timeOfDay':
      return 'time of day (`14:00`)';
    case 'calendar':
      return 'date and time (`2007-05-21 02:20`)';
    case 'window':
      return 'window (`02:00..03:00`)';
    case 'file':
      return 'file or folder';
    case 'shape':
      return `[${type.shape}](#${type.shape.toLowerCase()})`;
    case 'list':
      return `list of ${typeWords(type.item)}`;
    case 'oneOrList':
      return `${typeWords(type.item)}, or a list of it`;
    case 'map':
      return `map of ${type.key === 'path' ? 'paths' : 'names'} to ${typeWords(type.value)}`;
    case 'any':
      return 'as its subject needs';
  }
}

function words(list: readonly string[]): string {
  return list.map((word) => `\`${word}\``).join(', ');
}

function range({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` from ${min}`;
  return max === undefined ? '' : ` to ${max}`;
}
