/** How messages, the JSON Schema and the reference pages speak of the forms of values. */
import type { ValueType } from '@vdcsim/core';
import { dimensionWords } from '../values/index.ts';

/** How people say kinds of entities. */
const kindWords: Readonly<Record<string, string>> = {
  hba: 'HBA',
  lun: 'LUN',
  nas: 'NAS',
  nic: 'NIC',
  port: 'array port',
  raidGroup: 'RAID group',
  vm: 'VM',
};

/** `VM`, `host`. */
export function kindWord(kind: string): string {
  return kindWords[kind] ?? kind;
}

/** `a VM`, `an HBA`. */
export function aKind(kind: string): string {
  const word = kindWord(kind);
  return `${/^(HBA|[aeiou])/.test(word) ? 'an' : 'a'} ${word}`;
}

/** Where more kinds than these may be meant, the small ones are all called parts. */
const fewKinds = 4;
const ownerKinds: ReadonlySet<string> = new Set(['vm', 'host', 'cluster', 'pool', 'datastore']);

/** `VM, host or pool`. */
export function kindsPhrase(kinds: readonly string[]): string {
  const owners = kinds.filter((kind) => ownerKinds.has(kind));
  const isLong = kinds.length > fewKinds && owners.length < kinds.length;
  const words = isLong ? [...owners.map(kindWord), 'part'] : kinds.map(kindWord);
  const last = words.pop() ?? 'thing';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

/** A text as the language would have it: `"16 GiB"`. Empty where any text would do. */
export function exampleOf(type: ValueType): string {
  switch (type.form) {
    case 'quantity':
    case 'distribution':
    case 'series':
      return dimensionWords[type.dimension].example;
    case 'quantities':
      return dimensionWords[type.dimensions[0] ?? 'number'].example;
    case 'word':
    case 'wordOrNumber':
      return type.words[0] ?? '';
    case 'integer':
    case 'number':
      return String(type.min ?? 1);
    case 'boolean':
      return 'true';
    case 'when':
      return '+10 min';
    case 'timeOfDay':
      return '14:00';
    case 'calendar':
      return '2007-01-01 00:00';
    case 'window':
      return '+10 min..end';
    case 'selector':
      return 'web*';
    case 'oneOrList':
      return exampleOf(type.item);
    case 'list':
      return `[${exampleOf(type.item)}]`;
    case 'shape':
    case 'map':
      return '{ ... }';
    default:
      return '';
  }
}

/** The form in the words of the reference page: `Size`, `normal|low|high`, `[Stage]`. */
export function typeWord(type: ValueType): string {
  switch (type.form) {
    case 'quantity':
      return bareWord(type.dimension);
    case 'quantities':
      return type.dimensions.map(bareWord).join('|');
    case 'distribution':
      return `Dist of ${bareWord(type.dimension)}`;
    case 'series':
      return `Series of ${bareWord(type.dimension)}`;
    case 'word':
      return type.words.join('|') + (type.open === undefined ? '' : '|NAME');
    case 'wordOrNumber':
      return `${type.words.join('|')}|Num`;
    case 'name':
      return `Name of a ${kindsPhrase(type.or === undefined ? [type.of] : [type.of, type.or])}`;
    case 'dealtName':
      return `Names of ${kindWord(type.of)}s, dealt in turn`;
    case 'shape':
      return type.shape;
    case 'list':
      return `[${typeWord(type.item)}]`;
    case 'oneOrList':
      return `${typeWord(type.item)} or [${typeWord(type.item)}]`;
    case 'map':
      return `{${type.key === 'path' ? 'PATH' : 'TEXT'}: ${typeWord(type.value)}}`;
    default:
      return formWords[type.form];
  }
}

const formWords: Readonly<
  Record<
    | 'text'
    | 'boolean'
    | 'integer'
    | 'number'
    | 'newName'
    | 'selector'
    | 'when'
    | 'timeOfDay'
    | 'calendar'
    | 'window'
    | 'file'
    | 'any',
    string
  >
> = {
  text: 'Text',
  boolean: 'Bool',
  integer: 'Int',
  number: 'Num',
  newName: 'Name or range of names',
  selector: 'Selector',
  when: 'When',
  timeOfDay: 'Time of day',
  calendar: 'Date and time',
  window: 'Window',
  file: 'File',
  any: 'Any',
};

function bareWord(dimension: keyof typeof dimensionWords): string {
  return dimensionWords[dimension].word.replace(/^an? /, '');
}
