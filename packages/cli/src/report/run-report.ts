import type { HostSummary, Spread, Summary, VmSummary } from '@vdcsim/core';
import { duration } from '@vdcsim/core';
import type { ConfidenceRow } from '../running/confidence.ts';
import { confidenceLines } from './confidence-lines.ts';
import { counted, grouped, hanging, percentText, someNames, wallText } from './format.ts';
import { jobLines } from './job-lines.ts';
import type { Paint } from './paint.ts';
import { type Story, storyTime } from './story.ts';
import { table } from './table.ts';

/** What the summary of a run on a screen is made of. */
export interface RunReport {
  readonly summary: Summary;
  readonly wallSeconds: number;
  readonly startEpochSeconds: number;
  readonly story: Story;
  /** Where the run folder is; undefined if none was written. */
  readonly runFolder: string | undefined;
  /** A word on a replay, or on a run that stopped early. */
  readonly remark: string | undefined;
  /** Undefined unless they were asked for. */
  readonly intervals?: readonly ConfidenceRow[] | undefined;
}

const width = 80;
/** Rows of a table; the ones that matter most are shown. */
const rowsMost = 10;

/** The summary of a run for people: at most 80 columns. */
export function runReport(report: RunReport, paint: Paint): string {
  const sections = [
    headLines(report, paint),
    storyLines(report, paint),
    hostLines(report.summary.hosts, paint),
    sufferingLines(report.summary.vms, paint),
    jobLines(report.summary.jobs, paint),
    confidenceLines(report.intervals, paint),
    downLines(report.summary, paint),
    expectationLines(report.summary, paint),
    endLines(report),
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${text.join('\n\n')}\n`;
}

function headLines({ summary, wallSeconds }: RunReport, paint: Paint): string[] {
  const { scenario, seed, run, simulatedSeconds, hosts, vms } = summary;
  const speed = wallSeconds > 0 ? ` (${grouped(simulatedSeconds / wallSeconds)} x real time)` : '';
  return [
    ...hanging('', scenario, 0, width).map(paint.title),
    `${counted(hosts.length, 'host')}, ${counted(vms.length, 'VM')}, seed ${seed}, run ${run}`,
    `${duration(simulatedSeconds)} simulated in ${wallText(wallSeconds)}${speed}, ` +
      counted(summary.events, 'event'),
  ];
}

function storyLines({ story, startEpochSeconds }: RunReport, paint: Paint): string[] {
  const { first, skipped, last } = story.lines();
  if (first.length === 0) return [];
  const times = [...first, ...last].map((line) => storyTime(startEpochSeconds, line));
  const indent = 4 + times.reduce((most, time) => Math.max(most, time.length), 0);
  const tone = { bad: paint.bad, good: paint.good, plain: (text: string) => text };
  const told = (line: (typeof first)[number]): string[] =>
    hanging(`  ${storyTime(startEpochSeconds, line)}`, line.text, indent, width).map(
      tone[line.tone],
    );
  const gap = skipped === 0 ? [] : [paint.quiet(`  ... ${grouped(skipped)} more lines ...`)];
  return [paint.title('What happened'), ...first.flatMap(told), ...gap, ...last.flatMap(told)];
}

function hostLines(hosts: readonly HostSummary[], paint: Paint): string[] {
  if (hosts.length === 0) return [];
  const busiest = [...hosts]
    .sort((a, b) => meanOf(b.cpu.usedPercent) - meanOf(a.cpu.usedPercent) || byName(a, b))
    .slice(0, rowsMost)
    .sort(byName);
  const rows = busiest.map(({ name, state, vmsOn, cpu }) => [
    ...[name, state, grouped(vmsOn)],
    ...[percentText(cpu.usedPercent?.mean), percentText(cpu.usedPercent?.max)],
    ...[percentText(cpu.readyPercent?.mean), percentText(cpu.readyPercent?.max)],
  ]);
  const columns = [
    { title: 'host' },
    { title: 'at the end' },
    ...rightColumns('VMs on', 'CPU mean', 'CPU max', 'ready mean', 'ready max'),
  ];
  const title = hosts.length > rowsMost ? `The ${rowsMost} busiest hosts` : 'Hosts';
  return [paint.title(title), ...indented(table(columns, rows, width - 2))];
}

/** VMs that were down or waited for CPU, the worst first. */
function sufferingLines(vms: readonly VmSummary[], paint: Paint): string[] {
  const suffering = vms
    .filter((vm) => vm.downtimeSeconds > 0 || meanOf(vm.cpu.readyPercent) >= 0.05)
    .sort(
      (a, b) =>
        b.downtimeSeconds - a.downtimeSeconds ||
        meanOf(b.cpu.readyPercent) - meanOf(a.cpu.readyPercent) ||
        byName(a, b),
    );
  if (suffering.length === 0) return [paint.good('No VM was down, and none waited for CPU.')];
  const rows = suffering
    .slice(0, rowsMost)
    .map(({ name, host, state, downtimeSeconds, cpu, guest }) => [
      ...[name, host ?? '-', state],
      downtimeSeconds > 0 ? duration(downtimeSeconds) : '-',
      ...[percentText(cpu.readyPercent?.mean), percentText(cpu.readyPercent?.max)],
      ...[percentText(cpu.usedPercent?.mean), percentText(guest.cpuPercent?.mean)],
    ]);
  const columns = [
    ...[{ title: 'VM' }, { title: 'host' }, { title: 'at the end' }],
    ...rightColumns('down', 'ready', 'max', 'used', 'guest'),
  ];
  const more = suffering.length - rows.length;
  const title =
    more > 0 ? `VMs that suffered most (of ${grouped(suffering.length)})` : 'VMs that suffered';
  return [paint.title(title), ...indented(table(columns, rows, width - 2))];
}

function downLines({ ha }: Summary, paint: Paint): string[] {
  if (ha.down.length === 0) return [];
  const namesByReason = new Map<string, string[]>();
  for (const { vm, reason } of ha.down) {
    const names = namesByReason.get(reason) ?? [];
    names.push(vm);
    namesByReason.set(reason, names);
  }
  const lines = [...namesByReason].flatMap(([reason, names]) =>
    hanging('  ', `${someNames(names)}: ${reason}`, 4, width).map((line) => paint.bad(line)),
  );
  return [paint.title(`Down at the end: ${grouped(ha.down.length)}`), ...lines];
}

function expectationLines({ expectations }: Summary, paint: Paint): string[] {
  if (expectations.length === 0) return [];
  const lines = expectations.flatMap(({ pass, message }) => {
    const [first, ...rest] = hanging(pass ? '  pass' : '  FAIL', message, 8, width);
    const word = first!.slice(0, 6);
    return [`${(pass ? paint.good : paint.bad)(word)}${first!.slice(6)}`, ...rest];
  });
  return [paint.title('Expectations'), ...lines];
}

function endLines({ summary, runFolder, remark }: RunReport): string[] {
  const lines = [`Fingerprint  ${summary.fingerprint}`];
  if (runFolder !== undefined) lines.push(`Run folder   ${runFolder}`);
  if (remark !== undefined) lines.push(...hanging('', remark, 0, width));
  return lines;
}

function rightColumns(...titles: string[]): { title: string; align: 'right' }[] {
  return titles.map((title) => ({ title, align: 'right' }));
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function meanOf(spread: Spread | undefined): number {
  return spread?.mean ?? 0;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
