/** Payloads for the tests and pictures of the tensor and attention views, made by the real builders. */
import { Tensor } from '../../core/tensor/tensor.ts';

/** A small deterministic generator of values in [-1, 1): a linear congruence, for pictures only. */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32) * 2 - 1;
  };
}

/** [2, 3, 28, 28]: edges of a ring and a bar, noise, one NaN and one +Inf. */
export function activations(): Tensor {
  const next = noise(7);
  const data = new Float32Array(2 * 3 * 28 * 28);
  let i = 0;
  for (let b = 0; b < 2; b++) {
    for (let c = 0; c < 3; c++) {
      for (let y = 0; y < 28; y++) {
        for (let x = 0; x < 28; x++) {
          const ring = Math.exp(-((Math.hypot(x - 14, y - 14) - (b === 0 ? 8 : 5)) ** 2) / 6);
          const side = c === 0 ? Math.sin((x - 14) / 5) : c === 1 ? Math.cos((y - 14) / 4) : 0.6 - ring;
          data[i++] = ring * side * 1.1 + next() * 0.04;
        }
      }
    }
  }
  data[((1 * 3 + 2) * 28 + 9) * 28 + 17] = Number.NaN;
  data[((0 * 3 + 1) * 28 + 6) * 28 + 12] = Number.POSITIVE_INFINITY;
  const t = Tensor.wrap(data, [2, 3, 28, 28], 'float32');
  t.label = 'act';
  return t;
}

export function weight(): Tensor {
  const values = [0.0841, -0.312, 0.2207, -0.0456, 0.4038, -0.1275, 0, -0.2694, -0.4562, 0.3317, 0.1189, 0.0713];
  const t = Tensor.wrap(Float32Array.from(values), [3, 4], 'float32');
  t.label = 'W';
  t.requiresGrad = true;
  return t;
}

export function bias(): Tensor {
  const t = Tensor.wrap(Float32Array.from([0.0125, -0.0481, 0.0307]), [3], 'float32');
  t.label = 'b';
  t.requiresGrad = true;
  return t;
}

/** [12, 8, 8] from 0 to 16: rings that grow, as scanned digits are stored. */
export function digits(): Tensor {
  const data = Float32Array.from({ length: 12 * 64 }, (_, i) => {
    const [n, y, x] = [i >> 6, (i >> 3) & 7, i & 7];
    return Math.round(16 * Math.exp(-((Math.hypot(x - 3.5, y - 3.5) - n / 3) ** 2)));
  });
  const t = Tensor.wrap(data, [12, 8, 8], 'float32');
  t.label = 'images';
  return t;
}

/** [3, 3, 24, 24] in 0..1: red grows to the right, green downwards, blue from picture to picture; one NaN. */
export function colours(): Tensor {
  const data = Float32Array.from({ length: 9 * 576 }, (_, i) => {
    const [n, c, y, x] = [Math.floor(i / 1728), Math.floor(i / 576) % 3, Math.floor(i / 24) % 24, i % 24];
    return c === 0 ? x / 23 : c === 1 ? y / 23 : n / 2;
  });
  data[1728 + 576 + 24 * 5 + 5] = Number.NaN;
  const t = Tensor.wrap(data, [3, 3, 24, 24], 'float32');
  t.label = 'photos';
  return t;
}

/** n x n of smooth structure plus noise. */
export function matrix(rows: number, columns: number): Tensor {
  const next = noise(3);
  const data = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) data[r * columns + c] = Math.sin(r / 40) * Math.cos(c / 60) + next() * 0.3;
  }
  const t = Tensor.wrap(data, [rows, columns], 'float32');
  t.label = 'big';
  return t;
}

export const SENTENCE = "The animal did n't cross the street because it was too tired to keep walking .".split(' ');

/** Eight heads over 16 tokens: scores made to show eight kinds of head; the causal softmax over them is exact. */
export function attention(): { readonly weights: Tensor; readonly scores: Tensor } {
  const next = noise(11);
  const n = SENTENCE.length;
  const scores = new Float32Array(8 * n * n);
  const weights = new Float32Array(8 * n * n);
  const pattern = [
    (q: number, k: number) => (k === q - 1 ? 20 : 0),
    (_q: number, k: number) => (k === 0 ? 18 : 0),
    (q: number, k: number) => -1.6 * Math.abs(q - k),
    () => 0,
    (q: number, k: number) => (k === 1 ? 12 : q === 8 && k === 1 ? 17 : 0) + next() * 4,
    (q: number, k: number) => (k === q ? 17 : 0),
    (q: number, k: number) => (k === q - 2 ? 14 : 0),
    (_q: number, k: number) => (k === 1 || k === 4 || k === 6 ? 8 : 0) + next() * 3,
  ];
  for (let h = 0; h < 8; h++) {
    for (let q = 0; q < n; q++) {
      const row = (h * n + q) * n;
      let sum = 0;
      for (let k = 0; k < n; k++) {
        scores[row + k] = pattern[h](q, k) + next() * 1.5;
        if (k <= q) sum += Math.exp(scores[row + k] / 4);
      }
      for (let k = 0; k <= q; k++) weights[row + k] = Math.exp(scores[row + k] / 4) / sum;
    }
  }
  return { weights: Tensor.wrap(weights, [8, n, n], 'float32'), scores: Tensor.wrap(scores, [8, n, n], 'float32') };
}
