import { dirname, join } from 'node:path';
import { NamePatterns, type RecordedRow, type SimulationEvent } from '@vdcsim/core';
import { type Disk, nodeDisk } from './disk.ts';
import { diskProblem, isDiskFault, RunFolderError } from './errors.ts';
import { type EntityNames, MetricsFile } from './metrics-file.ts';
import { partialName, removeLeftovers } from './partial-folders.ts';
import type { RunInputs } from './run-inputs.ts';
import { placeOf, type RunPlace } from './run-place.ts';
import { TextFile } from './text-file.ts';

/** How a run folder is written. */
export interface RunFolderOptions {
  readonly place: RunPlace;
  /** Names for metrics: kind and index within the kind. */
  readonly entityName: EntityNames;
  /** Names for events: number over all kinds. */
  readonly nameOf: (id: number) => string;
  /** Event types that `events.ndjson` keeps, with `*`; absent: all. */
  readonly events?: readonly string[] | undefined;
  /** Product and version, for the Parquet file. */
  readonly createdBy: string;
  readonly disk?: Disk;
}

/** What is only known at the end of a run. */
export interface RunContent {
  /** The resolved scenario, self-contained but for its traces. */
  readonly scenarioYaml: string;
  /** Commands that were given from outside, as logged. */
  readonly commands: readonly unknown[];
  /** The object of `summary.json`. */
  readonly summary: unknown;
  readonly inputs: RunInputs;
}

/**
 * Writes a run folder while the run goes on. Everything goes to a folder with a name of its own
 * beside the final place; `finish` brings it to the disk and renames it in one step. So a crash, a
 * full disk or a kill leaves no half run under the final name, and never touches an older one.
 * What killed runs left unfinished is removed when the next writer is made.
 */
export class RunFolderWriter {
  readonly #disk: Disk;
  readonly #place: RunPlace;
  readonly #partial: string;
  readonly #nameOf: (id: number) => string;
  readonly #events: NamePatterns | undefined;
  readonly #eventsFile: TextFile;
  readonly #metricsFile: MetricsFile;
  #isOpen = true;

  /** @throws RunFolderError RUN_FOLDER_TAKEN, RUN_FOLDER_UNWRITABLE; nothing is left then */
  constructor(options: RunFolderOptions) {
    this.#disk = options.disk ?? nodeDisk;
    this.#place = options.place;
    this.#nameOf = options.nameOf;
    this.#events = options.events === undefined ? undefined : new NamePatterns(options.events);
    const target = placeOf(this.#place, this.#disk);
    const partial = partialName(target);
    this.#partial = partial;
    const opened = this.#guarded(() => {
      this.#disk.makeFolder(dirname(partial));
      removeLeftovers(dirname(partial), this.#disk);
      this.#disk.makeFolder(partial);
      const events = new TextFile(this.#disk, join(partial, 'events.ndjson'));
      const path = join(partial, 'metrics.parquet');
      const { entityName, createdBy } = options;
      return { events, metrics: new MetricsFile(this.#disk, path, entityName, createdBy) };
    });
    this.#eventsFile = opened.events;
    this.#metricsFile = opened.metrics;
  }

  /** Takes over one closed interval of the recorder. @throws RunFolderError */
  recordRow(row: RecordedRow): void {
    this.#guarded(() => this.#metricsFile.append(row));
  }

  /** Takes over one event, unless its type is not kept. @throws RunFolderError */
  recordEvent(event: SimulationEvent): void {
    if (this.#events?.matches(event.type) === false) return;
    const { id, timeSeconds, type, subject, others, cause, data } = event;
    const line = {
      ...{ id, timeSeconds, type },
      subject: this.#nameOf(subject),
      others: others.map(this.#nameOf),
      cause: cause ?? null,
      data,
    };
    this.#guarded(() => this.#eventsFile.writeJson(line));
  }

  /** Completes the folder and gives it its name. Returns its path. @throws RunFolderError */
  finish(content: RunContent): string {
    return this.#guarded(() => {
      this.#eventsFile.closeDurably();
      this.#metricsFile.closeDurably();
      this.#isOpen = false;
      this.#writeWhole('scenario.yaml', (file) => file.write(content.scenarioYaml));
      this.#writeWhole('commands.ndjson', (file) => {
        for (const command of content.commands) file.writeJson(command);
      });
      this.#writeWhole('summary.json', (file) => file.write(pretty(content.summary)));
      this.#writeWhole('inputs.json', (file) => file.write(pretty(content.inputs)));
      this.#disk.syncFolder(this.#partial);
      return this.#giveName();
    });
  }

  /** Removes what has been written. For runs that end before their end. */
  abandon(): void {
    try {
      if (this.#isOpen) {
        this.#eventsFile.abandon();
        this.#metricsFile.abandon();
      }
      this.#disk.remove(this.#partial);
    } catch (error) {
      // The next run removes it; the reason for giving up matters more than this one.
      if (!isDiskFault(error)) throw error;
    }
    this.#isOpen = false;
  }

  #writeWhole(name: string, write: (file: TextFile) => void): void {
    const file = new TextFile(this.#disk, join(this.#partial, name));
    write(file);
    file.closeDurably();
  }

  /** Somebody may have taken the name meanwhile: then the next free one, or an error. */
  #giveName(): string {
    for (;;) {
      const target = placeOf(this.#place, this.#disk);
      try {
        this.#disk.rename(this.#partial, target);
      } catch (error) {
        if (isTaken(error)) continue;
        throw error;
      }
      this.#disk.syncFolder(dirname(target));
      return target;
    }
  }

  /** A fault of the disk ends the writing and leaves nothing. */
  #guarded<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      this.#removeQuietly();
      if (!isDiskFault(error)) throw error;
      const folder = dirname(this.#partial);
      throw new RunFolderError(
        'RUN_FOLDER_UNWRITABLE',
        `cannot write a run folder in ${folder}: ${diskProblem(error)}; nothing was kept`,
      );
    }
  }

  #removeQuietly(): void {
    try {
      this.#disk.remove(this.#partial);
    } catch (error) {
      if (!isDiskFault(error)) throw error;
    }
  }
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function isTaken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOTEMPTY' || code === 'EEXIST';
}
