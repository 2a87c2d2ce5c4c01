/** Tensors for the records' samples: float64, from a fixed stream, so that every run sees the same values. */
import type { SampleTensors } from '../../core/ops/define.ts';
import '../../core/ops/all.ts';
import { Generator } from '../../core/random/generator.ts';
import { Tensor } from '../../core/tensor/tensor.ts';

const size = (shape: readonly number[]): number => shape.reduce((n, s) => n * s, 1);

/** Makers seeded by `seed`. Standard normal values keep away from 0 and from each other, where kinks and ties are. */
export function sampleTensors(seed: number): SampleTensors {
  const generator = new Generator().manualSeed(seed);
  const uniform = (): number => (generator.random() + 0.5) / 2 ** 32;
  const draw = (shape: number[], next: () => number): Tensor =>
    Tensor.wrap(Float64Array.from({ length: size(shape) }, next), shape, 'float64');
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    randn(shape) {
      const seen: number[] = [];
      return draw(shape, () => {
        let v = normal();
        while (Math.abs(v) < 0.02 || seen.some((s) => Math.abs(s - v) < 1e-3)) v = normal();
        seen.push(v);
        return v;
      });
    },
    uniform: (shape, low, high) => draw(shape, () => low + (high - low) * uniform()),
    ints: (shape, low, high) =>
      Tensor.wrap(
        Int32Array.from({ length: size(shape) }, () => low + Math.floor(uniform() * (high - low))),
        shape,
        'int32',
      ),
    bools: (shape) =>
      Tensor.wrap(
        Uint8Array.from({ length: size(shape) }, () => (uniform() < 0.5 ? 0 : 1)),
        shape,
        'bool',
      ),
  };
}

/** All tensors among arguments, also in lists, in order. */
export function tensorsOf(args: readonly unknown[]): Tensor[] {
  return args.flatMap((a) => (a instanceof Tensor ? [a] : Array.isArray(a) ? tensorsOf(a) : []));
}

/** The arguments with every tensor replaced. */
export function replaceTensors(args: readonly unknown[], replace: (t: Tensor, i: number) => Tensor): unknown[] {
  let i = 0;
  const walk = (list: readonly unknown[]): unknown[] =>
    list.map((a) => (a instanceof Tensor ? replace(a, i++) : Array.isArray(a) ? walk(a) : a));
  return walk(args);
}

/** The tensors of a result, which may be one, several, or a value. */
export function resultTensors(result: unknown): Tensor[] {
  return result instanceof Tensor ? [result] : Array.isArray(result) ? result.flatMap(resultTensors) : [];
}
