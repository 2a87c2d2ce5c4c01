/** What the Variables view knows of a variable: plain data that crosses from the kernel. */

export interface Variable {
  /** Name as the row shows it: `W`, or `fc1.weight` below its module. */
  readonly name: string;
  /** Names from a top-level variable inwards. */
  readonly path: readonly string[];
  readonly kind: 'tensor' | 'module' | 'value';
  /** `Tensor`, `Linear`, `number`, `Array(3)`, ... */
  readonly type: string;
  readonly shape: readonly number[] | null;
  readonly dtype: string | null;
  readonly device: string | null;
  /** Bytes of the tensors that it holds, each memory counted once; null for a value that holds none. */
  readonly bytes: number | null;
  /** Euclidean norm of its gradients; null without one, or when it would take too long. */
  readonly gradNorm: number | null;
  /** One line of its value; null for tensors and modules. */
  readonly text: string | null;
  /** Id of the cell that declared it. */
  readonly cell: string | null;
  /** 1-based line of the declaration. */
  readonly line: number | null;
  /** Parameters and buffers of a module. */
  readonly children: readonly Variable[];
}

export interface VariableReport {
  readonly variables: readonly Variable[];
  /** Bytes of all tensors that variables hold, gradients included, each memory counted once. */
  readonly bytes: number;
  /** Bytes of all array memory in the kernel: graphs, temporaries and what the collector has not taken yet. */
  readonly memory: number;
  /** Bytes at which the kernel refuses to allocate. */
  readonly budget: number;
}
