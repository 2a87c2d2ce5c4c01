/** Gradient clipping, in place (torch.nn.utils.clip_grad_*). */
import { ArgumentError } from '../errors.ts';
import { writeInto } from '../ops/derive.ts';
import { bindOptions } from '../ops/options.ts';
import { Tensor } from '../tensor/tensor.ts';

type Parameters = Tensor | Iterable<Tensor>;

function gradientsOf(parameters: unknown, op: string): Tensor[] {
  const list = parameters instanceof Tensor ? [parameters] : isIterable(parameters) ? [...parameters] : null;
  if (!list?.every((p) => p instanceof Tensor)) {
    throw new ArgumentError(`${op}: expected a tensor or an iterable of tensors`, {
      op,
      fix: 'Pass net.parameters().',
    });
  }
  return (list as Tensor[]).flatMap((p) => (p.grad ? [p.grad] : []));
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function mapInPlace(grad: Tensor, fn: (value: number) => number): void {
  const values = grad.data.map(fn);
  writeInto(grad, Tensor.wrap(values, grad.shape, grad.dtype));
  grad.storage.version++;
}

/**
 * Scales the gradients of all parameters together so that their norm is at most `maxNorm`:
 * g = g * min(1, maxNorm / (norm + 1e-6)). Returns the norm before clipping, a 0-d tensor. `normType` may be Infinity.
 */
export function clipGradNorm_(
  parameters: Parameters,
  maxNorm: number,
  options?: { normType?: number; errorIfNonfinite?: boolean },
): Tensor;
export function clipGradNorm_(
  parameters: Parameters,
  options: { maxNorm: number; normType?: number; errorIfNonfinite?: boolean },
): Tensor;
export function clipGradNorm_(
  parameters: Parameters,
  maxNorm: number,
  normType: number,
  errorIfNonfinite?: boolean,
): Tensor;
export function clipGradNorm_(...args: unknown[]): Tensor {
  const o = bindOptions<{ parameters: unknown; maxNorm: number; normType: number; errorIfNonfinite: boolean }>(
    'clipGradNorm_(parameters: any, maxNorm: number, normType: number = 2, errorIfNonfinite: boolean = false)',
    args,
  );
  const gradients = gradientsOf(o.parameters, 'clipGradNorm_');
  const total = totalNorm(gradients, o.normType);
  if (o.errorIfNonfinite && !Number.isFinite(total)) {
    throw new ArgumentError(`clipGradNorm_: the norm of the gradients is ${total}`, {
      op: 'clipGradNorm_',
      fix: 'Look for the first NaN with anomaly detection, or lower the learning rate.',
    });
  }
  const scale = Math.min(1, o.maxNorm / (total + 1e-6));
  for (const grad of gradients) mapInPlace(grad, (v) => v * scale);
  const norm = Tensor.empty([], gradients[0]?.dtype ?? 'float32');
  norm.array[0] = total;
  return norm;
}

/** The p-norm of all values together. */
function totalNorm(gradients: readonly Tensor[], p: number): number {
  let sum = 0;
  for (const grad of gradients) {
    for (const v of grad.data) {
      if (p === Number.POSITIVE_INFINITY) sum = Math.abs(v) > sum || Number.isNaN(v) ? Math.abs(v) : sum;
      else sum += p === 2 ? v * v : Math.abs(v) ** p;
    }
  }
  return p === Number.POSITIVE_INFINITY ? sum : p === 2 ? Math.sqrt(sum) : sum ** (1 / p);
}

/** Clamps every gradient component to [-clipValue, clipValue]. */
export function clipGradValue_(parameters: Parameters, clipValue: number | { clipValue: number }): void;
export function clipGradValue_(...args: unknown[]): void {
  const o = bindOptions<{ parameters: unknown; clipValue: number }>(
    'clipGradValue_(parameters: any, clipValue: number)',
    args,
  );
  for (const grad of gradientsOf(o.parameters, 'clipGradValue_')) {
    mapInPlace(grad, (v) => Math.min(Math.max(v, -o.clipValue), o.clipValue));
  }
}
