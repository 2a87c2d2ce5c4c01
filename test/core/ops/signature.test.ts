import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../../../core/errors.ts';
import * as T from '../../../core/index.ts';
import { bind, bindNamed, parseSignature } from '../../../core/ops/signature.ts';

const x = T.tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('the one calling rule', () => {
  test('every spelling is the same call', () => {
    const want = T.softmax(x, -1).toArray();
    expect(T.softmax(x, { dim: -1 }).toArray()).toEqual(want);
    expect(x.softmax(-1).toArray()).toEqual(want);
    expect(x.softmax({ dim: -1 }).toArray()).toEqual(want);
    expect(T.reshape(x, { shape: [3, 2] }).toArray()).toEqual(T.reshape(x, [3, -1]).toArray());
    expect(x.reshape(3, 2).toArray()).toEqual(x.reshape([3, 2]).toArray());
    expect(T.zeros(2, 3).shape).toEqual(T.zeros({ size: [2, 3] }).shape);
  });
  test('positional arguments fill what the options do not name', () => {
    const w = T.tensor([1, 2, 3]);
    expect(
      (T.layerNorm as unknown as (...args: unknown[]) => T.Tensor)(x, w, w, { normalizedShape: [3] }).toArray(),
    ).toEqual(T.layerNorm(x, [3], w, w).toArray());
    const mm = T.einsum as unknown as (...args: unknown[]) => T.Tensor;
    expect(mm(x, x.t(), { equation: 'ij,jk->ik' }).toArray()).toEqual(mm('ij,jk->ik', x, x.t()).toArray());
  });
});

describe('errors name the parameter and the signature', () => {
  const refused: [string, () => unknown, RegExp][] = [
    [
      'unknown option',
      () => T.softmax(x, { axis: 1 } as never),
      /softmax: unknown option 'axis'\nDid you mean 'dim'\?/,
    ],
    [
      'missing',
      () => (T.softmax as unknown as (t: T.Tensor) => void)(x),
      /softmax: dim is missing.*softmax\(input: Tensor, dim: number/s,
    ],
    [
      'twice',
      () => (T.softmax as unknown as (...a: unknown[]) => void)(x, 1, { dim: 1 }),
      /softmax: dim is given twice: by name, and by position as 1/,
    ],
    ['wrong kind', () => T.softmax(x, 'last' as never), /softmax: dim must be number, got 'last'/],
    [
      'not a choice',
      () => T.gelu(x, { approximate: 'fast' as never }),
      /approximate must be 'none' \| 'tanh', got 'fast'/,
    ],
    ['a module in the place of a tensor', () => T.relu(5 as never), /relu: input must be Tensor, got 5/],
  ];
  test.each(refused)('%s', (_, call, message) => {
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });
});

describe('signatures', () => {
  test('kinds, defaults and named parameters are read from the text', () => {
    const s = parseSignature(
      "f(input: Tensor, other: Tensor | number, dims?: number[], mode: 'a' | 'b' = 'a', *, eps: number = 1e-5) -> [Tensor, Tensor]",
    );
    expect(s.params.map((p) => [p.name, p.kind, p.optional, p.default, p.named])).toEqual([
      ['input', 'tensor', false, undefined, false],
      ['other', 'operand', false, undefined, false],
      ['dims', 'ints', true, undefined, false],
      ['mode', 'string', true, 'a', false],
      ['eps', 'number', true, 1e-5, true],
    ]);
    expect(s.returns).toBe('[Tensor, Tensor]');
  });
  test('constructors bind by name', () => {
    const s = parseSignature('Linear(inFeatures: number, outFeatures: number, bias: boolean = true)');
    expect(bindNamed(s, [3, 4])).toEqual({ inFeatures: 3, outFeatures: 4, bias: true });
    expect(bindNamed(s, [4, { inFeatures: 3, bias: false }])).toEqual({ inFeatures: 3, outFeatures: 4, bias: false });
    expect(() => bind([s], [3])).toThrow(/Linear: outFeatures is missing/);
  });
  test('malformed text is our own error', () => {
    expect(() => parseSignature('f input')).toThrow(/malformed/);
  });
});
