/** Generated data sets for classification (as sklearn.datasets.make_*); equal seeds give equal sets. */
import { ArgumentError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import { fillNormal, fillUniform, permutation } from '../random/distributions.ts';
import { defaultGenerator, Generator } from '../random/generator.ts';
import type { Tensor } from '../tensor/tensor.ts';

export interface SeedOptions {
  /** Seed of a stream of its own. Default: the default generator, which follows manualSeed. */
  readonly seed?: number;
  readonly generator?: Generator | null;
}

export interface PointOptions extends SeedOptions {
  /** Standard deviation of normal noise added to the points (default 0). */
  readonly noise?: number;
  /** Shuffle the points (default true). */
  readonly shuffle?: boolean;
}

/** Points float32 [n, features] and classes int32 [n]. */
export type Labelled = [points: Tensor, labels: Tensor];

export function generatorOf(options: SeedOptions): Generator {
  if (options.generator) return options.generator;
  return options.seed === undefined ? defaultGenerator : new Generator().manualSeed(options.seed);
}

export function checkCount(name: string, n: number, least = 1): void {
  if (!Number.isInteger(n) || n < least)
    throw new ArgumentError(`${name}: expected a whole number of samples, ${least} or more, got ${n}`, { op: name });
}

/** Points in the plane as [x, y, label], shuffled and with noise. */
function scattered(points: readonly (readonly [number, number, number])[], options: PointOptions): Labelled {
  const { noise = 0, shuffle = true } = options;
  const generator = generatorOf(options);
  const n = points.length;
  const order = shuffle ? permutation(n, generator) : Int32Array.from({ length: n }, (_, i) => i);
  const jitter = new Float32Array(2 * n);
  if (noise > 0) fillNormal(jitter, 0, noise, generator);
  return [
    make([n, 2], 'float32', null, false, (out) => {
      order.forEach((from, i) => {
        out[2 * i] = points[from][0] + jitter[2 * i];
        out[2 * i + 1] = points[from][1] + jitter[2 * i + 1];
      });
    }),
    make([n], 'int32', null, false, (out) => {
      order.forEach((from, i) => {
        out[i] = points[from][2];
      });
    }),
  ];
}

/** Two interleaving half circles of radius 1; class 0 is the upper one. */
export function makeMoons(nSamples = 100, options: PointOptions = {}): Labelled {
  checkCount('makeMoons', nSamples, 2);
  const outer = Math.floor(nSamples / 2);
  const inner = nSamples - outer;
  const at = (i: number, n: number): number => (n === 1 ? 0 : (Math.PI * i) / (n - 1));
  return scattered(
    Array.from({ length: nSamples }, (_, i) => {
      if (i < outer) return [Math.cos(at(i, outer)), Math.sin(at(i, outer)), 0];
      const t = at(i - outer, inner);
      return [1 - Math.cos(t), 0.5 - Math.sin(t), 1];
    }),
    options,
  );
}

/** A large circle of radius 1 (class 0) around a small one of radius `factor` (class 1). */
export function makeCircles(nSamples = 100, options: PointOptions & { factor?: number } = {}): Labelled {
  checkCount('makeCircles', nSamples, 2);
  const { factor = 0.8 } = options;
  if (!(factor >= 0 && factor < 1))
    throw new ArgumentError(`makeCircles: factor must be in [0, 1), got ${factor}`, { op: 'makeCircles' });
  const outer = Math.floor(nSamples / 2);
  return scattered(
    Array.from({ length: nSamples }, (_, i) => {
      const large = i < outer;
      const t = large ? (2 * Math.PI * i) / outer : (2 * Math.PI * (i - outer)) / (nSamples - outer);
      const r = large ? 1 : factor;
      return [r * Math.cos(t), r * Math.sin(t), large ? 0 : 1];
    }),
    options,
  );
}

/** Archimedean spirals from the origin to radius 1, one per class, each `turns` turns long. */
export function makeSpirals(
  nSamples = 200,
  options: PointOptions & { classes?: number; turns?: number } = {},
): Labelled {
  const { classes = 2, turns = 1 } = options;
  checkCount('makeSpirals', nSamples, classes);
  return scattered(
    Array.from({ length: nSamples }, (_, i) => {
      const label = i % classes;
      const rank = Math.floor(i / classes);
      const r = (rank + 1) / Math.ceil(nSamples / classes);
      const t = 2 * Math.PI * (turns * r + label / classes);
      return [r * Math.cos(t), r * Math.sin(t), label];
    }),
    options,
  );
}

/** The corners (0,0), (0,1), (1,0), (1,1) in turn, class x XOR y; `makeXor(4, { shuffle: false })` is the truth table. */
export function makeXor(nSamples = 200, options: PointOptions = {}): Labelled {
  checkCount('makeXor', nSamples);
  return scattered(
    Array.from({ length: nSamples }, (_, i) => {
      const x = (i >> 1) & 1;
      const y = i & 1;
      return [x, y, x ^ y];
    }),
    options,
  );
}

export interface BlobOptions extends SeedOptions {
  /** How many blobs, or their centres as rows (default 3). */
  readonly centers?: number | readonly (readonly number[])[];
  /** Default 2. */
  readonly nFeatures?: number;
  /** Standard deviation of the blobs, one or one each (default 1). */
  readonly clusterStd?: number | readonly number[];
  /** Range of random centres (default [-10, 10]). */
  readonly centerBox?: readonly [number, number];
  readonly shuffle?: boolean;
}

/** Isotropic Gaussian blobs of nearly equal size. */
export function makeBlobs(nSamples = 100, options: BlobOptions = {}): Labelled {
  checkCount('makeBlobs', nSamples);
  const { centers = 3, clusterStd = 1, centerBox = [-10, 10], shuffle = true } = options;
  const generator = generatorOf(options);
  const given = typeof centers === 'number' ? null : centers;
  const features = given ? (given[0]?.length ?? 0) : (options.nFeatures ?? 2);
  const count = given ? given.length : (centers as number);
  checkCount('makeBlobs: centers', count);
  const places = new Float32Array(count * features);
  if (given) given.forEach((row, i) => void places.set(row, i * features));
  else fillUniform(places, centerBox[0], centerBox[1], generator);
  const noise = new Float32Array(nSamples * features);
  fillNormal(noise, 0, 1, generator);
  const order = shuffle ? permutation(nSamples, generator) : Int32Array.from({ length: nSamples }, (_, i) => i);
  // Blobs stand one after another before the shuffle; the first ones get what does not divide.
  const labelOf = (i: number): number => {
    const [size, rest] = [Math.floor(nSamples / count), nSamples % count];
    return i < rest * (size + 1) ? Math.floor(i / (size + 1)) : rest + Math.floor((i - rest * (size + 1)) / size);
  };
  const std = (label: number): number => (typeof clusterStd === 'number' ? clusterStd : clusterStd[label]);
  return [
    make([nSamples, features], 'float32', null, false, (out) => {
      order.forEach((from, i) => {
        const label = labelOf(from);
        for (let k = 0; k < features; k++)
          out[i * features + k] = places[label * features + k] + std(label) * noise[from * features + k];
      });
    }),
    make([nSamples], 'int32', null, false, (out) => {
      order.forEach((from, i) => {
        out[i] = labelOf(from);
      });
    }),
  ];
}
