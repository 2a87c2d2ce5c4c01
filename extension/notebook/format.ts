/**
 * The `.nnbook` file, version 1: JSON made for diffs. Pure functions between bytes and a plain model.
 *
 * Keys stand in a fixed order, known ones first, unknown ones kept behind them on every level. Source is an array of
 * lines. Outputs live in one map by cell id at the end, so an edited cell never touches output lines and outputs are
 * stripped by deleting one key. Nothing in the file depends on when or where it was run.
 */
import { decodeItem, encodeItem } from './items.ts';
import { type JsonObject, NotebookFormatError, parseJson, placeIn, Reader } from './json.ts';

export { NotebookFormatError } from './json.ts';

/** The version that this code writes, and the newest that it reads. */
export const FORMAT_VERSION = 1;
export const DEFAULT_LANGUAGE = 'nnts';

export interface OutputItemData {
  readonly mime: string;
  readonly data: Uint8Array;
}

export interface CellOutput {
  readonly items: readonly OutputItemData[];
  readonly metadata?: JsonObject;
  readonly extra?: JsonObject;
}

export interface Cell {
  readonly id: string;
  readonly kind: 'code' | 'markdown';
  readonly lang: string;
  /** Lines joined by `\n`. */
  readonly source: string;
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly collapsed?: JsonObject;
  readonly metadata?: JsonObject;
  /** Keys that this version does not know. */
  readonly extra?: JsonObject;
  readonly outputs: readonly CellOutput[];
}

/** How the bytes were laid out; kept when the file is written again. */
export interface Layout {
  readonly indent: string;
  readonly eol: '\n' | '\r\n';
}

export interface Notebook {
  readonly metadata?: JsonObject;
  readonly cells: readonly Cell[];
  readonly extra?: JsonObject;
  readonly layout: Layout;
}

export const CANONICAL: Layout = { indent: '  ', eol: '\n' };

const TOP_KEYS = ['nnbook', 'metadata', 'cells', 'outputs'];
const CELL_KEYS = ['id', 'kind', 'lang', 'name', 'tags', 'collapsed', 'metadata', 'source'];
const OUTPUT_KEYS = ['items', 'metadata'];

/**
 * Reads a file's bytes.
 * @throws NotebookFormatError with line and column; then nothing may be written back
 */
export function parseNotebook(bytes: Uint8Array): Notebook {
  const text = decodeText(bytes);
  if (text.trim() === '') return { cells: [], layout: CANONICAL };
  const reader = new Reader(parseJson(text), [], text);
  const version = reader.integer('nnbook', 'format version, as in "nnbook": 1');
  if (version > FORMAT_VERSION) {
    const { line, column } = placeIn(text, ['nnbook']);
    throw new NotebookFormatError(
      `This notebook has format version ${version}. This nnbook reads up to version ${FORMAT_VERSION}: update the extension to open it.`,
      line,
      column,
    );
  }
  if (version < 1) reader.fail('nnbook', `is ${version}; versions start at 1`);
  const ids = new Set<string>();
  // Outputs of cells that are not in the file are a leftover of a merge: they go.
  const outputs = reader.optional('outputs', (r, key) => r.object(key));
  const cells = reader.array('cells', (cell) => readCell(cell, ids, outputs));
  return {
    ...reader.present('metadata', (r, key) => r.json(key)),
    cells,
    ...reader.extra(TOP_KEYS),
    layout: layoutOf(text),
  };
}

function readCell(reader: Reader, ids: Set<string>, outputs: Reader | undefined): Cell {
  const kind = reader.oneOf('kind', ['code', 'markdown']);
  const written = reader.optional('id', (r, key) => r.string(key));
  const id = freshId(written, ids);
  const lang = reader.optional('lang', (r, key) => r.string(key)) ?? (kind === 'code' ? DEFAULT_LANGUAGE : 'markdown');
  const list = written === id ? outputs?.optional(id, (r, key) => r.array(key, readOutput)) : undefined;
  return {
    id,
    kind,
    lang,
    source: reader.lines('source').join('\n'),
    ...reader.present('name', (r, key) => r.string(key)),
    ...reader.present('tags', (r, key) => r.strings(key)),
    ...reader.present('collapsed', (r, key) => r.json(key)),
    ...reader.present('metadata', (r, key) => r.json(key)),
    ...reader.extra(CELL_KEYS),
    outputs: list ?? [],
  };
}

function readOutput(reader: Reader): CellOutput {
  return {
    items: reader.array('items', decodeItem),
    ...reader.present('metadata', (r, key) => r.json(key)),
    ...reader.extra(OUTPUT_KEYS),
  };
}

/** The id as written, or a new one where it is missing or taken: the first cell keeps it. */
export function freshId(wanted: string | undefined, taken: Set<string>): string {
  let id = wanted || `c${taken.size + 1}`;
  for (let n = 2; taken.has(id); n++) id = `${wanted || 'c'}-${n}`;
  taken.add(id);
  return id;
}

/** Writes the canonical form (in the layout that the file had). */
export function serializeNotebook(notebook: Notebook): Uint8Array {
  const ids = new Set<string>();
  const outputs: Record<string, unknown> = {};
  const cells = notebook.cells.map((cell) => {
    const id = freshId(cell.id, ids);
    if (cell.outputs.length > 0) {
      Object.defineProperty(outputs, id, { value: cell.outputs.map(writeOutput), enumerable: true });
    }
    return writeCell(cell, id);
  });
  const file = {
    nnbook: FORMAT_VERSION,
    ...(notebook.metadata ? { metadata: notebook.metadata } : {}),
    ...notebook.extra,
    cells,
    ...(Object.keys(outputs).length > 0 ? { outputs } : {}),
  };
  const { indent, eol } = notebook.layout;
  const text = `${JSON.stringify(file, null, indent)}\n`;
  return new TextEncoder().encode(eol === '\n' ? text : text.replaceAll('\n', eol));
}

function writeCell(cell: Cell, id: string): JsonObject {
  const { kind, lang, name, tags, collapsed, metadata, extra, source } = cell;
  return {
    id,
    kind,
    lang,
    ...(name === undefined ? {} : { name }),
    ...(tags === undefined ? {} : { tags }),
    ...(collapsed === undefined ? {} : { collapsed }),
    ...(metadata === undefined ? {} : { metadata }),
    ...extra,
    source: source === '' ? [] : source.split('\n'),
  };
}

function writeOutput(output: CellOutput): JsonObject {
  return {
    items: output.items.map(encodeItem),
    ...(output.metadata === undefined ? {} : { metadata: output.metadata }),
    ...output.extra,
  };
}

function decodeText(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    const { line, column } = badByte(bytes);
    throw new NotebookFormatError('This file is not UTF-8 text.', line, column);
  }
}

/** The first line that does not decode, and the column where it stops. */
function badByte(bytes: Uint8Array): { line: number; column: number } {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    const stop = end < 0 ? bytes.length : end;
    const readable = (length: number) => isUtf8(bytes.subarray(start, start + length));
    if (!readable(stop - start)) {
      let low = 0;
      let high = stop - start;
      // A cut inside a character also fails, which moves the column by at most three bytes.
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (readable(middle)) low = middle;
        else high = middle - 1;
      }
      return { line, column: low + 1 };
    }
    start = stop + 1;
  }
  return { line, column: 1 };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Indent and line ends of an existing file. */
function layoutOf(text: string): Layout {
  const indent = /^\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? CANONICAL.indent;
  return { indent: indent.slice(0, 10), eol: /\r\n/.test(text.slice(0, 1024)) ? '\r\n' : '\n' };
}
