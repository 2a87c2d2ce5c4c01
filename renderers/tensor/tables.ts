/** The tensor as tables: the x-y plane that is shown, and every stored element for a file. */
import type { TableModel } from '../shared/table.tsx';
import { ascii, columnFormat, num, shapeText } from '../shared/text.ts';
import { type Frame, indexAt } from './layout.ts';
import { axisLabel, axisName, indexOf, offsetOf, type Plane, type TensorItem } from './model.ts';

/** All facets of the page below each other; `text` is tab-separated for the clipboard. */
export function planeTable(
  item: TensorItem,
  plane: Plane,
  frame: Frame,
  sliders: readonly number[],
): TableModel & { text(): string } {
  const format = columnFormat(plane.data.length > 4096 ? plane.data.subarray(0, 4096) : plane.data, 6);
  const at = (row: number, column: number): number => {
    const facet = frame.facets[Math.floor(row / frame.ySize)];
    return plane.data[offsetOf(item, indexAt(frame, sliders, facet, column, row % frame.ySize))];
  };
  const rowHeader = (row: number): string => {
    const facet = frame.facets[Math.floor(row / frame.ySize)];
    const parts: string[] = [];
    if (frame.rowAxis >= 0) parts.push(axisLabel(item, frame.rowAxis, facet.row));
    if (frame.columnAxis >= 0) parts.push(axisLabel(item, frame.columnAxis, facet.column));
    if (frame.yAxis >= 0) parts.push(axisLabel(item, frame.yAxis, row % frame.ySize));
    return parts.join(', ');
  };
  const rows = frame.facets.length * frame.ySize;
  const names = [frame.rowAxis, frame.columnAxis, frame.yAxis]
    .filter((axis) => axis >= 0)
    .map((axis) => axisName(item, axis));
  return {
    caption: `${item.name ?? 'tensor'} ${item.dtype} ${shapeText(item.shape)}`,
    columns: frame.xSize,
    rows,
    corner: names.join(', '),
    columnHeader: (column) => axisLabel(item, frame.xAxis, column),
    rowHeader,
    cell: (row, column) => {
      const v = at(row, column);
      return Number.isFinite(v) ? format(v) : num(v);
    },
    text: () =>
      Array.from({ length: rows }, (_, r) =>
        Array.from({ length: frame.xSize }, (_, c) => ascii(String(at(r, c)))).join('\t'),
      ).join('\n'),
  };
}

/** One line per stored element: its index, then the value in full precision. */
export function* csvRows(item: TensorItem, plane: Plane): Generator<(string | number)[]> {
  yield [...item.shape.map((_, axis) => axisName(item, axis)), 'value'];
  for (let i = 0; i < plane.data.length; i++)
    yield [...indexOf(item, i).map((v, axis) => axisLabel(item, axis, v)), plane.data[i]];
}
