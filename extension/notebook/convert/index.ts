/** Which file is read and written how. */
import { type Notebook, parseNotebook, serializeNotebook } from '../format.ts';
import { ConvertError } from './convert-error.ts';
import { type KatexFile, toHtml } from './html.ts';
import { fromIpynb } from './ipynb.ts';
import { fromMarkdown, toMarkdown } from './markdown.ts';
import { bytesOf } from './outputs.ts';
import { fromPercent, toPercent } from './percent.ts';
import { toIpynb } from './to-ipynb.ts';

export { ConvertError } from './convert-error.ts';
export type { KatexFile } from './html.ts';

interface Format {
  /** Endings of the file's name, the usual one first. */
  readonly endings: readonly string[];
  readonly title: string;
  read?(bytes: Uint8Array): Notebook;
  write(notebook: Notebook, title: string, katexFile: KatexFile): Uint8Array;
}

export const FORMATS: readonly Format[] = [
  { endings: ['.nnbook'], title: 'nnbook notebook', read: parseNotebook, write: serializeNotebook },
  { endings: ['.ipynb'], title: 'Jupyter notebook', read: fromIpynb, write: toIpynb },
  {
    endings: ['.md', '.markdown'],
    title: 'Markdown',
    read: (bytes) => fromMarkdown(utf8(bytes)),
    write: (notebook) => bytesOf(toMarkdown(notebook)),
  },
  {
    endings: ['.ts', '.mts', '.js', '.mjs'],
    title: 'TypeScript with // %% cells',
    read: (bytes) => fromPercent(utf8(bytes)),
    write: (notebook) => bytesOf(toPercent(notebook)),
  },
  {
    endings: ['.html', '.htm'],
    title: 'Web page',
    write: (notebook, title, katexFile) => bytesOf(toHtml(notebook, { title, katexFile })),
  },
];

/** Reads a file by the ending of its name. */
export function readAs(file: string, bytes: Uint8Array): Notebook {
  const format = formatOf(file);
  if (!format.read) throw new ConvertError(`${format.title}: such a file can be written, not read.`);
  return format.read(bytes);
}

/** The bytes of a file with that name. */
export function writeAs(file: string, notebook: Notebook, katexFile: KatexFile): Uint8Array {
  return formatOf(file).write(notebook, baseName(file), katexFile);
}

function formatOf(file: string): Format {
  const name = file.toLowerCase();
  const found = FORMATS.find(({ endings }) => endings.some((ending) => name.endsWith(ending)));
  if (found) return found;
  const known = FORMATS.map(({ endings }) => endings[0]).join(', ');
  throw new ConvertError(`${baseName(file)}: the ending says no format that nnbook knows; known are ${known}.`);
}

function baseName(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConvertError('This file is not UTF-8 text.');
  }
}
