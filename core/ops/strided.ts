/** Views given by strides, and what an in-place write through a view does to the tape. */
import { Node } from '../autograd/node.ts';
import { ArgumentError, formatShape, GradError, ShapeError } from '../errors.ts';
import { isContiguous, numelOf, sameShape } from '../tensor/shape.ts';
import { setCatchUp, Tensor } from '../tensor/tensor.ts';
import { zerosOf } from './creation.ts';
import { defineOp, defineView, type Primitive, type View } from './define.ts';

/** Where the elements of a tensor lie in a storage. */
export interface Geometry {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
}

const geometryOf = ({ shape, strides, offset }: Geometry): Geometry => ({
  shape: shape.slice(),
  strides: strides.slice(),
  offset,
});

/** Places of the elements in row-major order. */
function places({ shape, strides, offset }: Geometry): Int32Array {
  const out = new Int32Array(numelOf(shape));
  const at = new Array<number>(shape.length).fill(0);
  let p = offset;
  for (let i = 0; i < out.length; i++) {
    out[i] = p;
    for (let d = shape.length - 1; d >= 0; d--) {
      p += strides[d];
      if (++at[d] < shape[d]) break;
      p -= strides[d] * shape[d];
      at[d] = 0;
    }
  }
  return out;
}

const indexTensor = (values: Int32Array): Tensor => Tensor.wrap(values, [values.length], 'int32');

/** Flat places of a strided window over dense memory, as an index tensor. */
export function indexOfElements(shape: readonly number[], strides: readonly number[], offset: number): Tensor {
  return indexTensor(places({ shape, strides, offset }));
}

/**
 * For every element of `window`, its row-major number among the elements of `whole`, both over one storage; for those
 * outside, one past the last.
 */
function numbersWithin(whole: Geometry, window: Geometry): Int32Array {
  const inside = places(window);
  const n = numelOf(whole.shape);
  if (isContiguous(whole.shape, whole.strides)) {
    for (let i = 0; i < inside.length; i++) {
      const k = inside[i] - whole.offset;
      inside[i] = k >= 0 && k < n ? k : n;
    }
    return inside;
  }
  const numbers = new Map<number, number>();
  for (const [i, p] of places(whole).entries()) numbers.set(p, i);
  for (let i = 0; i < inside.length; i++) inside[i] = numbers.get(inside[i]) ?? n;
  return inside;
}

interface Strided {
  readonly whole: Geometry;
  readonly window: Geometry;
}

const asStridedOp = defineView<Strided>({
  name: 'asStrided',
  family: 'shape',
  signature: 'asStrided(input: Tensor, size: number[], stride: number[], storageOffset?: number | null)',
  doc: 'A view of given sizes and strides over the memory of the tensor. Elements may overlap.',
  example: 'arange(5).asStrided([3, 3], [1, 1])',
  formula: {
    forward: 'y_{ij} = \\text{memory}[o + i s_0 + j s_1]',
    vjp: { input: '\\textstyle\\sum \\bar y \\text{ over the views of each element}' },
  },
  prepare: (b) => {
    const x = b.input as Tensor;
    const [shape, strides] = [b.size as number[], b.stride as number[]];
    if (shape.length !== strides.length)
      throw new ArgumentError(`asStrided: ${shape.length} sizes and ${strides.length} strides given`, {
        op: 'asStrided',
      });
    return {
      inputs: [x],
      args: {
        whole: geometryOf(x),
        window: { shape, strides, offset: (b.storageOffset as number | null) ?? x.offset },
      },
    };
  },
  view: (x, { window }) => {
    const { shape, strides, offset } = window;
    const last = numelOf(shape) === 0 ? offset - 1 : shape.reduce((p, s, d) => p + (s - 1) * strides[d], offset);
    if (offset < 0 || strides.some((s) => s < 0) || shape.some((s) => s < 0) || last >= x.storage.length) {
      throw new ShapeError(
        `asStrided: sizes ${formatShape(shape)} and strides ${formatShape(strides)} from ${offset} reach beyond the ${x.storage.length} elements of the memory`,
        { op: 'asStrided' },
      );
    }
    return { shape: shape.slice(), strides, offset };
  },
  vjp: (g, saved) => {
    const { whole, window } = saved.args;
    const n = numelOf(whole.shape);
    // One slot more takes what belongs to memory outside the input.
    const sums = zerosOf([n + 1], g).indexAdd(0, indexTensor(numbersWithin(whole, window)), g.reshape([-1]));
    return [sums.slice(0, 0, n).reshape(whole.shape.slice())];
  },
  samples: [{ args: (m) => [m.randn([6]), [2, 3], [2, 1]] }, { args: (m) => [m.randn([2, 3]), [3, 2], [1, 3], 0] }],
});

interface Region {
  /** Row-major numbers of the written elements. */
  readonly index: Tensor;
}

const copySlicesOp = defineOp<Region>({
  name: 'copySlices',
  family: 'in place',
  signature: 'copySlices(input: Tensor, source: Tensor, index: Tensor)',
  doc: 'The input with the elements at flat places `index` replaced by those of `source`: what an in-place write through a view is to the whole tensor.',
  methodOnly: true,
  formula: {
    forward: 'y = x;\\; y_{[r]} = s',
    vjp: { input: '\\bar y \\, [\\text{outside } r]', source: '\\bar y_{[r]}' },
  },
  prepare: (b) => ({ inputs: [b.input as Tensor, b.source as Tensor], args: { index: b.index as Tensor } }),
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x, source], [out], { index }) => {
    out.array.set(x.data);
    const from = source.data;
    index.data.forEach((p: number, i: number) => {
      out.array[p] = from[i];
    });
  },
  vjp: (g, saved) => {
    const { index } = saved.args;
    const shape = saved.inputShapes[1];
    return [
      saved.needs[0] ? g.copySlices(zerosOf(shape, g), index) : null,
      saved.needs[1] ? g.reshape([-1]).indexSelect(0, index).reshape(shape.slice()) : null,
    ];
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2]), indexOfElements([2], [3], 1)] }],
});

/**
 * Notes on the tape that the elements of `target` were replaced by `result`. The tensor that owns the memory gets a
 * new node, and so do all its views, each when it is next asked for its own.
 */
export function rebase(target: Tensor, result: Tensor, name: string): void {
  const owner = target.base ?? target;
  if (owner.isLeaf && owner.requiresGrad) {
    throw new GradError(
      `${name}: a view of a leaf that requires grad cannot be changed in place while gradients are recorded`,
      {
        op: name,
        fix: 'Do it inside noGrad(() => ...), or on a clone().',
      },
    );
  }
  if (owner === target && result.requiresGrad && sameShape(target.shape, result.shape)) {
    owner.outputIndex = result.outputIndex;
    owner.gradNode = result.gradNode;
  } else {
    const op = copySlicesOp as unknown as Primitive;
    const node = new Node(op.rule, op, { index: indexTensor(numbersWithin(owner, target)) }, [owner, result], [owner]);
    owner.outputIndex = 0;
    owner.gradNode = node;
  }
  owner.rebased++;
}

/** Gives a view its node over the present node of the tensor that it is a view of. */
setCatchUp((view, owner) => {
  if (!owner.requiresGrad) return null;
  const op = asStridedOp as unknown as View;
  return new Node(op.rule, op, { whole: geometryOf(owner), window: geometryOf(view) }, [owner], [view]);
});
