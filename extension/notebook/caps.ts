/** How much of the outputs goes into the file. */
import type { Cell, CellOutput, OutputItemData } from './format.ts';

/** `nnbook.saveOutputs`. */
export type SaveOutputs = 'all' | 'small' | 'none';

/** Bytes of one item that are saved, by policy; larger ones leave their text behind. */
export const ITEM_LIMIT: Readonly<Record<SaveOutputs, number>> = { all: 8 << 20, small: 64 << 10, none: 0 };
/** Bytes of all outputs of a file. */
export const FILE_LIMIT: Readonly<Record<SaveOutputs, number>> = { all: 64 << 20, small: 2 << 20, none: 0 };

const TRUNCATED = 'truncated';

/** The cells with outputs that fit. What does not fit says so in its place. */
export function capOutputs(cells: readonly Cell[], policy: SaveOutputs): Cell[] {
  let left = FILE_LIMIT[policy];
  return cells.map((cell) => {
    if (cell.outputs.length === 0) return cell;
    if (policy === 'none') return { ...cell, outputs: [] };
    const outputs = cell.outputs.map((output) => {
      const capped = capOutput(output, Math.min(left, ITEM_LIMIT[policy]));
      left -= capped.items.reduce((sum, { data }) => sum + data.length, 0);
      return capped;
    });
    return { ...cell, outputs };
  });
}

function capOutput(output: CellOutput, limit: number): CellOutput {
  const kept: OutputItemData[] = [];
  let dropped = 0;
  for (const item of output.items) {
    if (item.data.length <= limit) kept.push(item);
    else dropped += item.data.length;
  }
  if (dropped === 0) return output;
  const note = `[${(dropped / 1048576).toFixed(1)} MiB of output not saved. Run the cell to see it.]`;
  const text = kept.find(({ mime }) => mime === 'text/plain');
  const twin = text ? `${new TextDecoder().decode(text.data)}\n${note}` : note;
  const items = [...kept.filter((item) => item !== text), { mime: 'text/plain', data: new TextEncoder().encode(twin) }];
  return { ...output, items, metadata: { ...output.metadata, [TRUNCATED]: true } };
}
