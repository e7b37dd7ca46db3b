import { posix } from 'node:path';
import type { Mechanism } from '@vdcsim/core';
import type { ReferenceShape } from '@vdcsim/scenario';
import { keyRow } from './keys-page.ts';
import { code, generatedNote, page, sortedBy, table } from './markdown.ts';
import { commandsTable, eventsTable, metricsTable } from './table-pages.ts';

/** The sections of a mechanism's README, all of them and in this order. */
export const readmeOutline: readonly string[] = [
  ...['What', 'Scope and limitations', 'Model', 'Configuration', 'Events', 'Metrics'],
  ...['Commands', 'Examples', 'Validation'],
];

const pagesFolder = 'docs/mechanisms';

interface Described {
  readonly mechanisms: readonly Mechanism[];
  readonly shapes: readonly ReferenceShape[];
  /** Text of READMEs, by path. */
  readonly readmes: ReadonlyMap<string, string>;
}

/**
 * A page for every mechanism that has a README: its text, with the tables of what the code
 * declares below the sections that ask for them, and an index of all.
 */
export function mechanismPages({ mechanisms, shapes, readmes }: Described): Map<string, string> {
  const pages = new Map<string, string>();
  const rows: string[][] = [];
  for (const mechanism of sortedBy(mechanisms, ({ name }) => name)) {
    const folder = `packages/core/src/${mechanism.name}`;
    const readme = readmes.get(`${folder}/README.md`);
    const file = `${mechanism.name.replaceAll('/', '-')}.md`;
    rows.push([
      readme === undefined ? mechanism.name : `[${mechanism.name}](${file})`,
      mechanism.doc,
    ]);
    if (readme !== undefined) {
      pages.set(`${pagesFolder}/${file}`, mechanismPage(mechanism, shapes, readme, folder));
    }
  }
  pages.set(
    `${pagesFolder}/README.md`,
    page('Mechanisms', [
      'What the simulated datacenter is made of. Each page says what is modelled, what is left ' +
        'out, where the constants come from and how it was validated.',
      table(['mechanism', 'what it is'], rows),
    ]),
  );
  return pages;
}

function mechanismPage(
  mechanism: Mechanism,
  shapes: readonly ReferenceShape[],
  readme: string,
  folder: string,
): string {
  const tables: Readonly<Record<string, string>> = {
    Configuration: configurationTable(mechanism, shapes),
    Events: mechanism.events.length === 0 ? '' : eventsTable(mechanism.events),
    Metrics: mechanism.metrics.length === 0 ? '' : metricsTable(mechanism.metrics),
    Commands: mechanism.commands.length === 0 ? '' : commandsTable(mechanism.commands),
  };
  const sections = readme
    .trim()
    .split(/^(?=## )/m)
    .map((section) => {
      const title = /^## (.*)/.exec(section)?.[1]?.trim() ?? '';
      return [section.trim(), tables[title] ?? ''].filter((part) => part !== '').join('\n\n');
    });
  return `${generatedNote}\n\n${movedLinks(sections.join('\n\n'), folder)}\n`;
}

function configurationTable(mechanism: Mechanism, shapes: readonly ReferenceShape[]): string {
  const names = new Set(shapes.map(({ shape }) => shape));
  const rows: string[][] = [];
  for (const { shape, keys } of mechanism.shapes) {
    const reference = shapes.find((each) => each.shape === shape);
    for (const key of reference?.keys ?? []) {
      if (keys[key.key] !== undefined) rows.push([code(shape), ...keyRow(key, names)]);
    }
  }
  const heads = ['shape', 'key', 'takes', 'default', 'meaning'];
  return rows.length === 0 ? '' : table(heads, rows).replaceAll('](#', '](../reference/keys.md#');
}

/** Relative links lead to the same place from the page's folder as from the README's. */
function movedLinks(markdown: string, folder: string): string {
  return markdown.replace(
    /\]\((?![a-z]+:|#|\.\.\/reference\/)([^)\s]+)\)/g,
    (_link, to: string) => {
      const target = posix.join(folder, to);
      return `](${posix.relative(pagesFolder, target)})`;
    },
  );
}
