/**
 * Every module of the conformance cases, once more by itself: on the meta device it gives the shapes that it gives on
 * data, and its gradients (of parameters and inputs) agree with central differences in float64.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface TensorJson {
  readonly shape: number[];
  readonly dtype: string;
  readonly data: (number | string)[];
}
interface ModuleCase {
  readonly id: string;
  readonly kind: string;
  readonly mode: string;
  readonly ctor: Json;
  readonly calls: { readonly args: Json[]; readonly options?: { [key: string]: Json } }[];
  readonly inputs: TensorJson[];
}

const folder = path.join(import.meta.dirname, '../conformance/cases');
const all = readdirSync(folder).flatMap(
  (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')).cases as ModuleCase[],
);
/** One case per class and set of options is enough here; the values themselves are the conformance suite's business. */
const seen = new Set<string>();
const cases = all.filter((c) => {
  if (c.kind !== 'module' || JSON.stringify(c.ctor).includes('custom.')) return false;
  const small = c.inputs.reduce((n, t) => n + t.data.length, 0) <= 120 && !c.id.startsWith('bigger');
  const key = JSON.stringify([c.ctor, c.calls.map((call) => call.options)]);
  // Inputs that are views of something else are the conformance suite's business too.
  if (!small || seen.has(key) || c.inputs.some((t) => 'views' in t)) return false;
  seen.add(key);
  return true;
});

const tensorOf = (t: TensorJson): T.Tensor =>
  T.tensor(t.data.map(Number), { shape: t.shape, dtype: (t.dtype === 'int64' ? 'int32' : t.dtype) as T.DType });

function value(v: Json): unknown {
  if (Array.isArray(v)) return v.map(value);
  if (typeof v !== 'object' || v === null) return v;
  if ('$tensor' in v) return tensorOf(v.$tensor as unknown as TensorJson);
  if ('$num' in v) return Number(v.$num);
  if ('$module' in v) return construct(v);
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, value(x)]));
}

function construct(spec: Json): T.nn.Module {
  const { $module, args, options } = spec as { $module: string; args: Json[]; options: { [key: string]: Json } };
  const Class = (T.nn as unknown as Record<string, new (...a: unknown[]) => T.nn.Module>)[$module.replace('nn.', '')];
  const positional = args.map(value);
  return Object.keys(options ?? {}).length ? new Class(...positional, value(options)) : new Class(...positional);
}

/** The tensors of a result, nested as modules return them. */
function flat(result: unknown): T.Tensor[] {
  if (result instanceof T.Tensor) return [result];
  return Array.isArray(result) ? result.flatMap(flat) : [];
}

function run(module: T.nn.Module, c: ModuleCase, inputs: readonly T.Tensor[]): T.Tensor[] {
  const pick = (v: Json): unknown => {
    if (typeof v === 'string' && /^x\d+$/.test(v)) return inputs[Number(v.slice(1))];
    return Array.isArray(v) ? v.map(pick) : value(v);
  };
  T.manualSeed(7);
  return c.calls.flatMap(({ args, options }) => {
    const given = args.map(pick);
    while (given.length && given[given.length - 1] === null) given.pop();
    return flat(
      (module as unknown as (...a: unknown[]) => unknown)(
        ...given,
        ...(options && Object.keys(options).length ? [value(options)] : []),
      ),
    );
  });
}

function prepared(c: ModuleCase): T.nn.Module {
  T.manualSeed(3);
  const module = construct(c.ctor);
  return c.mode === 'eval' ? module.eval() : module.train();
}

afterEach(() => T.setDefaultDevice('cpu'));

describe.each(cases.map((c) => ({ id: c.id, c })))('$id', ({ c }) => {
  test('gives on meta the shapes that it gives on data', () => {
    const real = run(prepared(c), c, c.inputs.map(tensorOf));
    T.setDefaultDevice('meta');
    const meta = run(
      prepared(c),
      c,
      c.inputs.map((t) => tensorOf(t).to({ device: 'meta' })),
    );
    expect(meta.map((t) => [t.device, t.shape, t.dtype])).toEqual(real.map((t) => ['meta', t.shape, t.dtype]));
  });

  test('has gradients that agree with central differences', () => {
    const module = prepared(c).double();
    const inputs = c.inputs.map(tensorOf).map((t) => (t.dtype === 'float32' ? t.double() : t));
    const floats = inputs.flatMap((t, i) => (t.dtype === 'float64' ? [i] : []));
    const start = Object.fromEntries(Object.entries(module.stateDict()).map(([k, t]) => [k, t.detach().clone()]));
    /** A weighted sum of the outputs; running statistics move with every call, so each starts from the same ones. */
    const fn = (...given: T.Tensor[]): T.Tensor => {
      T.noGrad(() => module.loadStateDict(start));
      const at = inputs.slice();
      floats.forEach((i, k) => {
        at[i] = given[k];
      });
      const outputs = run(module, c, at).filter((t) => t.dtype === 'float64');
      const weigh = (t: T.Tensor) => t.flatten().mul(T.arange(t.numel()).double().mul(0.7).add(1).cos()).sum();
      return outputs.map(weigh).reduce((a, b) => a.add(b));
    };
    const points = floats.map((i) => inputs[i].detach().clone().requiresGrad_());
    if (points.length > 0 && fn(...points).requiresGrad) {
      expect(T.autograd.gradcheck(fn, points, { atol: 1e-5, rtol: 1e-3 }).passed).toBe(true);
    }
    const held = points.map((p) => p.detach());
    const parameters = [...module.namedParameters()];
    const total = fn(...held);
    if (total.requiresGrad) total.backward();
    for (const [name, parameter] of parameters) {
      // A first, a middle and a last element of each parameter.
      for (const i of new Set([0, parameter.numel() >> 1, parameter.numel() - 1])) {
        const memory = start[name].array;
        const before = memory[i];
        const at = (v: number): number => {
          memory[i] = v;
          return T.noGrad(() => fn(...held)).item();
        };
        const numeric = (at(before + 1e-6) - at(before - 1e-6)) / 2e-6;
        memory[i] = before;
        expect(parameter.grad?.data[i] ?? 0, `${name}, element ${i}`).toBeCloseTo(numeric, 5);
      }
    }
  });
});
