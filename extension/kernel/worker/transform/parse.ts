/** Parsing a cell, and the error that says where it does not parse. */
import ts from 'typescript';
import type { Position } from './edits.ts';

/** A cell that cannot run as it is written. Positions are 0-based. */
export class CellSyntaxError extends SyntaxError {
  override name = 'SyntaxError';
  readonly position: Position;
  readonly length: number;

  constructor(message: string, position: Position, length = 1) {
    super(message);
    this.position = position;
    this.length = Math.max(1, length);
  }
}

/** Parses as a module: `await` stands at the top level, everything is strict. */
export function parseModule(source: string): ts.SourceFile {
  const file = ts.createSourceFile(
    'cell.ts',
    source,
    {
      languageVersion: ts.ScriptTarget.ESNext,
      impliedNodeFormat: ts.ModuleKind.ESNext,
      setExternalModuleIndicator: (target) => {
        // Any node marks the file as a module, so that a top-level `await` parses as one.
        (target as ts.SourceFile & { externalModuleIndicator?: true }).externalModuleIndicator = true;
      },
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    },
    true,
    ts.ScriptKind.TS,
  );
  // The parser's own errors have no public accessor; a Program, which has one, costs fifty times as much.
  const { parseDiagnostics } = file as ts.SourceFile & {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  const first = parseDiagnostics?.[0];
  if (first) throw failure(file, first.start, first.length, ts.flattenDiagnosticMessageText(first.messageText, '\n'));
  return file;
}

export function failure(file: ts.SourceFile, start: number, length: number, message: string): CellSyntaxError {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return new CellSyntaxError(message, { line, col: character }, length);
}
