import { expect, test } from 'vitest';
import { openingWords } from './opening-words.ts';

test('reads name, about and the comment at the top', () => {
  const text =
    '# One.\n#\n#  Two\nvdcsim: 1\nname: "A: b" # c\nabout: d # e\n# not this\n  name: f\n';
  expect(openingWords(text)).toEqual({ name: 'A: b', about: 'd', comment: ['One.', '', ' Two'] });
});

test('what is not there is empty', () => {
  expect(openingWords('')).toEqual({ name: '', about: '', comment: [] });
  expect(openingWords('{ vdcsim: 1, name: x }').name).toBe('');
});
