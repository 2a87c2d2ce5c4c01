/**
 * `nn.Module`: a function with parameters.
 *
 * A subclass assigns its layers and parameters to fields and defines `forward`. What is learned, saved and moved is
 * found by walking those fields, in the order in which they were assigned: parameters, buffers (tensors that are saved
 * and not learned) and submodules. Calling the module runs `forward` with the hooks around it.
 */
import { ArgumentError, NNError } from '../errors.ts';
import type { DTypeName } from '../tensor/dtype.ts';
import { type Device, type RemovableHandle, Tensor } from '../tensor/tensor.ts';
import { enterModule, leaveModule, modulePath } from '../trace/recording.ts';
import { Callable } from './callable.ts';
import { checkName, checkNoLostModules, hide, join, setField } from './fields.ts';
import { type Gradients, HookList, replaceTensors, tensorsIn, watchGradients } from './hooks.ts';
import { Parameter, setData } from './parameter.ts';
import { describeModule } from './print.ts';
import { type LoadResult, loadState, type StateDict, type StateSource } from './state.ts';

/** May replace the arguments: an array stands for all of them, another value for a single one. */
export type ForwardPreHook<M extends Module> = (module: M, args: Parameters<M['forward']>) => unknown;
/** May replace the output by returning another. */
export type ForwardHook<M extends Module> = (
  module: M,
  args: Parameters<M['forward']>,
  output: ReturnType<M['forward']>,
) => unknown;
/** Gets one gradient per tensor argument and per tensor result; may replace the former by returning others. */
export type BackwardHook<M extends Module> = (
  module: M,
  gradInput: Gradients,
  gradOutput: Gradients,
) => Gradients | Tensor | null | undefined | void;

/** The module whose forward is running; the callee's name is looked up in it. */
let running: Module | null = null;

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the call signature follows the subclass's forward.
export abstract class Module extends Callable {
  /** True in training mode: dropout drops, batch norm takes the batch's statistics. */
  training = true;

  readonly #buffers = new Map<string, { persistent: boolean }>();
  readonly #parameterNames = new Set<string>();
  readonly #preHooks = new HookList<ForwardPreHook<Module>>();
  readonly #hooks = new HookList<ForwardHook<Module>>();
  readonly #backwardHooks = new HookList<BackwardHook<Module>>();
  /** Names by which this module's forward calls its submodules. */
  #calleeNames: Map<Module, string> | null = null;

  constructor() {
    super();
    hide(this, 'training');
  }

  /** Computes the result. Call the module, not this: the call runs the hooks. */
  // biome-ignore lint/suspicious/noExplicitAny: a module of unknown class may be called with anything, as in PyTorch.
  abstract forward(...args: any[]): any;

  protected override invoke(args: unknown[]): unknown {
    if (typeof this.forward !== 'function') {
      throw new ArgumentError(`${this.constructor.name} has no forward method, so it cannot be called`, {
        op: this.constructor.name,
        fix: `Define it: class ${this.constructor.name} extends nn.Module { forward(x) { ... } }`,
      });
    }
    const caller = running;
    running = this;
    if (caller) enterModule(caller.#nameOf(this));
    try {
      return this.#hooked ? this.#runHooked(args) : (this.forward as (...a: unknown[]) => unknown)(...args);
    } catch (error) {
      // The innermost module that it passes puts its name on it.
      if (error instanceof NNError) error.modulePath ??= modulePath().join('.') || undefined;
      throw error;
    } finally {
      if (caller) leaveModule();
      running = caller;
    }
  }

  get #hooked(): boolean {
    return this.#preHooks.size + this.#hooks.size + this.#backwardHooks.size > 0;
  }

  #runHooked(given: unknown[]): unknown {
    let args = given;
    for (const hook of this.#preHooks) {
      const replaced = hook(this, args as never);
      if (replaced !== undefined && replaced !== null) args = Array.isArray(replaced) ? replaced : [replaced];
    }
    const backward = this.#backwardHooks.size > 0 ? this.#watchBackward(args) : null;
    let output = (this.forward as (...a: unknown[]) => unknown)(...(backward ? backward.args : args));
    for (const hook of this.#hooks) {
      const replaced = hook(this, args as never, output as never);
      if (replaced !== undefined && replaced !== null) output = replaced;
    }
    return backward ? backward.wrapOutput(output) : output;
  }

  /** Wraps the tensors that go in and come out; hooks run when the gradients of both are known. */
  #watchBackward(args: unknown[]): { args: unknown[]; wrapOutput: (output: unknown) => unknown } {
    let gradOutput: Gradients = [];
    const call = (gradInput: Gradients): Gradients => {
      let current = gradInput;
      for (const hook of this.#backwardHooks) {
        const replaced = hook(this, current, gradOutput);
        if (replaced !== undefined && replaced !== null) current = replaced instanceof Tensor ? [replaced] : replaced;
      }
      return current;
    };
    const inputs = tensorsIn(args);
    const inputsNeedGrad = inputs.some((t) => t.requiresGrad);
    const watched = watchGradients(`${this.constructor.name} input`, inputs, call);
    return {
      args: replaceTensors(args, watched.values()) as unknown[],
      wrapOutput: (output) => {
        const outputs = tensorsIn(output);
        const seen = watchGradients(`${this.constructor.name} output`, outputs, (gradients) => {
          gradOutput = gradients;
          if (!inputsNeedGrad) call(inputs.map(() => null));
          return undefined;
        });
        return replaceTensors(output, seen.values());
      },
    };
  }

  #nameOf(callee: Module): string {
    let name = this.#calleeNames?.get(callee);
    if (name === undefined) {
      this.#calleeNames = new Map(this.namedModules().map(([path, module]) => [module, path]));
      name = this.#calleeNames.get(callee) ?? callee.constructor.name;
      this.#calleeNames.set(callee, name);
    }
    return name;
  }

  // ---- registration ----

  /** Registers `tensor` under `name`: saved with the state unless `persistent` is false, and not learned. */
  registerBuffer(name: string, tensor: Tensor | null, persistent: boolean | { persistent?: boolean } = true): void {
    checkName(this, name);
    this.#buffers.set(name, {
      persistent: typeof persistent === 'object' ? (persistent.persistent ?? true) : persistent,
    });
    setField(this, name, tensor);
  }

  /** The same as assigning a Parameter to a field; null registers none. */
  registerParameter(name: string, parameter: Parameter | null): void {
    checkName(this, name);
    setField(this, name, parameter);
  }

  /** The same as assigning a Module to a field. */
  registerModule(name: string, module: Module | null): void {
    checkName(this, name);
    setField(this, name, module);
  }
  /** PyTorch's other name of `registerModule`. */
  addModule(name: string, module: Module | null): void {
    this.registerModule(name, module);
  }

  /** Names of the buffers registered here, with whether they are saved. */
  bufferNames(): Map<string, boolean> {
    return new Map([...this.#buffers].map(([name, { persistent }]) => [name, persistent]));
  }

  /** Own parameters, by field. Throws when a field that held a parameter now holds a plain tensor. */
  #ownParameters(): [string, Parameter][] {
    const found: [string, Parameter][] = [];
    for (const name of Object.keys(this)) {
      const value = (this as Record<string, unknown>)[name];
      if (value instanceof Parameter) {
        this.#parameterNames.add(name);
        found.push([name, value]);
      } else if (value instanceof Tensor && this.#parameterNames.has(name)) {
        throw new ArgumentError(`${this.constructor.name}.${name} was a parameter and now holds a plain tensor`, {
          op: this.constructor.name,
          fix: `Assign new nn.Parameter(tensor), or write into it: noGrad(() => module.${name}.copy_(tensor)).`,
        });
      }
    }
    return found;
  }

  #ownBuffers(): [string, Tensor, boolean][] {
    const found: [string, Tensor, boolean][] = [];
    for (const [name, { persistent }] of this.#buffers) {
      const value = (this as Record<string, unknown>)[name];
      if (value instanceof Tensor) found.push([name, value, persistent]);
    }
    return found;
  }

  // ---- walking ----

  /** Direct submodules with their names. Throws when a plain array or object holds modules that would be lost. */
  namedChildren(): [string, Module][] {
    const found: [string, Module][] = [];
    const seen = new Set<Module>();
    for (const name of Object.keys(this)) {
      const value = (this as Record<string, unknown>)[name];
      if (value instanceof Module && !seen.has(value)) {
        seen.add(value);
        found.push([name, value]);
      }
    }
    checkNoLostModules(this, seen);
    return found;
  }
  children(): Module[] {
    return this.namedChildren().map(([, module]) => module);
  }

  /** This module (under the name '') and all below it, parents first, each once. */
  namedModules(prefix = '', seen: Set<Module> = new Set()): [string, Module][] {
    if (seen.has(this)) return [];
    seen.add(this);
    const found: [string, Module][] = [[prefix, this]];
    for (const [name, child] of this.namedChildren()) found.push(...child.namedModules(join(prefix, name), seen));
    return found;
  }
  modules(): Module[] {
    return this.namedModules().map(([, module]) => module);
  }

  /** All parameters with dotted names, each once however often it is shared. */
  namedParameters(prefix = '', recurse = true): [string, Parameter][] {
    const seen = new Set<Parameter>();
    const found: [string, Parameter][] = [];
    for (const [path, module] of recurse ? this.namedModules(prefix) : [[prefix, this] as [string, Module]]) {
      for (const [name, parameter] of module.#ownParameters()) {
        if (seen.has(parameter)) continue;
        seen.add(parameter);
        found.push([join(path, name), parameter]);
      }
    }
    return found;
  }
  parameters(recurse = true): Parameter[] {
    return this.namedParameters('', recurse).map(([, parameter]) => parameter);
  }

  /** All buffers with dotted names, each once. */
  namedBuffers(prefix = '', recurse = true): [string, Tensor][] {
    const seen = new Set<Tensor>();
    const found: [string, Tensor][] = [];
    for (const [path, module] of recurse ? this.namedModules(prefix) : [[prefix, this] as [string, Module]]) {
      for (const [name, buffer] of module.#ownBuffers()) {
        if (seen.has(buffer)) continue;
        seen.add(buffer);
        found.push([join(path, name), buffer]);
      }
    }
    return found;
  }
  buffers(recurse = true): Tensor[] {
    return this.namedBuffers('', recurse).map(([, buffer]) => buffer);
  }

  /** The submodule at a dotted path; '' is the module itself. Throws ArgumentError when there is none. */
  getSubmodule(path: string): Module {
    let module: Module = this;
    for (const name of path === '' ? [] : path.split('.')) {
      const next = (module as unknown as Record<string, unknown>)[name];
      if (!(next instanceof Module)) {
        throw new ArgumentError(`${module.constructor.name} has no submodule '${name}' (looking for '${path}')`, {
          op: 'getSubmodule',
        });
      }
      module = next;
    }
    return module;
  }

  // ---- state ----

  /**
   * Parameters and persistent buffers by dotted name, in PyTorch's order: a module's own parameters, its buffers, then
   * its submodules. The tensors share memory with the module, outside the graph.
   */
  stateDict(options: { prefix?: string; keepVars?: boolean } = {}): StateDict {
    const state: StateDict = {};
    this.#collectState(state, options.prefix ?? '', options.keepVars ?? false);
    return state;
  }

  #collectState(state: StateDict, prefix: string, keepVars: boolean): void {
    for (const [name, parameter] of this.#ownParameters())
      state[prefix + name] = keepVars ? parameter : parameter.detach();
    for (const [name, buffer, persistent] of this.#ownBuffers())
      if (persistent) state[prefix + name] = keepVars ? buffer : buffer.detach();
    for (const name of Object.keys(this)) {
      const child = (this as Record<string, unknown>)[name];
      if (child instanceof Module) child.#collectState(state, `${prefix}${name}.`, keepVars);
    }
    checkNoLostModules(this, new Set(this.children()));
  }

  /**
   * Copies values into parameters and buffers. Throws one ArgumentError that lists every missing key, unexpected key
   * and shape that does not fit; with `strict: false` only shapes count, and the keys are returned.
   */
  loadStateDict(state: StateSource, options: boolean | { strict?: boolean } = {}): LoadResult {
    const strict = typeof options === 'boolean' ? options : (options.strict ?? true);
    return loadState(this, state, strict);
  }

  // ---- modes and whole-tree operations ----

  /** Training mode on (or off) for this module and all below. */
  train(mode = true): this {
    for (const module of this.modules()) module.training = mode;
    return this;
  }
  /** Evaluation mode: `train(false)`. */
  eval(): this {
    return this.train(false);
  }

  /** Calls `fn` on every module below and then on this one, children first; returns this module. */
  apply(fn: (module: Module) => void): this {
    for (const child of this.children()) child.apply(fn);
    fn(this);
    return this;
  }

  /** Forgets the gradients of all parameters, or zeroes them with `setToNone: false`. */
  zeroGrad(options: boolean | { setToNone?: boolean } = {}): void {
    const setToNone = typeof options === 'boolean' ? options : (options.setToNone ?? true);
    for (const parameter of this.parameters()) {
      if (setToNone) parameter.grad = null;
      else if (parameter.grad) parameter.grad = parameter.grad.zerosLike();
    }
  }

  /** Freezes (false) or unfreezes all parameters. */
  requiresGrad_(requiresGrad = true): this {
    for (const parameter of this.parameters()) parameter.requiresGrad_(requiresGrad);
    return this;
  }

  /** Moves floating-point parameters and buffers to a dtype, or everything to a device. The parameters stay the same objects. */
  to(...targets: (DTypeName | Device | { dtype?: DTypeName; device?: Device })[]): this {
    let dtype: DTypeName | undefined;
    let device: Device | undefined;
    for (const target of targets) {
      if (typeof target === 'object') {
        dtype = target.dtype ?? dtype;
        device = target.device ?? device;
      } else if (target === 'cpu' || target === 'meta') device = target;
      else dtype = target;
    }
    const options = { ...(device ? { device } : {}) };
    for (const tensor of [...this.parameters(), ...this.buffers()]) {
      const float = tensor.dtype === 'float32' || tensor.dtype === 'float64';
      const moved = tensor.detach().to({ ...options, ...(dtype && float ? { dtype } : {}) });
      setData(tensor, moved);
      if (tensor.grad) tensor.grad = tensor.grad.detach().to({ ...options, ...(dtype && float ? { dtype } : {}) });
    }
    return this;
  }
  /** float32. */
  float(): this {
    return this.to('float32');
  }
  /** float64. */
  double(): this {
    return this.to('float64');
  }

  // ---- hooks ----

  /** Runs before forward; a returned value replaces the arguments. */
  registerForwardPreHook(hook: ForwardPreHook<this>, options: { prepend?: boolean } = {}): RemovableHandle {
    return this.#preHooks.add(hook as unknown as ForwardPreHook<Module>, options.prepend);
  }
  /** Runs after forward; a returned value replaces the output. */
  registerForwardHook(hook: ForwardHook<this>, options: { prepend?: boolean } = {}): RemovableHandle {
    return this.#hooks.add(hook as unknown as ForwardHook<Module>, options.prepend);
  }
  /** Runs in backward when the gradients of the module's inputs are known; a returned array replaces them. */
  registerFullBackwardHook(hook: BackwardHook<this>, options: { prepend?: boolean } = {}): RemovableHandle {
    return this.#backwardHooks.add(hook as unknown as BackwardHook<Module>, options.prepend);
  }

  // ---- printing ----

  /** What stands between the brackets when the module is printed, e.g. `in_features=3, out_features=4, bias=True`. */
  extraRepr(): string {
    return '';
  }
  /** PyTorch's printed form, nested modules indented. */
  override toString(): string {
    return describeModule(this);
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** Calling a module runs its forward: arguments and result are typed by the subclass. */
export interface Module {
  // biome-ignore lint/style/useShorthandFunctionType: it merges with the class.
  (...args: Parameters<this['forward']>): ReturnType<this['forward']>;
}
