/** What the address of the page says after `#`, so that it can be sent to somebody. */
export interface Address {
  readonly run?: string | undefined;
  readonly view?: View | undefined;
  /** Name of the selected entity; names stay over runs of one scenario, numbers need not. */
  readonly sel?: string | undefined;
  readonly theme?: Theme | undefined;
  readonly mode?: Mode | undefined;
  /** Secret of a server that is open to others; taken out of the address when read. */
  readonly token?: string | undefined;
}

export const views = ['hosts', 'fabric', 'estate'] as const;
/** What the middle of the page shows. */
export type View = (typeof views)[number];

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const modes = ['desk', 'present'] as const;
/** `present`: for a projector. */
export type Mode = (typeof modes)[number];

/** Reads `#run=..&view=..&sel=..&theme=..&mode=..`; what is unknown is left out. */
export function parseAddress(hash: string): Address {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const oneOf = <T extends string>(key: string, words: readonly T[]): T | undefined =>
    words.find((word) => word === said.get(key));
  const entries: [keyof Address, string | undefined][] = [
    ['run', said.get('run') ?? undefined],
    ['view', oneOf('view', views)],
    ['sel', said.get('sel') ?? undefined],
    ['theme', oneOf('theme', themes)],
    ['mode', oneOf('mode', modes)],
    ['token', said.get('token') ?? undefined],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ''));
}

/** The address as text, `#` included; '' when there is nothing to say. The token stays out. */
export function formatAddress(address: Address): string {
  const said = new URLSearchParams();
  for (const key of ['run', 'view', 'sel', 'theme', 'mode'] as const) {
    const value = address[key];
    if (value !== undefined) said.set(key, value);
  }
  const text = said.toString();
  return text === '' ? '' : `#${text}`;
}
