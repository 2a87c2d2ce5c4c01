import { describe, expect, it } from 'vitest';
import { describeHead, rowEntropy } from '../../../core/payload/attention-stats.ts';

const N = 16;

function head(weight: (q: number, k: number) => number): Float32Array {
  const out = new Float32Array(N * N);
  for (let q = 0; q < N; q++) {
    const row = Array.from({ length: N }, (_, k) => weight(q, k));
    const sum = row.reduce((a, b) => a + b, 0) || 1;
    row.forEach((w, k) => {
      out[q * N + k] = w / sum;
    });
  }
  return out;
}

describe('describeHead', () => {
  it.each([
    ['previous token', (q: number, k: number) => (k === Math.max(0, q - 1) ? 1 : 0.01)],
    ['self', (q: number, k: number) => (k === q ? 1 : 0.01)],
    ['first-token sink', (_q: number, k: number) => (k === 0 ? 1 : 0.01)],
    ['two back', (q: number, k: number) => (k === Math.max(0, q - 2) ? 1 : 0.01)],
    ['uniform', () => 1],
    ['local', (q: number, k: number) => Math.exp(-((q - k) ** 2) / 6)],
    ['mixed', (q: number, k: number) => ((q * 7 + k * 3) % 5 === 0 ? 1 : 0.02)],
  ] as const)('recognises %s', (kind, weight) => {
    expect(describeHead(head(weight), 0, N, N, undefined).kind).toBe(kind);
  });

  it('measures entropy against the keys that the mask leaves', () => {
    const mask = Uint8Array.from({ length: N * N }, (_, i) => (i % N > Math.floor(i / N) ? 1 : 0));
    const uniform = head((q, k) => (k <= q ? 1 : 0));
    const info = describeHead(uniform, 0, N, N, mask);
    expect(info.entropy).toBeCloseTo(1, 6);
    expect(info.leaked).toBe(0);
  });

  it('reports the largest weight on a masked key', () => {
    const mask = new Uint8Array(N * N);
    mask[5] = 1;
    expect(
      describeHead(
        head((_q, k) => (k === 5 ? 3 : 1)),
        0,
        N,
        N,
        mask,
      ).leaked,
    ).toBeCloseTo(3 / 18, 6);
  });
});

describe('rowEntropy', () => {
  it('is ln n of the uniform row and 0 of a certain one', () => {
    expect(rowEntropy([0.25, 0.25, 0.25, 0.25], 0, 4)).toBeCloseTo(Math.log(4), 12);
    expect(rowEntropy([0, 1, 0], 0, 3)).toBe(0);
  });
});
