import type { Disk } from './disk.ts';

const chunkCharacters = 1 << 16;

/** A text file that grows line by line, written in chunks. */
export class TextFile {
  readonly #disk: Disk;
  readonly #file: number;
  readonly #encoder = new TextEncoder();
  #pending = '';

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#file = disk.create(path);
  }

  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= chunkCharacters) this.#flush();
  }

  /** Writes a value as one line of JSON. */
  writeJson(value: unknown): void {
    this.write(`${JSON.stringify(value)}\n`);
  }

  /** Brings everything to the disk. */
  closeDurably(): void {
    this.#flush();
    this.#disk.closeDurably(this.#file);
  }

  /** Lets go of the file; what is pending is lost. */
  abandon(): void {
    this.#disk.close(this.#file);
  }

  #flush(): void {
    this.#disk.write(this.#file, this.#encoder.encode(this.#pending));
    this.#pending = '';
  }
}
