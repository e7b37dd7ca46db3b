import { SimulatorError } from '../../engine/errors.ts';
import { Platform } from '../../inventory/platform.ts';
import type { PlatformSpec } from '../../inventory/platform-specs.ts';
import type { PlatformColumn } from './column.ts';
import { platformColumns, platformNames } from './table.ts';

/**
 * Rows of the platform table by name, those that a scenario defines included.
 * @throws SimulatorError NO_SUCH_NAME, BAD_PLATFORM
 */
export function platformRows(own: readonly PlatformSpec[]): ReadonlyMap<string, Platform> {
  const columnsOf = new Map<string, Map<string, string | number | boolean>>();
  platformNames.forEach((name, index) => {
    const cells = platformColumns.map((column): [string, string | number | boolean] => [
      column.name,
      column.cells[index]![0],
    ]);
    columnsOf.set(name, new Map(cells));
  });
  const waiting = [...own];
  while (waiting.length > 0) {
    const ready = waiting.findIndex((spec) => columnsOf.has(spec.basedOn));
    if (ready < 0) {
      const spec = waiting[0]!;
      throw new SimulatorError(
        'NO_SUCH_NAME',
        `platform ${spec.name} is based on "${spec.basedOn}", which is no platform`,
      );
    }
    const [spec] = waiting.splice(ready, 1);
    const columns = new Map(columnsOf.get(spec!.basedOn)!);
    for (const [name, value] of Object.entries(spec!.set)) {
      const problem = platformCellProblem(name, value);
      if (problem !== undefined) throw new SimulatorError('BAD_PLATFORM', problem);
      columns.set(name, value);
    }
    columnsOf.set(spec!.name, columns);
  }
  const rows = new Map<string, Platform>();
  for (const [name, columns] of columnsOf) rows.set(name, new Platform(name, columns));
  return rows;
}

/** What is wrong with a changed cell of a platform, or undefined. */
export function platformCellProblem(name: string, value: unknown): string | undefined {
  const column = platformColumns.find((each) => each.name === name);
  if (column === undefined) {
    const known = platformColumns.map((each) => each.name).join(', ');
    return `platforms have no "${name}"; there are ${known}`;
  }
  if (!fits(column, value)) return `${name}: ${String(value)} is no ${wantedForm(column)}`;
  return undefined;
}

function fits(column: PlatformColumn, value: unknown): boolean {
  if (column.type === 'number') return typeof value === 'number' && value >= 0;
  if (column.type === 'flag') return typeof value === 'boolean';
  return typeof value === 'string' && (column.words?.includes(value) ?? true);
}

function wantedForm(column: PlatformColumn): string {
  if (column.type === 'number') return 'number of at least 0';
  if (column.type === 'flag') return 'true or false';
  return `word of ${(column.words ?? []).join(', ')}`;
}
