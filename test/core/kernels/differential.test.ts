import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import * as nn from '../../../core/index.ts';
import { poisonReleased } from '../../../core/tensor/storage.ts';

type Tensor = nn.Tensor;

afterEach(() => {
  nn.setKernels('auto');
  poisonReleased(false);
});

/** A value as another program might hand it over: mostly ordinary, now and then an edge. */
const value = (edges: boolean): fc.Arbitrary<number> => {
  const plain = fc.double({ min: -4, max: 4, noNaN: true }).map(Math.fround);
  const edge = fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -0,
    0,
    1e-40,
    3e38,
    -3e38,
  );
  return edges ? fc.oneof({ weight: 30, arbitrary: plain }, { weight: 1, arbitrary: edge }) : plain;
};

type Layout = 'dense' | 'transposed' | 'sliced' | 'expanded';
const layout = fc.constantFrom<Layout>('dense', 'transposed', 'sliced', 'expanded');

/** A tensor of `shape` with the layout asked for, from a repeatable stream of numbers. */
function make(shape: number[], how: Layout, next: () => number): Tensor {
  const fill = (s: number[]): Tensor => {
    const data = Float32Array.from({ length: s.reduce((a, b) => a * b, 1) }, next);
    return nn.tensor(data).reshape(s);
  };
  const rank = shape.length;
  if (how === 'transposed' && rank >= 2) {
    const swapped = shape.slice();
    [swapped[rank - 1], swapped[rank - 2]] = [swapped[rank - 2], swapped[rank - 1]];
    return fill(swapped).transpose(-1, -2);
  }
  if (how === 'sliced' && rank >= 1) {
    const wide = shape.slice();
    wide[rank - 1] += 3;
    return fill(wide).narrow(-1, 2, shape[rank - 1]);
  }
  if (how === 'expanded' && rank >= 1) {
    const one = shape.slice();
    one[0] = 1;
    return fill(one).expand(shape);
  }
  return fill(shape);
}

function stream(pool: readonly number[]): () => number {
  let i = 0;
  return () => pool[i++ % pool.length];
}

/** Results and gradients of `call` with the given kernels. */
function evaluate(
  which: 'auto' | 'plain' | 'reference',
  inputs: () => Tensor[],
  call: (...t: Tensor[]) => Tensor,
  grad: boolean,
): number[][] {
  nn.setKernels(which);
  const leaves = inputs().map((t) => (grad ? t.detach().requiresGrad_() : t));
  const y = call(...leaves);
  const out = [[...y.data]];
  if (grad) {
    // Different weights per element, so that a gradient in the wrong place shows.
    const weights = nn.arange(y.numel(), { dtype: 'float32' }).mul(0.37).sin().reshape(y.shape.slice());
    y.mul(weights).sum().backward();
    for (const leaf of leaves) out.push([...(leaf.grad as Tensor).data]);
  }
  return out;
}

function same(got: readonly number[], want: readonly number[], tolerance: number, scale: number): void {
  expect(got.length).toBe(want.length);
  for (let i = 0; i < want.length; i++) {
    const [g, w] = [got[i], want[i]];
    if (Number.isNaN(w) || !Number.isFinite(w)) {
      if (!Object.is(g, w)) expect.fail(`element ${i} is ${g}, the reference has ${w}`);
    } else if (!(Math.abs(g - w) <= tolerance * Math.max(scale, Math.abs(w))))
      expect.fail(`element ${i} is ${g}, the reference has ${w}`);
  }
}

interface Case {
  readonly shapes: fc.Arbitrary<number[][]>;
  readonly call: (...t: Tensor[]) => Tensor;
  readonly grad?: boolean;
  readonly edges?: boolean;
  readonly tolerance?: number;
}

const dim = (max: number) => fc.integer({ min: 1, max });
const shape = (rank: number, max: number) => fc.array(dim(max), { minLength: 1, maxLength: rank });
const one = shape(3, 14).map((s) => [s]);
/** Two shapes that broadcast. */
const pair = fc
  .tuple(
    shape(3, 12),
    fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([s, a, b, cut]) => [
    s.map((n, i) => (a[i] ? 1 : n)),
    s.map((n, i) => (b[i] ? 1 : n)).slice(Math.min(cut, s.length - 1)),
  ]);

const cases: Record<string, Case> = {
  neg: { shapes: one, call: (x) => x.neg(), grad: true, edges: true },
  abs: { shapes: one, call: (x) => x.abs(), grad: true },
  relu: { shapes: one, call: (x) => x.relu(), grad: true, edges: true },
  exp: { shapes: one, call: (x) => x.exp(), grad: true, edges: true },
  log: { shapes: one, call: (x) => x.log(), edges: true },
  tanh: { shapes: one, call: (x) => x.tanh(), grad: true, edges: true },
  sigmoid: { shapes: one, call: (x) => x.sigmoid(), grad: true, edges: true },
  sqrt: { shapes: one, call: (x) => x.sqrt(), edges: true },
  erf: { shapes: one, call: (x) => x.erf(), grad: true },
  gelu: { shapes: one, call: (x) => nn.gelu(x), grad: true },
  'gelu tanh': { shapes: one, call: (x) => nn.gelu(x, { approximate: 'tanh' }), grad: true, tolerance: 5e-6 },
  silu: { shapes: one, call: (x) => nn.silu(x), grad: true },
  add: { shapes: pair, call: (a, b) => a.add(b), grad: true, edges: true },
  'add alpha': { shapes: pair, call: (a, b) => a.add(b, { alpha: 0.3 }), grad: true },
  sub: { shapes: pair, call: (a, b) => a.sub(b), grad: true, edges: true },
  mul: { shapes: pair, call: (a, b) => a.mul(b), grad: true, edges: true },
  div: { shapes: pair, call: (a, b) => a.div(b), edges: true },
  maximum: { shapes: pair, call: (a, b) => a.maximum(b), edges: true },
  minimum: { shapes: pair, call: (a, b) => a.minimum(b), edges: true },
  'sum all': { shapes: one, call: (x) => x.sum(), grad: true },
  'sum first': { shapes: one, call: (x) => x.sum(0), grad: true, edges: true },
  'sum last': { shapes: one, call: (x) => x.sum(-1), grad: true, edges: true },
  'sum outer two': {
    shapes: fc.array(dim(9), { minLength: 3, maxLength: 3 }).map((s) => [s]),
    call: (x) => x.sum([0, 2]),
    grad: true,
  },
  mean: { shapes: one, call: (x) => x.mean(-1), grad: true },
  softmax: { shapes: one, call: (x) => x.softmax(-1), grad: true },
  logSoftmax: { shapes: one, call: (x) => x.logSoftmax(-1), grad: true },
  layerNorm: {
    shapes: fc.tuple(dim(9), fc.integer({ min: 2, max: 40 })).map(([n, c]) => [[n, c], [c], [c]]),
    call: (x, w, b) => nn.layerNorm(x, [x.shape[1]], w, b),
    grad: true,
    tolerance: 2e-4,
  },
  matmul: {
    shapes: fc.tuple(dim(40), dim(40), dim(40)).map(([m, k, n]) => [
      [m, k],
      [k, n],
    ]),
    call: (a, b) => a.matmul(b),
    grad: true,
  },
  'matmul long': {
    shapes: fc.tuple(dim(7), fc.integer({ min: 380, max: 800 }), dim(9)).map(([m, k, n]) => [
      [m, k],
      [k, n],
    ]),
    call: (a, b) => a.matmul(b),
    tolerance: 2e-5,
  },
  'matmul batched': {
    shapes: fc.tuple(dim(3), dim(3), dim(12), dim(12), dim(12)).map(([p, q, m, k, n]) => [
      [p, 1, m, k],
      [q, k, n],
    ]),
    call: (a, b) => a.matmul(b),
    grad: true,
  },
  linear: {
    shapes: fc.tuple(dim(20), dim(30), dim(20)).map(([n, i, o]) => [[n, i], [o, i], [o]]),
    call: (x, w, b) => nn.linear(x, w, b),
    grad: true,
  },
  conv2d: {
    shapes: fc
      .tuple(dim(3), dim(4), dim(4), fc.integer({ min: 5, max: 11 }), dim(3))
      .map(([n, c, o, s, k]) => [[n, c, s, s + 1], [o, c, k, k], [o]]),
    call: (x, w, b) => nn.conv2d(x, w, b, { padding: 1 }),
    grad: true,
    tolerance: 2e-5,
  },
  'conv2d strided': {
    shapes: fc.tuple(dim(2), dim(3), fc.integer({ min: 6, max: 11 })).map(([n, c, s]) => [
      [n, 2 * c, s, s],
      [2 * c, c, 3, 2],
    ]),
    call: (x, w) => nn.conv2d(x, w, { stride: 2, dilation: [1, 2], padding: [2, 1], groups: 2 }),
    grad: true,
    tolerance: 2e-5,
  },
  maxPool2d: {
    shapes: fc.tuple(dim(3), fc.integer({ min: 4, max: 12 })).map(([c, s]) => [[2, c, s, s]]),
    call: (x) => nn.maxPool2d(x, 3, { stride: 2, padding: 1 }),
    grad: true,
  },
  contiguous: { shapes: shape(5, 6).map((s) => [s]), call: (x) => x.contiguous(), grad: true, edges: true },
  narrow: {
    shapes: fc.tuple(fc.integer({ min: 8, max: 20 }), dim(20)).map(([n, m]) => [[n, m]]),
    call: (x) =>
      x
        .narrow(0, 1, 5)
        .mul(2)
        .add(x.narrow(0, 3, 5)),
    grad: true,
  },
};

describe('every WebAssembly kernel agrees with its reference', () => {
  for (const [name, { shapes, call, grad = false, edges = false, tolerance = 4e-6 }] of Object.entries(cases)) {
    for (const which of ['auto', 'plain'] as const) {
      it(`${name} (${which})`, () => {
        poisonReleased(true);
        fc.assert(
          fc.property(
            shapes,
            fc.array(layout, { minLength: 3, maxLength: 3 }),
            fc.array(value(edges), { minLength: 50, maxLength: 400 }),
            (sizes, how, pool) => {
              const inputs = () => {
                const next = stream(pool);
                return sizes.map((s, i) => make(s, how[i], next));
              };
              const want = evaluate('reference', inputs, call, grad);
              const got = evaluate(which, inputs, call, grad);
              const scale = Math.max(1, ...sizes.map((s) => s[s.length - 1] ** 0.5));
              // A gradient of an infinite or undefined value is checked where the reference is finite as well.
              got.forEach((g, i) => {
                same(g, want[i], tolerance, edges ? 1 : scale * 4);
              });
            },
          ),
          { numRuns: which === 'auto' ? 60 : 20 },
        );
      });
    }
  }
});

describe('elementary functions over all magnitudes', () => {
  const bits = new Int32Array(1);
  const float = new Float32Array(bits.buffer);
  const inputs: number[] = [];
  for (let exponent = 0; exponent < 255; exponent++) {
    for (let i = 0; i < 48; i++) {
      for (const sign of [0, 1]) {
        bits[0] = (sign << 31) | (exponent << 23) | ((i * 174763 + exponent * 7919) & 0x7fffff);
        inputs.push(float[0]);
      }
    }
  }
  for (let i = -2000; i <= 2000; i++) inputs.push(Math.fround(i / 19), Math.fround(i / 400));

  /** Distance of g from w in units in the last place of a float32 near w. */
  const ulps = (g: number, w: number): number => {
    const step = Math.max(2 ** -149, 2 ** (Math.floor(Math.log2(Math.abs(w))) - 23));
    return Math.abs(g - w) / step;
  };
  const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
  for (const [name, exact, bound] of [
    ['exp', Math.exp, 2],
    ['log', Math.log, 2],
    ['tanh', Math.tanh, 3],
    ['sigmoid', sigmoid, 3],
  ] as const) {
    it(`${name} is within ${bound} units in the last place`, () => {
      const x = nn.tensor(Float32Array.from(inputs));
      const y = x[name]().data;
      let worst = 0;
      let at = 0;
      inputs.forEach((v, i) => {
        const want = exact(v);
        const rounded = Math.fround(want);
        if (!Number.isFinite(rounded) || rounded === 0) {
          if (!(Object.is(y[i], rounded) || (rounded === 0 && Math.abs(y[i]) < 2e-45) || Math.abs(want) > 3.4028234e38))
            expect.fail(`${name}(${v}) is ${y[i]}, expected ${rounded}`);
          return;
        }
        const error = ulps(y[i], want);
        if (error > worst) [worst, at] = [error, v];
      });
      expect(worst, `at ${at}`).toBeLessThanOrEqual(bound);
    });
  }
});

describe('memory', () => {
  it('a loop that never yields stays within the heap', () => {
    const w = nn.randn([64, 64]).requiresGrad_();
    const x = nn.randn([64, 64]);
    for (let i = 0; i < 3000; i++) {
      w.grad = null;
      x.matmul(w).relu().mul(x).sum().backward();
    }
    expect((w.grad as Tensor | null)?.isfinite().all().item()).toBeTruthy();
  });

  it('a view of a tensor keeps its memory when the tensor is forgotten', () => {
    const part = nn.arange(5000, { dtype: 'float32' }).narrow(0, 1000, 100).data;
    for (let i = 0; i < 200; i++) nn.zeros([5000]).add(1);
    expect(part[5]).toBe(1005);
  });
});
