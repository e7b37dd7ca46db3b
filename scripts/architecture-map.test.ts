import { expect, test } from 'vitest';
import { architectureMap, withMap } from './architecture-map.ts';
import { sourceFile } from './source/source-file.ts';

const tree = [
  sourceFile('packages/core/package.json', '{"name":"@vdcsim/core","description":"Simulates"}'),
  sourceFile('packages/core/src/index.ts', "export * from './simulation.ts';"),
  sourceFile('packages/core/src/simulation.ts', "import './services/ha/ha.mechanism.ts';"),
  sourceFile('packages/core/src/engine/engine.ts', '/** Time and order.\n * More. */'),
  sourceFile(
    'packages/core/src/services/ha/ha.mechanism.ts',
    "import type { Engine } from '../../engine/engine.ts';\nexport const m: Mechanism = {\n  doc: 'Restarts.'\n};",
  ),
  sourceFile('packages/core/src/services/ha/ha.test.ts', "import '../../simulation.ts';"),
];

test('each folder has its floor, its first sentence and its imports, tests left out', () => {
  expect(architectureMap(tree).split('\n').slice(6, 9)).toEqual([
    '| `.` | 5 |  | `services/ha` |',
    '| `engine` | 0 | Time and order. |  |',
    '| `services/ha` | 4 | Restarts. | `engine` |',
  ]);
});

test('the map replaces what stands between the marks, and only that', () => {
  const page = 'a\n<!-- map: begin -->\nancient\n<!-- map: end -->\nb\n';
  const once = withMap(page, tree);
  expect(once).toMatch(/^a\n<!-- map: begin -->\n\n### @vdcsim\/core\n/);
  expect(once).toMatch(/\n<!-- map: end -->\nb\n$/);
  expect(once).not.toContain('ancient');
  expect(withMap(once, tree)).toBe(once);
});

test('a page without marks is refused', () => {
  expect(() => withMap('a', tree)).toThrow('no marks');
});
