import { mechanisms } from '@vdcsim/core';
import { expect, it } from 'vitest';
import { usualOptions } from './usual-options.ts';

it('has every option that a command of a verb and a selector cannot do without', () => {
  for (const { verb, of, keys } of mechanisms.flatMap(({ commands }) => commands)) {
    if (of.length === 0) continue;
    for (const [key, spec] of Object.entries(keys ?? {})) {
      if (spec.required) expect(usualOptions(verb)).toHaveProperty(spec.as ?? key);
    }
  }
});
