/** How people are told numbers and times. */

/** `1,234,567`. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 host`, `1,052 VMs`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `12.3 %`, `0.4 %`, `0 %`; `-` where there is no value. */
export function percentText(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '-';
  const size = Math.abs(value);
  return `${Number(value.toFixed(size >= 99.95 ? 0 : size >= 0.095 ? 1 : 2))} %`;
}

/** A length of wall-clock time: `0.34 s`, `12 s`, `3 min 20 s`. */
export function wallText(seconds: number): string {
  if (seconds < 9.95) return `${Number(seconds.toPrecision(2))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

/** Names for a sentence: all of a few, else the first two and a count. */
export function someNames(names: readonly string[], most = 4): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, 2).join(', ')} and ${grouped(names.length - 2)} more`;
}

/** Breaks a text into lines of at most `width` characters at its blanks. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

/** A text behind a label, continued below itself: hanging indent of `indent` blanks. */
export function hanging(label: string, text: string, indent: number, width: number): string[] {
  const [first, ...rest] = wrapped(text, Math.max(20, width - indent));
  return [
    `${label.padEnd(indent)}${first}`.trimEnd(),
    ...rest.map((line) => ' '.repeat(indent) + line),
  ];
}
