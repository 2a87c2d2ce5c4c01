/**
 * The base of all optimizers: parameter groups, state, and the walk over parameters that have a gradient.
 *
 * A subclass gives its options with their defaults and one rule, `update`, for one parameter. Rules are plain loops over
 * typed arrays, one pass over memory a step; the formula stands beside each loop.
 */
import { enableGrad } from '../autograd/modes.ts';
import { ArgumentError, DTypeError } from '../errors.ts';
import { writeInto } from '../ops/derive.ts';
import { isOptions } from '../ops/signature.ts';
import { isFloat } from '../tensor/dtype.ts';
import { numelOf } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';

export type FloatArray = Float32Array | Float64Array;

/** Options that every optimizer has; `maximize` climbs instead of descending. */
export interface BaseOptions {
  lr: number;
  maximize: boolean;
}

/** Parameters with their own options; `initialLr` is set by a scheduler. */
export type ParamGroup<Options> = Options & { params: Tensor[]; initialLr?: number };
/** What an optimizer is built from: tensors (`net.parameters()`), or groups with options of their own. */
export type Params<Options> = Iterable<Tensor> | Iterable<{ params: Tensor | Iterable<Tensor> } & Partial<Options>>;
/** What an optimizer remembers about one parameter: step counts and running averages, under PyTorch's names. */
export type ParamState = Record<string, number | Tensor | Tensor[]>;

export interface OptimizerState<Options> {
  readonly state: Record<number, ParamState>;
  readonly paramGroups: (Omit<ParamGroup<Options>, 'params'> & { params: number[] })[];
}

/** One parameter's memory while it is updated. */
export interface Slot {
  readonly p: FloatArray;
  readonly g: FloatArray;
  /** The parameter's shape; `p` and `g` are dense in row-major order. */
  readonly shape: readonly number[];
  readonly state: ParamState;
  /** The running average called `name`, zero (or `fill`) when it is new. */
  average(name: string, fill?: number): FloatArray;
  /** Adds one to the step count and returns it. */
  count(): number;
}

export abstract class Optimizer<Options extends BaseOptions = BaseOptions> {
  paramGroups: ParamGroup<Options>[] = [];
  /** Options for groups that do not set them. */
  readonly defaults: Options;
  readonly state = new Map<Tensor, ParamState>();
  /** Steps taken; a scheduler reads it. */
  steps = 0;

  constructor(params: Params<Options>, defaults: Options) {
    this.defaults = defaults;
    const items = itemsOf(params, this.constructor.name);
    const groups = items.every((item) => item instanceof Tensor) ? [{ params: items as Tensor[] }] : items;
    for (const group of groups) this.addParamGroup(group as { params: Iterable<Tensor> } & Partial<Options>);
  }

  /** Checks a group's options; called for every group with defaults filled in. */
  protected validate(options: Options): void {
    check(options.lr >= 0, `Invalid learning rate: ${options.lr}`, this.constructor.name);
  }

  /** The rule for one parameter with gradient. */
  protected abstract update(slot: Slot, options: Options): void;

  /** Adds a group of parameters, with its own options where it sets them. */
  addParamGroup(group: { params: Tensor | Iterable<Tensor> } & Partial<Options>): void {
    const name = this.constructor.name;
    if (!isOptions(group))
      throw new ArgumentError(`${name}: expected a tensor or a group {params: [...]}`, { op: name });
    for (const key of Object.keys(group)) {
      check(
        key === 'params' || key === 'initialLr' || key in this.defaults,
        `unknown option '${key}' in a parameter group`,
        name,
        `Options: ${Object.keys(this.defaults).join(', ')}.`,
      );
    }
    const params = group.params instanceof Tensor ? [group.params] : [...group.params];
    check(
      params.length > 0,
      'the list of parameters is empty',
      name,
      'Pass net.parameters() of a module that has parameters.',
    );
    const known = new Set(this.paramGroups.flatMap((g) => g.params));
    for (const p of params) {
      check(p instanceof Tensor, 'parameters must be tensors', name);
      if (!isFloat(p.dtype)) throw new DTypeError(`${name}: a ${p.dtype} tensor cannot be optimized`, { op: name });
      check(
        p.isLeaf,
        'cannot optimize the result of an operation',
        name,
        'Pass the leaf: a Parameter, or a tensor with requiresGrad.',
      );
      check(!known.has(p), 'a parameter appears in more than one group, or twice', name);
      known.add(p);
    }
    const full = { ...this.defaults, ...group, params } as ParamGroup<Options>;
    this.validate(full);
    this.paramGroups.push(full);
  }

  /** Forgets all gradients, or zeroes them with `setToNone: false`. */
  zeroGrad(options: boolean | { setToNone?: boolean } = {}): void {
    const setToNone = typeof options === 'boolean' ? options : (options.setToNone ?? true);
    for (const group of this.paramGroups) {
      for (const p of group.params) p.grad = setToNone || !p.grad ? null : p.grad.zerosLike();
    }
  }

  /**
   * One update of every parameter that has a gradient. A closure computes the loss (and calls backward) first; its
   * result is returned.
   */
  step(): void;
  step<L extends Tensor | number>(closure: () => L): L;
  step(closure?: () => Tensor | number): Tensor | number | undefined {
    const loss = closure ? enableGrad(closure) : undefined;
    for (const group of this.paramGroups) {
      for (const p of group.params) {
        if (p.grad && p.device === 'cpu') this.updateOne(p, p.grad, group);
      }
    }
    this.steps++;
    return loss;
  }

  private updateOne(param: Tensor, grad: Tensor, options: Options): void {
    let state = this.state.get(param);
    if (!state) {
      state = {};
      this.state.set(param, state);
    }
    const held = state;
    const p = param.data as FloatArray;
    const g = options.maximize ? (grad.data as FloatArray).map((v) => -v) : (grad.data as FloatArray);
    this.update(
      {
        p,
        g,
        shape: param.shape,
        state: held,
        average(name, fill = 0) {
          held[name] ??= filled(param, fill);
          return (held[name] as Tensor).data as FloatArray;
        },
        count() {
          held.step = Number(held.step ?? 0) + 1;
          return held.step;
        },
      },
      options,
    );
    if (!param.isContiguous) writeInto(param, Tensor.wrap(p, param.shape.slice(), param.dtype));
    param.storage.version++;
  }

  /** Everything needed to go on later: state by the parameter's number, and the groups' options. Values are copies. */
  stateDict(): OptimizerState<Options> {
    const numbers = new Map(this.paramGroups.flatMap((g) => g.params).map((p, i) => [p, i]));
    const state: Record<number, ParamState> = {};
    for (const [p, values] of this.state) {
      const number = numbers.get(p);
      if (number !== undefined) state[number] = copyState(values);
    }
    const paramGroups = this.paramGroups.map((g) => ({ ...g, params: g.params.map((p) => numbers.get(p) as number) }));
    return { state, paramGroups } as OptimizerState<Options>;
  }

  /** Restores what `stateDict` of an optimizer with the same groups returned, learning rates included. */
  loadStateDict(dict: OptimizerState<Options>): void {
    const name = this.constructor.name;
    check(
      dict.paramGroups.length === this.paramGroups.length,
      `the state has ${dict.paramGroups.length} parameter groups, this optimizer ${this.paramGroups.length}`,
      name,
    );
    dict.paramGroups.forEach((saved, i) => {
      const size = this.paramGroups[i].params.length;
      check(
        saved.params.length === size,
        `group ${i} of the state has ${saved.params.length} parameters, this one has ${size}`,
        name,
      );
    });
    this.state.clear();
    dict.paramGroups.forEach((saved, i) => {
      const { params } = this.paramGroups[i];
      saved.params.forEach((number, k) => {
        const values = dict.state[number];
        if (values) this.state.set(params[k], copyState(values));
      });
      this.paramGroups[i] = { ...saved, params } as unknown as ParamGroup<Options>;
    });
  }

  /** The optimizer with its groups' options, as PyTorch prints it. */
  toString(): string {
    const groups = this.paramGroups.map((group, i) => {
      const lines = Object.entries(group)
        .filter(([key]) => key !== 'params')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => `    ${key}: ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}\n`);
      return `Parameter Group ${i}\n${lines.join('')}`;
    });
    return `${this.constructor.name} (\n${groups.join('\n')})`;
  }
}

function filled(like: Tensor, value: number): Tensor {
  const t = Tensor.empty(like.shape.slice(), like.dtype);
  if (value !== 0) t.array.fill(value, 0, numelOf(like.shape));
  return t;
}

function copyState(values: ParamState): ParamState {
  const out: ParamState = {};
  const copy = (t: Tensor) => t.detach().clone();
  for (const [key, value] of Object.entries(values)) {
    out[key] = value instanceof Tensor ? copy(value) : Array.isArray(value) ? value.map(copy) : value;
  }
  return out;
}

function itemsOf(params: unknown, name: string): unknown[] {
  const iterable =
    typeof params === 'object' && params !== null && Symbol.iterator in params && !(params instanceof Tensor);
  if (!iterable) {
    throw new ArgumentError(`${name}: params must be an iterable of tensors or of groups`, {
      op: name,
      fix: params instanceof Tensor ? 'Wrap it: [tensor].' : 'Pass net.parameters().',
    });
  }
  const items = [...(params as Iterable<unknown>)];
  check(
    items.length > 0,
    'the list of parameters is empty',
    name,
    'Pass net.parameters() of a module that has parameters.',
  );
  return items;
}

/** Throws ArgumentError unless `ok`. */
export function check(ok: boolean, message: string, name: string, fix?: string): asserts ok {
  if (!ok) throw new ArgumentError(`${name}: ${message}`, fix ? { op: name, fix } : { op: name });
}

/** Checks `betas`-like pairs. */
export function checkBetas(betas: readonly number[], name: string): void {
  betas.forEach((beta, i) => {
    check(beta >= 0 && beta < 1, `Invalid beta parameter at index ${i}: ${beta}`, name);
  });
}

/** Checks that an option is not negative. */
export function checkNonNegative(value: number, what: string, name: string): void {
  check(value >= 0, `Invalid ${what} value: ${value}`, name);
}

/** An optimizer with whatever options, as schedulers take it. */
// biome-ignore lint/suspicious/noExplicitAny: options are a property that is read and written, so no other type fits all.
export type AnyOpt = Optimizer<any>;
