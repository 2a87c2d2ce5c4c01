/**
 * Forward mode: dual numbers. Inside a level, a tensor may carry a tangent, and every operation computes the tangent of
 * its result beside its value: no tape, and one pass per input direction whatever the number of outputs.
 *
 * A record states its derivative once, as the product of a vector with the local Jacobian, v -> v^T J (`vjp`). That map
 * is linear in v, so the derivative of <v^T J, t> in v is J t: the tangent. It is taken per operation, not per program.
 */
import { ArgumentError, formatShape, GradError, ShapeError } from '../errors.ts';
import type { Primitive, View } from '../ops/define.ts';
import { observe, unobserved } from '../ops/observe.ts';
import { isFloat } from '../tensor/dtype.ts';
import { sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { fit, gradients } from './engine.ts';
import { enableGrad, noGrad } from './modes.ts';
import { Node } from './node.ts';

let tangents: WeakMap<Tensor, Tensor> | null = null;
/** The chain of dual results in the order in which they were made, while `trace` asks for it. */
let steps: DualStep[] | null = null;

/** One operation of a forward pass: value and tangent. */
export interface DualStep {
  readonly op: string;
  readonly value: Tensor;
  readonly tangent: Tensor;
}

/** The derivative of one operation in the direction of its inputs' tangents. */
function pushForward(
  op: Primitive | View,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  args: unknown,
  level: WeakMap<Tensor, Tensor>,
): void {
  const directions = inputs.map((t) => level.get(t) ?? null);
  if (directions.every((t) => t === null) || outputs.every((t) => !isFloat(t.dtype))) return;
  if (!op.vjp) {
    throw new GradError(`forward mode: ${op.name} has no derivative`, {
      op: op.name,
      fix: 'Detach its input, or take the tangent off with unpackDual(x).primal.',
    });
  }
  unobserved(() => {
    // The operation as it would stand on the tape, its inputs cut off from theirs.
    const cut = inputs.map((t, i) => (directions[i] ? t.detach().requiresGrad_() : t.detach()));
    const plain = outputs.map((t) => t.detach());
    const node = noGrad(() => new Node(op.rule, op as unknown as Primitive, args, cut, plain));
    node.savedInputs = cut;
    node.savedOutputs = plain;
    node.savedVersions = [...cut, ...plain].map((t) => t.version);
    const weights = outputs.map((t) => (isFloat(t.dtype) ? t.detach().zerosLike().requiresGrad_() : t.detach()));
    const products = enableGrad(() =>
      node.rule.backward(node, weights).flatMap((grad, i) => {
        const direction = directions[i];
        if (!grad || !direction || !grad.requiresGrad) return [];
        return [fit(grad, cut[i].shape, cut[i].dtype, node).mul(direction).sum()];
      }),
    );
    const wanted = weights.filter((t) => t.requiresGrad);
    const pushed = products.length
      ? gradients(
          products,
          wanted,
          products.map(() => null),
          { allowUnused: true },
        )
      : wanted.map(() => null);
    outputs
      .filter((t) => isFloat(t.dtype))
      .forEach((out, i) => {
        const tangent = pushed[i] ?? out.detach().zerosLike();
        level.set(out, tangent);
        steps?.push({ op: op.name, value: out, tangent });
      });
  });
}

/** Runs `body` (synchronous) with dual numbers; tangents are forgotten when it ends. Levels do not nest. */
export function dualLevel<T>(body: () => T): T {
  if (tangents)
    throw new ArgumentError('dualLevel: a level is open already', {
      op: 'dualLevel',
      fix: 'For derivatives of derivatives use autograd.functional.hvp, or jvp of a gradient.',
    });
  const level = new WeakMap<Tensor, Tensor>();
  tangents = level;
  const stop = observe((op, inputs, outputs, args) => pushForward(op, inputs, outputs, args, level));
  try {
    return body();
  } finally {
    stop();
    tangents = null;
  }
}

/** A tensor of the values of `primal` that carries `tangent`, inside a level. */
export function makeDual(primal: Tensor, tangent: Tensor): Tensor {
  if (!tangents)
    throw new ArgumentError('makeDual: no level is open', {
      op: 'makeDual',
      fix: 'Call it inside forwardAd.dualLevel(() => ...).',
    });
  if (!isFloat(primal.dtype))
    throw new ArgumentError(`makeDual: only floating-point tensors have tangents, this one is ${primal.dtype}`, {
      op: 'makeDual',
    });
  if (!sameShape(primal.shape, tangent.shape)) {
    throw new ShapeError(
      `makeDual: the tangent has shape ${formatShape(tangent.shape)}, the tensor ${formatShape(primal.shape)}`,
      {
        op: 'makeDual',
        operands: [
          { name: 'primal', shape: primal.shape },
          { name: 'tangent', shape: tangent.shape },
        ],
      },
    );
  }
  const dual = unobserved(() => primal.view(primal.shape.slice()));
  tangents.set(dual, tangent.dtype === primal.dtype ? tangent : unobserved(() => tangent.to(primal.dtype)));
  return dual;
}

/** Value and tangent of a tensor inside a level; the tangent is null where none arrived. */
export function unpackDual(tensor: Tensor): { primal: Tensor; tangent: Tensor | null } {
  if (!tangents)
    throw new ArgumentError('unpackDual: no level is open', {
      op: 'unpackDual',
      fix: 'Call it inside forwardAd.dualLevel(() => ...).',
    });
  return { primal: tensor, tangent: tangents.get(tensor) ?? null };
}

type Inputs = Tensor | readonly Tensor[];
const list = (v: Inputs): readonly Tensor[] => (Array.isArray(v) ? v : [v as Tensor]);

/** `[fn(inputs), J v]` in one forward pass, without a tape. */
export function jvp(fn: (...inputs: Tensor[]) => Tensor, inputs: Inputs, v: Inputs): [Tensor, Tensor] {
  const [y, tangent] = trace(fn, inputs, v).result;
  return [y, tangent];
}

/** As `jvp`, with every operation's value and tangent on the way. */
export function trace(
  fn: (...inputs: Tensor[]) => Tensor,
  inputs: Inputs,
  v: Inputs,
): { result: [Tensor, Tensor]; steps: readonly DualStep[] } {
  const [xs, vs] = [list(inputs), list(v)];
  if (xs.length !== vs.length)
    throw new ArgumentError(`jvp: ${xs.length} inputs and ${vs.length} tangents`, { op: 'jvp' });
  const outer = steps;
  const own: DualStep[] = [];
  steps = own;
  try {
    return noGrad(() =>
      dualLevel(() => {
        const y = fn(...xs.map((x, i) => makeDual(x.detach(), vs[i])));
        return {
          result: [y, unpackDual(y).tangent ?? unobserved(() => y.detach().zerosLike())] as [Tensor, Tensor],
          steps: own,
        };
      }),
    );
  } finally {
    steps = outer;
  }
}
