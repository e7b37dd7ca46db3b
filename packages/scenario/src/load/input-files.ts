import type { FileSource } from '../files.ts';
import { sha256 } from '../sha256.ts';
import { decodeUtf8 } from '../utf8.ts';

/** A file that a scenario was made of. */
export interface ScenarioInput {
  readonly path: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Largest file that is parsed, in bytes: 16 MiB. Trace files may be larger. */
const parsedBytesMost = 16 * 1024 * 1024;

export type ReadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: string; readonly what: string; readonly remedy: string };

/** Reads files and remembers the hash of each: what a run depends on. */
export class InputFiles {
  readonly source: FileSource;
  private readonly hashes = new Map<string, string>();

  constructor(source: FileSource) {
    this.source = source;
  }

  /** Bytes of a file; undefined if there is none. They are not kept: traces are large. */
  bytes(path: string): Uint8Array | undefined {
    const bytes = this.source.read(path);
    if (bytes !== undefined && !this.hashes.has(path)) this.hashes.set(path, sha256(bytes));
    return bytes;
  }

  /** Text of a file that is going to be parsed. */
  text(path: string): ReadText {
    const bytes = this.bytes(path);
    if (bytes === undefined) {
      return refused('NO_SUCH_FILE', `"${path}" is not there`, 'check the path and the spelling');
    }
    if (bytes.length > parsedBytesMost) {
      const mebibytes = Math.ceil(bytes.length / 1048576);
      const what = `"${path}" has ${mebibytes} MiB, at most 16 MiB are read`;
      return refused('FILE_TOO_LARGE', what, 'use name ranges and templates');
    }
    const decoded = decodeUtf8(bytes);
    if (decoded.ok) return decoded;
    const what = `"${path}" is no UTF-8 at byte ${decoded.byteOffset + 1}`;
    return refused('NOT_UTF8', what, 'save the file as UTF-8');
  }

  /** Paths and hashes of all files read, sorted by path. */
  inputs(): readonly ScenarioInput[] {
    const paths = [...this.hashes.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return paths.map((path) => ({ path, sha256: this.hashes.get(path)! }));
  }
}

function refused(code: string, what: string, remedy: string): ReadText {
  return { ok: false, code, what, remedy };
}
