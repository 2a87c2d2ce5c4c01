/** Notes to Jupyter notebooks, nbformat 4.5. What Jupyter has no place for travels in `metadata.nnbook`. */
import type { Cell, CellOutput, Notebook, OutputItemData } from '../format.ts';
import { isText } from '../items.ts';
import type { JsonObject } from '../json.ts';
import { base64Of, ERROR, errorOf, STDERR, STDOUT, textOf } from './outputs.ts';

export function toIpynb(notebook: Notebook): Uint8Array {
  const taken = new Set<string>();
  const file = {
    cells: notebook.cells.map((cell) => writeCell(cell, taken)),
    metadata: {
      ...notebook.metadata,
      kernelspec: { display_name: 'nnbook (TypeScript)', language: 'typescript', name: 'nnbook' },
      language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' },
      ...(notebook.extra ? { nnbook: { extra: notebook.extra } } : {}),
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  // Jupyter's own layout: one space.
  return new TextEncoder().encode(`${JSON.stringify(file, null, 1)}\n`);
}

function writeCell(cell: Cell, taken: Set<string>): JsonObject {
  const id = jupyterId(cell.id, taken);
  const isCode = cell.kind === 'code';
  const own = {
    ...(id === cell.id ? {} : { id: cell.id }),
    ...(isCode || cell.lang !== 'markdown' ? { lang: cell.lang } : {}),
    ...(cell.name === undefined ? {} : { name: cell.name }),
    ...(cell.collapsed === undefined ? {} : { collapsed: cell.collapsed }),
    ...(cell.extra === undefined ? {} : { extra: cell.extra }),
  };
  const metadata = {
    ...cell.metadata,
    ...(cell.tags ? { tags: cell.tags } : {}),
    ...(Object.keys(own).length > 0 ? { nnbook: own } : {}),
  };
  if (isCode) {
    const outputs = cell.outputs.flatMap(writeOutput);
    return { cell_type: 'code', execution_count: null, id, metadata, outputs, source: pieces(cell.source) };
  }
  const { attachments, source } = takeImages(cell.source);
  return {
    ...(attachments ? { attachments } : {}),
    cell_type: 'markdown',
    id,
    metadata,
    source: pieces(source),
  };
}

/** Jupyter's ids are 1 to 64 letters, digits, `-` and `_`. */
function jupyterId(id: string, taken: Set<string>): string {
  const base = id.replace(/[^\w-]/g, '-').slice(0, 56) || 'cell';
  let free = base;
  for (let n = 2; taken.has(free); n++) free = `${base}-${n}`;
  taken.add(free);
  return free;
}

/** Pictures in the text become attachments: some Jupyter front ends do not show data in links. */
function takeImages(source: string): { attachments?: JsonObject; source: string } {
  const attachments: Record<string, JsonObject> = {};
  const text = source.replace(
    /\(data:(image\/[\w.+-]+);base64,([A-Za-z0-9+/]+={0,2})\)/g,
    (_, mime: string, data: string) => {
      const name = `image-${Object.keys(attachments).length + 1}.${mime.slice(6).replace(/\W.*/, '')}`;
      attachments[name] = { [mime]: data };
      return `(attachment:${name})`;
    },
  );
  return Object.keys(attachments).length > 0 ? { attachments, source: text } : { source };
}

function writeOutput(output: CellOutput): JsonObject[] {
  const { items } = output;
  const mime = items[0]?.mime;
  if ((mime === STDOUT || mime === STDERR) && items.every((item) => item.mime === mime)) {
    const name = mime === STDOUT ? 'stdout' : 'stderr';
    return [{ name, output_type: 'stream', text: pieces(items.map(textOf).join('')) }];
  }
  const error = items.length === 1 && mime === ERROR ? errorOf(items[0]) : null;
  if (error) {
    const traceback = error.stack.split('\n');
    return [{ ename: error.name, evalue: error.message, output_type: 'error', traceback }];
  }
  // A bundle holds one item of a mime type; further ones are displays of their own.
  const bundles: Map<string, unknown>[] = [];
  for (const item of items) {
    const free = bundles.find((bundle) => !bundle.has(item.mime));
    if (free) free.set(item.mime, writeItem(item));
    else bundles.push(new Map([[item.mime, writeItem(item)]]));
  }
  const metadata = { ...output.metadata, ...(output.extra ? { nnbook: { extra: output.extra } } : {}) };
  return bundles.map((bundle) => ({ data: Object.fromEntries(bundle), metadata, output_type: 'display_data' }));
}

function writeItem(item: OutputItemData): unknown {
  const { mime } = item;
  if (!isText(mime)) return base64Of(item);
  const text = textOf(item);
  if (mime !== 'application/json' && !mime.endsWith('+json')) return pieces(text);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Lines that keep their ends, as nbformat has them. */
function pieces(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
