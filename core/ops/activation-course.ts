/** Activation functions beyond PyTorch's: gates, pieces, capsules, sparse probabilities. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { normalizeDim } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

defineComposite({
  name: 'swish',
  family: 'activation',
  signature: 'swish(input: Tensor, beta: Tensor | number = 1)',
  doc: 'The element times the sigmoid of `beta` times the element (Ramachandran et al., 2017): x / 2 at beta = 0, silu at 1, and relu for beta to infinity.',
  formula: { forward: 'y = x \\, \\sigma(\\beta x)' },
  method: false,
  body: (input: Tensor, beta: Tensor | number) => input.mul(input.mul(beta).sigmoid()),
  samples: [{ args: (m) => [m.randn([2, 3])] }, { note: 'learned', args: (m) => [m.randn([2, 3]), m.randn([3])] }],
});

defineComposite({
  name: 'quickGelu',
  family: 'activation',
  signature: 'quickGelu(input: Tensor)',
  doc: 'The sigmoid approximation of gelu (Hendrycks and Gimpel, 2016); at most 0.0203 away from it.',
  formula: { forward: 'y = x \\, \\sigma(1.702 \\, x)' },
  method: false,
  body: (input: Tensor) => input.mul(input.mul(1.702).sigmoid()),
  samples: [{ args: (m) => [m.randn([2, 3])] }],
});

for (const [name, gate, tex] of [
  ['swiglu', 'silu', '\\mathrm{silu}'],
  ['geglu', 'gelu', '\\mathrm{gelu}'],
  ['reglu', 'relu', '\\mathrm{relu}'],
] as const) {
  defineComposite({
    name,
    family: 'activation',
    signature: `${name}(input: Tensor, dim: number = -1)`,
    doc: `Halves \`dim\` into a and b and returns ${gate}(a) times b, element by element (Shazeer, 2020). In \`glu\` it is the second half that gates.`,
    formula: { forward: `y = ${tex}(a) \\odot b` },
    method: false,
    body: (input: Tensor, dim: number) => {
      const d = normalizeDim(dim, input.shape.length, name);
      if (input.shape[d] % 2 !== 0) {
        throw new ShapeError(`${name}: dimension ${dim} of ${formatShape(input.shape)} must be even, to be halved`, {
          op: name,
          operands: [{ name: 'input', shape: input.shape, axes: [d] }],
        });
      }
      const [a, b] = functionOf<(t: Tensor, n: number, d: number) => Tensor[]>('chunk')(input, 2, d);
      return functionOf<(t: Tensor) => Tensor>(gate)(a).mul(b);
    },
    samples: [{ args: (m) => [m.randn([2, 4])] }, { args: (m) => [m.randn([2, 3]), 0] }],
  });
}

defineComposite({
  name: 'maxout',
  family: 'activation',
  signature: 'maxout(input: Tensor, pieces: number, dim: number = -1)',
  doc: 'The largest of every `pieces` neighbours along `dim` (Goodfellow et al., 2013), which becomes that many times shorter.',
  example: 'maxout(tensor([1, 2, 5, 3]), 2)',
  formula: { forward: 'y_i = \\max_k z_{iK + k}' },
  method: false,
  body: (input: Tensor, pieces: number, dim: number) => {
    const d = normalizeDim(dim, input.shape.length, 'maxout');
    if (!(Number.isInteger(pieces) && pieces > 0) || input.shape[d] % pieces !== 0) {
      throw new ShapeError(
        `maxout: dimension ${dim} of ${formatShape(input.shape)} must be a multiple of pieces ${pieces}`,
        {
          op: 'maxout',
          operands: [{ name: 'input', shape: input.shape, axes: [d] }],
        },
      );
    }
    return input.unflatten(d, [input.shape[d] / pieces, pieces]).max(d + 1)[0];
  },
  samples: [{ args: (m) => [m.randn([2, 6]), 3] }, { args: (m) => [m.randn([4, 2]), 2, 0] }],
});

defineComposite({
  name: 'squash',
  family: 'activation',
  signature: 'squash(input: Tensor, dim: number = -1, eps: number = 1e-8)',
  doc: 'Shrinks vectors along `dim` to a length below 1 and keeps their direction (Sabour et al., 2017). `eps` under the root keeps the gradient of a zero vector finite.',
  example: 'squash(tensor([3, 4]))',
  formula: { forward: 'y = \\frac{\\lVert s \\rVert^2}{1 + \\lVert s \\rVert^2} \\frac{s}{\\lVert s \\rVert}' },
  method: false,
  body: (input: Tensor, dim: number, eps: number) => {
    const square = input.square().sum(dim, { keepdim: true });
    return input.mul(square).div(square.add(1)).div(square.add(eps).sqrt());
  },
  samples: [{ args: (m) => [m.randn([2, 3])] }, { args: (m) => [m.randn([2, 3]), 0] }],
});

defineComposite({
  name: 'sparsemax',
  family: 'activation',
  signature: 'sparsemax(input: Tensor, dim: number = -1)',
  doc: 'The point of the probability simplex that is closest to the scores along `dim` (Martins and Astudillo, 2016): like softmax, with exact zeros.',
  example: 'sparsemax(tensor([1, 0.8, -1]))',
  formula: { forward: 'y_i = \\max(0, z_i - \\tau(z)), \\quad \\textstyle\\sum_i y_i = 1' },
  method: false,
  body: (input: Tensor, dim: number) => {
    const d = normalizeDim(dim, input.shape.length, 'sparsemax');
    const n = input.shape[d];
    const [sorted] = input.sort(d, { descending: true });
    const sums = sorted.cumsum(d);
    const shape = input.shape.map((_, i) => (i === d ? n : 1));
    const k = functionOf<(a: number, b: number, o: object) => Tensor>('arange')(1, n + 1, {
      dtype: input.dtype,
      device: input.device,
    }).reshape(shape);
    // The support: the largest k with 1 + k z_k > z_1 + ... + z_k.
    const size = sorted.detach().mul(k).add(1).gt(sums.detach()).sum(d, { keepdim: true }).long();
    const tau = sums.gather(d, size.sub(1)).sub(1).div(size);
    return input.sub(tau).clampMin(0);
  },
  samples: [{ args: (m) => [m.randn([2, 4])] }, { args: (m) => [m.randn([3, 2]), 0], gradgrad: false }],
});

defineComposite({
  name: 'unitStep',
  family: 'activation',
  signature: 'unitStep(input: Tensor, threshold: number = 0)',
  doc: 'One where the element reaches the threshold, else 0: the neuron of McCulloch and Pitts (1943). Its derivative is 0 everywhere.',
  formula: { forward: 'y = x \\ge \\theta \\; ? \\; 1 : 0' },
  method: false,
  body: (input: Tensor, threshold: number) => {
    if (Number.isNaN(threshold)) throw new ArgumentError('unitStep: the threshold is NaN', { op: 'unitStep' });
    return input.ge(threshold).to(input.dtype);
  },
  samples: [{ args: (m) => [m.randn([2, 3])], grad: false }],
});
