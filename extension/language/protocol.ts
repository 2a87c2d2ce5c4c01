/**
 * What the extension host and the language worker say to each other. A closed, typed protocol: state travels as whole
 * cell texts in notebook order (cells are small), questions name a cell and a UTF-16 offset in that cell's text.
 * Messages are handled in the order they were sent, so an answer always speaks of the last text sent before its question.
 */

import type { CellLinks } from '../stale/cells.ts';

/** One code cell. `id` is the URI of the cell's text document. */
export interface CellText {
  readonly id: string;
  readonly text: string;
}

/** A place in a cell. */
export interface At {
  readonly notebook: string;
  readonly cell: string;
  readonly offset: number;
}

/** A piece of a cell's text, `[start, end)`. */
export interface CellRange {
  readonly cell: string;
  readonly start: number;
  readonly end: number;
}

/** Where something is declared: in a cell, in one of our bundled declaration files, or in a file on disk. */
export type Place =
  | ({ readonly kind: 'cell' } & CellRange)
  | { readonly kind: 'library'; readonly path: string; readonly start: number; readonly end: number }
  | { readonly kind: 'file'; readonly path: string; readonly start: number; readonly end: number };

export interface HoverInfo {
  /** TypeScript's own line(s), for example `const x: Tensor`. */
  readonly signature: string;
  /** Markdown. */
  readonly docs: string;
  readonly start: number;
  readonly end: number;
  /** Names from a top-level variable of the notebook inwards (`net`, `fc1`, `weight`), when the word is such a path. */
  readonly path: readonly string[] | null;
  /** The cell that declares the first name of `path`. */
  readonly declaredIn: string | null;
}

export interface CompletionItem {
  readonly name: string;
  /** TypeScript's ScriptElementKind, for example `const` or `method`. */
  readonly kind: string;
  readonly sortText: string;
  readonly insertText?: string;
  readonly filterText?: string;
  readonly replace?: { readonly start: number; readonly end: number };
  readonly deprecated?: boolean;
  /** Set for names that nnbook exports and that the cell does not import yet. */
  readonly autoImport?: boolean;
}

export interface CompletionAnswer {
  readonly items: readonly CompletionItem[];
  readonly member: boolean;
  readonly incomplete: boolean;
}

export interface CompletionDetails {
  readonly signature: string;
  readonly docs: string;
  /** Further edits in the same cell, for an import. */
  readonly edits: readonly TextChange[];
}

export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface CellChange extends TextChange {
  readonly cell: string;
}

export interface SignatureInfo {
  readonly label: string;
  readonly docs: string;
  /** `[start, end)` of each parameter in `label`. */
  readonly parameters: readonly { readonly start: number; readonly end: number; readonly docs: string }[];
}

export interface SignatureAnswer {
  readonly signatures: readonly SignatureInfo[];
  readonly activeSignature: number;
  readonly activeParameter: number;
}

export type Severity = 'error' | 'warning';

export interface Problem {
  readonly code: number;
  readonly message: string;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}

export interface CellProblems {
  readonly cell: string;
  readonly problems: readonly Problem[];
}

/** Either the edits, or the reason why this name cannot be renamed. */
export type RenameAnswer =
  | { readonly kind: 'edits'; readonly edits: readonly CellChange[] }
  | { readonly kind: 'refused'; readonly reason: string };

export type RenameTarget =
  | { readonly kind: 'target'; readonly start: number; readonly end: number; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string };

export interface FormatOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly kind: 'code' | 'comment' | 'imports' | 'region';
}

/** A top-level variable of a cell, and where a hint about it may stand. */
export interface DeclaredName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** End of a written type annotation, or -1: the hint then stands right after the name. */
  readonly annotationEnd: number;
}

export interface QuickFix {
  readonly title: string;
  readonly edits: readonly CellChange[];
}

/** Every question: `[parameters, answer]`. */
export interface Methods {
  hover: [At, HoverInfo | null];
  complete: [At, CompletionAnswer];
  completionDetails: [At & { readonly name: string; readonly autoImport: boolean }, CompletionDetails | null];
  signature: [At & { readonly retrigger: boolean }, SignatureAnswer | null];
  definition: [At, { readonly start: number; readonly end: number; readonly places: readonly Place[] } | null];
  references: [At, readonly Place[]];
  renameTarget: [At, RenameTarget];
  rename: [At & { readonly newName: string }, RenameAnswer];
  format: [
    { readonly notebook: string; readonly cell: string; readonly start: number; readonly end: number } & FormatOptions,
    readonly TextChange[],
  ];
  semanticTokens: [{ readonly notebook: string; readonly cell: string }, readonly number[]];
  folding: [{ readonly notebook: string; readonly cell: string }, readonly Fold[]];
  declared: [{ readonly notebook: string; readonly cell: string }, readonly DeclaredName[]];
  diagnostics: [{ readonly notebook: string; readonly cells: readonly string[] | null }, readonly CellProblems[]];
  fixes: [
    {
      readonly notebook: string;
      readonly cell: string;
      readonly start: number;
      readonly end: number;
      readonly codes: readonly number[];
    },
    readonly QuickFix[],
  ];
  /** What each text defines and uses. */
  links: [{ readonly sources: readonly string[] }, readonly (CellLinks | null)[]];
  libraryFile: [{ readonly path: string }, string | null];
  memory: [Record<string, never>, { readonly heapUsed: number }];
}

export type Method = keyof Methods;
export type Params<M extends Method> = Methods[M][0];
export type Answer<M extends Method> = Methods[M][1];

/** One question on the wire. */
export type Question = { [M in Method]: { readonly method: M; readonly params: Params<M> } }[Method];

export type ToWorker =
  | { readonly kind: 'notebook'; readonly notebook: string; readonly file: string; readonly cells: readonly CellText[] }
  | { readonly kind: 'cell'; readonly notebook: string; readonly cell: string; readonly text: string }
  | { readonly kind: 'close'; readonly notebook: string }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'cancel'; readonly id: number };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/** What the worker is started with: one bundle serves both roles, each in a thread of its own. */
export interface WorkerSettings {
  readonly role: 'language' | 'lookahead';
  /** Folder that `build-assets.mjs` wrote. */
  readonly assets: string;
}

/** Semantic token legend, in the order of TypeScript's 2020 classifier. */
export const tokenTypes = [
  'class',
  'enum',
  'interface',
  'namespace',
  'typeParameter',
  'type',
  'parameter',
  'variable',
  'enumMember',
  'property',
  'function',
  'method',
] as const;

export const tokenModifiers = ['declaration', 'static', 'async', 'readonly', 'defaultLibrary', 'local'] as const;
