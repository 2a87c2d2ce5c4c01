/** How a recorded operation answers backward: its record's `vjp`, given what the node saved. */

import { formatShape, GradError } from '../errors.ts';
import { kernels } from '../kernels/switch.ts';
import type { Primitive, Saved } from '../ops/define.ts';
import type { DType } from '../tensor/dtype.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { mode } from './modes.ts';
import type { BackwardRule, Node } from './node.ts';

/** The node's side of `Saved`: checks that nothing saved was overwritten since. */
class SavedValues implements Saved<unknown> {
  private readonly node: Node;
  readonly needs: readonly boolean[];
  constructor(node: Node) {
    this.node = node;
    this.needs = node.next.map((edge) => edge !== null);
  }
  get args(): unknown {
    return this.node.args;
  }
  get inputShapes(): readonly (readonly number[])[] {
    return this.node.inputShapes;
  }
  get inputDtypes(): readonly DType[] {
    return this.node.inputDtypes;
  }
  input(i: number): Tensor {
    const saved = this.node.savedInputs?.[i];
    if (!saved) throw new Error(`${this.node.name}: its derivative reads input ${i}, which the record does not save`);
    return this.checked(saved, i);
  }
  output(i = 0): Tensor {
    const saved = this.node.savedOutputs?.[i];
    if (!saved) throw new Error(`${this.node.name}: its derivative reads output ${i}, which the record does not save`);
    return this.checked(saved, this.node.next.length + i);
  }
  private checked(tensor: Tensor, slot: number): Tensor {
    const expected = this.node.savedVersions?.[slot] ?? tensor.version;
    if (tensor.version !== expected) {
      const what = slot < this.node.next.length ? `input ${slot}` : 'the result';
      throw new GradError(
        `backward of ${this.node.name}: ${what} of shape ${formatShape(tensor.shape)} was changed in place after it was saved ` +
          `(it is at version ${tensor.version}, version ${expected} was expected)`,
        {
          op: this.node.name,
          fix: 'Use the out-of-place form (x.add(y) instead of x.add_(y)), or clone() before the change.',
        },
      );
    }
    return tensor;
  }
}

/** The backward rule of the record named `name`. */
export function opRule(name: string): BackwardRule {
  return {
    name,
    backward(node, grads) {
      const vjp = node.op?.vjp;
      if (!vjp) throw new GradError(`${name} has no derivative`, { op: name });
      if (node.released) throw releasedError(name);
      const first = grads[0] ?? zerosFor(node, 0);
      const all = grads.length === 1 ? [first] : grads.map((g, i) => g ?? zerosFor(node, i));
      const fast = node.op?.kind === 'primitive' ? node.op.fastVjp : undefined;
      if (fast !== undefined && !mode.grad && kernels.fast) {
        const given = (fast as NonNullable<Primitive<unknown>['fastVjp']>)(first, new SavedValues(node), all);
        if (given !== null) return given as (Tensor | null)[];
      }
      return (vjp as (g: Tensor, saved: Saved<unknown>, all: readonly Tensor[]) => (Tensor | null | undefined)[])(
        first,
        new SavedValues(node),
        all,
      ).map((g) => g ?? null);
    },
  };
}

/** PyTorch's second-backward error. */
export function releasedError(name: string): GradError {
  return new GradError(`backward of ${name}: the saved values of this graph were freed by an earlier backward()`, {
    op: name,
    fix: 'Call backward({ retainGraph: true }) the first time, or run the forward pass again before the second backward.',
  });
}

let makeZeros: (shape: readonly number[], dtype: DType) => Tensor;
/** Set once by the engine, which knows how to make tensors. */
export function setZeros(make: typeof makeZeros): void {
  makeZeros = make;
}
function zerosFor(node: Node, i: number): Tensor {
  return makeZeros(node.outputShapes[i], node.outputDtypes[i]);
}
