/** Writes YAML in block style, so that every value can have a comment behind it. */

/** What is written. Comments stand behind values, or above maps and lists. */
export type OutNode = OutText | OutList | OutMap;

export interface OutText {
  readonly kind: 'text';
  readonly text: string;
  readonly quoted: boolean;
  readonly comment?: string;
}

export interface OutList {
  readonly kind: 'list';
  readonly items: readonly OutNode[];
  readonly comment?: string;
}

export interface OutMap {
  readonly kind: 'map';
  readonly entries: readonly (readonly [key: string, value: OutNode])[];
  readonly comment?: string;
}

/** Texts that YAML reads as one plain scalar wherever they stand. */
const plainText = /^[A-Za-z0-9+(][A-Za-z0-9 _.+/%()=*<>~@-]*(?<! )$/;
const plainWithColon = /^[A-Za-z0-9+][A-Za-z0-9 _.+/%-]*:[A-Za-z0-9:_./%-]*[A-Za-z0-9_/%]$/;

/** A scalar as YAML reads it back: plain where that is safe, else in double quotes. */
export function scalarText(text: string, quoted: boolean): string {
  if (!quoted && (plainText.test(text) || plainWithColon.test(text))) return text;
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/gu,
    unicodeEscape,
  );
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Text of a document that is a map. */
export function writeYaml(map: OutMap, heading: string): string {
  const lines = heading.split('\n').map((line) => `# ${line}`.trimEnd());
  writeMap(map, '', lines);
  return `${lines.join('\n')}\n`;
}

function writeMap(map: OutMap, indent: string, lines: string[]): void {
  for (const [key, value] of map.entries) {
    writeValue(`${indent}${scalarText(key, false)}:`, value, indent, lines);
  }
}

function writeValue(head: string, value: OutNode, indent: string, lines: string[]): void {
  const comment = value.comment === undefined ? '' : `  # ${value.comment}`;
  if (value.kind === 'text') {
    lines.push(`${head} ${scalarText(value.text, value.quoted)}${comment}`);
  } else if (value.kind === 'map') {
    if (value.entries.length === 0) lines.push(`${head} {}${comment}`);
    else {
      lines.push(`${head}${comment}`);
      writeMap(value, `${indent}  `, lines);
    }
  } else if (value.items.length === 0) lines.push(`${head} []${comment}`);
  else {
    lines.push(`${head}${comment}`);
    for (const item of value.items) writeItem(item, `${indent}  `, lines);
  }
}

/** An item of a list: a map begins on the line of its dash. */
function writeItem(item: OutNode, indent: string, lines: string[]): void {
  if (item.kind !== 'map' || item.entries.length === 0) {
    writeValue(`${indent}-`, item, indent, lines);
    return;
  }
  const inner: string[] = [];
  writeMap(item, `${indent}  `, inner);
  inner[0] = `${indent}- ${inner[0]!.trimStart()}`;
  lines.push(...inner);
}
