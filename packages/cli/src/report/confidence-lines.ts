import type { ConfidenceRow } from '../running/confidence.ts';
import { hanging } from './format.ts';
import type { Paint } from './paint.ts';
import { table } from './table.ts';

const width = 80;
const rowsMost = 40;

/**
 * A table of means with their intervals, and what speaks against them. What was 0 all the time is
 * left out. Nothing without rows.
 */
export function confidenceLines(
  rows: readonly ConfidenceRow[] | undefined,
  paint: Paint,
): string[] {
  if (rows === undefined) return [];
  const first = rows[0];
  if (first === undefined) {
    const text = 'No confidence intervals: no job or user metric was recorded.';
    return hanging('', text, 0, width);
  }
  const moving = rows.filter(({ mean, halfWidth }) => mean !== 0 || (halfWidth ?? 0) !== 0);
  const shown = moving.slice(0, rowsMost);
  const cells = shown.map((row) => {
    const { metric, entity, mean, halfWidth, batches } = row;
    const half = halfWidth ?? Number.NaN;
    return [
      ...[entity, metric, numberText(mean)],
      ...[numberText(half), numberText(mean - half), numberText(mean + half)],
      ...[String(batches), row.caveats.map(({ code }) => code).join(' ') || '-'],
    ];
  });
  const right = (title: string) => ({ title, align: 'right' as const });
  const columns = [
    ...[{ title: 'of' }, { title: 'metric' }, right('mean'), right('+-'), right('from')],
    ...[right('to'), right('batches'), { title: 'caveats' }],
  ];
  const title = `Confidence intervals of ${Number((100 * first.level).toPrecision(6))} %`;
  const left = moving.length - shown.length;
  return [
    paint.title(title),
    ...table(columns, cells, width + 20).map((line) => `  ${line}`),
    ...(left > 0 ? [`  and ${left} more; --json has them all`] : []),
    ...caveatTexts(shown).flatMap((text) => hanging('  ', text, 4, width)),
  ];
}

function caveatTexts(rows: readonly ConfidenceRow[]): string[] {
  const texts = new Map(rows.flatMap((row) => row.caveats.map(({ code, text }) => [code, text])));
  return [...texts].map(([code, text]) => `${code}: ${text}`);
}

function numberText(value: number): string {
  return Number.isNaN(value) ? '-' : String(Number(value.toPrecision(4)));
}
