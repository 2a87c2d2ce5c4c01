/** Cases from a folder or a tar archive, gzipped or not: `<case>/model.onnx` and `<case>/test_data_set_N/*.pb`. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The files by path with forward slashes. */
export type Files = ReadonlyMap<string, Uint8Array>;

const BLOCK = 512;

/** Regular files of a tar archive (ustar, with long names in GNU and PAX form). */
export function readTar(bytes: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const text = (at: number, length: number): string => {
    const field = bytes.subarray(at, at + length);
    const end = field.indexOf(0);
    return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
  };
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    const type = String.fromCharCode(bytes[at + 156]);
    const data = bytes.subarray(at + BLOCK, at + BLOCK + size);
    const prefix = text(at + 257, 5) === 'ustar' ? text(at + 345, 155) : '';
    const name: string = longName ?? (prefix ? `${prefix}/${text(at, 100)}` : text(at, 100));
    longName = null;
    if (type === 'L') longName = new TextDecoder().decode(data).replace(/\0+$/, '');
    else if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(new TextDecoder().decode(data))?.[1] ?? null;
    else if (type === '0' || type === '\0') files.set(name.replace(/^\.\//, ''), data);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function readFolder(folder: string): Map<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(onnx|pb)$/.test(name));
  return new Map(names.map((name) => [name.split(path.sep).join('/'), readFileSync(path.join(folder, name))]));
}

export function readFiles(place: string): Files {
  if (statSync(place).isDirectory()) return readFolder(place);
  const bytes = readFileSync(place);
  return readTar(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

export interface DataSet {
  readonly inputs: Uint8Array[];
  readonly outputs: Uint8Array[];
}

export interface Case {
  readonly name: string;
  readonly model: Uint8Array;
  readonly sets: DataSet[];
}

/** Every folder with a model, by name. */
export function casesOf(files: Files): Case[] {
  const found = [...files.keys()].filter((name) => name.endsWith('model.onnx')).sort();
  return found.map((name) => {
    const root = name.slice(0, -'model.onnx'.length);
    const inside = [...files.keys()].filter((file) => file.startsWith(`${root}test_data_set_`));
    const sets = [...new Set(inside.map((file) => file.slice(0, file.lastIndexOf('/') + 1)))].sort();
    const list = (set: string, kind: string): Uint8Array[] => {
      const out: Uint8Array[] = [];
      for (let i = 0, data = files.get(`${set}${kind}_0.pb`); data; data = files.get(`${set}${kind}_${++i}.pb`))
        out.push(data);
      return out;
    };
    return {
      name: root.replace(/\/$/, '').split('/').pop() ?? root,
      model: files.get(name) ?? new Uint8Array(),
      sets: sets.map((set) => ({ inputs: list(set, 'input'), outputs: list(set, 'output') })),
    };
  });
}
