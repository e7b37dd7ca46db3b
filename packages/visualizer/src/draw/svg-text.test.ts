import { Fragment, h } from 'preact';
import { expect, test } from 'vitest';
import { group, mark, rect, text } from './marks.ts';
import { svgText } from './svg-text.ts';

test('marks become text with numbers rounded to hundredths and without listeners', () => {
  const drawing = group(
    { class: 'a', id: undefined },
    rect({ x: 1 / 3, y: 0, width: -1, height: 2 }, 'red'),
    h('g', { onClick: () => undefined } as object),
  );
  expect(svgText(drawing)).toBe(
    '<g class="a">\n  <rect x="0.33" y="0" width="0" height="2" fill="red"/>\n  <g/>\n</g>',
  );
});

test('letters that mean something in markup are escaped', () => {
  const words = text(0, 0, 'a < b & "c"', '', { 'aria-label': '>' });
  expect(svgText(words)).toBe(
    '<text x="0" y="0" aria-label="&gt;">a &lt; b &amp; &quot;c&quot;</text>',
  );
});

test('parts of a text stay on its line, and nothing is drawn of null', () => {
  const words = text(0, 9, ['run ', mark('tspan', { class: 'warn' }, 'ready'), null, false]);
  expect(svgText(words)).toBe('<text x="0" y="9">run <tspan class="warn">ready</tspan></text>');
});

test('components and fragments are asked for their marks', () => {
  const Two = ({ width }: { width: number }) => [mark('a', { width }), mark('b', {})];
  expect(svgText([h(Two as never, { width: 3 } as never), h(Fragment, null, mark('c', {}))])).toBe(
    '<a width="3"/><b/><c/>',
  );
});
