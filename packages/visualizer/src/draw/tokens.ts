/**
 * Colours of drawings. SVG names them as CSS variables and so follows the theme by itself; Canvas
 * has to read them once a theme.
 */

/** Names of the colours that drawings use, without the leading dashes. */
export const tokenNames = [
  ...(['paper', 'panel', 'sunk', 'line', 'line-2'] as const),
  ...(['ink', 'ink-2', 'ink-3', 'ghost', 'select', 'select-wash'] as const),
  ...(['cpu-used', 'cpu-ready', 'cpu-costop', 'cpu-idle', 'mem-idle'] as const),
  ...(['ok', 'constrained', 'failing', 'down', 'unknown'] as const),
  ...(['tn-production', 'tn-backup', 'tn-paging', 'tn-migration', 'tn-rebuild'] as const),
  ...(['lat-guest', 'lat-kernel', 'lat-device'] as const),
  ...(['constrained-text', 'failing-text', 'constrained-wash', 'failing-wash'] as const),
] as const;

export type TokenName = (typeof tokenNames)[number];

/** Values of all colours in one theme, for Canvas. */
export type Tokens = Readonly<Record<TokenName, string>>;

/** A colour as SVG writes it. */
export function paint(name: TokenName): string {
  return `var(--${name})`;
}

/** What `readTokens` needs of a computed style. */
export interface StyleValues {
  getPropertyValue(name: string): string;
}

/** Reads the colours of the present theme, once; call it again when the theme changes. */
export function readTokens(style: StyleValues): Tokens {
  const values: Partial<Record<TokenName, string>> = {};
  for (const name of tokenNames) values[name] = style.getPropertyValue(`--${name}`).trim();
  return values as Tokens;
}
