import { type ComponentChildren, isValidElement } from 'preact';

type Attribute = string | number | boolean | object | ((...words: never[]) => unknown) | null;

/**
 * Writes marks as text: the same drawing as in the page, for files and for tests. Listeners are
 * left out; components are asked for their marks and must not use hooks.
 */
export function svgText(marks: ComponentChildren): string {
  const parts: string[] = [];
  write(marks, 0, parts);
  return parts.join('');
}

function write(child: ComponentChildren, depth: number, parts: string[]): void {
  if (child === null || child === undefined || typeof child === 'boolean') return;
  if (Array.isArray(child)) {
    for (const each of child) write(each, depth, parts);
  } else if (!isValidElement(child)) {
    parts.push(escaped(String(child)));
  } else if (typeof child.type === 'function') {
    const component = child.type as (props: unknown) => ComponentChildren;
    write(component(child.props), depth, parts);
  } else {
    writeElement(child.type, child.props as Record<string, unknown>, depth, parts);
  }
}

/** Elements stand on lines of their own, except those within text, where space would show. */
function writeElement(
  tag: string,
  props: Readonly<Record<string, unknown>>,
  depth: number,
  parts: string[],
): void {
  const isInText = tag === 'tspan' || tag === 'title';
  parts.push(isInText ? '' : indentOf(depth), `<${tag}`);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'children' || name === 'ref') continue;
    writeAttribute(name, value as Attribute, parts);
  }
  const before = parts.length;
  parts.push('>');
  write(props['children'] as ComponentChildren, depth + 1, parts);
  if (parts.length === before + 1) {
    parts[before] = '/>';
    return;
  }
  const endsWithElement = parts.at(-1)?.endsWith('>') === true && !isInText && tag !== 'text';
  parts.push(endsWithElement ? indentOf(depth) || '\n' : '', `</${tag}>`);
}

function writeAttribute(name: string, value: Attribute, parts: string[]): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === 'function' || typeof value === 'object') return;
  parts.push(` ${name}="${escaped(String(value))}"`);
}

function indentOf(depth: number): string {
  return depth === 0 ? '' : `\n${'  '.repeat(depth)}`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => escapes[letter]!);
}
