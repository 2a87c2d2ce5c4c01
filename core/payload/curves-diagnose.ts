/**
 * What two loss curves say about a run: each finding comes with the rule that made it and the points it rests on, and is
 * never stated without them. The rules are deliberately few and blunt; a reader can check each with the cursor.
 */

import { smooth } from './curves-smooth.ts';

/** One curve as the rules see it: all points, in step order. */
export interface DiagnosedSeries {
  readonly name: string;
  readonly step: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

export interface EvidencePoint {
  readonly series: string;
  readonly step: number;
  readonly value: number;
}

export type FindingKind = 'diverged' | 'rising' | 'overfitting' | 'underfitting' | 'improving' | 'settled';

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: 'error' | 'warning' | 'info';
  readonly title: string;
  /** The claim in numbers. */
  readonly detail: string;
  /** The rule, in words, with its thresholds. */
  readonly rule: string;
  readonly evidence: readonly EvidencePoint[];
}

export interface DiagnosisInput {
  readonly train: DiagnosedSeries | null;
  readonly val: DiagnosedSeries | null;
  /** What guessing gives (`ln(classes)`), when known. */
  readonly chance?: number;
}

/** Checks of the validation curve that must have passed since its minimum. */
const PATIENCE = 5;
/** Standard errors of the check-to-check noise that a rise must exceed. */
const NOISE_FACTOR = 3;
/** Least rise, as a share of the minimum. */
const LEAST_RISE = 0.02;
/** Share of the whole fall that counts as still moving over the last third. */
const MOVING = 0.02;
/** Weight of the average through which train is read. */
const TRAIN_WEIGHT = 0.97;

/** The one finding that matters most, or `null` while there are too few points to say anything. */
export function diagnose(input: DiagnosisInput): Finding | null {
  return (
    diverged(input.train) ??
    diverged(input.val) ??
    rising(input.train) ??
    overfitting(input) ??
    underfitting(input) ??
    trend(input)
  );
}

function diverged(series: DiagnosedSeries | null): Finding | null {
  if (!series) return null;
  for (let i = 0; i < series.value.length; i++) {
    if (Number.isFinite(series.value[i])) continue;
    const step = series.step[i];
    const value = series.value[i];
    return {
      kind: 'diverged',
      severity: 'error',
      title: 'Diverged.',
      detail: `${series.name} is ${Number.isNaN(value) ? 'NaN' : value > 0 ? 'infinite' : 'minus infinity'} from step ${count(step)}.`,
      rule: 'Stated at the first value that is not a finite number.',
      evidence: [{ series: series.name, step, value }],
    };
  }
  return null;
}

function rising(train: DiagnosedSeries | null): Finding | null {
  if (!train || train.value.length < 20) return null;
  const line = smooth(train.value, { weight: weightFor(train.value.length) });
  const end = line.length - 1;
  const low = argmin(line);
  if (line[end] <= Math.abs(line[low]) * 1.5 + 1e-9 || line[end] <= line[0]) return null;
  return {
    kind: 'rising',
    severity: 'error',
    title: 'Diverging.',
    detail: `Smoothed ${train.name} rose from ${number(line[low])} at step ${count(train.step[low])} to ${number(line[end])}, above where it started (${number(line[0])}).`,
    rule: 'Stated when smoothed train is above its start and more than 1.5 times its minimum. A lower learning rate is the usual cure.',
    evidence: [point(train, low, line), point(train, end, line)],
  };
}

function overfitting({ train, val }: DiagnosisInput): Finding | null {
  if (!train || !val || val.value.length < PATIENCE + 2 || train.value.length < 2) return null;
  const best = argmin(val.value);
  const end = val.value.length - 1;
  if (end - best < PATIENCE) return null;
  // The median of the last checks, so that one bad check is no trend.
  const now = median(Array.from(val.value).slice(-PATIENCE));
  const rise = now - val.value[best];
  const noise = checkNoise(val.value);
  if (rise < Math.max(NOISE_FACTOR * noise, LEAST_RISE * Math.abs(val.value[best]))) return null;
  const line = smooth(train.value, { weight: weightFor(train.value.length) });
  const at = nearest(train.step, val.step[best]);
  const last = line.length - 1;
  const fall = line[last] - line[at];
  if (!(fall < 0)) return null;
  return {
    kind: 'overfitting',
    severity: 'warning',
    title: 'Likely overfitting.',
    detail: `${capital(val.name)} minimum ${number(val.value[best])} at step ${count(val.step[best])}; since then ${val.name} ${signed(val.value[end] - val.value[best])}, ${train.name} ${signed(fall)}.`,
    rule: `Stated when the median of the last ${PATIENCE} checks is above the minimum by more than ${NOISE_FACTOR} times the noise between checks (${number(noise)}) and ${LEAST_RISE * 100} % of the minimum, at least ${PATIENCE} checks after it, while smoothed train (weight ${weightFor(train.value.length)}) has fallen.`,
    evidence: [point(val, best), point(val, end), point(train, at, line), point(train, last, line)],
  };
}

function underfitting({ train, val, chance }: DiagnosisInput): Finding | null {
  if (!train || chance === undefined || train.value.length < 30) return null;
  const line = smooth(train.value, { weight: weightFor(train.value.length) });
  const end = line.length - 1;
  const third = Math.floor((end * 2) / 3);
  if (line[end] < 0.8 * chance || line[third] - line[end] > MOVING * Math.abs(line[third])) return null;
  const evidence = [point(train, third, line), point(train, end, line)];
  if (val) evidence.push(point(val, val.value.length - 1));
  return {
    kind: 'underfitting',
    severity: 'warning',
    title: 'Likely underfitting.',
    detail: `Smoothed ${train.name} is ${number(line[end])}, ${Math.round((100 * line[end]) / chance)} % of chance (${number(chance)}), and no longer falls.`,
    rule: `Stated when smoothed train is above 80 % of the chance line and fell by less than ${MOVING * 100} % over the last third of the run.`,
    evidence,
  };
}

function trend({ train, val }: DiagnosisInput): Finding | null {
  const series = val && val.value.length >= 3 ? val : train;
  if (!series || series.value.length < 3) return null;
  const line =
    series === val ? Float32Array.from(val.value) : smooth(series.value, { weight: weightFor(series.value.length) });
  const end = line.length - 1;
  const third = Math.floor((end * 2) / 3);
  const best = argmin(line);
  const whole = Math.max(...extent(line)) - Math.min(...extent(line));
  // Means over a twelfth of the run on both sides, so that the noise of single points is no trend.
  const width = Math.max(1, Math.floor(line.length / 12));
  const now = mean(line, line.length - width, line.length);
  const recent = mean(line, Math.max(0, third - width), third + 1) - now;
  const moving = whole > 0 && recent > MOVING * whole;
  const what = series === val ? capital(series.name) : `Smoothed ${series.name}`;
  return {
    kind: moving ? 'improving' : 'settled',
    severity: 'info',
    title: moving ? 'Still improving.' : 'Settled.',
    detail: moving
      ? `${what} fell by ${number(recent)} over the last third of the run, to ${number(now)}.`
      : `${what} moved by ${number(Math.abs(recent))} over the last third; best ${number(line[best])} at step ${count(series.step[best])}. No sign of overfitting by the rule.`,
    rule: `"Still improving" when the last third of the run brought more than ${MOVING * 100} % of the whole range (means over a twelfth of the run); else "settled". Overfitting needs ${PATIENCE} checks after a minimum and a rise beyond the noise.`,
    evidence: [point(series, third, line), point(series, end, line)],
  };
}

/** Typical size of what one check adds by chance: the median |second difference|, scaled to a standard deviation. */
function checkNoise(values: ArrayLike<number>): number {
  const jumps: number[] = [];
  for (let i = 2; i < values.length; i++) jumps.push(Math.abs(values[i] - 2 * values[i - 1] + values[i - 2]));
  // Second differences of white noise have variance 6; 1.4826 turns a median deviation into a standard deviation.
  return jumps.length ? (1.4826 * median(jumps)) / Math.sqrt(6) : 0;
}

/** Short runs get a lighter average, so that the smoothed line still follows them. */
export function weightFor(points: number): number {
  return points >= 300 ? TRAIN_WEIGHT : points >= 60 ? 0.9 : 0.6;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const mid = sorted.length >> 1;
  return sorted.length % 2 ? sorted[mid] : (sorted[mid - 1] + sorted[mid]) / 2;
}

function mean(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return sum / (to - from);
}

function argmin(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[best] || Number.isNaN(values[best])) best = i;
  return best;
}

function extent(values: ArrayLike<number>): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < min) min = values[i];
    if (values[i] > max) max = values[i];
  }
  return [min, max];
}

function nearest(steps: ArrayLike<number>, step: number): number {
  let best = 0;
  for (let i = 1; i < steps.length; i++) if (Math.abs(steps[i] - step) < Math.abs(steps[best] - step)) best = i;
  return best;
}

function point(series: DiagnosedSeries, index: number, values: ArrayLike<number> = series.value): EvidencePoint {
  return { series: series.name, step: series.step[index], value: values[index] };
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Four significant digits, ASCII minus: the views put the true minus in. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : '-Inf';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return exponent(value, 2);
  return value.toFixed(Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(size)))));
}

export function signed(value: number): string {
  return value > 0 ? `+${number(value)}` : number(value);
}

/** Two-digit exponents, as printed by C: `6.74e-05`. */
export function exponent(value: number, digits: number): string {
  return value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
}

export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}
