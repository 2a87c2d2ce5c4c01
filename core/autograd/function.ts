/**
 * Operations defined by a user: a class with static `forward` and `backward`, as torch.autograd.Function.
 *
 *     class Square extends autograd.Function {
 *       static forward(ctx, x) { ctx.saveForBackward(x); return x.mul(x); }
 *       static backward(ctx, g) { const [x] = ctx.savedTensors; return g.mul(x).mul(2); }
 *     }
 *     Square.apply(x)
 */
import { GradError, ShapeError } from '../errors.ts';
import { isFloat } from '../tensor/dtype.ts';
import { sameShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { mode, noGrad } from './modes.ts';
import { type BackwardRule, Node } from './node.ts';
import { releasedError } from './rule.ts';

/** What `forward` leaves for `backward`; any other attribute may be set freely. */
export class FunctionContext {
  [attribute: string]: unknown;
  private saved: (Tensor | null)[] = [];
  private versions: number[] = [];
  private unsaved = new Set<Tensor>();
  private free = false;
  /** Which arguments of forward need a gradient. */
  needsInputGrad: boolean[] = [];

  /** Saves inputs or outputs of forward; they are checked for in-place changes when read. */
  saveForBackward(...tensors: (Tensor | null)[]): void {
    this.saved = tensors;
    this.versions = tensors.map((t) => t?.version ?? 0);
  }
  /** The saved tensors. Throws once a backward without retainGraph has run, or when one was changed in place. */
  get savedTensors(): Tensor[] {
    if (this.free) throw releasedError('a custom function');
    this.saved.forEach((t, i) => {
      if (t && t.version !== this.versions[i]) {
        throw new GradError(
          `a tensor saved for backward was changed in place (version ${t.version}, expected ${this.versions[i]})`,
          { fix: 'Save a clone(), or change it out of place.' },
        );
      }
    });
    return this.saved as Tensor[];
  }
  /** Outputs that carry no gradient, such as indices. */
  markNonDifferentiable(...tensors: Tensor[]): void {
    for (const t of tensors) this.unsaved.add(t);
  }
  /** @internal */
  isDifferentiable(t: Tensor): boolean {
    return !this.unsaved.has(t) && isFloat(t.dtype);
  }
  /** @internal */
  release(): void {
    this.free = this.saved.length > 0;
  }
}

interface FunctionClass {
  readonly name: string;
  forward(ctx: FunctionContext, ...args: unknown[]): unknown;
  backward(ctx: FunctionContext, ...grads: unknown[]): unknown;
}

// biome-ignore lint/complexity/noStaticOnlyClass: PyTorch's form; users extend it and call the static apply.
export class CustomFunction {
  /** Computes the result; runs without recording. To be overridden. */
  static forward(_ctx: FunctionContext, ..._args: never[]): Tensor | Tensor[] {
    throw new GradError('autograd.Function: static forward(ctx, ...) is not defined');
  }
  /** Gradients of the arguments of forward, null for those without. To be overridden; written in tensor operations it can be differentiated again. */
  static backward(_ctx: FunctionContext, ..._grads: never[]): Tensor | null | readonly (Tensor | null)[] {
    throw new GradError('autograd.Function: static backward(ctx, ...grads) is not defined');
  }

  /** Calls the function. */
  static apply<R = Tensor>(...args: unknown[]): R {
    // biome-ignore lint/complexity/noThisInStatic: `this` is the user's subclass.
    const definition = this as unknown as FunctionClass;
    const ctx = new FunctionContext();
    const inputs = args.filter((a): a is Tensor => a instanceof Tensor);
    ctx.needsInputGrad = args.map((a) => a instanceof Tensor && a.requiresGrad);
    const result = noGrad(() => definition.forward(ctx, ...args)) as Tensor | Tensor[];
    const single = !Array.isArray(result);
    // An input returned as it is must become a tensor of its own, or the input would point at its own node.
    const outputs = (single ? [result] : result).map((t) => (args.includes(t) ? t.detach() : t));
    if (!mode.grad || !inputs.some((t) => t.requiresGrad)) return (single ? outputs[0] : outputs) as R;
    const rule: BackwardRule = {
      name: definition.name,
      again: (given) => {
        let next = 0;
        // biome-ignore lint/complexity/noThisInStatic: as above.
        return this.apply<Tensor | Tensor[]>(...args.map((a) => (a instanceof Tensor ? given[next++] : a)));
      },
      backward(_node, grads) {
        const filled = grads.map((g, i) => g ?? outputs[i].zerosLike());
        const returned = definition.backward(ctx, ...filled);
        const all = (Array.isArray(returned) ? returned : [returned]) as (Tensor | null | undefined)[];
        if (all.length > args.length && all.slice(args.length).some((g) => g)) {
          throw new GradError(
            `${definition.name}.backward returned ${all.length} gradients for ${args.length} arguments of forward`,
            { fix: 'Return one per argument, null where there is none.' },
          );
        }
        const out: (Tensor | null)[] = [];
        args.forEach((arg, i) => {
          if (!(arg instanceof Tensor)) return;
          const g = all[i] ?? null;
          if (g && !sameShape(g.shape, arg.shape) && g.numel() !== arg.numel() && g.shape.length < arg.shape.length) {
            throw new ShapeError(
              `${definition.name}.backward returned a gradient of shape [${g.shape.join(', ')}] for argument ${i} of shape [${arg.shape.join(', ')}]`,
            );
          }
          out.push(g);
        });
        return out;
      },
    };
    const node = new Node(rule, null, ctx, inputs, outputs);
    outputs.forEach((t, i) => {
      if (!ctx.isDifferentiable(t)) return;
      t.gradNode = node;
      t.outputIndex = i;
    });
    return (single ? outputs[0] : outputs) as R;
  }
}
