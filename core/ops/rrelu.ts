/** The randomized leaky rectifier. */
import { ArgumentError } from '../errors.ts';
import { fillUniform } from '../random/distributions.ts';
import { defaultGenerator, type Generator } from '../random/generator.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';

defineComposite({
  name: 'rrelu',
  family: 'activation',
  signature:
    'rrelu(input: Tensor, lower: number = 0.125, upper: number = 0.3333333333333333, training: boolean = false, *, generator?: Generator)',
  doc: 'Leaky rectifier with a slope drawn for every negative element between `lower` and `upper` in training, and their mean else (Xu et al., 2015).',
  example: 'rrelu(tensor([-3, 2]))',
  formula: { forward: 'y = x > 0 \\; ? \\; x : a \\, x' },
  inplace: true,
  body: (input: Tensor, lower: number, upper: number, training: boolean, generator: Generator | null) => {
    if (lower > upper) throw new ArgumentError(`rrelu: lower ${lower} is above upper ${upper}`, { op: 'rrelu' });
    if (!training) return input.leakyRelu((lower + upper) / 2);
    const slopes = input.detach().zerosLike();
    const draw = new Float64Array(1);
    if (input.device === 'cpu') {
      const data = input.data;
      for (let i = 0; i < data.length; i++) {
        slopes.array[i] = 1;
        if (!(data[i] <= 0)) continue;
        fillUniform(draw, lower, upper, generator ?? defaultGenerator);
        slopes.array[i] = draw[0];
      }
    }
    return input.mul(slopes);
  },
  samples: [{ args: (m) => [m.randn([2, 3])] }],
});
