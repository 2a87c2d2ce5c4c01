/** Capsules: groups of neurons whose vector says what is there and how (Sabour et al., 2017). */
import * as F from '../../api.gen.ts';
import { ArgumentError, formatShape, ShapeError } from '../../errors.ts';
import { normal_ } from '../../init/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Conv2d } from '../conv.ts';
import { parameter } from '../make.ts';
import { Module } from '../module.ts';
import type { Parameter } from '../parameter.ts';

/**
 * Routing by agreement: predictions [batch, out, in, dim] give output capsules [batch, out, dim] and the coupling
 * coefficients [batch, out, in] with which every input was shared out in the last round. In each round c = softmax of b
 * over the outputs, v = squash(sum of c times the predictions), and b grows by the product of predictions and v.
 */
export function dynamicRouting(predictions: Tensor, iterations = 3): { output: Tensor; coupling: Tensor } {
  if (!(Number.isInteger(iterations) && iterations > 0))
    throw new ArgumentError(`dynamicRouting: iterations must be a positive whole number, got ${iterations}`, {
      op: 'dynamicRouting',
    });
  const { shape, dtype, device } = predictions;
  if (shape.length !== 4) {
    throw new ShapeError(`dynamicRouting: predictions must be [batch, out, in, dim], they are ${formatShape(shape)}`, {
      op: 'dynamicRouting',
      operands: [{ name: 'predictions', shape }],
    });
  }
  let logits = F.zeros(shape.slice(0, 3), { dtype, device });
  for (let round = 1; ; round++) {
    const coupling = logits.softmax(1);
    const output = F.squash(coupling.unsqueeze(-1).mul(predictions).sum(2));
    if (round === iterations) return { output, coupling };
    logits = logits.add(predictions.mul(output.unsqueeze(2)).sum(-1));
  }
}

/** A layer of capsules: [batch, inCapsules, inDim] to [batch, outCapsules, outDim]; weight [out, in, outDim, inDim]. */
export class CapsuleLayer extends Module {
  readonly routings: number;
  weight: Parameter;
  constructor(
    inCapsules: number,
    inDim: number,
    outCapsules: number,
    outDim: number,
    options: { routings?: number } = {},
  ) {
    super();
    this.routings = options.routings ?? 3;
    this.weight = parameter([outCapsules, inCapsules, outDim, inDim], {});
    normal_(this.weight, 0, 0.1);
  }
  /** The output capsules with the coupling coefficients, [batch, out, in]. */
  route(input: Tensor): { output: Tensor; coupling: Tensor } {
    const [out, inCapsules, , inDim] = this.weight.shape;
    if (input.shape.length !== 3 || input.shape[1] !== inCapsules || input.shape[2] !== inDim) {
      throw new ShapeError(
        `CapsuleLayer: the input must be [batch, ${inCapsules}, ${inDim}], it is ${formatShape(input.shape)}`,
        {
          op: 'CapsuleLayer',
          operands: [
            { name: 'input', shape: input.shape },
            { name: 'weight', shape: this.weight.shape },
          ],
        },
      );
    }
    const predictions = this.weight.matmul(input.unsqueeze(1).unsqueeze(-1)).squeeze(-1);
    return dynamicRouting(predictions.reshape([input.shape[0], out, inCapsules, -1]), this.routings);
  }
  forward(input: Tensor): Tensor {
    return this.route(input).output;
  }
  override extraRepr(): string {
    const [out, inCapsules, outDim, inDim] = this.weight.shape;
    return `${inCapsules}x${inDim}, ${out}x${outDim}, routings=${this.routings}`;
  }
}

/** The first capsules: a convolution whose channels are read as vectors, [N, in, H, W] to [N, capsules H' W', dim]. */
export class PrimaryCapsules extends Module {
  readonly dim: number;
  conv: Conv2d;
  constructor(
    inChannels: number,
    capsules: number,
    dim: number,
    options: { kernelSize?: number; stride?: number } = {},
  ) {
    super();
    this.dim = dim;
    this.conv = new Conv2d(inChannels, capsules * dim, options.kernelSize ?? 9, { stride: options.stride ?? 2 });
  }
  forward(input: Tensor): Tensor {
    const y = this.conv(input);
    const [n, channels, h, w] = y.shape;
    return F.squash(
      y
        .reshape([n, channels / this.dim, this.dim, h * w])
        .transpose(2, 3)
        .reshape([n, -1, this.dim]),
    );
  }
}
