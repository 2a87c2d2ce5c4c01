/** Scaling and filling in features (sklearn.preprocessing, sklearn.impute): fit on the training part, transform any part. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** The columns of a [samples, features] tensor, without its missing values (NaN). */
function columnsOf(x: Tensor, name: string): number[][] {
  if (x.shape.length !== 2 || x.shape[0] === 0) {
    throw new ShapeError(`${name}: expected features [samples, features], got ${formatShape(x.shape)}`, {
      op: name,
      operands: [{ name: 'x', shape: x.shape }],
      fix: x.shape.length === 1 ? 'One feature? Use x.unsqueeze(1).' : 'Flatten each sample: x.flatten(1).',
    });
  }
  const [n, m] = x.shape;
  const data = x.data;
  return Array.from({ length: m }, (_, j) => {
    const column: number[] = [];
    for (let i = 0; i < n; i++) if (!Number.isNaN(data[i * m + j])) column.push(data[i * m + j]);
    return column;
  });
}

function row(values: readonly number[], like: Tensor): Tensor {
  return make([values.length], like.dtype === 'float64' ? 'float64' : 'float32', like.device, false, (out) =>
    out.set(values),
  );
}

function fitted<T>(value: T | null, name: string): T {
  if (value === null)
    throw new ArgumentError(`${name} is not fitted yet`, {
      op: name,
      fix: `Call ${name}.fit(x) on the training part first.`,
    });
  return value;
}

function checkWidth(x: Tensor, width: number, name: string): void {
  if (x.shape.length === 2 && x.shape[1] === width) return;
  throw new ShapeError(`${name}: fitted on ${width} features, got ${formatShape(x.shape)}`, {
    op: name,
    operands: [{ name: 'x', shape: x.shape, axes: [1] }],
  });
}

/** z = (x - mean) / standard deviation, per feature. The deviation is the population's (divided by n); 0 counts as 1. */
export class StandardScaler {
  readonly withMean: boolean;
  readonly withStd: boolean;
  mean_: number[] | null = null;
  var_: number[] | null = null;
  scale_: number[] | null = null;

  constructor(options: { withMean?: boolean; withStd?: boolean } = {}) {
    this.withMean = options.withMean ?? true;
    this.withStd = options.withStd ?? true;
  }

  fit(x: Tensor): this {
    const columns = columnsOf(x, 'StandardScaler');
    const mean = columns.map((c) => c.reduce((s, v) => s + v, 0) / c.length);
    this.mean_ = mean;
    this.var_ = columns.map((c, j) => c.reduce((s, v) => s + (v - mean[j]) ** 2, 0) / c.length);
    this.scale_ = this.var_.map((v) => Math.sqrt(v) || 1);
    return this;
  }
  transform(x: Tensor): Tensor {
    const [mean, scale] = [fitted(this.mean_, 'StandardScaler'), fitted(this.scale_, 'StandardScaler')];
    checkWidth(x, mean.length, 'StandardScaler');
    const centred = this.withMean ? x.sub(row(mean, x)) : x;
    return this.withStd ? centred.div(row(scale, x)) : centred;
  }
  fitTransform(x: Tensor): Tensor {
    return this.fit(x).transform(x);
  }
  inverseTransform(z: Tensor): Tensor {
    const [mean, scale] = [fitted(this.mean_, 'StandardScaler'), fitted(this.scale_, 'StandardScaler')];
    checkWidth(z, mean.length, 'StandardScaler');
    const stretched = this.withStd ? z.mul(row(scale, z)) : z;
    return this.withMean ? stretched.add(row(mean, z)) : stretched;
  }
}

/** Maps each feature's range in the training part to `featureRange` (default [0, 1]); a constant feature to its start. */
export class MinMaxScaler {
  readonly featureRange: readonly [number, number];
  dataMin_: number[] | null = null;
  dataMax_: number[] | null = null;

  constructor(options: { featureRange?: readonly [number, number] } = {}) {
    this.featureRange = options.featureRange ?? [0, 1];
    if (!(this.featureRange[0] < this.featureRange[1]))
      throw new ArgumentError(`MinMaxScaler: featureRange ${formatShape(this.featureRange)} must rise`, {
        op: 'MinMaxScaler',
      });
  }

  fit(x: Tensor): this {
    const columns = columnsOf(x, 'MinMaxScaler');
    this.dataMin_ = columns.map((c) => c.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
    this.dataMax_ = columns.map((c) => c.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
    return this;
  }
  /** Factor per feature: transformed = x * scale + offset. */
  get scale_(): number[] {
    const [low, high] = this.featureRange;
    const most = fitted(this.dataMax_, 'MinMaxScaler');
    return fitted(this.dataMin_, 'MinMaxScaler').map((least, j) => (high - low) / (most[j] - least || 1));
  }
  transform(x: Tensor): Tensor {
    const least = fitted(this.dataMin_, 'MinMaxScaler');
    checkWidth(x, least.length, 'MinMaxScaler');
    return x.sub(row(least, x)).mul(row(this.scale_, x)).add(this.featureRange[0]);
  }
  fitTransform(x: Tensor): Tensor {
    return this.fit(x).transform(x);
  }
  inverseTransform(z: Tensor): Tensor {
    const least = fitted(this.dataMin_, 'MinMaxScaler');
    checkWidth(z, least.length, 'MinMaxScaler');
    return z.sub(this.featureRange[0]).div(row(this.scale_, z)).add(row(least, z));
  }
}

export type ImputeStrategy = 'mean' | 'median' | 'most_frequent' | 'constant';

/** Fills missing values (NaN) with a statistic of their feature, or with `fillValue` (default 0). */
export class SimpleImputer {
  readonly strategy: ImputeStrategy;
  readonly fillValue: number;
  statistics_: number[] | null = null;

  constructor(options: { strategy?: ImputeStrategy; fillValue?: number } = {}) {
    this.strategy = options.strategy ?? 'mean';
    this.fillValue = options.fillValue ?? 0;
    if (!['mean', 'median', 'most_frequent', 'constant'].includes(this.strategy)) {
      throw new ArgumentError(`SimpleImputer: unknown strategy '${this.strategy}'`, {
        op: 'SimpleImputer',
        fix: "The strategies are 'mean', 'median', 'most_frequent' and 'constant'.",
      });
    }
  }

  fit(x: Tensor): this {
    this.statistics_ = columnsOf(x, 'SimpleImputer').map((column, j) => {
      if (this.strategy === 'constant') return this.fillValue;
      if (column.length === 0)
        throw new ArgumentError(`SimpleImputer: feature ${j} has no values, so no ${this.strategy}`, {
          op: 'SimpleImputer',
          fix: "Leave the feature out, or use { strategy: 'constant' }.",
        });
      return statistic(column, this.strategy);
    });
    return this;
  }
  transform(x: Tensor): Tensor {
    const values = fitted(this.statistics_, 'SimpleImputer');
    checkWidth(x, values.length, 'SimpleImputer');
    return x.isnan().where(row(values, x), x);
  }
  fitTransform(x: Tensor): Tensor {
    return this.fit(x).transform(x);
  }
}

function statistic(column: readonly number[], strategy: ImputeStrategy): number {
  const sorted = [...column].sort((a, b) => a - b);
  const n = sorted.length;
  if (strategy === 'mean') return column.reduce((s, v) => s + v, 0) / n;
  if (strategy === 'median') return n % 2 ? sorted[(n - 1) / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  // The most frequent value; among equals the smallest, as sklearn takes it.
  let [best, most] = [sorted[0], 0];
  for (let i = 0; i < n; ) {
    let end = i;
    while (end < n && sorted[end] === sorted[i]) end++;
    if (end - i > most) [best, most] = [sorted[i], end - i];
    i = end;
  }
  return best;
}
