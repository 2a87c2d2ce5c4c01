/** One output item in the file: text as lines, JSON as JSON, anything else as base64 in lines of fixed width. */
import type { OutputItemData } from './format.ts';
import type { JsonObject, Reader } from './json.ts';

const BASE64_WIDTH = 120;

/** Mime types whose bytes are text. */
export function isText(mime: string): boolean {
  return (
    mime.startsWith('text/') ||
    mime === 'image/svg+xml' ||
    mime === 'application/javascript' ||
    mime.startsWith('application/vnd.code.notebook.std') ||
    isJson(mime)
  );
}

function isJson(mime: string): boolean {
  return mime === 'application/json' || mime.endsWith('+json') || mime === 'application/vnd.code.notebook.error';
}

/** JSON as VS Code writes it into an item. */
function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, '\t');
}

export function encodeItem({ mime, data }: OutputItemData): JsonObject {
  const text = isText(mime) ? utf8(data) : null;
  if (text === null) return { mime, base64: wrap(Buffer.from(data).toString('base64')) };
  if (isJson(mime)) {
    const value = parsed(text);
    // Only what comes back byte for byte is stored as JSON.
    if (value !== undefined && jsonText(value) === text) return { mime, json: value };
  }
  return { mime, text: text.split('\n') };
}

export function decodeItem(reader: Reader): OutputItemData {
  const mime = reader.string('mime');
  if (reader.has('json')) return { mime, data: bytes(jsonText(reader.value('json'))) };
  if (reader.has('base64')) {
    const encoded = reader.lines('base64').join('');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) reader.fail('base64', 'is not base64');
    return { mime, data: new Uint8Array(Buffer.from(encoded, 'base64')) };
  }
  return { mime, data: bytes(reader.lines('text').join('\n')) };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of the bytes, or null when it would not come back the same. */
function utf8(data: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += BASE64_WIDTH) lines.push(text.slice(at, at + BASE64_WIDTH));
  return lines;
}
