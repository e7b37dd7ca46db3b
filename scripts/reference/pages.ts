import type { Mechanism } from '@vdcsim/core';
import type { ReferenceShape } from '@vdcsim/scenario';
import type { ErrorRow } from './declared-types.ts';
import { keysPage } from './keys-page.ts';
import { page, table } from './markdown.ts';
import { mechanismPages } from './mechanism-pages.ts';
import { type PlatformColumnRow, platformsPage } from './platforms-page.ts';
import { commandsPage, errorsPage, eventsPage, metricsPage, statesPage } from './table-pages.ts';

/** What the code declares about itself. */
export interface Declared {
  readonly mechanisms: readonly Mechanism[];
  /** All shapes of the language with their keys, the top level first. */
  readonly shapes: readonly ReferenceShape[];
  /** Of all packages. */
  readonly errors: readonly ErrorRow[];
  readonly platforms: {
    readonly names: readonly string[];
    readonly titles: readonly string[];
    readonly columns: readonly PlatformColumnRow[];
  };
  /** Text of the mechanisms' READMEs, by path. */
  readonly readmes: ReadonlyMap<string, string>;
}

const contents: readonly (readonly [file: string, about: string])[] = [
  ['keys.md', 'What a scenario file may hold.'],
  ['commands.md', 'What a timeline, a program or a person can order.'],
  ['metrics.md', 'Numbers over time.'],
  ['events.md', 'What can happen.'],
  ['states.md', 'What an expectation can ask for.'],
  ['platforms.md', 'Product generations and their constants.'],
  ['errors.md', 'Every error code and what to do about it.'],
  ['summary.md', 'What `summary.json` and `--json` hold, field by field.'],
  ['run-folder.md', 'What `vdcsim run` leaves behind.'],
  ['server.md', 'The server and its interface by HTTP.'],
  ['protocol.md', 'Messages between a simulation that is watched and its viewers, byte by byte.'],
];

/** Every generated page, by its path. */
export function referencePages(declared: Declared): Map<string, string> {
  const { mechanisms, platforms } = declared;
  const rows = contents.map(([file, about]) => [`[${file}](${file})`, about]);
  const pages = new Map([
    ['keys.md', keysPage(declared.shapes)],
    ['commands.md', commandsPage(mechanisms)],
    ['metrics.md', metricsPage(mechanisms)],
    ['events.md', eventsPage(mechanisms)],
    ['states.md', statesPage(mechanisms)],
    ['platforms.md', platformsPage(platforms.names, platforms.titles, platforms.columns)],
    ['errors.md', errorsPage(declared.errors)],
    ['README.md', page('Reference', [table(['page', 'what it holds'], rows)])],
  ]);
  const byPath = new Map<string, string>();
  for (const [file, text] of pages) byPath.set(`docs/reference/${file}`, text);
  for (const [path, text] of mechanismPages(declared)) byPath.set(path, text);
  return byPath;
}
