/** Functions that a module runs around its forward and backward. */

import { mode } from '../autograd/modes.ts';
import { Node } from '../autograd/node.ts';
import { type RemovableHandle, Tensor } from '../tensor/tensor.ts';

/** An ordered set of hooks, each removed by its handle. */
export class HookList<F> {
  private readonly hooks = new Map<number, F>();
  private next = 0;

  get size(): number {
    return this.hooks.size;
  }

  add(hook: F, first = false): RemovableHandle {
    const id = this.next++;
    if (first) {
      const rest = [...this.hooks];
      this.hooks.clear();
      this.hooks.set(id, hook);
      for (const [key, value] of rest) this.hooks.set(key, value);
    } else this.hooks.set(id, hook);
    return { remove: () => void this.hooks.delete(id) };
  }

  /** In order of registration; a hook may remove itself while it runs. */
  [Symbol.iterator](): Iterator<F> {
    return [...this.hooks.values()][Symbol.iterator]();
  }
}

export type Gradients = readonly (Tensor | null)[];

/**
 * Passes tensors on unchanged through one node of the tape, and calls `onBackward` with all their gradients when
 * backward comes through; what it returns replaces them. This is how a module sees the gradients that enter and leave
 * it, and not those that its inputs get from elsewhere.
 */
export function watchGradients(
  name: string,
  tensors: readonly Tensor[],
  onBackward: (gradients: Gradients) => Gradients | undefined,
): Tensor[] {
  if (!mode.grad || !tensors.some((t) => t.requiresGrad)) return tensors.slice();
  const outputs = tensors.map((t) => new Tensor(t.storage, t.shape.slice(), t.strides, t.offset, t.device));
  const rule = {
    name,
    // The engine clears the array it passes, and hooks may keep theirs.
    backward: (_node: Node, gradients: (Tensor | null)[]) => {
      const kept = gradients.slice();
      return (onBackward(kept) ?? kept).slice();
    },
  };
  const node = new Node(rule, null, null, tensors, outputs);
  outputs.forEach((out, i) => {
    if (node.next[i] === null) return;
    out.gradNode = node;
    out.outputIndex = i;
  });
  return outputs;
}

/** The tensors in a nest of arrays and plain objects, in order. */
export function tensorsIn(value: unknown, found: Tensor[] = []): Tensor[] {
  if (value instanceof Tensor) found.push(value);
  else if (Array.isArray(value)) for (const item of value) tensorsIn(item, found);
  return found;
}

/** The same nest with its tensors replaced, in order. */
export function replaceTensors(value: unknown, replacements: Iterator<Tensor>): unknown {
  if (value instanceof Tensor) return replacements.next().value;
  return Array.isArray(value) ? value.map((item) => replaceTensors(item, replacements)) : value;
}
