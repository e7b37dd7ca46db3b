/** A platform of the scenario's own: a row of the table with some columns changed. */
export interface PlatformSpec {
  readonly name: string;
  readonly basedOn: string;
  /** Column name to value, as the platform table types them. */
  readonly set: Readonly<Record<string, string | number | boolean>>;
}
