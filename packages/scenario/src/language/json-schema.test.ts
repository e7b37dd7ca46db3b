import { describe, expect, it } from 'vitest';
import { jsonSchema, languageReference } from '../index.ts';

type Schema = Record<string, unknown>;

const schema = jsonSchema() as Schema;
const definitions = schema['definitions'] as Record<string, Schema>;

/** All schemas below a schema. */
function* schemasIn(value: unknown): Generator<Schema> {
  if (Array.isArray(value)) for (const each of value) yield* schemasIn(each);
  else if (typeof value === 'object' && value !== null) {
    yield value as Schema;
    for (const each of Object.values(value)) yield* schemasIn(each);
  }
}

describe('the JSON Schema', () => {
  it('is draft-07, closed, and has a definition for every reference', () => {
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema['additionalProperties']).toBe(false);
    for (const each of schemasIn(schema)) {
      const reference = each['$ref'];
      if (typeof reference !== 'string') continue;
      expect(definitions).toHaveProperty([reference.replace('#/definitions/', '')]);
    }
    for (const definition of Object.values(definitions)) {
      expect(definition).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  it('has hover texts and defaults', () => {
    const host = definitions['Host']!['properties'] as Record<string, Schema>;
    expect(host['platform']).toMatchObject({ default: 'esx3' });
    expect(host['memory']!['description']).toBe('Installed memory.');
    const workload = definitions['Workload']!;
    expect(workload['required']).toEqual(['name', 'kind']);
    expect(workload['allOf']).toContainEqual({
      if: { properties: { kind: { const: 'steady' } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      then: { required: ['demand'] },
    });
  });

  it('has patterns that every example fits', () => {
    let seen = 0;
    for (const each of schemasIn(schema)) {
      const { pattern, examples } = each;
      if (typeof pattern !== 'string' || !Array.isArray(examples)) continue;
      const expression = new RegExp(pattern);
      for (const example of examples) expect(example).toMatch(expression);
      seen++;
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('takes quantities with one unit or with falling ones, and no bare number', () => {
    const duration = (schema['properties'] as Record<string, Schema>)['duration']!;
    const expression = new RegExp(duration['pattern'] as string);
    for (const text of ['30 min', '1h 30min', '1.5 h', '500ms']) expect(text).toMatch(expression);
    for (const text of ['30', '30 m', '30 GiB', '']) expect(text).not.toMatch(expression);
  });

  it('takes one verb in a command', () => {
    const command = definitions['Command']!;
    expect(command['oneOf']).toContainEqual({ required: ['fail'] });
    expect(command['properties']).toHaveProperty('fail');
  });
});

describe('the reference of keys', () => {
  it('begins with the top level and has a sentence for every key', () => {
    const reference = languageReference();
    expect(reference[0]?.shape).toBe('Scenario');
    for (const { keys, shape } of reference) {
      for (const key of keys) {
        expect(key.doc, `${shape}.${key.key}`).toMatch(/\S.*\.$/s);
        if (key.default !== undefined) expect(key.defaultSource).toMatch(/\S/);
      }
    }
  });
});
