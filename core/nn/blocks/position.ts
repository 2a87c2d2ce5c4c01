/** Where a token stands: sinusoids that are added, and rotations. */
import * as F from '../../api.gen.ts';
import { ArgumentError, formatShape, ShapeError } from '../../errors.ts';
import { bindOptions } from '../../ops/options.ts';
import type { DTypeName } from '../../tensor/dtype.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Dropout } from '../dropout.ts';
import { Module } from '../module.ts';

/**
 * [length, dim]: sin(pos / 10000^(2i / dim)) in even columns 2i, the cosine of the same angle in the odd ones
 * (Vaswani et al., 2017).
 */
export function sinusoidalEncoding(
  length: number,
  dim: number,
  options: { dtype?: DTypeName; base?: number } = {},
): Tensor {
  const { dtype = 'float32', base = 10000 } = options;
  const rows = Array.from({ length }, (_, pos) =>
    Array.from({ length: dim }, (_, j) => {
      const angle = pos / base ** ((j - (j % 2)) / dim);
      return j % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    }),
  );
  return F.tensor(rows, { dtype });
}

/** Adds the sinusoidal encoding to embeddings [batch, sequence, dim] (or [sequence, dim]), then drops out. */
export class PositionalEncoding extends Module {
  readonly maxLen: number;
  /** [maxLen, dModel]; made, not learned, and not saved. */
  pe!: Tensor;
  dropout: Dropout;
  constructor(dModel: number, options?: { dropout?: number; maxLen?: number });
  constructor(dModel: number, dropout?: number, maxLen?: number);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ dModel: number; dropout: number; maxLen: number }>(
      'PositionalEncoding(dModel: number, dropout: number = 0, maxLen: number = 1024)',
      args,
    );
    this.maxLen = o.maxLen;
    this.registerBuffer('pe', sinusoidalEncoding(o.maxLen, o.dModel), { persistent: false });
    this.dropout = new Dropout(o.dropout);
  }
  forward(input: Tensor): Tensor {
    const [length, dim] = input.shape.slice(-2);
    if (input.shape.length < 2 || dim !== this.pe.shape[1] || length > this.maxLen) {
      throw new ShapeError(
        `PositionalEncoding: the input ${formatShape(input.shape)} must be [batch, sequence, ${this.pe.shape[1]}] with at most ${this.maxLen} places`,
        {
          op: 'PositionalEncoding',
          operands: [{ name: 'input', shape: input.shape }],
          fix: length > this.maxLen ? 'Make the encoding longer: { maxLen }.' : undefined,
        },
      );
    }
    return this.dropout(input.add(this.pe.narrow(0, 0, length)));
  }
}

/**
 * Rotary positions (Su et al., 2021): features 2i and 2i + 1 of [..., sequence, dim] are turned by the angle
 * pos / base^(2i / dim), so that the product of a query and a key depends on their distance only.
 */
export class RotaryEmbedding extends Module {
  readonly dim: number;
  readonly base: number;
  constructor(dim: number, options: { base?: number } = {}) {
    super();
    if (dim % 2 !== 0)
      throw new ArgumentError(`RotaryEmbedding: the dimension must be even, got ${dim}`, { op: 'RotaryEmbedding' });
    this.dim = dim;
    this.base = options.base ?? 10000;
  }
  /** `offset` is the position of the first place. */
  forward(input: Tensor, offset = 0): Tensor {
    const [length, dim] = input.shape.slice(-2);
    if (input.shape.length < 2 || dim !== this.dim) {
      throw new ShapeError(
        `RotaryEmbedding: the input ${formatShape(input.shape)} must be [..., sequence, ${this.dim}]`,
        {
          op: 'RotaryEmbedding',
          operands: [{ name: 'input', shape: input.shape, axes: [input.shape.length - 1] }],
        },
      );
    }
    const angles = Array.from({ length }, (_, t) =>
      Array.from({ length: dim / 2 }, (_, i) => (t + offset) / this.base ** ((2 * i) / dim)),
    );
    const turn = F.tensor(angles, { dtype: input.dtype, device: input.device });
    const [cos, sin] = [turn.cos(), turn.sin()];
    const pairs = input.unflatten(-1, [dim / 2, 2]);
    const [a, b] = [pairs.select(-1, 0), pairs.select(-1, 1)];
    return F.stack([a.mul(cos).sub(b.mul(sin)), a.mul(sin).add(b.mul(cos))], -1).flatten(-2);
  }
}
