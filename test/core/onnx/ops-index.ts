/** Gathering and scattering. Indices may be negative everywhere. */
import { type Adapters, axisOf, type Call, product, range } from './call.ts';
import { T, type Tensor } from './core.ts';

/** Negative places counted from the end. */
function wrap(indices: Tensor, size: number): Tensor {
  return T.where(T.lt(indices, 0), T.add(indices, size), indices).to('int32');
}

function gather(c: Call): Tensor {
  const [x, indices] = [c.x(0), c.x(1)];
  const axis = axisOf(c.int('axis', 0), x.ndim);
  const flat = T.indexSelect(x, axis, wrap(indices, x.shape[axis]).reshape([-1]));
  return flat.reshape([...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]);
}

function gatherElements(c: Call): Tensor {
  const [x, indices] = [c.x(0), c.x(1)];
  const axis = axisOf(c.int('axis', 0), x.ndim);
  return T.gather(x, axis, wrap(indices, x.shape[axis]));
}

/** The last axis of `indices` holds coordinates of the axes of `sizes`; their places in row-major order. */
function linear(indices: Tensor, sizes: readonly number[]): Tensor {
  return sizes.reduce(
    (sum, size, d) => T.add(T.mul(sum, size), wrap(T.select(indices, -1, d), size)),
    T.zeros(indices.shape.slice(0, -1), { dtype: 'int32' }),
  );
}

function gatherND(c: Call): Tensor {
  const [x, indices] = [c.x(0), c.x(1)];
  const batch = c.int('batch_dims', 0);
  const depth = indices.shape[indices.ndim - 1];
  const outer = product(x.shape.slice(0, batch));
  const indexed = x.shape.slice(batch, batch + depth);
  const rest = x.shape.slice(batch + depth);
  const places = linear(indices, indexed).reshape([outer, -1]);
  const shifted = T.add(places, T.mul(T.arange(outer), product(indexed)).unsqueeze(1)).reshape([-1]);
  const rows = x.reshape([outer * product(indexed), ...rest]);
  return T.indexSelect(rows, 0, shifted).reshape([...indices.shape.slice(0, -1), ...rest]);
}

const REDUCTIONS: Readonly<Record<string, 'sum' | 'prod' | 'amax' | 'amin'>> = {
  add: 'sum',
  mul: 'prod',
  max: 'amax',
  min: 'amin',
};

function scatterInto(x: Tensor, dim: number, index: Tensor, updates: Tensor, reduction: string): Tensor {
  if (reduction === 'none') return T.scatter(x, dim, index, updates);
  return T.scatterReduce(x, dim, index, updates, REDUCTIONS[reduction]).to(x.dtype);
}

function scatterElements(c: Call): Tensor {
  const [x, indices, updates] = c.all;
  const axis = axisOf(c.int('axis', 0), x.ndim);
  return scatterInto(x, axis, wrap(indices, x.shape[axis]), updates, c.string('reduction', 'none'));
}

function scatterND(c: Call): Tensor {
  const [x, indices, updates] = c.all;
  const depth = indices.shape[indices.ndim - 1];
  const indexed = x.shape.slice(0, depth);
  const span = product(x.shape.slice(depth));
  const rows = x.reshape([product(indexed), span]);
  const places = linear(indices, indexed).reshape([-1, 1]).expand([-1, span]);
  const out = scatterInto(rows, 0, places, updates.reshape([-1, span]), c.string('reduction', 'none'));
  return out.reshape(x.shape);
}

/** Rows of a cache replaced from a place of each batch element on, with or without wrapping around. */
function tensorScatter(c: Call): Tensor {
  const [cache, update] = [c.x(0), c.x(1)];
  const axis = axisOf(c.int('axis', -2), cache.ndim);
  const starts = c.numbers(2) ?? range(cache.shape[0]).map(() => 0);
  const circular = c.string('mode', 'linear') === 'circular';
  const items = starts.map((start, i) => {
    const places = range(update.shape[axis]).map((k) => (circular ? (start + k) % cache.shape[axis] : start + k));
    const index = T.tensor(places, { dtype: 'int32' });
    return T.indexCopy(T.narrow(cache, 0, i, 1), axis, index, T.narrow(update, 0, i, 1));
  });
  return T.cat(items, 0);
}

export const INDEX: Adapters = {
  Gather: gather,
  GatherElements: gatherElements,
  GatherND: gatherND,
  Scatter: scatterElements,
  ScatterElements: scatterElements,
  ScatterND: scatterND,
  TensorScatter: tensorScatter,
};
