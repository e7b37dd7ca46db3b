/** What a scenario says of itself before anything is parsed. */
export interface OpeningWords {
  /** Its `name`; empty where it has none at its top level. */
  readonly name: string;
  readonly about: string;
  /** Lines of the comment that it opens with, without their marks. */
  readonly comment: readonly string[];
}

/** Reads name, about and the opening comment off a scenario's text. */
export function openingWords(text: string): OpeningWords {
  const comment: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith('#')) break;
    comment.push(line.replace(/^#+ ?/, '').trimEnd());
  }
  return { name: topLevel(text, 'name'), about: topLevel(text, 'about'), comment };
}

/** The value of a key that stands on a line of its own; the loader reads it exactly. */
function topLevel(text: string, key: string): string {
  const written = new RegExp(`^${key}:[ \\t]+(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const quoted = /^(["'])(.*)\1(\s+#.*)?$/.exec(written)?.[2];
  return quoted ?? written.replace(/\s+#.*$/, '');
}
