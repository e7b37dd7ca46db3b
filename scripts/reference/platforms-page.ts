import { code, page, table } from './markdown.ts';

/** One column of the platform table, as core declares it. */
export interface PlatformColumnRow {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  /** Value and source for each platform, in the order of the platforms' names. */
  readonly cells: readonly (readonly [value: number | string | boolean, source: string])[];
}

/** The platform table turned on its side: a section a platform, a row a constant. */
export function platformsPage(
  names: readonly string[],
  titles: readonly string[],
  columns: readonly PlatformColumnRow[],
): string {
  const meanings = columns.map(({ name, unit, doc }) => [code(name), unit, doc]);
  return page('Platforms', [
    'Product generations of hypervisors. A host names one; a scenario can define its own, based on ' +
      'one of these with some columns changed.',
    '## Columns',
    table(['column', 'unit', 'meaning'], meanings),
    ...names.map((name, index) => {
      const rows = columns.map(({ name: column, cells }) => {
        const [value = '', source = ''] = cells[index] ?? [];
        return [code(column), String(value), source];
      });
      const title = `## ${name}\n\n${titles[index] ?? ''}`;
      return `${title}\n\n${table(['column', 'value', 'source'], rows)}`;
    }),
  ]);
}
