/**
 * Watching operations as they run: for tracing, forward mode, anomaly mode and profiles. Free when nobody watches: the
 * dispatcher reads one field.
 */
import type { Tensor } from '../tensor/tensor.ts';
import type { Primitive, View } from './define.ts';

/** Told of each primitive and view after it has run. In-place forms are told as the operation that they are made of. */
export type OpObserver = (
  op: Primitive | View,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  args: unknown,
) => void;

let observers: readonly OpObserver[] = [];
export const observing = { on: false };

function set(next: readonly OpObserver[]): void {
  observers = next;
  observing.on = next.length > 0;
}

/** Calls `observer` for every operation from now on; returns how to stop. */
export function observe(observer: OpObserver): () => void {
  set([...observers, observer]);
  return () => set(observers.filter((o) => o !== observer));
}

/** Runs `body` unwatched, as observers do for operations of their own. */
export function unobserved<T>(body: () => T): T {
  const before = observers;
  set([]);
  try {
    return body();
  } finally {
    set(before);
  }
}

export function notify(
  op: Primitive | View,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  args: unknown,
): void {
  for (const observer of observers) observer(op, inputs, outputs, args);
}
