/** JSON Schema of the forms of values. */
import type { Dimension, ValueType } from '@vdcsim/core';
import {
  dimensionWords,
  distributionParameters,
  distributionWords,
  unitSymbols,
} from '../values/index.ts';
import { exampleOf } from './forms.ts';

type Schema = Record<string, unknown>;

const number = '\\d+(\\.\\d+)?';
const timeOfDay = '\\d{2}:\\d{2}(:\\d{2})?';
const date = '\\d{4}-\\d{2}-\\d{2}';
const name = '[A-Za-z0-9][A-Za-z0-9._-]*';

/** Schema of one value. Texts that look like numbers may stand where a text is meant. */
export function schemaOfType(type: ValueType): Schema {
  switch (type.form) {
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
    case 'number':
      return boundedNumber(type);
    case 'quantity':
      return quantity([type.dimension], exampleOf(type));
    case 'quantities':
      return quantities(type.dimensions, exampleOf(type));
    case 'word':
      return word(type);
    case 'wordOrNumber':
      return { anyOf: [{ enum: [...type.words] }, { type: 'number', minimum: type.min ?? 0 }] };
    case 'distribution':
      return { anyOf: [quantity([type.dimension], exampleOf(type)), distribution(type.dimension)] };
    case 'series':
      return { anyOf: [quantity([type.dimension], exampleOf(type)), series(type.dimension)] };
    case 'shape':
      return { $ref: `#/definitions/${type.shape}` };
    case 'list':
      return { type: 'array', items: schemaOfType(type.item) };
    case 'oneOrList':
      return oneOrList(schemaOfType(type.item));
    case 'map':
      return { type: 'object', additionalProperties: schemaOfType(type.value) };
    case 'any':
      return {};
    default:
      return textSchema(type.form);
  }
}

/** Forms that are one text. */
type TextForm = Exclude<
  ValueType['form'],
  | 'boolean'
  | 'integer'
  | 'number'
  | 'quantity'
  | 'quantities'
  | 'word'
  | 'wordOrNumber'
  | 'distribution'
  | 'series'
  | 'shape'
  | 'list'
  | 'oneOrList'
  | 'map'
  | 'any'
>;

function textSchema(form: TextForm): Schema {
  switch (form) {
    case 'newName':
      return { type: ['string', 'number'], pattern: `^${name}$` };
    case 'name':
      return { type: ['string', 'number'], pattern: `^${name}(:${name})*$` };
    case 'dealtName':
      return oneOrList({ type: ['string', 'number'], pattern: `^${name}(:${name})*$` });
    case 'selector':
      return oneOrList({ type: ['string', 'number'] });
    case 'when':
      return {
        type: 'string',
        pattern: `^((day \\d+ |[A-Z][a-z]{2} |${date} )?${timeOfDay}|\\+.+|end)$`,
        examples: ['02:20', 'day 2 02:20', 'Mon 08:30', '2007-05-21 02:20', '+90 min', 'end'],
      };
    case 'timeOfDay':
      return { type: 'string', pattern: `^${timeOfDay}$`, examples: ['14:00'] };
    case 'calendar':
      return { type: 'string', pattern: `^${date} ${timeOfDay}$`, examples: ['2007-05-21 02:20'] };
    case 'window':
      return { type: 'string', pattern: '.\\.\\..', examples: ['02:00..03:00', '+10 min..end'] };
    case 'file':
      return { type: 'string', minLength: 1 };
    case 'text':
      return { type: ['string', 'number', 'boolean'] };
  }
}

function boundedNumber(type: Extract<ValueType, { form: 'integer' | 'number' }>): Schema {
  const schema: Schema = { type: type.form };
  if (type.min !== undefined) schema['minimum'] = type.min;
  if (type.max !== undefined) schema['maximum'] = type.max;
  return schema;
}

function word(type: Extract<ValueType, { form: 'word' }>): Schema {
  const known = { enum: [...type.words] };
  return type.open === undefined ? known : { anyOf: [known, { type: 'string' }] };
}

/** One unit, or falling times: `1h 30min`. */
function quantity(dimensions: readonly Dimension[], example: string): Schema {
  const symbols = dimensions.flatMap(unitSymbols).map((symbol) => symbol.replace('/', '\\/'));
  const pattern = `^-?(${number} ?(${symbols.join('|')}) ?)+$`;
  return { type: 'string', pattern, examples: [example] };
}

function quantities(all: readonly (Dimension | 'number')[], example: string): Schema {
  const dimensions = all.filter((each) => each !== 'number');
  const text = quantity(dimensions, example);
  const examples = dimensions.map((each) => dimensionWords[each].example);
  const schema = { ...text, examples };
  return all.includes('number') ? { anyOf: [schema, { type: 'number' }] } : schema;
}

function distribution(dimension: Dimension): Schema {
  return {
    type: 'object',
    required: ['dist'],
    properties: { dist: { enum: [...distributionWords] }, ...parameterSchemas(dimension) },
    additionalProperties: false,
  };
}

function parameterSchemas(dimension: Dimension): Schema {
  const properties: Schema = {};
  for (const dist of distributionWords) {
    for (const parameter of distributionParameters(dist) ?? []) {
      const isBare = parameter === 'shape' || parameter === 'cv2';
      properties[parameter] =
        parameter === 'file'
          ? { type: 'string' }
          : isBare
            ? { type: 'number' }
            : quantity([dimension], dimensionWords[dimension].example);
    }
  }
  return properties;
}

function series(dimension: Dimension): Schema {
  const after = quantity(['duration'], dimensionWords.duration.example);
  const value = quantity([dimension], dimensionWords[dimension].example);
  const step = {
    type: 'object',
    required: ['after', 'value'],
    properties: { after, value },
    additionalProperties: false,
  };
  return {
    type: 'object',
    required: ['steps'],
    properties: { steps: { type: 'array', items: step, minItems: 1 }, repeat: after },
    additionalProperties: false,
  };
}

function oneOrList(item: Schema): Schema {
  return { anyOf: [item, { type: 'array', items: item }] };
}
