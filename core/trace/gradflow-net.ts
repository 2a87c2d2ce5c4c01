/**
 * What the gradient-flow recorder needs of a network, and the rows it makes of it. Structural types: any module tree
 * with PyTorch's names and hooks will do.
 */

export interface FlowTensor {
  readonly shape: readonly number[];
  readonly requiresGrad: boolean;
  readonly grad: { readonly data: ArrayLike<number> } | null;
  /** Elements, row-major. */
  readonly data: ArrayLike<number>;
  registerHook(hook: (grad: FlowTensor) => void): unknown;
}

export interface FlowHandle {
  remove(): void;
}

export interface FlowModule {
  namedModules(): Iterable<readonly [string, FlowModule]>;
  namedParameters(): Iterable<readonly [string, FlowTensor]>;
  registerForwardHook(hook: (module: FlowModule, args: readonly unknown[], output: unknown) => void): FlowHandle;
}

/** A layer: a module that owns parameters itself. */
export interface FlowRow {
  readonly name: string;
  readonly kind: string;
  readonly module: FlowModule | null;
  readonly parameters: FlowTensor[];
  activation: string | null;
}

/** Modules with parameters of their own, in the order of registration. */
export function flowRows(net: FlowModule): FlowRow[] {
  const modules = new Map<string, FlowModule>(net.namedModules());
  const rows = new Map<string, FlowRow>();
  for (const [path, parameter] of net.namedParameters()) {
    const dot = path.lastIndexOf('.');
    const owner = dot < 0 ? '' : path.slice(0, dot);
    let row = rows.get(owner);
    if (!row) {
      const module = modules.get(owner) ?? null;
      row = {
        name: owner || kindOf(net),
        kind: module ? kindOf(module) : '',
        module,
        parameters: [],
        activation: null,
      };
      rows.set(owner, row);
    }
    row.parameters.push(parameter);
  }
  return [...rows.values()];
}

export function kindOf(module: FlowModule): string {
  return module.constructor.name || 'Module';
}

export function isFlowTensor(value: unknown): value is FlowTensor {
  const t = value as FlowTensor | null;
  // A tensor may be a callable's result of any class; only what the recorder uses is asked for.
  return t !== null && typeof t === 'object' && Array.isArray(t.shape) && typeof t.registerHook === 'function';
}

/** Derivative of an activation from its input x and output y, by module class. */
export const ACTIVATION_DERIVATIVES: Readonly<Record<string, (x: number, y: number) => number>> = {
  Tanh: (_, y) => 1 - y * y,
  Sigmoid: (_, y) => y * (1 - y),
  ReLU: (_, y) => (y > 0 ? 1 : 0),
  ReLU6: (x) => (x > 0 && x < 6 ? 1 : 0),
  Hardtanh: (x) => (x > -1 && x < 1 ? 1 : 0),
  Softplus: (x) => 1 / (1 + Math.exp(-x)),
  Softsign: (x) => 1 / (1 + Math.abs(x)) ** 2,
  SiLU: (x) => {
    const s = 1 / (1 + Math.exp(-x));
    return s * (1 + x * (1 - s));
  },
  // x Phi(x) with Phi's derivative phi; the tanh form differs by less than 1e-3, which no threshold here can see.
  GELU: (x) => {
    const inner = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
    const t = Math.tanh(inner);
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
  },
};

/**
 * Largest |derivative| of each unit (last axis) over all rows. A unit with a small maximum passes no gradient for any
 * row of the batch.
 */
export function unitDerivatives(kind: string, input: FlowTensor, output: FlowTensor): Float32Array | null {
  const derivative = ACTIVATION_DERIVATIVES[kind];
  if (!derivative || input.data.length !== output.data.length || output.shape.length === 0) return null;
  const units = output.shape[output.shape.length - 1];
  const largest = new Float32Array(units);
  const x = input.data;
  const y = output.data;
  for (let i = 0; i < y.length; i++) {
    const d = Math.abs(derivative(x[i], y[i]));
    const unit = i % units;
    if (d > largest[unit]) largest[unit] = d;
  }
  return largest;
}
