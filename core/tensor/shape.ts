/** Pure rules about shapes, strides and dimensions. */
import { formatShape, IndexError, ShapeError } from '../errors.ts';

/** Product of the sizes; 1 for a 0-d shape. */
export function numelOf(shape: readonly number[]): number {
  let n = 1;
  for (let i = 0; i < shape.length; i++) n *= shape[i];
  return n;
}

/** Row-major strides in elements. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= Math.max(shape[i], 1);
  }
  return strides;
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** True if a dense row-major walk meets the elements in order (strides of size-1 axes do not matter). */
export function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i] !== 1 && strides[i] !== step) return shape.includes(0);
    step *= shape[i];
  }
  return true;
}

/** `dim` as a non-negative axis of a tensor of `rank` dimensions; a 0-d tensor has dims -1 and 0, as in PyTorch. */
export function normalizeDim(dim: number, rank: number, op: string): number {
  const span = Math.max(rank, 1);
  if (!Number.isInteger(dim) || dim < -span || dim >= span) {
    throw new IndexError(
      `${op}: dim ${dim} is out of range for a tensor of ${rank} dimension${rank === 1 ? '' : 's'}`,
      {
        op,
        expected: `${-span} to ${span - 1}`,
        got: String(dim),
        fix: `Use a dim from ${-span} to ${span - 1}.`,
      },
    );
  }
  return dim < 0 ? dim + span : dim;
}

/** Several dims, each once, non-negative. `null`, or (where PyTorch reads it so) an empty list, means all. */
export function normalizeDims(
  dims: number | readonly number[] | null | undefined,
  rank: number,
  op: string,
  emptyIsAll = true,
): number[] {
  if (dims === null || dims === undefined) return Array.from({ length: rank }, (_, i) => i);
  if (typeof dims === 'number') {
    const dim = normalizeDim(dims, rank, op);
    return rank === 0 ? [] : [dim];
  }
  if (dims.length === 0 && emptyIsAll) return Array.from({ length: rank }, (_, i) => i);
  const out: number[] = [];
  for (const dim of dims) {
    const d = normalizeDim(dim, rank, op);
    if (out.includes(d)) throw new ArgumentRepeat(op, d);
    out.push(d);
  }
  return rank === 0 ? [] : out;
}

class ArgumentRepeat extends IndexError {
  constructor(op: string, dim: number) {
    super(`${op}: dim ${dim} appears twice`, { op, fix: 'Name each dim once.' });
  }
}

/** The shape left when `dims` are reduced. */
export function reducedShape(shape: readonly number[], dims: readonly number[], keepdim: boolean): number[] {
  const out: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (!dims.includes(i)) out.push(shape[i]);
    else if (keepdim) out.push(1);
  }
  return out;
}

/** NumPy broadcasting of two shapes. Throws ShapeError that marks the clashing axes. */
export function broadcastShapes(
  a: readonly number[],
  b: readonly number[],
  op: string,
  names = ['input', 'other'],
): number[] {
  if (sameShape(a, b)) return a as number[];
  const rank = Math.max(a.length, b.length);
  const out = new Array<number>(rank);
  for (let i = 1; i <= rank; i++) {
    const x = i <= a.length ? a[a.length - i] : 1;
    const y = i <= b.length ? b[b.length - i] : 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new ShapeError(
        `${op}: shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast: ${x} against ${y} in the axis ${i} from the right`,
        {
          op,
          operands: [
            { name: names[0], shape: a, axes: [a.length - i] },
            { name: names[1], shape: b, axes: [b.length - i] },
          ],
          fix: broadcastFix(a, b),
        },
      );
    }
    out[rank - i] = x === 1 ? y : x;
  }
  return out;
}

/** The likeliest repair of a failed broadcast. */
function broadcastFix(a: readonly number[], b: readonly number[]): string {
  if (a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0]) return 'Transpose one of them: .t().';
  const [small, large] = a.length <= b.length ? [a, b] : [b, a];
  if (small.length === 1 && large.includes(small[0])) {
    const axis = large.indexOf(small[0]);
    const shape = large.map((_, i) => (i === axis ? small[0] : 1)).slice(axis);
    return `Axes align from the right: reshape the smaller one to ${formatShape(shape)} to match axis ${axis} of ${formatShape(large)}.`;
  }
  return 'Axes align from the right and must be equal or 1; insert an axis with .unsqueeze(dim) where one is missing.';
}

/** Strides of `shape` read as `target` (same or higher rank): 0 along broadcast axes. */
export function broadcastStrides(
  shape: readonly number[],
  strides: readonly number[],
  target: readonly number[],
): number[] {
  const out = new Array<number>(target.length).fill(0);
  const shift = target.length - shape.length;
  for (let i = 0; i < shape.length; i++) out[i + shift] = shape[i] === 1 ? 0 : strides[i];
  return out;
}

/** Replaces one -1 in `shape` by what `numel` leaves for it. Throws ShapeError when the element counts differ. */
export function inferShape(shape: readonly number[], numel: number, from: readonly number[], op: string): number[] {
  let hole = -1;
  let known = 1;
  for (let i = 0; i < shape.length; i++) {
    const size = shape[i];
    if (size === -1) {
      if (hole >= 0) throw new ShapeError(`${op}: only one size of ${formatShape(shape)} can be -1`, { op });
      hole = i;
    } else if (!Number.isInteger(size) || size < 0) {
      throw new ShapeError(`${op}: ${size} in ${formatShape(shape)} is not a size`, {
        op,
        fix: 'Sizes are whole numbers; one of them may be -1.',
      });
    } else known *= size;
  }
  const out = shape.slice();
  if (hole >= 0 && known > 0 && numel % known === 0) out[hole] = numel / known;
  else if (hole >= 0 || known !== numel) {
    throw new ShapeError(
      `${op}: shape ${formatShape(shape)} does not fit ${numel} element${numel === 1 ? '' : 's'} of ${formatShape(from)}`,
      {
        op,
        operands: [{ name: 'input', shape: from }],
        fix: `The sizes must multiply to ${numel}.`,
      },
    );
  }
  return out;
}

/** Strides that read the same memory as `shape`, or null when that needs a copy (PyTorch's computeStride). */
export function viewStrides(
  oldShape: readonly number[],
  oldStrides: readonly number[],
  shape: readonly number[],
): number[] | null {
  if (numelOf(oldShape) === 0) return contiguousStrides(shape);
  const strides = new Array<number>(shape.length);
  let view = shape.length - 1;
  let chunkBase = oldStrides.length ? oldStrides[oldStrides.length - 1] : 1;
  let tensorNumel = 1;
  let viewNumel = 1;
  for (let d = oldShape.length - 1; d >= 0; d--) {
    tensorNumel *= oldShape[d];
    if (d === 0 || (oldShape[d - 1] !== 1 && oldStrides[d - 1] !== tensorNumel * chunkBase)) {
      while (view >= 0 && (viewNumel < tensorNumel || shape[view] === 1)) {
        strides[view] = viewNumel * chunkBase;
        viewNumel *= shape[view];
        view--;
      }
      if (viewNumel !== tensorNumel) return null;
      if (d > 0) {
        chunkBase = oldStrides[d - 1];
        tensorNumel = 1;
        viewNumel = 1;
      }
    }
  }
  for (; view >= 0; view--) strides[view] = viewNumel * chunkBase;
  return strides;
}
