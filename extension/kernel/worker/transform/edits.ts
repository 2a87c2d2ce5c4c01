/**
 * A list of edits on a text that never changes the number of its lines, and the way back from a position in the edited
 * text to the original one. Inserted text holds no line break; a removed range leaves its line breaks behind.
 */

/** 0-based. */
export interface Position {
  readonly line: number;
  readonly col: number;
}

/** Where an insertion stands among others at the same offset: what closes a node comes before what opens the next. */
type Rank = 0 | 1 | 2;

interface Edit {
  readonly start: number;
  readonly anchor: number | undefined;
  readonly end: number;
  readonly text: string;
  readonly rank: Rank;
  readonly order: number;
}

/** A piece of the result: `length` characters copied from `source`, or generated at `source`. */
interface Piece {
  readonly start: number;
  readonly source: number;
  readonly copied: boolean;
  /** What comes right behind is meant by `source` as well: the engine places a call at its opening bracket. */
  readonly anchored: boolean;
}

export class EditedText {
  readonly code: string;
  readonly #pieces: readonly Piece[];
  readonly #lines: readonly number[];
  readonly #sourceLines: readonly number[];
  readonly #source: string;
  readonly #earlier: ((position: Position) => Position) | undefined;

  constructor(code: string, pieces: readonly Piece[], source: string, earlier?: (position: Position) => Position) {
    this.code = code;
    this.#source = source;
    this.#earlier = earlier;
    this.#pieces = pieces;
    this.#lines = lineStarts(code);
    this.#sourceLines = lineStarts(source);
  }

  /** The original position of a position in the edited text; one in generated text maps to where that was put. */
  translate(position: Position): Position {
    const own = this.#translate(position);
    return this.#earlier ? this.#earlier(own) : own;
  }

  /** The same text, whose source is itself the result of an earlier change. */
  over(earlier: (position: Position) => Position): EditedText {
    return new EditedText(this.code, this.#pieces, this.#source, earlier);
  }

  #translate(position: Position): Position {
    const lineStart = this.#lines[position.line];
    if (lineStart === undefined) return position;
    const offset = lineStart + position.col;
    const at = lastAtMost(this.#pieces.length, (i) => this.#pieces[i].start, offset);
    const piece = this.#pieces[at];
    const before = this.#pieces[at - 1];
    let source = piece.copied ? piece.source + (offset - piece.start) : piece.source;
    if (offset === piece.start && before?.anchored) source = before.source;
    const line = lastAtMost(this.#sourceLines.length, (i) => this.#sourceLines[i], source);
    // Lines are never added or removed, so a disagreement can only come from an offset beyond the line's end.
    if (line !== position.line) return { line: position.line, col: 0 };
    return { line, col: source - this.#sourceLines[line] };
  }
}

export class EditList {
  readonly source: string;
  readonly #edits: Edit[] = [];

  constructor(source: string) {
    this.source = source;
  }

  /** Puts text in front of what starts at `at`. */
  open(at: number, text: string): void {
    this.#add(at, at, text, 1);
  }

  /** Puts text behind what ends at `at`. With `anchor`, a position there means that offset. */
  close(at: number, text: string, anchor?: number): void {
    this.#add(at, at, text, 0, anchor);
  }

  replace(start: number, end: number, text: string): void {
    this.#add(start, end, text, 2);
  }

  /** Overwrites a range by spaces, so that the columns behind it stay. */
  blank(start: number, end: number): void {
    if (end > start) this.#add(start, end, this.source.slice(start, end).replace(/[^\r\n\u2028\u2029]/g, ' '), 2);
  }

  #add(start: number, end: number, text: string, rank: Rank, anchor?: number): void {
    this.#edits.push({ start, end, text, rank, anchor, order: this.#edits.length });
  }

  /** @param head generated text that stands before everything */
  apply(head = ''): EditedText {
    const edits = [...this.#edits].sort((a, b) => a.start - b.start || a.rank - b.rank || a.order - b.order);
    const pieces: Piece[] = [];
    let code = '';
    let at = 0;
    const emit = (text: string, source: number, copied: boolean, anchored = false) => {
      if (text === '') return;
      pieces.push({ start: code.length, source, copied, anchored });
      code += text;
    };
    emit(head, 0, false);
    for (const edit of edits) {
      if (edit.start < at) continue; // inside a range that an outer edit removed
      emit(this.source.slice(at, edit.start), at, true);
      const removed = this.source.slice(edit.start, edit.end);
      // A range overwritten by as many characters keeps its columns.
      const text = edit.text + missingBreaks(removed, edit.text);
      emit(text, edit.anchor ?? edit.start, edit.text.length === removed.length, edit.anchor !== undefined);
      at = edit.end;
    }
    emit(this.source.slice(at), at, true);
    if (pieces.length === 0) pieces.push({ start: 0, source: 0, copied: true, anchored: false });
    return new EditedText(code, pieces, this.source);
  }
}

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;

function missingBreaks(removed: string, text: string): string {
  const breaks = removed.match(LINE_BREAK) ?? [];
  return breaks.slice(text.match(LINE_BREAK)?.length ?? 0).join('');
}

export function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(LINE_BREAK)) starts.push(match.index + match[0].length);
  return starts;
}

/** Largest index whose key is at most `wanted` (keys ascend; the first is taken when none is). */
export function lastAtMost(length: number, key: (index: number) => number, wanted: number): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (key(middle) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
