/**
 * One product generation as mechanisms see it: a row of typed columns. Mechanisms declare the
 * columns that they need and ask the row; no product name stands anywhere else.
 */
export class Platform {
  readonly name: string;
  private readonly columns: ReadonlyMap<string, string | number | boolean>;

  constructor(name: string, columns: ReadonlyMap<string, string | number | boolean>) {
    this.name = name;
    this.columns = columns;
  }

  number(column: string): number {
    return this.columns.get(column) as number;
  }

  word(column: string): string {
    return this.columns.get(column) as string;
  }

  flag(column: string): boolean {
    return this.columns.get(column) as boolean;
  }
}
