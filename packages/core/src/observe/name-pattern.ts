/** Tests names against patterns in which `*` stands for any text, the empty one too. */
export class NamePatterns {
  private readonly patterns: readonly (readonly string[])[];

  constructor(patterns: readonly string[]) {
    this.patterns = patterns.map((pattern) => pattern.split('*'));
  }

  /** Says whether any of the patterns matches the whole name. */
  matches(name: string): boolean {
    return this.patterns.some((parts) => matchesParts(name, parts));
  }
}

function matchesParts(name: string, parts: readonly string[]): boolean {
  const first = parts[0]!;
  if (parts.length === 1) return name === first;
  const last = parts.at(-1)!;
  if (name.length < first.length + last.length) return false;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
