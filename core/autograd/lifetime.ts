/**
 * Memory of a backward walk, given back as the walk passes.
 *
 * Two kinds of memory are certainly dead: what a derivative rule made for itself and did not return, and a gradient that
 * its node has used, once no other gradient lies in the same memory. So storages count the gradients that wait in them
 * (`holders`), and those that the walk itself made (`walkOwned`) are released when that count falls to zero. Whatever
 * user code may have seen (hooks, retained gradients, results of `grad`, a leaf's `.grad`) is marked `adopted` and
 * left to the collector.
 */
import { noteBlocks, type Storage } from '../tensor/storage.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** Notes the blocks that are made from now on. */
export function openScope(): Storage[] {
  const made: Storage[] = [];
  noteBlocks(made);
  return made;
}

/** Releases what was made since and holds no gradient; the rest belongs to the walk. */
export function closeScope(made: Storage[]): void {
  noteBlocks(null);
  for (let i = 0; i < made.length; i++) {
    const storage = made[i];
    if (storage.adopted) continue;
    if (storage.holders === 0) storage.release();
    else storage.walkOwned = true;
  }
}

/** Stops noting, for a walk inside a walk; give the result to `resumeScope`. */
export function suspendScope(): Storage[] | null {
  return noteBlocks(null);
}
export function resumeScope(outer: Storage[] | null): void {
  noteBlocks(outer);
}

/** A gradient starts to wait. */
export function hold(grad: Tensor): void {
  grad.storage.holders++;
}

/** A gradient waits no longer. */
export function drop(grad: Tensor): void {
  const storage = grad.storage;
  if (--storage.holders === 0 && storage.walkOwned && !storage.adopted) {
    storage.walkOwned = false;
    storage.release();
  }
}

/** True when the walk made this gradient and nothing else can see its memory, so that another may be added in place. */
export function ownedAlone(grad: Tensor): boolean {
  const storage = grad.storage;
  return storage.walkOwned && storage.holders === 1 && !storage.adopted && storage.length === grad.numel();
}

/** User code is about to see this gradient. */
export function show(grad: Tensor): Tensor {
  grad.storage.adopted = true;
  return grad;
}
export function showAny(grad: Tensor | null | undefined): Tensor | null {
  return grad ? show(grad) : null;
}
