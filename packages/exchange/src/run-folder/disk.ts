import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';

/**
 * What writing a run folder asks of a file system. Synchronous on purpose: a simulation that
 * produces faster than the disk takes must wait, not fill memory. Tests put faults in here.
 */
export interface Disk {
  exists(path: string): boolean;
  /** Whether it is a folder with nothing in it. */
  isEmptyFolder(path: string): boolean;
  /** Makes a folder and those above it. */
  makeFolder(path: string): void;
  /** Names in a folder; empty if there is none. */
  list(path: string): readonly string[];
  /** Creates a file that must not exist yet, for writing. Returns its handle. */
  create(path: string): number;
  /** Writes all of the bytes at the end of the file. */
  write(file: number, bytes: Uint8Array): void;
  /** Brings the file to the disk and closes it. */
  closeDurably(file: number): void;
  close(file: number): void;
  /** Brings the names in a folder to the disk, where the system can. */
  syncFolder(path: string): void;
  /** Gives a folder its final name; fails where a folder with something in it has that name. */
  rename(from: string, to: string): void;
  /** Removes a folder and what is in it. */
  remove(path: string): void;
}

/** The file system of this machine. */
export const nodeDisk: Disk = {
  exists: existsSync,
  isEmptyFolder: (path) => statSync(path).isDirectory() && readdirSync(path).length === 0,
  makeFolder(path) {
    mkdirSync(path, { recursive: true });
  },
  list: (path) => (existsSync(path) ? readdirSync(path) : []),
  create: (path) => openSync(path, 'wx'),
  write(file, bytes) {
    let written = 0;
    while (written < bytes.length) written += writeSync(file, bytes, written);
  },
  closeDurably(file) {
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  },
  close: closeSync,
  syncFolder,
  rename(from, to) {
    // Systems differ on renaming over an empty folder; none lets rmdir take a full one.
    if (existsSync(to) && readdirSync(to).length === 0) rmdirSync(to);
    renameSync(from, to);
  },
  remove(path) {
    rmSync(path, { recursive: true, force: true });
  },
};

function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // Folders cannot be opened there.
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
