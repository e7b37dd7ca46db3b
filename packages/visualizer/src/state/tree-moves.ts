import type { TreeRow } from './tree-rows.ts';

/** What a key does in the tree: goes to a row, or opens or closes one. */
export type TreeMove =
  | { readonly form: 'go'; readonly place: number }
  | { readonly form: 'open'; readonly key: string; readonly isOpen: boolean };

/** What `key` does when the cursor is on row `at`; undefined: the tree has no use for it. */
export function moveInTree(
  rows: readonly TreeRow[],
  at: number,
  key: string,
): TreeMove | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  const go = (place: number): TreeMove => ({
    form: 'go',
    place: Math.max(0, Math.min(rows.length - 1, place)),
  });
  switch (key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'ArrowRight':
      // A row with nothing below it leaves the key to the page, which steps in time.
      if (row.isOpen === undefined) return undefined;
      return row.isOpen ? go(at + 1) : { form: 'open', key: row.key, isOpen: true };
    case 'ArrowLeft':
      if (row.isOpen === true) return { form: 'open', key: row.key, isOpen: false };
      return go(parentOf(rows, at));
    case 'Enter':
      if (row.isOpen === undefined) return go(at);
      return { form: 'open', key: row.key, isOpen: !row.isOpen };
    default:
      return undefined;
  }
}

function parentOf(rows: readonly TreeRow[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  for (let place = at - 1; place >= 0; place -= 1) {
    if ((rows[place]?.depth ?? 0) < depth) return place;
  }
  return at;
}
