/**
 * What the editor wants to know about values in a running kernel.
 *
 * For the kernel's side: implement `LiveInspector` over the worker (one request `inspect(path)` with a short time limit;
 * a kernel in a loop answers between two passes; one that cannot answer in time counts as
 * `undefined`, a hover must never wait for it) and hand it to
 * `registerLanguage(context, { inspector })` in `extension.ts`. `path` is a chain of names from a top-level variable,
 * `['net', 'fc1', 'weight']`: look the first up in the scope object, the rest as plain data properties (no getters of
 * user classes; a module's parameters are its attributes). Fire `onDidChange` after each cell that ran, and on restart.
 * `describeTensor` below states how the statistics are meant.
 */

/** Bars of a tensor's histogram over `[from, to]`, finite values only. */
export interface LiveHistogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** Over the finite values; null when there are none (or the dtype is bool). `std` is the unbiased one, as PyTorch's. */
export interface LiveStats {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly std: number;
  readonly nan: number;
  /** Plus and minus infinity together. */
  readonly inf: number;
  readonly histogram: LiveHistogram | null;
}

export interface LiveOrigin {
  /** Name of the operation's record, e.g. `matmul`. */
  readonly op: string;
  /** URI of the cell's text document; null when it is not known. */
  readonly cell: string | null;
  /** 1-based. */
  readonly line: number | null;
}

export interface LiveTensor {
  readonly kind: 'tensor';
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly requiresGrad: boolean;
  readonly bytes: number;
  readonly stats: LiveStats | null;
  /** Euclidean norm of `.grad`; null without a gradient. */
  readonly gradNorm: number | null;
  readonly madeBy: LiveOrigin | null;
}

export interface LiveModule {
  readonly kind: 'module';
  /** Its printed form, as `console.log(module)` gives it. */
  readonly text: string;
  readonly parameters: number;
  readonly trainable: number;
  readonly bytes: number;
}

/** Any other value: its printed form, cut to a few lines. */
export interface LivePlain {
  readonly kind: 'value';
  readonly text: string;
}

export type LiveValue = LiveTensor | LiveModule | LivePlain;

/** A variable in the kernel, for hints at its declaration. */
export interface LiveShape {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** URI of the cell that gave it its value, null when it is not known. */
  readonly cell: string | null;
}

export interface Disposable {
  dispose(): void;
}

export interface LiveInspector {
  /** `notebook` is the notebook document's URI. Undefined: no kernel, no such value, or the kernel is busy. */
  inspect(notebook: string, path: readonly string[]): Promise<LiveValue | undefined>;
  /** Shapes of all top-level variables that hold a tensor. Empty without a kernel. */
  shapes(notebook: string): Promise<readonly LiveShape[]>;
  /** Called with the notebook's URI when values may have changed. */
  onDidChange(listener: (notebook: string) => void): Disposable;
  /** Shows a value in its own view, when the kernel can: `display(x)` or `display.graph(x)`. */
  show?(notebook: string, path: readonly string[], view: 'tensor' | 'graph'): Promise<void>;
}

/** Statistics of a tensor's values in one pass and one for the histogram: 32 bars, symmetric about 0 when signs mix. */
export function describeTensor(values: ArrayLike<number>): LiveStats | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let nan = 0;
  let inf = 0;
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    if (Number.isNaN(x)) nan++;
    else if (!Number.isFinite(x)) inf++;
    else {
      if (x < min) min = x;
      if (x > max) max = x;
      // Welford: mean and sum of squared deviations without cancellation.
      const delta = x - mean;
      mean += delta / ++count;
      squares += delta * (x - mean);
    }
  }
  if (count === 0) return null;
  const reach = Math.max(-min, max);
  const [from, to] = min < 0 && max > 0 ? [-reach, reach] : [min, max];
  return { min, mean, max, std: Math.sqrt(squares / (count - 1)), nan, inf, histogram: histogram(values, from, to) };
}

const bars = 32;

function histogram(values: ArrayLike<number>, from: number, to: number): LiveHistogram | null {
  if (!(to > from)) return null;
  const counts = new Array<number>(bars).fill(0);
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) counts[Math.min(bars - 1, Math.floor(((values[i] - from) / (to - from)) * bars))]++;
  }
  return { from, to, counts };
}
