import { SaxesParser, type SaxesTagNS } from 'saxes';
import { InkceptionError } from '../error.ts';

/** An element of an SVG file; names and attributes without prefixes, but `inkscape:` ones. */
export interface SvgNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: SvgNode[];
}

/** A file, read. */
export interface SvgTree {
  readonly root: SvgNode;
  /** The first element of each id. */
  readonly byId: ReadonlyMap<string, SvgNode>;
  /** The text of all `<style>`. */
  readonly css: string;
  /** Style sheets outside the file. */
  readonly foreignSheets: number;
}

/** What a file may hold; more is a mistake or an attack. */
const svgLimits = { bytes: 64e6, elements: 500_000, depth: 256 } as const;

const svgSpace = 'http://www.w3.org/2000/svg';
const inkscapeSpace = 'http://www.inkscape.org/namespaces/inkscape';
const chunkBytes = 1 << 16;

/**
 * The elements of an SVG file, read as a stream, within `svgLimits`. Nothing outside the file is opened; of entities of
 * its own only short plain texts are known. Errors: `bad-svg`, naming the file and the line.
 */
export function parseSvgTree(bytes: Uint8Array, source: string): SvgTree {
  if (bytes.length > svgLimits.bytes) {
    throw badSvg(
      source,
      `is ${Math.ceil(bytes.length / 1e6)} MB, expected at most ${svgLimits.bytes / 1e6} MB`,
    );
  }
  const reader: Reader = { open: [], root: null, byId: new Map(), css: '', foreignSheets: 0, count: 0 };
  const parser = new SaxesParser({ xmlns: true });
  const fault = (message: string): InkceptionError => badSvg(source, `line ${parser.line}: ${message}`);
  parser.on('error', (error) => {
    throw badSvg(source, `is damaged: line ${error.message}`);
  });
  parser.on('doctype', (declared) => Object.assign(parser.ENTITIES, plainEntities(declared)));
  parser.on('opentag', (tag) => {
    openTag(reader, tag, fault);
  });
  parser.on('closetag', () => reader.open.pop());
  parser.on('processinginstruction', ({ target }) => {
    if (target === 'xml-stylesheet') reader.foreignSheets++;
  });
  const text = (content: string): void => {
    if (reader.open.at(-1)?.name === 'style') reader.css += content;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  feed(parser, bytes, source);
  const { root, byId, css, foreignSheets } = reader;
  if (!root) throw badSvg(source, 'holds no <svg>');
  return { root, byId, css, foreignSheets };
}

interface Reader {
  readonly open: SvgNode[];
  root: SvgNode | null;
  readonly byId: Map<string, SvgNode>;
  css: string;
  foreignSheets: number;
  count: number;
}

type Parser = Pick<SaxesParser, 'write' | 'close'>;

function feed(parser: Parser, bytes: Uint8Array, source: string): void {
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      parser.write(decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true }));
    }
    parser.write(decoder.decode());
  } catch (error) {
    throw error instanceof TypeError ? badSvg(source, 'is no text: its letters are not UTF-8') : error;
  }
  parser.close();
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = String.fromCharCode(...bytes.subarray(0, 100));
  return /encoding=["'](?:iso-8859-1|latin1|windows-1252|us-ascii)["']/i.test(head)
    ? 'windows-1252'
    : 'utf-8';
}

function openTag(reader: Reader, tag: SaxesTagNS, fault: (message: string) => InkceptionError): void {
  const parent = reader.open.at(-1);
  if (reader.open.length >= svgLimits.depth) throw fault(`is nested more than ${svgLimits.depth} deep`);
  if (++reader.count > svgLimits.elements) throw fault(`has more than ${svgLimits.elements} elements`);
  // Files without a namespace are common; what other programs keep for themselves is not drawn.
  const known = tag.uri === svgSpace || tag.uri === '';
  const node: SvgNode = { name: known ? tag.local : '', attributes: attributesOf(tag), children: [] };
  if (!parent) {
    if (node.name !== 'svg') throw fault(`the root is <${tag.name}>, expected <svg>`);
    reader.root = node;
  }
  parent?.children.push(node);
  reader.open.push(node);
  const { id } = node.attributes;
  if (id !== undefined && !reader.byId.has(id)) reader.byId.set(id, node);
}

function attributesOf(tag: SaxesTagNS): Record<string, string> {
  const attributes = Object.values(tag.attributes).map(({ uri, local, value }) => [
    uri === inkscapeSpace ? `inkscape:${local}` : local,
    value,
  ]);
  return Object.fromEntries(attributes) as Record<string, string>;
}

/** An error about a drawing from elsewhere. */
export function badSvg(source: string, fault: string): InkceptionError {
  return new InkceptionError('bad-svg', `${source} ${fault}`);
}

/** Illustrator declares the namespaces that it then names. Texts that hold other entities, or much, could fill the memory. */
function plainEntities(declared: string): Record<string, string> {
  const found = declared.matchAll(/<!ENTITY\s+([\w.:-]+)\s+(?:"([^"&%<]{0,100})"|'([^'&%<]{0,100})')\s*>/g);
  return Object.fromEntries([...found].map(([, name, double, single]) => [name!, double ?? single!]));
}
