import { assert, SimulatorError } from '../engine/errors.ts';

/** Ids, and with them every order and tie, follow names: a scenario must come sorted. */
export function assertSorted(specs: readonly { readonly name: string }[]): void {
  for (let i = 1; i < specs.length; i++) {
    const sorted = specs[i - 1]!.name < specs[i]!.name;
    assert(sorted, 'entities of a scenario must be sorted by name, each name once');
  }
}

/** What bears a name. @throws SimulatorError NO_SUCH_NAME */
export function named<T>(map: ReadonlyMap<string, T>, name: string, kind: string): T {
  const found = map.get(name);
  if (found === undefined) throw new SimulatorError('NO_SUCH_NAME', `no ${kind} "${name}"`);
  return found;
}

/** Things by their names. */
export function byName<T extends { readonly name: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.name, thing]));
}
