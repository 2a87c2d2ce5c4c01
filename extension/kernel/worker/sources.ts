/**
 * The texts that run in this kernel, by the name under which the engine knows them: cells and local modules, each with
 * the way back from a position in the generated code.
 */
import type { EditedText, Position } from './transform/edits.ts';

export interface SourceText {
  /** Name in stack traces. */
  readonly script: string;
  /** Id of the cell; null for a local file. */
  readonly cell: string | null;
  /** Place of the cell in the notebook when it ran, from 1. */
  readonly index?: number;
  /** `Cell 3`, or a path relative to the notebook. */
  label: string;
  readonly source: string;
  readonly text: EditedText;
}

/** A frame of the user's code; line and column count from 1. */
export interface UserFrame {
  readonly text: SourceText;
  readonly call: string | null;
  readonly line: number;
  readonly column: number;
}

/** Texts of cells kept for stack traces of functions that outlive their cell's run. */
const KEPT_CELLS = 2000;

const FRAME =
  /^ {4}at (?:(async )?(.*?) \()?(nncell:\d+|\/[^()]*?|[A-Za-z]:\\[^()]*?|file:\/\/[^()]*?):(\d+):(\d+)\)?$/;

export class SourceTable {
  readonly #texts = new Map<string, SourceText>();
  #serial = 0;

  nextCellScript(): string {
    return `nncell:${++this.#serial}`;
  }

  add(text: SourceText): void {
    this.#texts.set(text.script, text);
    if (this.#texts.size <= KEPT_CELLS) return;
    for (const [script, old] of this.#texts) {
      if (old.cell === null) continue;
      this.#texts.delete(script);
      return;
    }
  }

  get(script: string): SourceText | undefined {
    return this.#texts.get(script);
  }

  original(text: SourceText, line: number, column: number): Position {
    const { line: l, col } = text.text.translate({ line: line - 1, col: column - 1 });
    return { line: l + 1, col: col + 1 };
  }

  /** The frame of one line of a stack, if it is the user's. */
  frame(stackLine: string): UserFrame | null {
    const match = FRAME.exec(stackLine);
    if (!match) return null;
    const text = this.#texts.get(match[3]);
    if (!text) return null;
    const { line, col } = this.original(text, Number(match[4]), Number(match[5]));
    return { text, call: callName(match[2]), line, column: col };
  }

  /** The innermost of the user's frames in a stack. */
  firstFrame(stack: string): UserFrame | null {
    for (const line of stack.split('\n')) {
      const frame = this.frame(line);
      if (frame) return frame;
    }
    return null;
  }
}

/** The function's name as the user wrote it; null for the cell itself. */
function callName(name: string | undefined): string | null {
  if (!name || name === 'eval' || name === '<anonymous>') return null;
  return name.replace(/^(?:Object|\$S\d*|\$H\d*)\.(?=[\w$])/, '');
}
