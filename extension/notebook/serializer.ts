/** Between VS Code's notebook model and the file. What VS Code does not know travels in the metadata. */
import * as vscode from 'vscode';
import { capOutputs, type SaveOutputs } from './caps.ts';
import {
  CANONICAL,
  type Cell,
  type CellOutput,
  DEFAULT_LANGUAGE,
  freshId,
  type Layout,
  type Notebook,
  parseNotebook,
  serializeNotebook,
} from './format.ts';
import type { JsonObject } from './json.ts';
import { withoutReferences } from './references.ts';

export const NOTEBOOK_TYPE = 'nnbook';

/** What a notebook document carries in its metadata. */
interface DocumentMetadata {
  readonly metadata?: JsonObject;
  readonly extra?: JsonObject;
  readonly layout?: Layout;
}

/** What a cell carries in its metadata. */
export type CellMetadata = Partial<Pick<Cell, 'id' | 'name' | 'tags' | 'collapsed' | 'metadata' | 'extra'>>;

export class NotebookSerializer implements vscode.NotebookSerializer {
  /** Throws on a file that does not parse: VS Code then shows the reason, opens nothing and so overwrites nothing. */
  deserializeNotebook(bytes: Uint8Array): vscode.NotebookData {
    return toData(parseNotebook(bytes));
  }

  serializeNotebook(data: vscode.NotebookData): Uint8Array {
    return serializeNotebook(toNotebook(data, saveOutputs()));
  }
}

export function saveOutputs(): SaveOutputs {
  const value = vscode.workspace.getConfiguration('nnbook').get<string>('saveOutputs');
  return value === 'small' || value === 'none' ? value : 'all';
}

/** Registers the serializer; again when `nnbook.saveOutputs` decides anew whether a run makes the file dirty. */
export function registerSerializer(): vscode.Disposable {
  const register = () =>
    vscode.workspace.registerNotebookSerializer(NOTEBOOK_TYPE, new NotebookSerializer(), {
      transientOutputs: saveOutputs() === 'none',
      transientCellMetadata: {},
      transientDocumentMetadata: {},
    });
  let registration = register();
  const listener = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration('nnbook.saveOutputs')) return;
    registration.dispose();
    registration = register();
  });
  return { dispose: () => vscode.Disposable.from(registration, listener).dispose() };
}

export function toData(notebook: Notebook): vscode.NotebookData {
  const data = new vscode.NotebookData(notebook.cells.map(toCellData));
  if (data.cells.length === 0) {
    data.cells.push(new vscode.NotebookCellData(vscode.NotebookCellKind.Code, '', DEFAULT_LANGUAGE));
  }
  const { metadata, extra, layout } = notebook;
  data.metadata = { metadata, extra, layout };
  return data;
}

function toCellData(cell: Cell): vscode.NotebookCellData {
  const kind = cell.kind === 'code' ? vscode.NotebookCellKind.Code : vscode.NotebookCellKind.Markup;
  const data = new vscode.NotebookCellData(kind, cell.source, cell.lang);
  const { id, name, tags, collapsed, metadata, extra } = cell;
  data.metadata = defined({ id, name, tags, collapsed, metadata, extra });
  data.outputs = cell.outputs.map((output) => {
    const items = output.items.map(({ mime, data: bytes }) => new vscode.NotebookCellOutputItem(bytes, mime));
    return new vscode.NotebookCellOutput(items, defined({ ...output.metadata, extra: output.extra }));
  });
  return data;
}

export function toNotebook(data: vscode.NotebookData, policy: SaveOutputs): Notebook {
  const { metadata, extra, layout }: DocumentMetadata = data.metadata ?? {};
  const ids = new Set<string>();
  const cells = data.cells.map((cell) => toCell(cell, ids));
  return {
    ...(metadata ? { metadata } : {}),
    ...(extra ? { extra } : {}),
    cells: capOutputs(cells, policy),
    layout: layout ?? CANONICAL,
  };
}

function toCell(data: vscode.NotebookCellData, ids: Set<string>): Cell {
  const metadata: CellMetadata = data.metadata ?? {};
  return {
    ...defined({ name: metadata.name, tags: metadata.tags, collapsed: metadata.collapsed }),
    ...defined({ metadata: metadata.metadata, extra: metadata.extra }),
    id: freshId(metadata.id, ids),
    kind: data.kind === vscode.NotebookCellKind.Code ? 'code' : 'markdown',
    lang: data.languageId,
    source: data.value.replace(/\r\n/g, '\n'),
    outputs: (data.outputs ?? []).map(toOutput),
  };
}

function toOutput(output: vscode.NotebookCellOutput): CellOutput {
  const { extra, ...metadata }: { extra?: JsonObject } & JsonObject = output.metadata ?? {};
  return {
    items: output.items.map(({ mime, data }) => ({ mime, data: withoutReferences(mime, data) })),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    ...(extra ? { extra } : {}),
  };
}

/** Without the keys whose value is undefined. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
