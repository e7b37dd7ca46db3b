/** Aligned columns of text for a screen. */
export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

/** Lines of a table, its titles first. Columns are as wide as their widest cell. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = 80,
): string[] {
  const widths = columns.map((column, place) =>
    rows.reduce((most, row) => Math.max(most, row[place]!.length), column.title.length),
  );
  shrinkFirst(widths, width);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, place) => aligned(clipped(cell, widths[place]!), widths[place]!, columns[place]!))
      .join('  ')
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...rows.map(line)];
}

/** Long names give way first: the other columns are numbers. */
function shrinkFirst(widths: number[], width: number): void {
  const whole = widths.reduce((sum, each) => sum + each, 0) + 2 * (widths.length - 1);
  if (whole > width) widths[0] = Math.max(8, widths[0]! - (whole - width));
}

function aligned(text: string, width: number, column: Column): string {
  return column.align === 'right' ? text.padStart(width) : text.padEnd(width);
}

function clipped(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
