/**
 * UTF-8 to and from text, without a host's API: the same in Node, in workers and in pages.
 * Text that is no UTF-8 is an error with its place, not a replacement character.
 */

export type DecodedText =
  | { readonly ok: true; readonly text: string }
  /** Position of the first byte that cannot stand there. */
  | { readonly ok: false; readonly byteOffset: number };

const chunkLength = 8192;

/** Decodes UTF-8; a leading byte-order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const parts: string[] = [];
  let codes: number[] = [];
  let at = hasMark ? 3 : 0;
  while (at < bytes.length) {
    const first = bytes[at]!;
    if (first < 0x80) {
      codes.push(first);
      at++;
    } else {
      const length = sequenceLength(bytes, at);
      if (length === 0) return { ok: false, byteOffset: at };
      codes.push(codePoint(bytes, at, length));
      at += length;
    }
    if (codes.length >= chunkLength) {
      parts.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  parts.push(String.fromCodePoint(...codes));
  return { ok: true, text: parts.join('') };
}

/** Length of the well-formed sequence at a place; 0 if there is none (Unicode, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) {
    if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[at + 1]!;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}

function codePoint(bytes: Uint8Array, at: number, length: number): number {
  let code = bytes[at]! & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) code = (code << 6) | (bytes[at + i]! & 0x3f);
  return code;
}

/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    const wanted = character.codePointAt(0)!;
    const code = wanted >= 0xd800 && wanted <= 0xdfff ? 0xfffd : wanted;
    if (code < 0x80) bytes[length++] = code;
    else {
      const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      bytes[length++] = ((0xff00 >> (more + 1)) & 0xff) | (code >> (6 * more));
      for (let i = more - 1; i >= 0; i--) bytes[length++] = 0x80 | ((code >> (6 * i)) & 0x3f);
    }
  }
  return bytes.slice(0, length);
}
