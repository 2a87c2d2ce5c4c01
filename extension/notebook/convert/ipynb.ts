/** Jupyter notebooks (nbformat 4) to notes, without Python. What other people's files hold is checked. */
import { CANONICAL, type Cell, type CellOutput, freshId, type Notebook, type OutputItemData } from '../format.ts';
import { isText } from '../items.ts';
import { type JsonObject, parseJson, Reader } from '../json.ts';
import { ConvertError } from './convert-error.ts';
import { base64Of, bytesOf, ERROR, fenced, imageOf, plainText, STDERR, STDOUT } from './outputs.ts';

/** Languages whose cells run here, with the id that the cell gets. */
const OURS: Readonly<Record<string, string>> = {
  nnts: 'nnts',
  typescript: 'nnts',
  ts: 'nnts',
  deno: 'nnts',
  tslab: 'nnts',
  javascript: 'nnts',
  js: 'nnts',
};

/** @throws ConvertError, or NotebookFormatError with line and column */
export function fromIpynb(bytes: Uint8Array): Notebook {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const file = new Reader(parseJson(text), [], text);
  const major = file.integer('nbformat', 'the version of the notebook format, as in "nbformat": 4');
  if (major !== 4) {
    throw new ConvertError(`This notebook has nbformat ${major}. Save it in Jupyter once: that makes it version 4.`);
  }
  const metadata = file.has('metadata') ? file.json('metadata') : {};
  const language = languageOf(metadata);
  const ids = new Set<string>();
  const foreign = new Set<string>();
  const cells = file.array('cells', (cell) => readCell(cell, language, ids, foreign));
  if (foreign.size > 0) cells.unshift(noteOn([...foreign], ids));
  const { nnbook, kernelspec, language_info: info, ...kept } = metadata;
  const own = objectOf(nnbook);
  return {
    ...(Object.keys(kept).length > 0 ? { metadata: kept } : {}),
    cells,
    ...(own.extra ? { extra: objectOf(own.extra) } : {}),
    layout: CANONICAL,
  };
}

function languageOf(metadata: JsonObject): string {
  const name = objectOf(metadata.language_info).name ?? objectOf(metadata.kernelspec).language;
  return typeof name === 'string' ? name.toLowerCase() : 'python';
}

function readCell(reader: Reader, language: string, ids: Set<string>, foreign: Set<string>): Cell {
  const type = reader.oneOf('cell_type', ['code', 'markdown', 'raw']);
  const { nnbook, vscode, tags, ...rest } = reader.has('metadata') ? reader.json('metadata') : {};
  const own = objectOf(nnbook);
  const stored = typeof own.id === 'string' ? own.id : reader.optional('id', (r, key) => r.string(key));
  const id = freshId(stored, ids);
  const common = {
    id,
    ...(typeof own.name === 'string' ? { name: own.name } : {}),
    ...(Array.isArray(tags) ? { tags: tags.filter((tag) => typeof tag === 'string') } : {}),
    ...(own.collapsed ? { collapsed: objectOf(own.collapsed) } : {}),
    ...(Object.keys(rest).length > 0 ? { metadata: rest } : {}),
    ...(own.extra ? { extra: objectOf(own.extra) } : {}),
  };
  const source = multiline(reader, 'source');
  if (type !== 'code') {
    const lang = typeof own.lang === 'string' ? own.lang : 'markdown';
    const prose = type === 'raw' ? fenced(source, '') : withAttachments(source, reader);
    return { ...common, kind: 'markdown', lang, source: prose, outputs: [] };
  }
  const written = own.lang ?? objectOf(vscode).languageId ?? language;
  const lang = typeof written === 'string' ? written : language;
  const outputs = reader.has('outputs') ? reader.array('outputs', readOutput) : [];
  const ours = typeof own.lang === 'string' ? own.lang : OURS[lang.toLowerCase()];
  if (ours) return { ...common, kind: 'code', lang: ours, source, outputs };
  foreign.add(lang);
  return { ...common, kind: 'markdown', lang: 'markdown', source: asText(source, lang, outputs), outputs: [] };
}

/** A cell that does not run here, as it reads: its code, what it printed, its pictures. */
function asText(source: string, lang: string, outputs: readonly CellOutput[]): string {
  const parts = [fenced(source, lang)];
  for (const output of outputs) {
    const image = imageOf(output);
    const text = plainText(output).replace(/\n+$/, '');
    if (image) parts.push(`![output](data:${image.mime};base64,${base64Of(image)})`);
    else if (text !== '') parts.push(fenced(text, 'text'));
  }
  return parts.join('\n\n');
}

function noteOn(languages: readonly string[], ids: Set<string>): Cell {
  const names = languages.map((name) => name.charAt(0).toUpperCase() + name.slice(1)).join(' and ');
  const source = `> Imported from Jupyter. Cells in ${names} stand here as text with their outputs: cells of this notebook run TypeScript.`;
  return { id: freshId('imported', ids), kind: 'markdown', lang: 'markdown', source, outputs: [] };
}

/** `![](attachment:a.png)` with the picture itself, so that the note stands alone. */
function withAttachments(source: string, reader: Reader): string {
  const attachments = reader.has('attachments') ? reader.json('attachments') : {};
  return source.replace(/\(attachment:([^)\s]+)\)/g, (whole, name: string) => {
    const [entry] = Object.entries(objectOf(attachments[name] ?? attachments[decoded(name)]));
    if (!entry || !/^image\/[\w.+-]+$/.test(entry[0])) return whole;
    const data = joined(entry[1])?.replace(/\s/g, '') ?? '';
    return /^[A-Za-z0-9+/]+={0,2}$/.test(data) ? `(data:${entry[0]};base64,${data})` : whole;
  });
}

function decoded(name: string): string {
  return /%(?![0-9a-f]{2})/i.test(name) ? name : decodeURI(name);
}

function readOutput(reader: Reader): CellOutput {
  const type = reader.oneOf('output_type', ['stream', 'error', 'display_data', 'execute_result']);
  if (type === 'stream') {
    const mime = reader.string('name') === 'stderr' ? STDERR : STDOUT;
    return { items: [{ mime, data: bytesOf(multiline(reader, 'text')) }] };
  }
  if (type === 'error') {
    const stack = reader.strings('traceback').join('\n');
    const error = { name: reader.string('ename'), message: reader.string('evalue'), stack };
    return { items: [{ mime: ERROR, data: bytesOf(JSON.stringify(error, undefined, '\t')) }] };
  }
  const bundle = reader.json('data');
  const items = Object.entries(bundle).map(([mime, value]) => readItem(mime, value));
  const { nnbook, ...metadata } = reader.has('metadata') ? reader.json('metadata') : {};
  const { extra } = objectOf(nnbook);
  return {
    items,
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    ...(extra ? { extra: objectOf(extra) } : {}),
  };
}

function readItem(mime: string, value: unknown): OutputItemData {
  const text = joined(value);
  if (text === null) return { mime, data: bytesOf(JSON.stringify(value, undefined, '\t')) };
  if (mime === 'application/json' || mime.endsWith('+json')) {
    return { mime, data: bytesOf(JSON.stringify(value, undefined, '\t')) };
  }
  const packed = text.replace(/\s/g, '');
  if (isText(mime) || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return { mime, data: bytesOf(text) };
  return { mime, data: new Uint8Array(Buffer.from(packed, 'base64')) };
}

/** nbformat writes a text as one string or as pieces that keep their line ends. */
function multiline(reader: Reader, key: string): string {
  const text = joined(reader.value(key));
  if (text === null) return reader.fail(key, 'is not text');
  return text.replaceAll('\r\n', '\n');
}

function joined(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value.join('') : null;
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
