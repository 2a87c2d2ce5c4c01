/** Normalisations over batches, groups and channels, and by the root mean square. */

import { noGrad } from '../autograd/modes.ts';
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

const layerNorm = (x: Tensor, shape: number[], eps: number): Tensor =>
  functionOf<(x: Tensor, s: number[], o: { eps: number }) => Tensor>('layerNorm')(x, shape, { eps });

/** A per-channel vector as it broadcasts against [N, C, ...]. */
const perChannel = (v: Tensor, rank: number): Tensor =>
  v.reshape([1, -1, ...new Array<number>(Math.max(0, rank - 2)).fill(1)]);

function affine(y: Tensor, weight: Tensor | null, bias: Tensor | null): Tensor {
  let out = y;
  if (weight) out = out.mul(perChannel(weight, y.shape.length));
  if (bias) out = out.add(perChannel(bias, y.shape.length));
  return out;
}

function checkChannels(op: string, x: Tensor, vectors: Readonly<Record<string, Tensor | null>>): void {
  if (x.shape.length < 2)
    throw new ShapeError(`${op}: the input must be [N, C, ...], it is ${formatShape(x.shape)}`, {
      op,
      operands: [{ name: 'input', shape: x.shape }],
      fix: 'Add a batch axis: x.unsqueeze(0).',
    });
  for (const [name, v] of Object.entries(vectors)) {
    if (!v || (v.shape.length === 1 && v.shape[0] === x.shape[1])) continue;
    throw new ShapeError(
      `${op}: ${name} must have shape [${x.shape[1]}], one entry per channel of the input ${formatShape(x.shape)}, it has ${formatShape(v.shape)}`,
      {
        op,
        operands: [
          { name: 'input', shape: x.shape, axes: [1] },
          { name, shape: v.shape },
        ],
        fix:
          x.shape[x.shape.length - 1] === v.shape[0]
            ? `The channels come last here: move them behind the batch, x.movedim(-1, 1).`
            : `The channels are axis 1: build the layer for ${x.shape[1]} of them, or bring the ${v.shape[0]} there.`,
      },
    );
  }
}

/** Writes (1 - m) . running + m . value into the running statistic. */
function updateRunning(running: Tensor | null, value: Tensor, momentum: number): void {
  if (running) noGrad(() => running.copy_(running.mul(1 - momentum).add(value.detach().mul(momentum))));
}

const BATCH = 'runningMean?: Tensor, runningVar?: Tensor, weight?: Tensor, bias?: Tensor';

defineComposite({
  name: 'batchNorm',
  family: 'normalisation',
  signature: `batchNorm(input: Tensor, ${BATCH}, *, training: boolean = false, momentum: number = 0.1, eps: number = 1e-5)`,
  doc: 'Batch normalisation (Ioffe and Szegedy, 2015) of [N, C, ...] per channel. In training the batch statistics are used, and the running ones (with the unbiased variance) updated in place; otherwise the running ones are used.',
  example: 'batchNorm(tensor([[1, 10], [3, 30]]), null, null, { training: true })',
  formula: {
    forward: 'y = \\frac{x - \\mu_c}{\\sqrt{\\sigma_c^2 + \\varepsilon}} \\, w_c + b_c',
  },
  method: false,
  body: (
    input: Tensor,
    runningMean: Tensor | null,
    runningVar: Tensor | null,
    weight: Tensor | null,
    bias: Tensor | null,
    training: boolean,
    momentum: number,
    eps: number,
  ) => {
    checkChannels('batchNorm', input, { runningMean, runningVar, weight, bias });
    const rank = input.shape.length;
    if (!training) {
      if (!runningMean || !runningVar)
        throw new ArgumentError('batchNorm: outside training the running mean and variance are needed', {
          op: 'batchNorm',
          fix: 'Pass them, or { training: true }.',
        });
      const scale = perChannel(runningVar, rank).add(eps).rsqrt();
      return affine(input.sub(perChannel(runningMean, rank)).mul(scale), weight, bias);
    }
    const dims = input.shape.map((_, d) => d).filter((d) => d !== 1);
    const count = dims.reduce((n, d) => n * input.shape[d], 1);
    if (count === 1) {
      throw new ShapeError(
        `batchNorm: more than one value per channel is needed in training, the input is ${formatShape(input.shape)}`,
        {
          op: 'batchNorm',
          operands: [{ name: 'input', shape: input.shape }],
          fix: 'Use a larger batch, or net.eval().',
        },
      );
    }
    // One line per channel, normalised like a layer.
    const lines = input.transpose(0, 1);
    const flat = lines.reshape([input.shape[1], count]);
    const normal = layerNorm(flat, [count], eps).reshape(lines.shape.slice()).transpose(0, 1);
    if (runningMean || runningVar) {
      noGrad(() => {
        const mean = flat.mean(1, { keepdim: true });
        updateRunning(runningMean, mean.squeeze(1), momentum);
        const centred = flat.sub(mean);
        updateRunning(
          runningVar,
          centred
            .mul(centred)
            .sum(1)
            .div(count - 1),
          momentum,
        );
      });
    }
    return affine(normal, weight, bias);
  },
  samples: [
    { args: (m) => [m.randn([4, 3]), null, null, m.randn([3]), m.randn([3]), { training: true }] },
    { args: (m) => [m.randn([2, 2, 3]), m.randn([2]), m.uniform([2], 0.5, 2), m.randn([2]), m.randn([2])] },
    { note: 'images', args: (m) => [m.randn([2, 2, 2, 2]), { training: true, eps: 1e-3 }] },
  ],
});

defineComposite({
  name: 'groupNorm',
  family: 'normalisation',
  signature: 'groupNorm(input: Tensor, numGroups: number, weight?: Tensor, bias?: Tensor, eps: number = 1e-5)',
  doc: 'Group normalisation (Wu and He, 2018) of [N, C, ...]: mean 0 and variance 1 over each group of channels.',
  example: 'groupNorm(tensor([[1, 2, 3, 4]]), 2)',
  method: false,
  body: (input: Tensor, numGroups: number, weight: Tensor | null, bias: Tensor | null, eps: number) => {
    checkChannels('groupNorm', input, { weight, bias });
    const [n, c] = input.shape;
    if (!(Number.isInteger(numGroups) && numGroups > 0 && c % numGroups === 0)) {
      throw new ShapeError(
        `groupNorm: ${c} channels of ${formatShape(input.shape)} do not divide into ${numGroups} groups`,
        { op: 'groupNorm', operands: [{ name: 'input', shape: input.shape, axes: [1] }] },
      );
    }
    const size = n * numGroups === 0 ? 0 : input.numel() / (n * numGroups);
    return affine(
      layerNorm(input.reshape([n * numGroups, size]), [size], eps).reshape(input.shape.slice()),
      weight,
      bias,
    );
  },
  samples: [
    { args: (m) => [m.randn([2, 4, 3]), 2, m.randn([4]), m.randn([4])] },
    { args: (m) => [m.randn([2, 3, 2]), 3] },
  ],
});

defineComposite({
  name: 'instanceNorm',
  family: 'normalisation',
  signature: `instanceNorm(input: Tensor, ${BATCH}, *, useInputStats: boolean = true, momentum: number = 0.1, eps: number = 1e-5)`,
  doc: 'Instance normalisation of [N, C, ...]: every channel of every sample by itself, or by running statistics where `useInputStats` is false.',
  method: false,
  body: (
    input: Tensor,
    runningMean: Tensor | null,
    runningVar: Tensor | null,
    weight: Tensor | null,
    bias: Tensor | null,
    useInputStats: boolean,
    momentum: number,
    eps: number,
  ) => {
    checkChannels('instanceNorm', input, { runningMean, runningVar, weight, bias });
    const rank = input.shape.length;
    if (!useInputStats) {
      if (!runningMean || !runningVar)
        throw new ArgumentError('instanceNorm: without input statistics the running mean and variance are needed', {
          op: 'instanceNorm',
        });
      return affine(
        input.sub(perChannel(runningMean, rank)).mul(perChannel(runningVar, rank).add(eps).rsqrt()),
        weight,
        bias,
      );
    }
    const [n, c] = input.shape;
    const size = n * c === 0 ? 0 : input.numel() / (n * c);
    if (size === 1)
      throw new ShapeError(
        `instanceNorm: more than one value per channel and sample is needed, the input is ${formatShape(input.shape)}`,
        { op: 'instanceNorm', operands: [{ name: 'input', shape: input.shape }] },
      );
    const flat = input.reshape([n * c, size]);
    if (runningMean || runningVar) {
      noGrad(() => {
        const mean = flat.mean(1, { keepdim: true });
        const centred = flat.sub(mean);
        updateRunning(runningMean, mean.reshape([n, c]).mean(0), momentum);
        updateRunning(
          runningVar,
          centred
            .mul(centred)
            .sum(1)
            .div(size - 1)
            .reshape([n, c])
            .mean(0),
          momentum,
        );
      });
    }
    return affine(layerNorm(flat, [size], eps).reshape(input.shape.slice()), weight, bias);
  },
  samples: [{ args: (m) => [m.randn([2, 2, 4]), null, null, m.randn([2]), m.randn([2])] }],
});

defineComposite({
  name: 'rmsNorm',
  family: 'normalisation',
  signature: 'rmsNorm(input: Tensor, normalizedShape: number | number[], weight?: Tensor, eps?: number | null)',
  doc: "Root mean square normalisation (Zhang and Sennrich, 2019) over the last dimensions. `eps` defaults to the dtype's machine epsilon.",
  example: 'rmsNorm(tensor([1, 2, 3, 4]), 4)',
  formula: { forward: 'y = \\frac{x}{\\sqrt{\\tfrac{1}{n} \\sum_i x_i^2 + \\varepsilon}} \\, w' },
  method: false,
  body: (input: Tensor, normalizedShape: number | number[], weight: Tensor | null, eps: number | null) => {
    const size = typeof normalizedShape === 'number' ? [normalizedShape] : normalizedShape;
    const tail = input.shape.slice(input.shape.length - size.length);
    if (size.length === 0 || tail.length !== size.length || tail.some((s, i) => s !== size[i])) {
      throw new ShapeError(`rmsNorm: the input ${formatShape(input.shape)} must end in ${formatShape(size)}`, {
        op: 'rmsNorm',
        operands: [{ name: 'input', shape: input.shape }],
        expected: formatShape(size),
      });
    }
    const dims = size.map((_, i) => input.shape.length - size.length + i);
    const epsilon = eps ?? (input.dtype === 'float64' ? Number.EPSILON : 2 ** -23);
    const y = input.mul(input.mul(input).mean(dims, { keepdim: true }).add(epsilon).rsqrt());
    return weight ? y.mul(weight) : y;
  },
  samples: [
    { args: (m) => [m.randn([2, 4]), 4, m.randn([4])] },
    { args: (m) => [m.randn([2, 2, 3]), [2, 3], { eps: 1e-5 }] },
  ],
});

defineComposite({
  name: 'localResponseNorm',
  family: 'normalisation',
  signature: 'localResponseNorm(input: Tensor, size: number, alpha: number = 1e-4, beta: number = 0.75, k: number = 1)',
  doc: 'Local response normalisation (Krizhevsky et al., 2012): each channel divided by a power of the mean square of its `size` neighbours.',
  formula: {
    forward: 'y_c = x_c \\left(k + \\tfrac{\\alpha}{n} \\textstyle\\sum_{c^\\prime} x_{c^\\prime}^2\\right)^{-\\beta}',
  },
  method: false,
  body: (input: Tensor, size: number, alpha: number, beta: number, k: number) => {
    if (input.shape.length < 3)
      throw new ShapeError(
        `localResponseNorm: the input must be [N, C, size, ...], it is ${formatShape(input.shape)}`,
        { op: 'localResponseNorm', operands: [{ name: 'input', shape: input.shape }] },
      );
    const square = input.mul(input);
    const channels = input.shape[1];
    const before = Math.floor(size / 2);
    // The window of channel c starts `before` channels earlier; channels outside count as 0.
    let sum: Tensor | null = null;
    for (let shift = -before; shift < size - before; shift++) {
      const from = Math.max(0, shift);
      const to = Math.min(channels, channels + shift);
      if (from >= to) continue;
      const part = square
        .slice(1, from, to)
        .sliceBackward({ shape: input.shape.slice(), dim: 1, start: from - shift, step: 1 });
      sum = sum ? sum.add(part) : part;
    }
    return input.div(
      (sum ?? square.mul(0))
        .mul(alpha / size)
        .add(k)
        .pow(beta),
    );
  },
  samples: [{ args: (m) => [m.randn([2, 4, 3]), 3, { alpha: 0.1 }] }],
});
