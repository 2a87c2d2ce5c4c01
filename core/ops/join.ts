/** Several tensors to one. */
import { formatShape, ShapeError } from '../errors.ts';
import { promote } from '../tensor/dtype.ts';
import { normalizeDim } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp } from './define.ts';
import { functionOf } from './derive.ts';

interface Axis {
  readonly dim: number;
}

/** PyTorch leaves empty 1-d tensors out of a concatenation. */
const legacyEmpty = (t: Tensor): boolean => t.shape.length === 1 && t.shape[0] === 0;

defineOp<Axis>({
  name: 'cat',
  family: 'shape',
  signature: 'cat(tensors: Tensor[], dim: number = 0)',
  doc: 'Tensors joined along an existing dimension; all other sizes must agree.',
  example: 'cat([tensor([1, 2]), tensor([3])])',
  formula: { forward: 'y = [x_1, x_2, \\dots]', vjp: { tensors: '\\bar y \\text{ at the place of } x_i' } },
  method: false,
  aliases: ['concat', 'concatenate'],
  prepare: (b) => {
    const all = b.tensors as Tensor[];
    if (all.length === 0) throw new ShapeError('cat: the list of tensors is empty', { op: 'cat' });
    const dtype = all.map((t) => t.dtype).reduce(promote);
    const model = all.find((t) => !legacyEmpty(t)) ?? all[0];
    return {
      inputs: all.map((t) => t.to(dtype)),
      args: { dim: normalizeDim(b.dim as number, model.shape.length, 'cat') },
    };
  },
  meta: (inputs, { dim }) => {
    const first = (inputs.find((t) => !legacyEmpty(t)) ?? inputs[0]).shape;
    if (first.length === 0)
      throw new ShapeError('cat: 0-d tensors cannot be joined', {
        op: 'cat',
        fix: 'Use stack, which makes a new dimension.',
      });
    let size = 0;
    inputs.forEach((t, i) => {
      if (legacyEmpty(t)) return;
      if (t.shape.length !== first.length || t.shape.some((s, d) => d !== dim && s !== first[d])) {
        throw new ShapeError(
          `cat: tensor ${i} of shape ${formatShape(t.shape)} does not fit ${formatShape(first)} outside dim ${dim}`,
          {
            op: 'cat',
            operands: [
              { name: 'tensors[0]', shape: first },
              {
                name: `tensors[${i}]`,
                shape: t.shape,
                axes: t.shape.map((_, d) => d).filter((d) => d !== dim && t.shape[d] !== first[d]),
              },
            ],
            fix:
              t.shape.length !== first.length
                ? 'All tensors need the same number of dimensions: use unsqueeze.'
                : otherDim(first, t.shape),
          },
        );
      }
      size += t.shape[dim];
    });
    return { shape: first.map((s, d) => (d === dim ? size : s)), dtype: inputs[0].dtype };
  },
  kernel: (inputs, [out], { dim }) => {
    const inner = out.shape.slice(dim + 1).reduce((n, s) => n * s, 1);
    const outer = out.shape.slice(0, dim).reduce((n, s) => n * s, 1);
    const row = out.shape[dim] * inner;
    let at = 0;
    for (const t of inputs) {
      if (legacyEmpty(t)) continue;
      const data = t.data;
      const block = t.shape[dim] * inner;
      for (let o = 0; o < outer; o++) out.array.set(data.subarray(o * block, (o + 1) * block), o * row + at);
      at += block;
    }
  },
  vjp: (g, saved) => {
    const { dim } = saved.args;
    let at = 0;
    return saved.inputShapes.map((shape, i) => {
      if (shape.length === 1 && shape[0] === 0) return g.slice(dim, 0, 0).reshape([-1]).slice(0, 0, 0);
      const start = at;
      at += shape[dim];
      return saved.needs[i] ? g.slice(dim, start, at) : null;
    });
  },
  samples: [
    { args: (m) => [[m.randn([2, 3]), m.randn([1, 3])]] },
    { args: (m) => [[m.randn([2, 1]), m.randn([2, 2]), m.randn([2, 1])], -1] },
    { note: 'empty', args: (m) => [[m.randn([0]), m.randn([2, 3])]] },
  ],
});

defineComposite({
  name: 'stack',
  family: 'shape',
  signature: 'stack(tensors: Tensor[], dim: number = 0)',
  doc: 'Tensors of one shape joined along a new dimension.',
  example: 'stack([tensor([1, 2]), tensor([3, 4])])',
  method: false,
  body: (tensors: Tensor[], dim: number) => {
    if (tensors.length === 0) throw new ShapeError('stack: the list of tensors is empty', { op: 'stack' });
    const shape = tensors[0].shape;
    tensors.forEach((t, i) => {
      if (t.shape.length !== shape.length || t.shape.some((s, d) => s !== shape[d])) {
        throw new ShapeError(`stack: tensor ${i} has shape ${formatShape(t.shape)}, tensor 0 ${formatShape(shape)}`, {
          op: 'stack',
          operands: [
            { name: 'tensors[0]', shape },
            { name: `tensors[${i}]`, shape: t.shape },
          ],
          fix: 'All shapes must be equal; cat joins along an existing dimension.',
        });
      }
    });
    const d = normalizeDim(dim, shape.length + 1, 'stack');
    return functionOf<(list: Tensor[], dim: number) => Tensor>('cat')(
      tensors.map((t) => t.unsqueeze(d)),
      d,
    );
  },
  samples: [{ args: (m) => [[m.randn([2]), m.randn([2])], 1] }],
});

/** The one axis in which two shapes differ, as advice. */
function otherDim(a: readonly number[], b: readonly number[]): string | undefined {
  const differing = a.flatMap((size, d) => (size === b[d] ? [] : [d]));
  return differing.length === 1
    ? `They differ in axis ${differing[0]}: join them along it, cat(tensors, ${differing[0]}).`
    : undefined;
}
