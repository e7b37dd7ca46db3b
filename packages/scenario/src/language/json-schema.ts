/**
 * The language as a JSON Schema, draft-07, which editors' YAML servers read: completion, hover
 * texts, defaults, words. What needs meaning (names, selectors, what fits) stays with the loader.
 */
import type { KeySpec } from '@vdcsim/core';
import type { CommandDeclaration, Language, Shape } from './language.ts';
import { schemaOfType } from './value-schema.ts';

type Schema = Record<string, unknown>;

/** Schema of a scenario file or part. */
export function schemaOf(language: Language): Schema {
  const definitions: Schema = {};
  for (const shape of language.shapes.values()) {
    if (shape.name === 'Scenario') continue;
    definitions[shape.name] =
      shape.name === 'Command' ? commandSchema(shape, language) : shapeSchema(shape);
  }
  const top = shapeSchema(language.shapes.get('Scenario')!);
  const { required: _required, allOf: _allOf, ...frame } = top;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'vdcsim.schema.json',
    title: 'vdcsim scenario',
    ...frame,
    required: ['vdcsim'],
    if: { properties: { kind: { const: 'part' } }, required: ['kind'] },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: {},
    else: { required: top['required'] },
    definitions,
  };
}

/** Schema of a shape: unknown keys are errors; keys of one kind are required with it. */
function shapeSchema(shape: Shape): Schema {
  const properties: Schema = {};
  const required: string[] = [];
  const byKind = new Map<string, string[]>();
  for (const [key, spec] of shape.keys) {
    properties[key] = keySchema(spec);
    if (spec.required !== true) continue;
    if (spec.kinds === undefined) required.push(key);
    for (const kind of spec.kinds ?? []) byKind.set(kind, [...(byKind.get(kind) ?? []), key]);
  }
  const schema: Schema = { type: 'object' };
  if (shape.doc !== undefined) schema['description'] = shape.doc;
  schema['properties'] = properties;
  if (required.length > 0) schema['required'] = required;
  schema['additionalProperties'] = false;
  if (shape.name === 'Vm') schema['anyOf'] = templateOr(required, schema);
  if (byKind.size > 0) {
    schema['allOf'] = [...byKind].map(([kind, keys]) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      then: { required: keys },
    }));
  }
  return schema;
}

/** A VM may leave to its template what it would have to say itself. */
function templateOr(required: readonly string[], schema: Schema): Schema[] {
  schema['required'] = ['name'];
  return [{ required: ['template'] }, { required: [...required] }];
}

function keySchema(spec: KeySpec): Schema {
  const schema = schemaOfType(spec.type);
  const source = spec.default?.source;
  const described = source === undefined ? spec.doc : `${spec.doc} Default from: ${source}.`;
  if (spec.default !== undefined && source !== 'platform') schema['default'] = spec.default.value;
  if ('$ref' in schema) return { description: described, allOf: [schema] };
  return { ...schema, description: described };
}

/** Commands: the keys of all verbs, and exactly one verb. */
function commandSchema(shape: Shape, language: Language): Schema {
  const schema = shapeSchema(shape);
  const properties = schema['properties'] as Schema;
  const verbs = [...language.commands.values()];
  for (const verb of verbs) {
    properties[verb.verb] = { ...schemaOfType(targetType(verb)), description: verb.doc };
    for (const [key, spec] of Object.entries(verb.keys ?? {})) properties[key] ??= keySchema(spec);
  }
  const names = [...verbs.map((verb) => verb.verb), 'set'];
  schema['oneOf'] = names.map((verb) => ({ required: [verb] }));
  return schema;
}

function targetType(verb: CommandDeclaration) {
  return { form: 'oneOrList', item: { form: 'selector', of: verb.of } } as const;
}
