/** A piece of source with a caret under the place in question. */

export const LINES = /\r\n|[\n\r\u2028\u2029]/;

/** 1-based, with the number of columns to underline. */
export interface CaretPlace {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** The line at fault with one line of context on each side, and a caret under the place. */
export function codeFrame(source: string, place: CaretPlace): string {
  const lines = source.split(LINES);
  const first = Math.max(1, place.line - 1);
  const last = Math.min(lines.length, place.line + 1);
  const width = String(last).length;
  const out: string[] = [];
  for (let n = first; n <= last; n++) {
    const text = lines[n - 1] ?? '';
    out.push(`${n === place.line ? '>' : ' '} ${String(n).padStart(width)} | ${text}`.trimEnd());
    if (n !== place.line) continue;
    // Tabs stay tabs, so that the caret stands under its column whatever their width.
    const indent = text.slice(0, place.column - 1).replace(/[^\t]/g, ' ');
    const room = Math.max(1, text.length - place.column + 1);
    out.push(`  ${' '.repeat(width)} | ${indent}${'^'.repeat(Math.max(1, Math.min(place.length, room)))}`);
  }
  return out.join('\n');
}
