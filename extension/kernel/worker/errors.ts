/** From whatever a cell threw to what the user reads: message, place with caret, own frames, causes. */
import { inspect, stripVTControlCharacters } from 'node:util';
import { codeFrame, LINES } from '../code-frame.ts';
import type { ErrorReport, SourcePlace } from '../protocol.ts';
import { shapeText } from './shape-text.ts';
import type { SourceTable, SourceText, UserFrame } from './sources.ts';
import type { Position } from './transform/edits.ts';
import { CellSyntaxError } from './transform/parse.ts';

const MAX_FRAMES = 20;
const MAX_CAUSES = 5;

/** What is known of an error beside itself. */
export interface ErrorContext {
  readonly sources: SourceTable;
  /** True for a top-level name that an import gave. */
  readonly isNamespace?: (name: string) => boolean;
  /** The text that did not parse or compile, for a CellSyntaxError. */
  readonly text?: Pick<SourceText, 'cell' | 'label' | 'source'>;
  /** Where in that text an import failed, 0-based. */
  readonly at?: Position;
}

export function reportError(thrown: unknown, context: ErrorContext): ErrorReport {
  const own = frames(thrown, context.sources);
  const { name, message: said } = describe(thrown);
  const message = shapeText(thrown, own[0], context.isNamespace ?? (() => false)) ?? explained(said);
  const syntax = thrown instanceof CellSyntaxError ? thrown : undefined;
  const at = context.at ?? syntax?.position;
  let place: SourcePlace | null = null;
  let picture = '';
  if (context.text && at) {
    const length = syntax?.length ?? restOfLine(context.text.source, at);
    place = { ...pick(context.text), line: at.line + 1, column: at.col + 1, length };
    picture = codeFrame(context.text.source, place);
  } else if (own[0]) {
    place = placeOf(own[0]);
    picture = codeFrame(own[0].text.source, place);
  }
  const parts = [`${name}${message ? `: ${message}` : ''}`];
  if (place) parts.push(`\n${place.label}, line ${place.line}\n${picture}`);
  if (own.length > 1) parts.push(own.slice(0, MAX_FRAMES).map(frameLine).join('\n'));
  const causes = causeLines(thrown, context.sources);
  if (causes) parts.push(causes);
  return { name, message, stack: parts.join('\n'), place };
}

function restOfLine(source: string, at: Position): number {
  return Math.max(1, (source.split(LINES)[at.line] ?? '').trimEnd().length - at.col);
}

function pick(text: Pick<SourceText, 'cell' | 'label'>): Pick<SourcePlace, 'cell' | 'label'> {
  return { cell: text.cell, label: text.label };
}

function describe(thrown: unknown): { name: string; message: string } {
  if (thrown instanceof Error || isErrorLike(thrown)) {
    const name = typeof thrown.name === 'string' && thrown.name ? thrown.name : 'Error';
    return { name, message: inUserTerms(String(thrown.message)) };
  }
  return { name: 'Thrown', message: stripVTControlCharacters(inspect(thrown, { depth: 2 })) };
}

/** What the engine says of classes in its own terms, with what to do. */
function explained(message: string): string {
  if (!/^Must call super constructor in derived class/.test(message)) return message;
  return (
    "The constructor uses 'this' before the class it extends has made it.\n" +
    'Call super() first: constructor(...) { super(); this.fc = new nn.Linear(2, 3); }'
  );
}

/** `$S.f` and `(0 , $S.f)` are the user's `f`. */
function inUserTerms(message: string): string {
  return message.replace(/\(0 ?, ?\$S\d*\.([\w$]+)\)/g, '$1').replace(/\$S\d*\.(?=[\w$])/g, '');
}

/** An error of another realm (node:vm, structuredClone). */
function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Error]';
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error) && !isErrorLike(thrown)) return '';
  return typeof thrown.stack === 'string' ? thrown.stack : '';
}

function frames(thrown: unknown, sources: SourceTable): UserFrame[] {
  const list: UserFrame[] = [];
  for (const line of stackOf(thrown).split('\n')) {
    const frame = sources.frame(line);
    if (frame) list.push(frame);
  }
  return list;
}

function placeOf(frame: UserFrame): SourcePlace {
  const line = frame.text.source.split(LINES)[frame.line - 1] ?? '';
  const word = /^[\w$]+/.exec(line.slice(frame.column - 1))?.[0] ?? '';
  return { ...pick(frame.text), line: frame.line, column: frame.column, length: Math.max(1, word.length) };
}

function frameLine(frame: UserFrame): string {
  const where = `${frame.text.label}:${frame.line}:${frame.column}`;
  return frame.call ? `    at ${frame.call} (${where})` : `    at ${where}`;
}

function causeLines(thrown: unknown, sources: SourceTable): string {
  const out: string[] = [];
  const seen = new Set<unknown>([thrown]);
  let cause = causeOf(thrown);
  for (let depth = 0; cause !== undefined && depth < MAX_CAUSES && !seen.has(cause); depth++) {
    seen.add(cause);
    const { name, message } = describe(cause);
    out.push(`Caused by ${name}${message ? `: ${message}` : ''}`, ...frames(cause, sources).slice(0, 5).map(frameLine));
    cause = causeOf(cause);
  }
  if (thrown instanceof AggregateError) {
    for (const error of thrown.errors.slice(0, MAX_CAUSES)) {
      const { name, message } = describe(error);
      out.push(`  - ${name}: ${message}`);
    }
  }
  return out.join('\n');
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error || isErrorLike(thrown) ? thrown.cause : undefined;
}
