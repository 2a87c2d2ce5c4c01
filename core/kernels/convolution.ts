/**
 * Reference convolution in up to three spatial dimensions, and its two adjoints, by unfolding windows into a matrix.
 *
 *     y[n, o] = sum over c, window of w[o, c, window] x[n, c, window . y]        forward
 *     x       = the same sum read from y to x                                   input adjoint (transposed convolution)
 *     w       = the same sum read from x and y to w                             weight adjoint
 */
import type { Tensor } from '../tensor/tensor.ts';
import { gemm } from './matmul.ts';

/** Sizes of a convolution, with spatial lists padded to three entries. */
export interface ConvGeometry {
  readonly n: number;
  readonly groups: number;
  /** Channels of x and y in one group. */
  readonly cin: number;
  readonly cout: number;
  readonly size: readonly number[];
  readonly kernel: readonly number[];
  readonly out: readonly number[];
  readonly stride: readonly number[];
  /** Zeros before the first element; those after it show in `out`. */
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
}

const three = (list: readonly number[], fill: number): number[] => [
  ...new Array<number>(3 - list.length).fill(fill),
  ...list,
];

/** Geometry from the shapes of x [N, C, ...], w [O, C / groups, ...] and y [N, O, ...]. */
export function convGeometry(
  x: readonly number[],
  w: readonly number[],
  y: readonly number[],
  options: { stride: readonly number[]; padding: readonly number[]; dilation: readonly number[]; groups: number },
): ConvGeometry {
  return {
    n: x[0],
    groups: options.groups,
    cin: x[1] / options.groups,
    cout: y[1] / options.groups,
    size: three(x.slice(2), 1),
    kernel: three(w.slice(2), 1),
    out: three(y.slice(2), 1),
    stride: three(options.stride, 1),
    padding: three(options.padding, 0),
    dilation: three(options.dilation, 1),
  };
}

const product = (list: readonly number[]): number => list[0] * list[1] * list[2];

/** Calls `visit(row of the unfolded matrix, column, place in one group of x)` for every window element inside x. */
function eachWindow(g: ConvGeometry, visit: (row: number, column: number, place: number) => void): void {
  const [D, H, W] = g.size;
  const [KD, KH, KW] = g.kernel;
  const [OD, OH, OW] = g.out;
  let row = 0;
  for (let c = 0; c < g.cin; c++) {
    for (let kd = 0; kd < KD; kd++) {
      for (let kh = 0; kh < KH; kh++) {
        for (let kw = 0; kw < KW; kw++, row++) {
          for (let od = 0; od < OD; od++) {
            const d = od * g.stride[0] - g.padding[0] + kd * g.dilation[0];
            if (d < 0 || d >= D) continue;
            for (let oh = 0; oh < OH; oh++) {
              const h = oh * g.stride[1] - g.padding[1] + kh * g.dilation[1];
              if (h < 0 || h >= H) continue;
              const line = ((c * D + d) * H + h) * W;
              const column = (od * OH + oh) * OW;
              let w = kw * g.dilation[2] - g.padding[2];
              for (let ow = 0; ow < OW; ow++, w += g.stride[2]) if (w >= 0 && w < W) visit(row, column + ow, line + w);
            }
          }
        }
      }
    }
  }
}

/** The windows of one group of x as a matrix [cin * window, outputs]. */
function unfold(g: ConvGeometry, x: ArrayLike<number>, start: number, columns: Float64Array): void {
  const outputs = product(g.out);
  columns.fill(0);
  eachWindow(g, (row, column, place) => {
    columns[row * outputs + column] = x[start + place];
  });
}

/** y from x and w. */
export function convForward(g: ConvGeometry, x: Tensor, w: Tensor, y: Tensor): void {
  const rows = g.cin * product(g.kernel);
  const outputs = product(g.out);
  const inner = g.cin * product(g.size);
  const columns = new Float64Array(rows * outputs);
  const xs = x.data;
  const ws = w.data;
  for (let n = 0; n < g.n; n++) {
    for (let k = 0; k < g.groups; k++) {
      unfold(g, xs, (n * g.groups + k) * inner, columns);
      const at = (n * g.groups + k) * g.cout * outputs;
      gemm(g.cout, outputs, rows, ws, k * g.cout * rows, rows, 1, columns, 0, outputs, 1, y.array, at);
    }
  }
}

/** x from y and w: every window's share is added where the window lay. */
export function convInput(g: ConvGeometry, y: Tensor, w: Tensor, x: Tensor): void {
  const rows = g.cin * product(g.kernel);
  const outputs = product(g.out);
  const inner = g.cin * product(g.size);
  const columns = new Float64Array(rows * outputs);
  const sum = new Float64Array(inner);
  const ys = y.data;
  const ws = w.data;
  for (let n = 0; n < g.n; n++) {
    for (let k = 0; k < g.groups; k++) {
      const at = (n * g.groups + k) * g.cout * outputs;
      gemm(rows, outputs, g.cout, ws, k * g.cout * rows, 1, rows, ys, at, outputs, 1, columns, 0);
      sum.fill(0);
      eachWindow(g, (row, column, place) => {
        sum[place] += columns[row * outputs + column];
      });
      x.array.set(sum, (n * g.groups + k) * inner);
    }
  }
}

/** w from x and y, summed over the batch. */
export function convWeight(g: ConvGeometry, x: Tensor, y: Tensor, w: Tensor): void {
  const rows = g.cin * product(g.kernel);
  const outputs = product(g.out);
  const inner = g.cin * product(g.size);
  const columns = new Float64Array(rows * outputs);
  const sum = new Float64Array(g.groups * g.cout * rows);
  const xs = x.data;
  const ys = y.data;
  for (let n = 0; n < g.n; n++) {
    for (let k = 0; k < g.groups; k++) {
      unfold(g, xs, (n * g.groups + k) * inner, columns);
      const at = (n * g.groups + k) * g.cout * outputs;
      gemm(g.cout, rows, outputs, ys, at, outputs, 1, columns, 0, 1, outputs, sum, k * g.cout * rows, true);
    }
  }
  w.array.set(sum);
}
