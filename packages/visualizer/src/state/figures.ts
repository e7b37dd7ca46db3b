import { count, figures } from '../draw/words.ts';

/** Memory in the unit that reads best: `512 MiB`, `18 GiB`, `1.5 TiB`. */
export function memory(mebibytes: number): string {
  if (mebibytes < 1024) return `${count(mebibytes)} MiB`;
  const gibibytes = mebibytes / 1024;
  return gibibytes < 1024 ? `${figures(gibibytes)} GiB` : `${figures(gibibytes / 1024)} TiB`;
}

/** A fingerprint that can be read aloud: `4f1c·9ae2`; a dash while there is none. */
export function shortFingerprint(fingerprint: string): string {
  if (fingerprint === '') return '–';
  return `${fingerprint.slice(0, 4)}·${fingerprint.slice(4, 8)}`;
}
