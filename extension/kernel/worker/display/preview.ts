/**
 * Previews of tensors that are too large to store: leading axes keep their edge items (as many at the start as at the
 * end), the last two axes are averaged over blocks. Elements that are not finite survive the averaging: one NaN in a
 * million still shows.
 */
import type { TensorPreview } from '../../../../core/payload/tensor.ts';
import type { PayloadArray } from '../../../../core/payload/view.ts';

/** Leading axes are cut to this many kept indices, and further while the preview is over its budget. */
const KEEP = 16;
const PLANE_SIDE = 224;

/** undefined: the tensor fits `budget` elements and is stored exactly. */
export function choosePreview(shape: readonly number[], budget: number): TensorPreview | undefined {
  const total = shape.reduce((n, size) => n * size, 1);
  if (total <= budget) return undefined;
  const rank = shape.length;
  const rows = rank >= 2 ? shape[rank - 2] : 1;
  const columns = shape[rank - 1];
  const lead = shape.slice(0, Math.max(0, rank - 2));
  let keep = lead.reduce((n, size) => Math.max(n, size), 1);
  let side = Math.max(rows, columns);
  const cells = (): number => {
    const block = Math.ceil(Math.max(rows, columns) / side);
    const plane = Math.ceil(rows / block) * Math.ceil(columns / (rank === 1 ? Math.ceil(columns / budget) : block));
    return lead.reduce((n, size) => n * Math.min(size, keep), plane);
  };
  while (keep > KEEP && cells() > budget) keep = Math.max(KEEP, Math.ceil(keep / 2));
  if (rank >= 2) side = Math.min(side, Math.max(PLANE_SIDE, Math.floor(Math.sqrt(budget / 4))));
  while (cells() > budget && (keep > 2 || side > 2)) {
    if (keep > 4 || side <= 32) keep = Math.max(2, keep - 2);
    else side = Math.max(2, Math.floor(side * 0.8));
    if (keep === 2 && side > 2) side = Math.max(2, Math.floor(side * 0.8));
  }
  const block = rank === 1 ? Math.ceil(columns / budget) : Math.ceil(Math.max(rows, columns) / side);
  const pool: [number, number] = rank === 1 ? [1, block] : [Math.min(block, rows), Math.min(block, columns)];
  const kept = shape.map((size, axis) => (axis < lead.length && size > keep ? edges(size, keep) : null));
  return { kept, pool };
}

function edges(size: number, keep: number): number[] {
  const head = Math.ceil(keep / 2);
  return Array.from({ length: keep }, (_, i) => (i < head ? i : size - keep + i));
}

export function storedShape(shape: readonly number[], preview: TensorPreview): number[] {
  const rank = shape.length;
  return shape.map((size, axis) => {
    if (axis === rank - 1) return Math.ceil(size / preview.pool[1]);
    if (axis === rank - 2) return Math.ceil(size / preview.pool[0]);
    return preview.kept[axis]?.length ?? size;
  });
}

/** The stored elements, row-major; float32 where blocks are averaged, the data's own type otherwise. */
export function storePreview(data: PayloadArray, shape: readonly number[], preview: TensorPreview): PayloadArray {
  const rank = shape.length;
  const rows = rank >= 2 ? shape[rank - 2] : 1;
  const columns = shape[rank - 1];
  const [blockRows, blockColumns] = preview.pool;
  const out = storedShape(shape, preview);
  const outRows = rank >= 2 ? out[rank - 2] : 1;
  const outColumns = out[rank - 1];
  const total = out.reduce((n, size) => n * size, 1);
  const averaged = blockRows > 1 || blockColumns > 1;
  const stored = averaged ? new Float32Array(total) : new (data.constructor as new (n: number) => PayloadArray)(total);
  const lead = out.slice(0, Math.max(0, rank - 2));
  const planes = lead.reduce((n, size) => n * size, 1);
  for (let plane = 0; plane < planes; plane++) {
    const start = planeStart(plane, lead, shape, preview) * rows * columns;
    for (let r = 0; r < outRows; r++) {
      for (let c = 0; c < outColumns; c++) {
        const at = (plane * outRows + r) * outColumns + c;
        stored[at] = averaged
          ? blockMean(data, start, columns, r * blockRows, c * blockColumns, blockRows, blockColumns, rows)
          : data[start + r * columns + c];
      }
    }
  }
  return stored;
}

/** Index of a stored plane among the tensor's planes. */
function planeStart(plane: number, lead: readonly number[], shape: readonly number[], preview: TensorPreview): number {
  let rest = plane;
  let index = 0;
  let stride = 1;
  for (let axis = lead.length - 1; axis >= 0; axis--) {
    const i = rest % lead[axis];
    rest = Math.floor(rest / lead[axis]);
    index += (preview.kept[axis]?.[i] ?? i) * stride;
    stride *= shape[axis];
  }
  return index;
}

function blockMean(
  data: ArrayLike<number>,
  start: number,
  columns: number,
  top: number,
  left: number,
  blockRows: number,
  blockColumns: number,
  rows: number,
): number {
  const bottom = Math.min(rows, top + blockRows);
  const right = Math.min(columns, left + blockColumns);
  let sum = 0;
  let odd = 0;
  for (let r = top; r < bottom; r++) {
    for (let i = start + r * columns + left; i < start + r * columns + right; i++) {
      const v = data[i];
      if (v - v === 0) sum += v;
      else if (Number.isNaN(v) || odd === 0 || odd === v) odd = v;
      else odd = Number.NaN;
      if (Number.isNaN(odd)) return odd;
    }
  }
  return odd === 0 ? sum / ((bottom - top) * (right - left)) : odd;
}
