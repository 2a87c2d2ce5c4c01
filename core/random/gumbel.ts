/** Draws that gradients pass through: the Gumbel softmax and the reparameterised normal. */
import { ArgumentError } from '../errors.ts';
import { defineComposite } from '../ops/define.ts';
import { functionOf } from '../ops/derive.ts';
import { Tensor } from '../tensor/tensor.ts';
import { type FloatArray, fillExponential } from './distributions.ts';
import { defaultGenerator } from './generator.ts';

defineComposite({
  name: 'gumbelSoftmax',
  family: 'random',
  signature:
    'gumbelSoftmax(logits: Tensor, tau: number = 1, hard: boolean = false, eps: number = 1e-10, dim: number = -1)',
  doc: 'A draw from the categorical distribution of the logits along `dim`, relaxed to the softmax at temperature `tau` so that gradients pass (Jang et al., 2017). `hard` returns the one-hot draw and keeps the gradient of the soft one. `eps` has no effect, as in PyTorch.',
  example: 'manualSeed(0); gumbelSoftmax(tensor([1, 2, 3]))',
  formula: {
    forward:
      'y = \\mathrm{softmax}\\!\\left(\\frac{x + g}{\\tau}\\right), \\quad g = -\\ln E, \\; E \\sim \\mathrm{Exp}(1)',
  },
  method: false,
  body: (logits: Tensor, tau: number, hard: boolean, _eps: number, dim: number) => {
    if (!(tau > 0))
      throw new ArgumentError(`gumbelSoftmax: the temperature tau must be positive, got ${tau}`, {
        op: 'gumbelSoftmax',
      });
    const noise = Tensor.empty(logits.shape.slice(), logits.dtype, logits.device);
    if (noise.device === 'cpu') fillExponential(noise.array as FloatArray, 1, defaultGenerator);
    const soft = logits.sub(noise.log()).div(tau).softmax(dim);
    if (!hard) return soft;
    const best = soft.detach().argmax(dim, { keepdim: true });
    const draw = soft.detach().zerosLike().scatter(dim, best, 1);
    return draw.sub(soft.detach()).add(soft);
  },
});

defineComposite({
  name: 'reparameterize',
  family: 'random',
  signature: 'reparameterize(mean: Tensor, logVar: Tensor)',
  doc: 'A draw from N(mean, exp(logVar)) as mean + std * noise, so that gradients reach both (Kingma and Welling, 2014).',
  formula: { forward: 'z = \\mu + e^{v / 2} \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)' },
  method: false,
  body: (mean: Tensor, logVar: Tensor) =>
    mean.add(logVar.mul(0.5).exp().mul(functionOf<(t: Tensor) => Tensor>('randnLike')(logVar.detach()))),
});
