/** A failed call in the words of the user's code: its operands by the names they have there, the axes that clash marked. */
import ts from 'typescript';
import { NNError } from '../../../core/errors.ts';
import { blame, callAt } from '../../language/lookahead/locate.ts';
import { shapeMessage } from '../../language/lookahead/message.ts';
import { LINES } from '../code-frame.ts';
import type { UserFrame } from './sources.ts';

/** Errors that speak of a call and its operands; the editor's look-ahead tells the same ones. */
const TELLING = new Set(['ShapeError', 'DTypeError', 'IndexError', 'ArgumentError']);

/** The message as the editor gives it before the run; null for an error that names no operands. */
export function shapeText(
  error: unknown,
  frame: UserFrame | undefined,
  isNamespace: (name: string) => boolean,
): string | null {
  if (!(error instanceof NNError) || !TELLING.has(error.name) || !frame || !error.operands?.length) return null;
  const { source } = frame.text;
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const call = callAt(file, offsetOf(source, frame));
  if (!call) return null;
  const facts = error.operands.map(({ name, shape, axes = [] }) => ({ name, shape, axes }));
  const { operands } = blame(file, call, facts, (text) => {
    const root = /^([\w$]+)(?:\.[\w$]+)*$/.exec(text)?.[1];
    return root !== undefined && isNamespace(root);
  });
  return shapeMessage(error.message, operands, error.fix ?? null);
}

function offsetOf(source: string, { line, column }: UserFrame): number {
  let rest = source;
  let offset = 0;
  for (let n = 1; n < line; n++) {
    const end = LINES.exec(rest);
    if (!end) break;
    const length = end.index + end[0].length;
    offset += length;
    rest = rest.slice(length);
  }
  return offset + column - 1;
}
