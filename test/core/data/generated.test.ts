import { describe, expect, test } from 'vitest';
import { data, Generator, setDefaultDevice, tensor } from '../../../core/index.ts';

describe('points', () => {
  test('moons without noise lie on two half circles of radius 1', () => {
    const [x, y] = data.makeMoons(7, { shuffle: false });
    expect(x.shape).toEqual([7, 2]);
    expect(y.toArray()).toEqual([0, 0, 0, 1, 1, 1, 1]);
    const rows = x.toArray() as number[][];
    for (const [i, [a, b]] of rows.entries()) {
      const r = i < 3 ? Math.hypot(a, b) : Math.hypot(a - 1, b - 0.5);
      expect(r).toBeCloseTo(1, 6);
    }
    expect(rows[0]).toEqual([1, 0]);
    expect(rows[3]).toEqual([0, 0.5]);
  });

  test('circles have radii 1 and factor', () => {
    const [x, y] = data.makeCircles(20, { factor: 0.25, seed: 1 });
    const labels = y.toArray() as number[];
    (x.toArray() as number[][]).forEach(
      ([a, b], i) => void expect(Math.hypot(a, b)).toBeCloseTo(labels[i] === 0 ? 1 : 0.25, 6),
    );
    expect(labels.filter((l) => l === 1)).toHaveLength(10);
  });

  test('XOR of four points is the truth table', () => {
    const [x, y] = data.makeXor(4, { shuffle: false });
    expect(x.toArray()).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(y.toArray()).toEqual([0, 1, 1, 0]);
  });

  test('spirals: every class reaches radius 1, and classes are turned against each other', () => {
    const [x, y] = data.makeSpirals(30, { classes: 3, shuffle: false });
    expect(new Set(y.toArray() as number[])).toEqual(new Set([0, 1, 2]));
    const ends = (x.toArray() as number[][]).slice(-3);
    for (const [a, b] of ends) expect(Math.hypot(a, b)).toBeCloseTo(1, 6);
    expect(Math.hypot(ends[0][0] - ends[1][0], ends[0][1] - ends[1][1])).toBeCloseTo(Math.sqrt(3), 5);
  });

  test('blobs keep sizes, centres and spread', () => {
    const centers = [
      [0, 0, 0],
      [10, 10, 10],
    ];
    const [x, y] = data.makeBlobs(401, { centers, clusterStd: [0.5, 2], seed: 3 });
    const labels = y.toArray() as number[];
    expect(labels.filter((l) => l === 0)).toHaveLength(201);
    const rows = x.toArray() as number[][];
    for (const [label, std] of [
      [0, 0.5],
      [1, 2],
    ]) {
      const values = rows.filter((_, i) => labels[i] === label).map((r) => r[0] - centers[label][0]);
      const mean = values.reduce((s, v) => s + v, 0) / values.length;
      const spread = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / values.length);
      expect(Math.abs(mean)).toBeLessThan((4 * std) / Math.sqrt(200));
      expect(spread / std).toBeGreaterThan(0.85);
      expect(spread / std).toBeLessThan(1.15);
    }
  });

  test('equal seeds give equal sets, and a seed leaves the default generator alone', () => {
    const one = data.makeMoons(50, { noise: 0.1, seed: 5 });
    const same = data.makeMoons(50, { noise: 0.1, generator: new Generator().manualSeed(5) });
    expect(one[0].toArray()).toEqual(same[0].toArray());
    expect(one[0].toArray()).not.toEqual(data.makeMoons(50, { noise: 0.1, seed: 6 })[0].toArray());
  });

  test('on the meta device only shapes are made', () => {
    setDefaultDevice('meta');
    try {
      expect(data.makeMoons(10)[0].device).toBe('meta');
      expect(data.iris().features.shape).toEqual([150, 4]);
      expect(data.karateClub().edgeIndex.shape).toEqual([2, 156]);
    } finally {
      setDefaultDevice('cpu');
    }
  });

  test('a count that is no whole number is refused', () => {
    expect(() => data.makeMoons(0)).toThrow('makeMoons: expected a whole number of samples');
  });
});

describe('patterns', () => {
  test('bars and stripes: 2^(n+1) - 2 different images of whole columns or rows', () => {
    const [x, y] = data.barsAndStripes(3);
    expect(x.shape).toEqual([14, 3, 3]);
    const images = x.toArray() as number[][][];
    expect(new Set(images.map((image) => image.join())).size).toBe(14);
    (y.toArray() as number[]).forEach((label, i) => {
      const rows = label === 1 ? images[i] : images[i][0].map((_, j) => images[i].map((r) => r[j]));
      for (const row of rows) expect(new Set(row).size).toBe(1);
    });
  });

  test('blob masks cover about the share asked for', () => {
    const [images, masks] = data.makeBlobMasks(8, { size: 40, share: 0.05, seed: 1 });
    expect(images.shape).toEqual([8, 1, 40, 40]);
    expect(masks.mean().item()).toBeGreaterThan(0.04);
    expect(masks.mean().item()).toBeLessThan(0.06);
  });

  test('sequence tasks', () => {
    const [x, y] = data.makeSequences(5, { task: 'reverse', length: 4, seed: 1 });
    (x.toArray() as number[][]).forEach(
      (row, i) => void expect([...row].reverse()).toEqual((y.toArray() as number[][])[i]),
    );
    const [s, sorted] = data.makeSequences(5, { task: 'sort', length: 6, seed: 1 });
    (s.toArray() as number[][]).forEach(
      (row, i) => void expect([...row].sort((a, b) => a - b)).toEqual((sorted.toArray() as number[][])[i]),
    );
    const [a, sums] = data.makeSequences(5, { task: 'adding', length: 9, seed: 1 });
    (a.toArray() as number[][][]).forEach((row, i) => {
      expect(row.filter(([, mark]) => mark === 1)).toHaveLength(2);
      expect(row.reduce((sum, [value, mark]) => sum + value * mark, 0)).toBeCloseTo(
        (sums.toArray() as number[][])[i][0],
        6,
      );
    });
    const [b, matched] = data.makeSequences(40, { task: 'brackets', length: 8, seed: 1 });
    const labels = matched.toArray() as number[];
    expect(labels.filter((l) => l === 1)).toHaveLength(20);
    (b.toArray() as number[][]).forEach((row, i) => {
      let text = row.map((t) => '()'[t]).join('');
      while (text.includes('()')) text = text.replace('()', '');
      expect(text === '').toBe(labels[i] === 1);
    });
    expect(() => data.makeSequences(5, { task: 'dance' as 'copy' })).toThrow("unknown task 'dance'");
  });
});

describe('bundled sets', () => {
  test('iris: 150 flowers with the known means', () => {
    const { features, labels, classNames } = data.iris();
    const means = features.mean(0).toArray() as number[];
    [5.843333, 3.057333, 3.758, 1.199333].forEach((want, j) => void expect(means[j]).toBeCloseTo(want, 5));
    expect(features.select(0, 0).toArray()).toEqual([...Float32Array.of(5.1, 3.5, 1.4, 0.2)]);
    expect(features.select(0, 149).toArray()).toEqual([...Float32Array.of(5.9, 3, 5.1, 1.8)]);
    expect(data.classCounts(labels)).toEqual([50, 50, 50]);
    expect(classNames[2]).toBe('virginica');
  });

  test('karate club: 34 members, 78 friendships, known degrees', () => {
    const { edgeIndex, labels, numNodes, features } = data.karateClub();
    expect(edgeIndex.shape).toEqual([2, 156]);
    const adjacency = data.toDenseAdj(edgeIndex, { numNodes });
    expect(adjacency.equal(adjacency.t())).toBe(true);
    const degrees = adjacency.sum(1).toArray() as number[];
    expect([degrees[0], degrees[33], degrees[32], degrees[11]]).toEqual([16, 17, 12, 1]);
    expect(data.classCounts(labels)).toEqual([17, 17]);
    expect(features.sum().item()).toBe(34);
  });

  test('normalised adjacency of the path 0-1-2', () => {
    const edges = data.undirected([
      [0, 1],
      [1, 2],
    ]);
    const a = data.toDenseAdj(edges);
    const plain = data.normalizeAdjacency(a, { selfLoops: false }).toArray() as number[][];
    expect(plain[0][1]).toBeCloseTo(Math.SQRT1_2, 7);
    const loops = data.normalizeAdjacency(a).toArray() as number[][];
    expect(loops[0][1]).toBeCloseTo(0.40824829, 7);
    expect(loops[1][1]).toBeCloseTo(1 / 3, 7);
    expect(data.normalizeAdjacency(a, { mode: 'row', selfLoops: false }).sum(1).toArray()).toEqual([1, 1, 1]);
    expect(data.normalizeAdjacency(a, { mode: 'column', selfLoops: false }).sum(0).toArray()).toEqual([1, 1, 1]);
    expect(() =>
      data.toDenseAdj(
        tensor(
          [
            [0, 1],
            [1, 2],
            [2, 0],
          ],
          { dtype: 'int32' },
        ),
      ),
    ).toThrow('edges.t()');
    expect(() => data.toDenseAdj(edges, { numNodes: 2 })).toThrow('beyond 2 nodes');
  });
});
