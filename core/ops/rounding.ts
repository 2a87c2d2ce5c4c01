/** Functions that round or take parts of numbers, and those that are the identity up to a factor. */
import { mapUnary } from '../kernels/elementwise.ts';
import { roundEven } from '../kernels/special.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp } from './define.ts';
import { needFloat, refuseBool } from './predicates.ts';
import { defineUnary } from './unary.ts';

const flat = (g: Tensor): Tensor => g.zerosLike();

defineUnary({
  name: 'floor',
  doc: 'The largest whole number that is not above each element. Its derivative is 0 everywhere.',
  example: 'floor(tensor([1.7, -1.2]))',
  formula: { forward: 'y = \\lfloor x \\rfloor', vjp: { input: '0' } },
  f: Math.floor,
  constant: flat,
  integers: true,
});
defineUnary({
  name: 'ceil',
  doc: 'The smallest whole number that is not below each element. Its derivative is 0 everywhere.',
  example: 'ceil(tensor([1.2, -1.7]))',
  formula: { forward: 'y = \\lceil x \\rceil', vjp: { input: '0' } },
  f: Math.ceil,
  constant: flat,
  integers: true,
});
defineUnary({
  name: 'trunc',
  doc: 'Each element without its fraction, rounded towards zero. Its derivative is 0 everywhere.',
  example: 'trunc(tensor([1.7, -1.7]))',
  formula: { forward: 'y = \\mathrm{trunc}\\,x', vjp: { input: '0' } },
  f: Math.trunc,
  constant: flat,
  integers: true,
  aliases: ['fix'],
});
defineUnary({
  name: 'frac',
  doc: 'The fraction of each element, with its sign.',
  example: 'frac(tensor([1.75, -1.75]))',
  formula: { forward: 'y = x - \\mathrm{trunc}\\,x', vjp: { input: '\\bar y' } },
  f: (x) => x - Math.trunc(x),
  constant: (g) => g,
  floats: true,
});
defineUnary({
  name: 'deg2rad',
  doc: 'Degrees to radians.',
  example: 'deg2rad(tensor([90, 180]))',
  formula: { forward: 'y = \\tfrac{\\pi}{180} x', vjp: { input: '\\tfrac{\\pi}{180} \\bar y' } },
  f: (x) => x * (Math.PI / 180),
  constant: (g) => g.mul(Math.PI / 180),
});
defineUnary({
  name: 'rad2deg',
  doc: 'Radians to degrees.',
  example: 'rad2deg(tensor([Math.PI]))',
  formula: { forward: 'y = \\tfrac{180}{\\pi} x', vjp: { input: '\\tfrac{180}{\\pi} \\bar y' } },
  f: (x) => x * (180 / Math.PI),
  constant: (g) => g.mul(180 / Math.PI),
});

defineOp<{ readonly decimals: number }>({
  name: 'round',
  family: 'elementwise',
  signature: 'round(input: Tensor, *, decimals: number = 0)',
  doc: 'The nearest number of so many decimals; halves go to the even neighbour. Negative `decimals` round to tens, hundreds, ... The derivative is 0.',
  example: 'round(tensor([0.5, 1.5, -2.6]))',
  formula: { forward: 'y = \\mathrm{round}\\,x', vjp: { input: '0' } },
  inplace: true,
  meta: ([x], { decimals }) => {
    if (decimals !== 0) needFloat('round', x);
    refuseBool('round', [x]);
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x], [out], { decimals }) => {
    if (decimals === 0) {
      mapUnary(x, out, roundEven);
      return;
    }
    // The scaled value is rounded to the element type before it is rounded to a whole number, as float32 arithmetic does.
    const scale = 10 ** Math.abs(decimals);
    const fit = x.dtype === 'float32' ? Math.fround : (v: number) => v;
    mapUnary(
      x,
      out,
      decimals > 0 ? (v) => roundEven(fit(v * scale)) / scale : (v) => roundEven(fit(v / scale)) * scale,
    );
  },
  vjp: (g) => [g.zerosLike()],
  samples: [
    { args: (m) => [m.randn([2, 3])] },
    { note: 'decimals', args: (m) => [m.randn([4]), { decimals: 2 }] },
    { note: 'empty', args: (m) => [m.randn([0])] },
  ],
});

defineComposite({
  name: 'positive',
  family: 'elementwise',
  signature: 'positive(input: Tensor)',
  doc: 'The tensor itself, as unary plus.',
  formula: { forward: 'y = x', vjp: { input: '\\bar y' } },
  body: (input: Tensor) => {
    refuseBool('positive', [input]);
    return input;
  },
  samples: [{ args: (m) => [m.randn([2, 3])] }],
});

defineOp<{ readonly nan: number | null; readonly posinf: number | null; readonly neginf: number | null }>({
  name: 'nanToNum',
  family: 'elementwise',
  signature: 'nanToNum(input: Tensor, nan?: number | null, posinf?: number | null, neginf?: number | null)',
  doc: 'NaN replaced by `nan` (0) and infinities by `posinf` and `neginf` (the largest and the smallest number of the dtype). No gradient flows through what was replaced.',
  example: 'nanToNum(tensor([NaN, Infinity, 1]), 0, 9)',
  formula: {
    forward: 'y = \\text{finite}(x) \\; ? \\; x : \\text{the number for it}',
    vjp: { input: '\\bar y \\, [x \\text{ finite}]' },
  },
  inplace: true,
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x], [out], args) => {
    const largest = x.dtype === 'float32' ? 3.4028234663852886e38 : Number.MAX_VALUE;
    const nan = args.nan ?? 0;
    const top = args.posinf ?? largest;
    const bottom = args.neginf ?? -largest;
    mapUnary(x, out, (v) =>
      Number.isNaN(v) ? nan : v === Number.POSITIVE_INFINITY ? top : v === Number.NEGATIVE_INFINITY ? bottom : v,
    );
  },
  saves: { inputs: [0] },
  vjp: (g, saved) => [saved.input(0).isfinite().where(g, 0)],
  samples: [
    { args: (m) => [m.randn([2, 3])] },
    { note: 'values', args: (m) => [m.randn([3]), { nan: 1, posinf: 2, neginf: -2 }] },
  ],
});
