/**
 * A tanh network with its backward pass written out by hand: what the gradient-flow recorder is checked against, free
 * of the engine. Loss is half the squared output, summed.
 */
import type { FlowHandle, FlowModule, FlowTensor } from '../../../core/trace/gradflow-net.ts';

type Hook = (grad: FlowTensor) => void;

export class FixtureTensor implements FlowTensor {
  requiresGrad = true;
  grad: { data: Float32Array } | null = null;
  readonly hooks: Hook[] = [];
  readonly shape: readonly number[];
  readonly data: Float32Array;
  constructor(shape: readonly number[], data: Float32Array) {
    this.shape = shape;
    this.data = data;
  }
  registerHook(hook: Hook): void {
    this.hooks.push(hook);
  }
}

type ForwardHook = Parameters<FlowModule['registerForwardHook']>[0];

abstract class FixtureModule implements FlowModule {
  readonly forwardHooks: ForwardHook[] = [];
  namedModules(): Iterable<readonly [string, FlowModule]> {
    return [['', this]];
  }
  namedParameters(): Iterable<readonly [string, FlowTensor]> {
    return [];
  }
  registerForwardHook(hook: ForwardHook): FlowHandle {
    this.forwardHooks.push(hook);
    return { remove: () => void this.forwardHooks.splice(this.forwardHooks.indexOf(hook), 1) };
  }
  call(input: FixtureTensor): FixtureTensor {
    const output = this.forward(input);
    for (const hook of this.forwardHooks) hook(this, [input], output);
    return output;
  }
  abstract forward(input: FixtureTensor): FixtureTensor;
}

class Linear extends FixtureModule {
  readonly parameters: FixtureTensor[];
  before: Float32Array[] = [];
  readonly rows: number;
  readonly cols: number;
  constructor(cols: number, rows: number, scale: number) {
    super();
    this.rows = rows;
    this.cols = cols;
    const weight = Float32Array.from({ length: rows * cols }, (_, i) => scale * Math.sin(1 + 3 * i + rows));
    this.parameters = [new FixtureTensor([rows, cols], weight), new FixtureTensor([rows], new Float32Array(rows))];
  }
  forward(x: FixtureTensor): FixtureTensor {
    const [weight, bias] = this.parameters;
    const batch = x.shape[0];
    const out = new Float32Array(batch * this.rows);
    for (let b = 0; b < batch; b++) {
      for (let r = 0; r < this.rows; r++) {
        let sum = bias.data[r];
        for (let c = 0; c < this.cols; c++) sum += weight.data[r * this.cols + c] * x.data[b * this.cols + c];
        out[b * this.rows + r] = sum;
      }
    }
    return new FixtureTensor([batch, this.rows], out);
  }
}

class Tanh extends FixtureModule {
  forward(x: FixtureTensor): FixtureTensor {
    return new FixtureTensor(x.shape, x.data.map(Math.tanh));
  }
}

export class Chain extends FixtureModule {
  readonly linears: Linear[] = [];
  readonly #tanhs: Tanh[] = [];
  readonly #input: FixtureTensor;
  /** Gradient at the output of each linear layer, from the last `train`. */
  outputGrads: Float32Array[] = [];
  hookCalls = 0;

  constructor(sizes: readonly number[], scale: number) {
    super();
    sizes.slice(1).forEach((n, i) => {
      this.linears.push(new Linear(sizes[i], n, scale));
      if (i < sizes.length - 2) this.#tanhs.push(new Tanh());
    });
    const input = Float32Array.from({ length: 6 * sizes[0] }, (_, i) => Math.cos(i));
    this.#input = new FixtureTensor([6, sizes[0]], input);
  }

  override *namedModules(): Iterable<readonly [string, FlowModule]> {
    yield ['', this];
    for (const [i, linear] of this.linears.entries()) {
      yield [`fc${i + 1}`, linear];
      if (this.#tanhs[i]) yield [`act${i + 1}`, this.#tanhs[i]];
    }
  }

  override *namedParameters(): Iterable<readonly [string, FlowTensor]> {
    for (const [i, linear] of this.linears.entries()) {
      yield [`fc${i + 1}.weight`, linear.parameters[0]];
      yield [`fc${i + 1}.bias`, linear.parameters[1]];
    }
  }

  forward(input: FixtureTensor): FixtureTensor {
    return this.linears.reduce((x, linear, i) => {
      const z = linear.call(x);
      return this.#tanhs[i] ? this.#tanhs[i].call(z) : z;
    }, input);
  }

  /** One forward, backward and step of gradient descent. */
  train(lr: number): void {
    const inputs: FixtureTensor[] = [];
    const outputs: FixtureTensor[] = [];
    const activated: FixtureTensor[] = [];
    let x = this.#input;
    this.linears.forEach((linear, i) => {
      inputs.push(x);
      const z = linear.call(x);
      outputs.push(z);
      x = this.#tanhs[i] ? this.#tanhs[i].call(z) : z;
      activated.push(x);
    });
    this.outputGrads = [];
    this.hookCalls = 0;
    let grad: Float32Array = x.data.slice();
    for (let i = this.linears.length - 1; i >= 0; i--) {
      if (this.#tanhs[i]) {
        this.#fire(activated[i], grad);
        const h = activated[i].data;
        grad = grad.map((g, k) => g * (1 - h[k] * h[k]));
      }
      this.#fire(outputs[i], grad);
      this.outputGrads.unshift(grad);
      grad = this.#through(this.linears[i], inputs[i], grad, lr);
    }
  }

  #fire(tensor: FixtureTensor, grad: Float32Array): void {
    for (const hook of tensor.hooks) {
      hook(new FixtureTensor(tensor.shape, grad));
      this.hookCalls++;
    }
  }

  /** Gradients of the layer's parameters (set, and applied) and of its input. */
  #through(linear: Linear, x: FixtureTensor, grad: Float32Array, lr: number): Float32Array {
    const { rows, cols } = linear;
    const [weight, bias] = linear.parameters;
    const dw = new Float32Array(rows * cols);
    const db = new Float32Array(rows);
    const dx = new Float32Array(x.data.length);
    for (let b = 0; b < x.shape[0]; b++) {
      for (let r = 0; r < rows; r++) {
        const g = grad[b * rows + r];
        db[r] += g;
        for (let c = 0; c < cols; c++) {
          dw[r * cols + c] += g * x.data[b * cols + c];
          dx[b * cols + c] += g * weight.data[r * cols + c];
        }
      }
    }
    linear.before = [weight.data.slice(), bias.data.slice()];
    weight.grad = { data: dw };
    bias.grad = { data: db };
    for (const p of [weight, bias]) {
      const step = p.grad?.data ?? [];
      for (let i = 0; i < p.data.length; i++) p.data[i] -= lr * step[i];
    }
    return dx;
  }
}

export function norm(values: ArrayLike<number>): number {
  return Math.hypot(...Array.from(values));
}
