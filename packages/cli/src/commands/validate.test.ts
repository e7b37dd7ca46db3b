import { expect, test } from 'vitest';
import { dyingHost, mistaken, traceless, vdcsim, written } from '../command-line.fixtures.ts';

test('a file without mistakes is well', async () => {
  const file = written(dyingHost);
  expect(await vdcsim(['validate', file])).toEqual({
    ...{ exitCode: 0, out: `${file}: well\n`, err: '' },
  });
});

test('all mistakes of all files are told', async () => {
  const files = [mistaken, traceless, dyingHost].map((text) => written(text));
  const { exitCode, out, err } = await vdcsim(['validate', ...files]);
  expect(exitCode).toBe(2);
  expect(out).toBe(`${files[2]}: well\n`);
  expect(err.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/:4:36: MISSING_UNIT /),
    expect.stringMatching(/:7:43: UNKNOWN_KEY /),
    expect.stringMatching(/:5:45: TRACE_MISSING /),
  ]);
});

test('--json lists the findings of each file', async () => {
  const { out } = await vdcsim(['validate', written(mistaken), written(dyingHost), '--json']);
  const { files } = JSON.parse(out);
  expect(files.map(({ valid }: { valid: boolean }) => valid)).toEqual([false, true]);
  expect(files[0].errors.map(({ code }: { code: string }) => code)).toEqual([
    ...['MISSING_UNIT', 'UNKNOWN_KEY'],
  ]);
});
