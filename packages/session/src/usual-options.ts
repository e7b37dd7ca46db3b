/** What a command of a verb and a selector alone says beside: a click asks for no numbers. */
const usual: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  degrade: { byFraction: 0.5 },
  fill: { leavingMiB: 0 },
};

/** Options of a command that came over the wire, by its verb. */
export function usualOptions(verb: string): Readonly<Record<string, number>> {
  return usual[verb] ?? {};
}
