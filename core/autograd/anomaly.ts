/**
 * Anomaly mode: the first operation that makes NaN or Infinity out of finite numbers is reported where it happens, in
 * the forward pass as in backward, with its place in the notebook, its module, its operands and what usually causes it.
 */
import { ArgumentError, formatShape, NNError } from '../errors.ts';
import type { Primitive, View } from '../ops/define.ts';
import { observe } from '../ops/observe.ts';
import { parseSignature } from '../ops/signature.ts';
import { isFloat } from '../tensor/dtype.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { currentSite, modulePath, recording, type Site } from '../trace/recording.ts';
import type { Node } from './node.ts';

/** What is known of one operand of the operation at fault. */
export interface AnomalyOperand {
  readonly name: string;
  readonly shape: readonly number[];
  /** Smallest and largest number, NaN left out. */
  readonly min: number;
  readonly max: number;
  readonly nan: number;
  readonly infinite: number;
  /** The element at the place of the first bad result, where the operand has one there. */
  readonly at: number | null;
}

/** An operation gave NaN or Infinity. */
export class AnomalyError extends NNError {
  override name = 'AnomalyError';
  readonly phase: 'forward' | 'backward';
  readonly site: Site | null;
  /** Index of the first bad element in the result (in backward: in that input's gradient). */
  readonly index: readonly number[];
  readonly value: number;
  readonly count: number;
  readonly values: readonly AnomalyOperand[];

  constructor(
    message: string,
    facts: Pick<AnomalyError, 'phase' | 'site' | 'index' | 'value' | 'count' | 'values'> & {
      op: string;
      fix: string;
      path: readonly string[];
    },
  ) {
    super(message, {
      op: facts.op,
      fix: facts.fix,
      operands: facts.values.map((v) => ({ name: v.name, shape: v.shape })),
    });
    this.phase = facts.phase;
    this.site = facts.site;
    this.index = facts.index;
    this.value = facts.value;
    this.count = facts.count;
    this.values = facts.values;
    if (facts.path.length) this.modulePath = facts.path.join('.');
  }
}

/** Why an operation goes wrong, most often, and what to do. */
const FORWARD_HINTS: Readonly<Record<string, string>> = {
  log: 'The logarithm of 0 is -Infinity and that of a negative number NaN: clamp the input, x.clamp({ min: 1e-12 }), or use logSoftmax, logsigmoid or a loss on logits, which stay finite.',
  log2: 'The logarithm of 0 is -Infinity and that of a negative number NaN: clamp the input first.',
  log10: 'The logarithm of 0 is -Infinity and that of a negative number NaN: clamp the input first.',
  log1p: 'log1p is -Infinity at -1 and NaN below: check the sign of its input.',
  div: 'A division by 0: add a small number to the divisor, or keep zeros out of it with where(). 0 / 0 is NaN.',
  reciprocal: 'One over 0: add a small number first.',
  rsqrt:
    'One over the root of 0, or the root of a negative number: add a small number first, as batch norm does with eps.',
  sqrt: 'The root of a negative number is NaN: rounding can push a variance below 0, so clamp it: x.clamp({ min: 0 }).',
  pow: 'A negative base with a fractional exponent, 0 to a negative power, or a result beyond the range of float32.',
  exp: 'exp overflows above 88.7 in float32 (709.8 in float64): subtract the maximum first, as softmax and logsumexp do.',
  expm1: 'exp overflows above 88.7 in float32: subtract the maximum first.',
  softmax:
    'A row of nothing but -Infinity has no softmax: a query whose keys are all masked. Leave it one key, or zero its result.',
  logSoftmax: 'A row of nothing but -Infinity has no softmax: a query whose keys are all masked.',
  sub: 'Infinity minus Infinity is NaN, and a difference beyond the range of the dtype is Infinity.',
  add: 'Infinity plus -Infinity is NaN, and a sum beyond the range of the dtype is Infinity.',
  mul: 'A product beyond the range of the dtype, or 0 times Infinity: look at the scale of both factors.',
  matmul:
    'A sum of products beyond the range of the dtype: weights or inputs have exploded. Lower the learning rate, clip gradients, or scale the inputs.',
  linear:
    'A sum of products beyond the range of the dtype: weights or inputs have exploded. Lower the learning rate, clip gradients, or scale the inputs.',
  var: 'The variance of a single element with correction 1 divides by 0: use { correction: 0 }, or a larger batch.',
  std: 'The deviation of a single element with correction 1 divides by 0: use { correction: 0 }, or a larger batch.',
  mean: 'The mean of no elements is NaN: an empty batch or an empty selection.',
  asin: 'asin is defined between -1 and 1: clamp the input.',
  acos: 'acos is defined between -1 and 1: clamp the input.',
  atanh: 'atanh is defined between -1 and 1: clamp the input.',
};
const BACKWARD_HINTS: Readonly<Record<string, string>> = {
  sqrt: 'The slope of the root is infinite at 0 (and 0 times it NaN, also behind where()): add a small number under the root, or choose the safe input with where() before the root.',
  norm: 'The slope of a norm is undefined at 0: add a small number before it.',
  log: 'The slope of log is 1 / x: clamp the input away from 0.',
  div: 'The slope of a / b contains 1 / b^2: keep b away from 0, before the division rather than behind it with where().',
  pow: 'The slope of x^p is p x^(p - 1), infinite at 0 for p < 1; and that in p is x^p log x, undefined for x < 0.',
  std: 'The slope of the deviation is infinite where all elements are equal: add eps to the variance before the root.',
  exp: 'The result of exp was too large for its gradient: subtract the maximum first.',
};
const ANY_HINT = 'Look at the operands above: a value there is outside of what the operation can take.';

function firstBad(t: Tensor): { at: number; count: number } | null {
  if (!isFloat(t.dtype) || t.device === 'meta') return null;
  const data = t.data;
  let at = -1;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    // x - x is 0 for every finite number, NaN for the others.
    if (data[i] - data[i] === 0) continue;
    if (at < 0) at = i;
    count++;
  }
  return at < 0 ? null : { at, count };
}

const bad = (t: Tensor | null): boolean => t !== null && firstBad(t) !== null;

function unravel(flat: number, shape: readonly number[]): number[] {
  const out = new Array<number>(shape.length);
  let rest = flat;
  for (let d = shape.length - 1; d >= 0; d--) {
    out[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return out;
}

/** The operand's element at `index` of the result, when it broadcasts to the result's shape. */
function elementAt(t: Tensor, index: readonly number[], shape: readonly number[]): number | null {
  const lead = shape.length - t.shape.length;
  if (lead < 0 || t.shape.some((size, d) => size !== 1 && size !== shape[lead + d])) return null;
  const data = t.data;
  let flat = 0;
  for (let d = 0; d < t.shape.length; d++) flat = flat * t.shape[d] + (t.shape[d] === 1 ? 0 : index[lead + d]);
  return data[flat];
}

function describe(t: Tensor, name: string, index: readonly number[], shape: readonly number[]): AnomalyOperand {
  let [min, max, nan, infinite] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const v of t.data) {
    if (Number.isNaN(v)) nan++;
    else {
      if (!Number.isFinite(v)) infinite++;
      min = Math.min(min, v);
      max = Math.max(max, v);
    }
  }
  return { name, shape: t.shape, min, max, nan, infinite, at: elementAt(t, index, shape) };
}

const short = (v: number): string =>
  Number.isInteger(v) || !Number.isFinite(v) ? String(v) : String(Number(v.toPrecision(6)));

function line(o: AnomalyOperand, index: readonly number[]): string {
  const range = o.max < o.min ? 'only NaN' : `from ${short(o.min)} to ${short(o.max)}`;
  const rest = [o.nan && `${o.nan} NaN`, o.infinite && `${o.infinite} infinite`].filter(Boolean).join(', ');
  return `  ${o.name} ${formatShape(o.shape)}: ${range}${rest ? ` (${rest})` : ''}${o.at === null ? '' : `; ${short(o.at)} at ${formatShape(index)}`}`;
}

function place(path: readonly string[], site: Site | null): string {
  const parts = [
    path.length ? `in module ${path.join('.')}` : '',
    site ? `cell ${site.cell}, line ${site.line}` : '',
  ].filter(Boolean);
  return parts.length ? `\n  ${parts.join(', ')}` : '';
}

function names(op: Primitive | View | null, count: number): string[] {
  const text = op ? (typeof op.signature === 'string' ? op.signature : op.signature[0]) : null;
  const own =
    text === null
      ? []
      : parseSignature(text)
          .params.filter((p) => p.kind === 'tensor' || p.kind === 'operand')
          .map((p) => p.name);
  return Array.from({ length: count }, (_, i) => own[i] ?? `input ${i}`);
}

/** Infinity that the user asked for, as in maskedFill(mask, -Infinity). */
function asksForInfinity(args: unknown): boolean {
  return (
    typeof args === 'object' &&
    args !== null &&
    Object.values(args).some((v) => typeof v === 'number' && !Number.isFinite(v))
  );
}

function checkForward(
  op: Primitive | View,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  args: unknown,
): void {
  if (op.kind === 'view') return;
  for (const out of outputs) {
    const found = firstBad(out);
    if (!found) continue;
    const value = out.data[found.at];
    const inf = !Number.isNaN(value);
    // Infinity passes where the user put it: as an argument, or in an operand such as an additive mask.
    if (inf && (asksForInfinity(args) || inputs.some(bad) || inputs.length === 0)) continue;
    const given = inputs.find((t) => isFloat(t.dtype) && t.device === 'cpu' && t.data.some(Number.isNaN));
    const index = unravel(found.at, out.shape);
    const labels = names(op, inputs.length);
    const values = inputs.filter((t) => t.device === 'cpu').map((t, i) => describe(t, labels[i], index, out.shape));
    const path = modulePath();
    const site = currentSite()?.() ?? null;
    const what = given ? `${op.name} was given NaN` : `${op.name} gave ${value}`;
    const fix = given
      ? 'The NaN was there before anomaly mode saw an operation: look at the data, or at weights after an earlier bad step.'
      : (FORWARD_HINTS[op.name] ?? ANY_HINT);
    throw new AnomalyError(
      `${what}: first at ${formatShape(index)} of the result ${formatShape(out.shape)}, ${found.count} of ${out.numel()} elements${place(path, site)}\n${values.map((v) => line(v, index)).join('\n')}`,
      { op: op.name, phase: 'forward', site, path, index, value, count: found.count, values, fix },
    );
  }
}

/** Engine's side: runs a node's derivative and checks what it gives. */
export function backwardChecked(node: Node, pending: (Tensor | null)[]): (Tensor | null)[] {
  const before = anomaly.paused;
  anomaly.paused = true;
  let grads: (Tensor | null)[];
  const saved = node.savedInputs?.slice() ?? [];
  try {
    grads = node.rule.backward(node, pending);
  } finally {
    anomaly.paused = before;
  }
  if (pending.some(bad)) return grads;
  grads.forEach((grad, i) => {
    const found = grad && node.next[i] !== null ? firstBad(grad) : null;
    if (!grad || !found) return;
    const index = unravel(found.at, grad.shape);
    const value = grad.data[found.at];
    const labels = names(node.op, node.next.length);
    const kept = node.values ?? [];
    const values = [
      ...saved.flatMap((t, k) => (t ? [describe(t, labels[k], index, grad.shape)] : [])),
      ...kept.flatMap((t) => (t ? [describe(t, 'result', index, grad.shape)] : [])),
      ...pending.flatMap((t) => (t ? [describe(t, 'gradient of the result', index, grad.shape)] : [])),
    ];
    throw new AnomalyError(
      `backward of ${node.name} gave ${value} for ${labels[i]}: first at ${formatShape(index)} of its gradient ${formatShape(grad.shape)}, ${found.count} of ${grad.numel()} elements${place(node.modulePath, node.site)}\n${values.map((v) => line(v, index)).join('\n')}`,
      {
        op: node.name,
        phase: 'backward',
        site: node.site,
        path: node.modulePath,
        index,
        value,
        count: found.count,
        values,
        fix: BACKWARD_HINTS[node.name] ?? FORWARD_HINTS[node.name] ?? ANY_HINT,
      },
    );
  });
  return grads;
}

export const anomaly = { on: false, paused: false };
let stop: (() => void) | null = null;
let recordedBefore = false;

/** Turns anomaly mode on or off until it is set again. While it is on, every result is scanned: use it to search. */
export function setDetectAnomaly(on: boolean): void {
  if (on === anomaly.on) return;
  anomaly.on = on;
  if (on) {
    recordedBefore = recording.on;
    // Nodes must know their place when backward reports them.
    recording.on = true;
    stop = observe((op, inputs, outputs, args) => {
      if (!anomaly.paused) checkForward(op, inputs, outputs, args);
    });
  } else {
    recording.on = recordedBefore;
    stop?.();
    stop = null;
  }
}

export function isAnomalyEnabled(): boolean {
  return anomaly.on;
}

/**
 * Runs `body` (synchronous) in anomaly mode and returns its result. Throws AnomalyError at the first operation, forward
 * or backward, that makes NaN or Infinity.
 */
export function detectAnomaly<T>(body: () => T): T {
  const before = anomaly.on;
  setDetectAnomaly(true);
  try {
    const result = body();
    if (result instanceof Promise)
      throw new ArgumentError('detectAnomaly: the callback returned a Promise', {
        op: 'detectAnomaly',
        fix: 'Use autograd.setDetectAnomaly(true) around asynchronous code.',
      });
    return result;
  } finally {
    setDetectAnomaly(before);
  }
}
