/**
 * YAML text to a tree with places. What the language leaves out of YAML is refused here: tags,
 * merge keys, several documents, keys that are no texts, and aliases that multiply.
 */
import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  type YAMLMap,
} from 'yaml';
import { lineStartsOf, type MapEntry, type Place, type SourceText, type TreeNode } from './tree.ts';

/** Deepest nesting that is read; the language needs a dozen. */
const depthMost = 60;
/** Most nodes that aliases may stand for, all together. */
const aliasedNodesMost = 100_000;

/** Tells of a problem at a place. */
export type Complain = (place: Place, code: string, what: string, remedy: string) => void;

/** Reads one document. Undefined if nothing of it can be used; problems are told. */
export function readYaml(path: string, text: string, complain: Complain): TreeNode | undefined {
  const source: SourceText = { path, lineStarts: lineStartsOf(text) };
  const tokens = tokensOf(text, source, complain);
  if (tokens === undefined) return undefined;
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.2',
    uniqueKeys: false,
    prettyErrors: false,
    merge: false,
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const document = documents[0];
  if (document === undefined || document.contents === null) {
    complain({ source, offset: 0 }, 'BAD_YAML', 'the file is empty', 'start it with "vdcsim: 1"');
    return undefined;
  }
  if (tellYamlErrors(documents, source, complain)) return undefined;
  return new TreeBuilder(source, complain).build(document.contents as Node);
}

/** Parses to tokens; the stack of the parser is the nesting, which is bounded before composing. */
function tokensOf(text: string, source: SourceText, complain: Complain): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > depthMost) {
      complain(
        { source, offset: parser.offset - lexeme.length },
        'TOO_DEEP',
        `more than ${depthMost} levels of nesting`,
        'the language needs about ten',
      );
      return undefined;
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

function tellYamlErrors(
  documents: readonly Document[],
  source: SourceText,
  complain: Complain,
): boolean {
  let broken = false;
  for (const document of documents) {
    for (const error of document.errors) {
      const place = { source, offset: error.pos[0] };
      complain(place, 'BAD_YAML', yamlWords(error.message), yamlRemedy(error.code));
      broken = true;
    }
  }
  const second = documents[1];
  if (second !== undefined) {
    const place = { source, offset: second.range?.[0] ?? 0 };
    complain(place, 'BAD_YAML', 'a second document', 'a scenario is one document; use import');
    return true;
  }
  return broken;
}

/** First sentence of the parser's message, without its own place. */
function yamlWords(message: string): string {
  const line = message.split('\n')[0]!;
  return line.charAt(0).toLowerCase() + line.slice(1).replace(/[.:]$/, '');
}

function yamlRemedy(code: string): string {
  if (code === 'TAB_AS_INDENT') return 'indent with blanks';
  if (code === 'BAD_ALIAS') return 'quote a leading *';
  if (code.startsWith('BAD_INDENT')) return 'check the indentation and the brackets before it';
  if (code === 'UNEXPECTED_TOKEN' || code === 'MISSING_CHAR') {
    return 'check quotes, brackets and "key: value" before it';
  }
  return 'write YAML 1.2';
}

interface Extent {
  nodes: number;
  depth: number;
}

/** Turns the parser's nodes into a tree. Each anchor is built once; its aliases share it. */
class TreeBuilder {
  private readonly source: SourceText;
  private readonly complain: Complain;
  /** Undefined while the anchor's own value is being built. */
  private readonly anchors = new Map<string, TreeNode | undefined>();
  private readonly extents = new Map<TreeNode, Extent>();
  private aliasedNodes = 0;

  constructor(source: SourceText, complain: Complain) {
    this.source = source;
    this.complain = complain;
  }

  build(node: Node): TreeNode {
    if (isAlias(node)) return this.alias(node);
    const anchor = node.anchor;
    if (anchor !== undefined) this.anchors.set(anchor, undefined);
    const tree = this.plain(node);
    if (anchor !== undefined) this.anchors.set(anchor, tree);
    return tree;
  }

  private plain(node: Exclude<Node, Alias>): TreeNode {
    const place = this.place(node);
    if (node.tag !== undefined && !isPlainTag(node.tag)) {
      return this.broken(
        place,
        'BAD_YAML',
        'a tag',
        'leave it out; the key says what its value is',
      );
    }
    if (isScalar(node)) {
      const quoted = node.type !== undefined && node.type !== 'PLAIN';
      return { kind: 'scalar', ...place, text: String(node.value), quoted };
    }
    if (isSeq(node)) {
      return { kind: 'list', ...place, items: node.items.map((item) => this.build(item as Node)) };
    }
    return this.map(node, place);
  }

  private map(node: YAMLMap, place: Place): TreeNode {
    const entries = new Map<string, MapEntry>();
    for (const pair of node.items) {
      const keyNode = pair.key as Node | null;
      if (!isScalar(keyNode)) {
        this.complain(
          keyNode === null ? place : this.place(keyNode),
          'BAD_YAML',
          'a key that is no word',
          'write "key: value"',
        );
        continue;
      }
      const key = this.place(keyNode);
      const name = String(keyNode.value);
      if (name === '<<') {
        this.complain(key, 'BAD_YAML', 'a merge key', 'use templates');
        continue;
      }
      const earlier = entries.get(name);
      if (earlier !== undefined) {
        this.complain(key, 'KEY_TWICE', `"${name}" stands twice in one map`, 'keep one of them');
        continue;
      }
      const empty = { kind: 'scalar', ...key, text: '', quoted: false } as const;
      const value = pair.value === null ? empty : this.build(pair.value as Node);
      entries.set(name, { key, value });
    }
    return { kind: 'map', ...place, entries };
  }

  private alias(node: Alias): TreeNode {
    const place = this.place(node);
    const name = `"*${node.source}"`;
    const tree = this.anchors.get(node.source);
    if (tree === undefined) {
      const what = this.anchors.has(node.source)
        ? `${name} stands inside of its own anchor`
        : `${name} is an alias in YAML, and no anchor has its name`;
      return this.broken(place, 'BAD_YAML', what, 'quote a leading *');
    }
    const extent = this.extentOf(tree);
    if (extent.depth > depthMost) {
      return this.broken(place, 'TOO_DEEP', `${name} nests too deep`, 'write it out');
    }
    const before = this.aliasedNodes;
    this.aliasedNodes += extent.nodes;
    if (this.aliasedNodes <= aliasedNodesMost) return tree;
    const what = `the aliases of this file stand for more than ${aliasedNodesMost} values`;
    if (before > aliasedNodesMost) return { kind: 'broken', ...place };
    return this.broken(place, 'ALIAS_BOMB', what, 'use name ranges and templates');
  }

  /** Size of a tree, what its aliases stand for included. */
  private extentOf(tree: TreeNode): Extent {
    const known = this.extents.get(tree);
    if (known !== undefined) return known;
    const children: TreeNode[] = [];
    if (tree.kind === 'list') children.push(...tree.items);
    if (tree.kind === 'map') for (const entry of tree.entries.values()) children.push(entry.value);
    const extent = { nodes: 1, depth: 1 };
    for (const each of children) {
      const below = this.extentOf(each);
      extent.nodes += below.nodes;
      extent.depth = Math.max(extent.depth, below.depth + 1);
    }
    this.extents.set(tree, extent);
    return extent;
  }

  private broken(place: Place, code: string, what: string, remedy: string): TreeNode {
    this.complain(place, code, what, remedy);
    return { kind: 'broken', ...place };
  }

  private place(node: { range?: [number, number, number] | null | undefined }): Place {
    return { source: this.source, offset: node.range?.[0] ?? 0 };
  }
}

/** The parser notes the tag of quoted and bare texts in some cases; only `!x` of a user counts. */
function isPlainTag(tag: string): boolean {
  return tag === '!' || tag === 'tag:yaml.org,2002:str';
}
