/** Reductions, scans, softmax and the choices of a largest element. */
import { type Adapter, type Adapters, axisOf, type Call, product, range, whole } from './call.ts';
import { T, type Tensor } from './core.ts';

type Reduction = (x: Tensor, dim: number[], keepdim: boolean) => Tensor;

/** `keepdims`, axes by attribute or input, and what no axes mean. */
const reduction =
  (f: Reduction): Adapter =>
  (c) => {
    const x = c.x(0);
    const axes = c.axes(1) ?? [];
    if (axes.length === 0 && c.int('noop_with_empty_axes', 0) === 1) return noop(c.op, x);
    const dims = axes.length === 0 ? range(x.ndim) : axes.map((axis) => axisOf(axis, x.ndim));
    const keepdim = c.int('keepdims', 1) === 1;
    if (dims.length === 0) return f(x.reshape([1]), [0], false);
    return f(x, dims, keepdim).to(x.dtype);
  };

/** Without an axis only the elementwise part of the operator acts. */
function noop(op: string, x: Tensor): Tensor {
  if (op === 'ReduceL1' || op === 'ReduceL2') return T.abs(x);
  if (op === 'ReduceSumSquare') return T.square(x);
  if (op === 'ReduceLogSum') return T.log(x);
  return x;
}

/** The largest of nothing is the least value of the type. */
function extreme(x: Tensor, dim: number[], keepdim: boolean, largest: boolean): Tensor {
  const empty = dim.some((d) => x.shape[d] === 0);
  if (empty) {
    const shape = x.shape.flatMap((size, d) => (!dim.includes(d) ? [size] : keepdim ? [1] : []));
    const limits = {
      float32: Number.POSITIVE_INFINITY,
      float64: Number.POSITIVE_INFINITY,
      int32: 2 ** 31 - 1,
      uint8: 255,
      bool: 1,
    };
    const least = {
      float32: Number.NEGATIVE_INFINITY,
      float64: Number.NEGATIVE_INFINITY,
      int32: -(2 ** 31),
      uint8: 0,
      bool: 0,
    };
    return T.full(shape, (largest ? least : limits)[x.dtype], { dtype: x.dtype });
  }
  const numbers = x.dtype === 'bool' ? x.to('uint8') : x;
  return largest ? T.amax(numbers, dim, keepdim) : T.amin(numbers, dim, keepdim);
}

function prod(x: Tensor, dim: number[], keepdim: boolean): Tensor {
  const out = [...dim].sort((a, b) => b - a).reduce((y, d) => T.prod(y, d, { keepdim: true }), x);
  return keepdim ? out : out.reshape(x.shape.filter((_, d) => !dim.includes(d)));
}

function arg(c: Call): Tensor {
  const x = c.x(0);
  const axis = axisOf(c.int('axis', 0), x.ndim);
  const keepdim = c.int('keepdims', 1) === 1;
  const find = c.op === 'ArgMax' ? T.argmax : T.argmin;
  if (c.int('select_last_index', 0) === 0) return find(x, axis, keepdim);
  return T.sub(x.shape[axis] - 1, find(T.flip(x, [axis]), axis, keepdim));
}

/** Before operator set 13 the input counted as a matrix, split before `axis`. */
const softmaxLike =
  (f: (x: Tensor, dim: number) => Tensor): Adapter =>
  (c) => {
    const x = c.x(0);
    if (c.opset >= 13) return f(x, axisOf(c.int('axis', -1), x.ndim));
    const axis = axisOf(c.int('axis', 1), x.ndim);
    return f(x.reshape([product(x.shape.slice(0, axis)), -1]), 1).reshape(x.shape);
  };

function hardmax(x: Tensor, dim: number): Tensor {
  return T.scatter(T.zerosLike(x), dim, T.argmax(x, dim, true), 1);
}

/** Running sums or products, backwards and without the element itself where asked. */
const scan =
  (f: (x: Tensor, dim: number) => Tensor, neutral: number): Adapter =>
  (c) => {
    const x = c.x(0);
    const axis = axisOf(c.numbers(1)?.[0] ?? 0, x.ndim);
    const reverse = c.int('reverse', 0) === 1;
    let y = reverse ? T.flip(x, [axis]) : x;
    if (c.int('exclusive', 0) === 1) {
      const first = T.fullLike(T.narrow(y, axis, 0, 1), neutral);
      y = T.cat([first, T.narrow(y, axis, 0, y.shape[axis] - 1)], axis);
    }
    const out = f(y, axis).to(x.dtype);
    return reverse ? T.flip(out, [axis]) : out;
  };

function topk(c: Call): Tensor[] {
  const x = c.x(0);
  const k = c.numbers(1)?.[0] ?? c.int('k', 1);
  const dim = axisOf(c.int('axis', -1), x.ndim);
  const largest = c.int('largest', 1) === 1;
  const [, order] = T.sort(x, { dim, descending: largest, stable: true });
  const indices = T.narrow(order, dim, 0, k);
  if (T.isFloatingPoint(x) && !hasTies(x)) return T.topk(x, k, { dim, largest, sorted: true });
  return [T.gather(x, dim, indices), indices];
}

/** With equal elements the operator wants the first ones; PyTorch promises no order. */
function hasTies(x: Tensor): boolean {
  return new Set(x.data).size < x.numel();
}

/** Y, first places, inverse, counts; unsorted in order of first occurrence. */
function unique(c: Call): Tensor[] {
  const x = c.x(0);
  const dim = c.has('axis') ? axisOf(c.int('axis', 0), x.ndim) : null;
  const [y, inverse, counts] = T.unique(x, { returnInverse: true, returnCounts: true, dim });
  const groups = [...inverse.data];
  const first = range(counts.numel()).map((group) => groups.indexOf(group));
  const flat = inverse.reshape([-1]);
  if (c.int('sorted', 1) === 1) return [y, whole(first), flat, counts];
  const order = range(first.length).sort((a, b) => first[a] - first[b]);
  const place = range(first.length).map((group) => order.indexOf(group));
  return [
    T.indexSelect(y, dim ?? 0, whole(order)),
    whole(order.map((group) => first[group])),
    whole(groups.map((group) => place[group])),
    T.indexSelect(counts, 0, whole(order)),
  ];
}

export const REDUCE: Adapters = {
  ReduceL1: reduction((x, dim, keepdim) => T.sum(T.abs(x), dim, keepdim)),
  ReduceL2: reduction((x, dim, keepdim) => T.sqrt(T.sum(T.square(x), dim, keepdim))),
  ReduceLogSum: reduction((x, dim, keepdim) => T.log(T.sum(x, dim, keepdim))),
  ReduceLogSumExp: reduction((x, dim, keepdim) => T.logsumexp(x, dim, keepdim)),
  ReduceMax: reduction((x, dim, keepdim) => extreme(x, dim, keepdim, true)),
  ReduceMean: reduction((x, dim, keepdim) => T.mean(x, dim, keepdim)),
  ReduceMin: reduction((x, dim, keepdim) => extreme(x, dim, keepdim, false)),
  ReduceProd: reduction(prod),
  ReduceSum: reduction((x, dim, keepdim) => T.sum(x, dim, keepdim)),
  ReduceSumSquare: reduction((x, dim, keepdim) => T.sum(T.square(x), dim, keepdim)),
  ArgMax: arg,
  ArgMin: arg,
  Softmax: softmaxLike((x, dim) => T.softmax(x, dim)),
  LogSoftmax: softmaxLike((x, dim) => T.logSoftmax(x, dim)),
  Hardmax: softmaxLike(hardmax),
  CumSum: scan((x, dim) => T.cumsum(x, dim), 0),
  CumProd: scan((x, dim) => T.cumprod(x, dim), 1),
  TopK: topk,
  Unique: unique,
};
