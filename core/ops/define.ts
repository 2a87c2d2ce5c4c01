/**
 * One record per operation: its signature, documentation, shape rule, kernel, derivative, formula and samples stand
 * together here and nowhere else. Methods, functions, types, documentation, hovers and the generic tests are derived.
 *
 * Two kinds. A primitive has a shape rule and a kernel, and a derivative written in tensor operations, so that
 * derivatives of derivatives come by themselves. A composite is a body of other operations; the rest follows from
 * running it.
 */
import type { BackwardRule } from '../autograd/node.ts';
import { opRule } from '../autograd/rule.ts';
import type { DType } from '../tensor/dtype.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** Shape and dtype of a result. */
export interface Meta {
  readonly shape: number[];
  readonly dtype: DType;
}

/** A view's geometry over its input's storage. */
export interface ViewMeta {
  readonly shape: number[];
  readonly strides: readonly number[];
  readonly offset: number;
}

/** What a derivative rule can see. Reading a value that the record does not save throws. */
export interface Saved<Args> {
  readonly args: Args;
  /** Which inputs need a gradient. */
  readonly needs: readonly boolean[];
  readonly inputShapes: readonly (readonly number[])[];
  readonly inputDtypes: readonly DType[];
  input(i: number): Tensor;
  output(i?: number): Tensor;
}

export type Gradients = (Tensor | null | undefined)[];

/** The local rule for people: KaTeX with x, y, ... for inputs and the names below for results. */
export interface Formula {
  /** `y = \\tanh x`. Inputs are named as in the signature, the result is `y` unless said otherwise. */
  readonly forward: string;
  /** One rule per input that has a gradient, by parameter name: `{ input: '\\bar x = \\bar y\\,(1 - y^2)' }`. */
  readonly vjp?: Readonly<Record<string, string>>;
}

/** A call that tests run: arguments as a user writes them. `make` gives fresh tensors from a seeded source. */
export interface Sample {
  /** Shown when the sample fails. */
  readonly note?: string;
  /** Arguments of the call; tensors among them that are floating-point are differentiated. */
  readonly args: (make: SampleTensors) => readonly unknown[];
  /** False where the function is not differentiable (then only forward and meta are checked). */
  readonly grad?: boolean;
  /** False to leave out second derivatives (where they are undefined). */
  readonly gradgrad?: boolean;
}

/** Makers of sample tensors in float64; values are distinct and away from kinks unless told otherwise. */
export interface SampleTensors {
  /** Standard normal values. */
  randn(shape: number[]): Tensor;
  /** Uniform in [low, high]. */
  uniform(shape: number[], low: number, high: number): Tensor;
  /** Integers in [low, high). */
  ints(shape: number[], low: number, high: number): Tensor;
  bools(shape: number[]): Tensor;
}

interface RecordBase {
  /** The function's name in the library, PyTorch's in camelCase. */
  readonly name: string;
  /** Folder of the API table: elementwise, reduction, shape, ... */
  readonly family: string;
  /** One or more parameter lists in PyTorch's order; see `signature.ts` for the notation. */
  readonly signature: string | readonly string[];
  /** One paragraph; the first sentence is the summary. */
  readonly doc: string;
  /** Runnable example; its last line's value is printed in the documentation. */
  readonly example?: string;
  readonly formula?: Formula;
  /** Also a method of Tensor (default true when the first parameter is a tensor). */
  readonly method?: boolean;
  /** Also the in-place method with a trailing underscore. */
  readonly inplace?: boolean;
  /** Not a function of the namespace, only a method (`false` default). */
  readonly methodOnly?: boolean;
  /** Place in the namespace other than the top: `linalg`, `autograd.functional`. */
  readonly namespace?: string;
  /** Other names for the same function. */
  readonly aliases?: readonly string[];
  readonly samples?: readonly Sample[];
}

export interface Primitive<Args = never> extends RecordBase {
  readonly kind: 'primitive';
  /** Runs `vjp` on a node; made by `defineOp`. */
  readonly rule: BackwardRule;
  /** Inputs as the kernel wants them, from the bound call; default: the tensor parameters in order, the rest as args. */
  readonly prepare?: (bound: Record<string, unknown>) => { inputs: Tensor[]; args: unknown };
  /** Bring the tensor operands to their common dtype first, as arithmetic does. `float`: and integers to float32. */
  readonly promote?: boolean | 'float';
  /** Refuses operands by the dtypes that they have before promotion. */
  readonly check?: (given: readonly Tensor[], args: Args) => void;
  readonly meta: (inputs: readonly Tensor[], args: Args) => Meta | Meta[];
  /** Writes into `outs`, fresh dense tensors. Inputs may be strided: `x.data` reads any input densely. */
  readonly kernel: (inputs: readonly Tensor[], outs: readonly Tensor[], args: Args) => void;
  /** Gradients of the inputs given those of the outputs (in place of one that did not arrive: zeros). Absent: not differentiable. */
  readonly vjp?: (grad: Tensor, saved: Saved<Args>, grads: readonly Tensor[]) => Gradients;
  /** What the derivative reads. Default: nothing. A function may narrow it by which inputs need gradients. */
  readonly saves?: {
    readonly inputs?: readonly number[] | ((needs: readonly boolean[]) => readonly number[]);
    readonly output?: boolean;
  };
  /** Outputs that carry no gradient, e.g. indices. */
  readonly nondifferentiable?: readonly number[];
  /**
   * The same in WebAssembly; false where it does not cover the call, and then the kernel runs. Set by `kernels/fast`. `outs`
   * may hold old values.
   */
  fast?: (inputs: readonly Tensor[], outs: readonly Tensor[], args: Args) => boolean;
  /** The gradients in one pass, outside of recording; null where it does not cover the call, and then `vjp` runs. */
  fastVjp?: (grad: Tensor, saved: Saved<Args>, grads: readonly Tensor[]) => Gradients | null;
  /** Floating-point operations of one call, for profiles. */
  readonly flops?: (inputs: readonly Tensor[], args: Args) => number;
}

export interface View<Args = never> extends RecordBase {
  readonly kind: 'view';
  readonly rule: BackwardRule;
  readonly prepare?: (bound: Record<string, unknown>) => { inputs: Tensor[]; args: unknown };
  readonly view: (input: Tensor, args: Args) => ViewMeta;
  /** The view is a part of the input, no element twice: its gradient can be added to the whole's in place. */
  readonly window?: boolean;
  readonly vjp: (grad: Tensor, saved: Saved<Args>) => Gradients;
}

export interface Composite extends RecordBase {
  readonly kind: 'composite';
  /** The body gets the arguments as they were written, where they follow no parameter list. */
  readonly raw?: boolean;
  /** The bound call's parameters, in signature order. */
  readonly body: (...args: never[]) => unknown;
}

export type OpRecord = Primitive | View | Composite;

const records = new Map<string, OpRecord>();

function register<R extends OpRecord>(record: R): R {
  const key = record.namespace ? `${record.namespace}.${record.name}` : record.name;
  if (records.has(key)) throw new Error(`the operation ${key} is defined twice`);
  records.set(key, record);
  return record;
}

/** Defines a primitive operation; see `Primitive` for the fields. */
export function defineOp<Args>(record: Omit<Primitive<Args>, 'kind' | 'rule'>): Primitive<Args> {
  return register({
    kind: 'primitive',
    rule: opRule(record.name),
    ...record,
  } as unknown as Primitive) as unknown as Primitive<Args>;
}

/** Defines an operation that returns a view of its input. */
export function defineView<Args>(record: Omit<View<Args>, 'kind' | 'rule'>): View<Args> {
  return register({ kind: 'view', rule: opRule(record.name), ...record } as unknown as View) as unknown as View<Args>;
}

/** Defines an operation by a body of other operations. */
export function defineComposite(record: Omit<Composite, 'kind'>): Composite {
  return register({ kind: 'composite', ...record });
}

/** Every operation, in the order of definition. */
export function allRecords(): readonly OpRecord[] {
  return [...records.values()];
}
