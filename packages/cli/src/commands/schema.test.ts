import { expect, test } from 'vitest';
import { vdcsim } from '../command-line.fixtures.ts';

test('prints a draft-07 schema that knows the top-level keys', async () => {
  const { exitCode, out } = await vdcsim(['schema']);
  expect(exitCode).toBe(0);
  const schema = JSON.parse(out);
  expect(schema.$schema).toContain('draft-07');
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['vdcsim', 'name', 'hosts', 'vms', 'timeline', 'expect']),
  );
});
