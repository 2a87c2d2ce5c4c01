/** Runs a primitive: promotion, shape rule, memory, kernel, and the note on the tape. */
import { mode } from '../autograd/modes.ts';
import { Node } from '../autograd/node.ts';
import { NNError } from '../errors.ts';
import { kernels } from '../kernels/switch.ts';
import { type DType, isFloat, promoteOperands } from '../tensor/dtype.ts';
import { Tensor } from '../tensor/tensor.ts';
import { checkInterrupt } from '../trace/interrupt.ts';
import { modulePath } from '../trace/recording.ts';
import type { Meta, Primitive, View } from './define.ts';
import { notify, observing } from './observe.ts';

let cast: (input: Tensor, dtype: DType) => Tensor;
/** Set once by the conversion operations, which are themselves defined by records. */
export function setCast(convert: typeof cast): void {
  cast = convert;
}

/** Inputs in their common dtype. */
function promoteInputs(inputs: readonly Tensor[], toFloat: boolean): readonly Tensor[] {
  let dtype = inputs[0].dtype;
  let same = true;
  if (inputs.length === 2) {
    const other = inputs[1];
    if (other.dtype !== dtype) {
      dtype = promoteOperands(inputs[0], other);
      same = false;
    }
  } else {
    for (let i = 1; i < inputs.length; i++) if (inputs[i].dtype !== dtype) same = false;
    if (!same) {
      let meta = { dtype, shape: inputs[0].shape };
      for (let i = 1; i < inputs.length; i++) {
        meta = {
          dtype: promoteOperands(meta, inputs[i]),
          shape: inputs[i].shape.length > meta.shape.length ? inputs[i].shape : meta.shape,
        };
      }
      dtype = meta.dtype;
    }
  }
  if (toFloat && !isFloat(dtype)) {
    dtype = 'float32';
    same = false;
  }
  if (same) return inputs;
  return inputs.map((t) => (t.dtype === dtype ? t : cast(t, dtype)));
}

function needsNode(inputs: readonly Tensor[]): boolean {
  for (let i = 0; i < inputs.length; i++) if (inputs[i].requiresGrad) return true;
  return false;
}

/** Adds where the call stood to an error thrown by a shape rule. */
function located(error: unknown): unknown {
  if (error instanceof NNError && error.modulePath === undefined) {
    const path = modulePath();
    if (path.length) error.modulePath = path.join('.');
  }
  return error;
}

/** Runs `op` and returns its results, also when there is only one. */
export function dispatchAll(op: Primitive, given: readonly Tensor[], args: unknown): Tensor[] {
  checkInterrupt();
  if (op.check !== undefined) op.check(given, args as never);
  const inputs = op.promote ? promoteInputs(given, op.promote === 'float') : given;
  let metas: Meta | Meta[];
  try {
    metas = op.meta(inputs, args as never);
  } catch (error) {
    throw located(error);
  }
  let device: Tensor['device'] = 'cpu';
  for (let i = 0; i < inputs.length; i++) if (inputs[i].device === 'meta') device = 'meta';
  const fast = kernels.fast ? op.fast : undefined;
  const dirty = fast !== undefined;
  const outs = Array.isArray(metas)
    ? metas.map((m) => Tensor.empty(m.shape, m.dtype, device, dirty))
    : [Tensor.empty(metas.shape, metas.dtype, device, dirty)];
  if (device === 'cpu' && !fast?.(inputs, outs, args as never)) {
    if (dirty) for (let i = 0; i < outs.length; i++) if (outs[i].storage.ptr !== 0) outs[i].array.fill(0);
    op.kernel(inputs, outs, args as never);
  }
  if (mode.grad && op.vjp !== undefined && needsNode(inputs)) record(op, inputs, outs, args);
  if (observing.on) notify(op, inputs, outs, args);
  return outs;
}

/** Runs an operation with a single result. */
export function dispatch(op: Primitive, inputs: readonly Tensor[], args: unknown): Tensor {
  return dispatchAll(op, inputs, args)[0];
}

/** Puts the call on the tape, with what its derivative will read. */
function record(op: Primitive, inputs: readonly Tensor[], outs: Tensor[], args: unknown): void {
  const node = new Node(op.rule, op, args, inputs, outs);
  const saves = op.saves;
  if (saves) {
    const n = inputs.length;
    const versions = new Array<number>(n + outs.length);
    const which = typeof saves.inputs === 'function' ? saves.inputs(node.next.map((e) => e !== null)) : saves.inputs;
    if (which) {
      const saved = new Array<Tensor | null>(n).fill(null);
      for (const i of which) {
        if (i >= n) continue;
        saved[i] = inputs[i];
        versions[i] = inputs[i].version;
      }
      node.savedInputs = saved;
    }
    if (saves.output) {
      node.savedOutputs = outs;
      for (let i = 0; i < outs.length; i++) versions[n + i] = outs[i].version;
    }
    node.savedVersions = versions;
  }
  for (let i = 0; i < outs.length; i++) {
    if (!isFloat(outs[i].dtype) || op.nondifferentiable?.includes(i)) continue;
    outs[i].gradNode = node;
    outs[i].outputIndex = i;
  }
}

/** Runs a view operation: the result shares the input's storage. */
export function dispatchView(op: View, input: Tensor, args: unknown): Tensor {
  checkInterrupt();
  let geometry: ReturnType<View['view']>;
  try {
    geometry = op.view(input, args as never);
  } catch (error) {
    throw located(error);
  }
  const out = new Tensor(input.storage, geometry.shape, geometry.strides, geometry.offset, input.device);
  const base = input.base ?? input;
  out.base = base;
  out.rebased = base.rebased;
  if (mode.grad && input.requiresGrad) {
    out.gradNode = new Node(op.rule, op, args, [input], [out]);
  }
  if (observing.on) notify(op, [input], [out], args);
  return out;
}
