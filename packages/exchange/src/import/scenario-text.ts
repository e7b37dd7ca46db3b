/** The text of an imported scenario: YAML that a person reads and changes. */
import { formatCalendar, formatQuantity } from '@vdcsim/scenario';
import type { FarmHost } from './farm.ts';

/** VMs of one line: the same shape, names in a row. */
export interface VmLine {
  /** `vm0001..1052` or one name. */
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Comment at the end of the line. */
  readonly note?: string;
}

/** What the text of an imported scenario is made of. */
export interface ScenarioParts {
  /** Paragraphs of the comment at the top, without `#`; they are wrapped here. */
  readonly comment: readonly string[];
  readonly name: string;
  readonly about: string;
  readonly startEpochSeconds?: number;
  readonly durationSeconds: number;
  /** Name of the only workload. */
  readonly workload: string;
  readonly traceFile: string;
  readonly traceFormat: string;
  readonly platform: string;
  readonly hosts: number;
  readonly host: FarmHost;
  readonly vms: readonly VmLine[];
}

const LINE_LETTERS = 86;

/** Writes the scenario. */
export function scenarioText(parts: ScenarioParts): string {
  const { host } = parts;
  const start = parts.startEpochSeconds;
  const cpu = [
    `sockets: ${host.sockets}`,
    `coresPerSocket: ${host.coresPerSocket}`,
    `speed: ${formatQuantity(host.speedMHz, 'frequency')}`,
  ].join(', ');
  const trace = [
    `name: ${parts.workload}`,
    'kind: trace',
    `file: ${yamlText(parts.traceFile)}`,
    `format: ${parts.traceFormat}`,
    'replay: lose',
  ].join(', ');
  const lines = [
    ...parts.comment.flatMap(wrapped).map((line) => `# ${line}`),
    'vdcsim: 1',
    `name: ${yamlText(parts.name)}`,
    `about: ${yamlText(parts.about)}`,
    ...(start === undefined ? [] : [`start: ${formatCalendar(start)}`]),
    `duration: ${formatQuantity(parts.durationSeconds, 'duration')}`,
    '',
    'hosts:',
    `  - name: ${nameRange('host', parts.hosts)}`,
    `    platform: ${parts.platform}`,
    `    cpu: { ${cpu} }`,
    `    memory: ${formatQuantity(host.memoryMiB, 'size')}`,
    '',
    'clusters:',
    '  - { name: farm, hosts: host*, ha: { restartPriority: medium } }',
    '',
    'workloads:',
    `  - { ${trace} }`,
    '',
    'vms:',
    ...parts.vms.map((vm) => vmText(vm, parts.workload)),
    '',
    'record: { interval: 5 min }',
  ];
  return `${lines.join('\n')}\n`;
}

function vmText(vm: VmLine, workload: string): string {
  const keys = [
    `name: ${vm.name}`,
    ...(vm.vcpus === 1 ? [] : [`vcpus: ${vm.vcpus}`]),
    `memory: ${formatQuantity(vm.memoryMiB, 'size')}`,
    'cluster: farm',
    `workload: ${workload}`,
  ];
  const note = vm.note === undefined ? '' : ` # ${oneLine(vm.note)}`;
  return `  - { ${keys.join(', ')} }${note}`;
}

/** `1 host`, `3 hosts`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `vm0001`: number padded so that names sort as numbers do. */
export function numbered(prefix: string, number: number, count: number): string {
  return prefix + String(number).padStart(Math.max(2, String(count).length), '0');
}

/** `host01..47`, or `host01` alone. */
export function nameRange(prefix: string, count: number): string {
  const first = numbered(prefix, 1, count);
  return count === 1 ? first : `${first}..${String(count).padStart(2, '0')}`;
}

/** A text as YAML: plain where that is safe, else in double quotes. */
export function yamlText(text: string): string {
  const isPlain = /^[A-Za-z./][A-Za-z0-9 ._/?-]*$/.test(text) && !text.endsWith(' ');
  const isWord = /^(true|false|null|yes|no|on|off|\.inf|\.nan|\.)$/i.test(text);
  return isPlain && !isWord ? text : JSON.stringify(text);
}

/** Lines of at most `LINE_LETTERS`; a longer word keeps a line of its own. */
function wrapped(paragraph: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(paragraph).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > LINE_LETTERS) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Without line breaks and other controls, which would end a comment. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, '_');
}
