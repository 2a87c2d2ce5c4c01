/**
 * One notebook in the language service: its cells as linked modules, and the TypeScript program over them. Projects share
 * the parsed library files and nothing else, so names never leak between notebooks.
 */
import { builtinModules } from 'node:module';
import ts from 'typescript';
import type { CellText } from '../protocol.ts';
import { type CellFacts, readCell } from './declarations.ts';
import {
  coreEntry,
  coreFolder,
  displayEntry,
  displayFile,
  type Files,
  globalsFile,
  libraryFolder,
  nodeEntry,
} from './files.ts';
import { type Cell, type LinkedCell, linkCells } from './link.ts';

/** Strict about `null`, lenient about what a study note leaves out. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.esnext.d.ts'],
  types: [],
  strict: true,
  noImplicitAny: false,
  strictPropertyInitialization: false,
  useUnknownInCatchVariables: false,
  allowImportingTsExtensions: true,
  allowJs: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
};

const nodeModules = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
const nodeGlobals = /\b(?:process|Buffer|require|global|NodeJS)\b/;

interface Entry {
  readonly id: string;
  readonly key: string;
  readonly file: string;
  text: string;
  facts: CellFacts;
  usesNode: boolean;
  linked: LinkedCell;
  version: number;
}

/** A cell as the features see it. */
export interface ProjectCell {
  readonly id: string;
  /** Its name in the program. */
  readonly file: string;
  readonly text: string;
  readonly facts: CellFacts;
  readonly linked: LinkedCell;
}

export class Project {
  readonly service: ts.LanguageService;
  private readonly files: Files;
  private readonly base: string;
  private entries: Entry[] = [];
  private readonly byId = new Map<string, Entry>();
  private readonly byFile = new Map<string, Entry>();
  private readonly keys = new Map<string, string>();
  private version = 0;
  private usesNode = false;
  private stale = true;

  /** `file` is the notebook's path; imports are resolved from its folder. */
  constructor(file: string, files: Files, registry: ts.DocumentRegistry) {
    this.files = files;
    this.base = file.replaceAll('\\', '/');
    this.service = ts.createLanguageService(this.host(), registry);
  }

  /** Replaces the list of cells: at opening, and when cells come, go or move. */
  setCells(cells: readonly CellText[]): void {
    this.files.forget();
    this.entries = cells.map(({ id, text }) => {
      const entry = this.byId.get(id) ?? this.newEntry(id);
      if (entry.text !== text) this.read(entry, text);
      return entry;
    });
    this.byId.clear();
    this.byFile.clear();
    for (const entry of this.entries) {
      this.byId.set(entry.id, entry);
      this.byFile.set(entry.file, entry);
    }
    this.stale = true;
  }

  /** Replaces one cell's text. A cell that is not in the list is ignored: it was removed meanwhile. */
  setText(id: string, text: string): void {
    const entry = this.byId.get(id);
    if (!entry || entry.text === text) return;
    this.read(entry, text);
    this.stale = true;
  }

  cells(): readonly ProjectCell[] {
    this.link();
    return this.entries;
  }

  cell(id: string): ProjectCell | undefined {
    this.link();
    return this.byId.get(id);
  }

  cellOfFile(file: string): ProjectCell | undefined {
    return this.byFile.get(file);
  }

  cellOfKey(key: string): ProjectCell | undefined {
    return this.entries.find((entry) => entry.key === key);
  }

  program(): ts.Program {
    this.link();
    const program = this.service.getProgram();
    if (!program) throw new Error('the language service has no program');
    return program;
  }

  dispose(): void {
    this.service.dispose();
  }

  private newEntry(id: string): Entry {
    const key = this.keys.get(id) ?? String(this.keys.size + 1);
    this.keys.set(id, key);
    const facts = readCell('');
    const linked = linkCells([{ key, text: '', facts }])[0];
    return { id, key, file: `${this.base}~cell${key}.ts`, text: '', facts, usesNode: false, linked, version: 0 };
  }

  private read(entry: Entry, text: string): void {
    entry.text = text;
    entry.facts = readCell(text);
    entry.usesNode = nodeGlobals.test(text) || entry.facts.modules.some((name) => nodeModules.has(name));
  }

  /** Brings the linked texts up to date; only cells whose linked text changed get a new version. */
  private link(): void {
    if (!this.stale) return;
    this.stale = false;
    this.version++;
    const cells: Cell[] = this.entries;
    linkCells(cells).forEach((linked, index) => {
      const entry = this.entries[index];
      if (entry.linked.text === linked.text && entry.version > 0) return;
      entry.linked = linked;
      entry.version++;
    });
    this.usesNode = this.entries.some((entry) => entry.usesNode);
    if (this.usesNode) this.files.loadNode();
  }

  private host(): ts.LanguageServiceHost {
    const files = this.files;
    return {
      getCompilationSettings: () => options,
      getProjectVersion: () => String(this.version),
      getScriptFileNames: () => [
        this.usesNode ? nodeEntry : globalsFile,
        displayFile,
        coreEntry,
        ...this.entries.map((entry) => entry.file),
      ],
      getScriptVersion: (file) => {
        const entry = this.byFile.get(file);
        return entry ? `${entry.key}.${entry.version}` : files.version(file);
      },
      getScriptSnapshot: (file) => {
        const text = this.byFile.get(file)?.linked.text ?? files.read(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => this.base.slice(0, this.base.lastIndexOf('/')) || '/',
      getDefaultLibFileName: () => `${libraryFolder}lib.esnext.d.ts`,
      fileExists: (file) => this.byFile.has(file) || files.has(file),
      readFile: (file) => this.byFile.get(file)?.linked.text ?? files.read(file),
      directoryExists: (folder) => files.hasFolder(folder),
      getDirectories: (folder) => files.foldersIn(folder),
      realpath: (path) => files.realPath(path),
      useCaseSensitiveFileNames: () => true,
      resolveModuleNameLiterals: (literals, from) =>
        literals.map((literal) => ({ resolvedModule: this.resolve(literal.text, from) })),
    };
  }

  private resolve(name: string, from: string): ts.ResolvedModuleFull | undefined {
    if (name.startsWith('nnbook-cell:')) {
      const cell = this.cellOfKey(name.slice('nnbook-cell:'.length));
      return cell && { resolvedFileName: cell.file, extension: ts.Extension.Ts };
    }
    if (name === 'nnbook') return declarationFile(coreEntry);
    if (name === 'nnbook-display' && from === displayFile) return declarationFile(displayEntry);
    if (from.startsWith(coreFolder) && name.startsWith('.')) {
      const path = new URL(name, `file://${from}`).pathname.replace(/(?:\.d)?\.[jt]s$/, '');
      return declarationFile(this.files.has(`${path}.d.ts`) ? `${path}.d.ts` : `${path}/index.d.ts`);
    }
    if (nodeModules.has(name)) return undefined;
    return ts.resolveModuleName(name, from, options, this.resolutionHost).resolvedModule;
  }

  private readonly resolutionHost: ts.ModuleResolutionHost = {
    fileExists: (file) => this.files.has(file),
    readFile: (file) => this.files.read(file),
    directoryExists: (folder) => this.files.hasFolder(folder),
    getDirectories: (folder) => this.files.foldersIn(folder),
    realpath: (path) => this.files.realPath(path),
    useCaseSensitiveFileNames: true,
  };
}

function declarationFile(path: string): ts.ResolvedModuleFull {
  return { resolvedFileName: path, extension: ts.Extension.Dts, isExternalLibraryImport: true };
}
