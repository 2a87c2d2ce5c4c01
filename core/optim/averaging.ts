/** Averages of a model's weights over training (torch.optim.swa_utils). */
import { noGrad } from '../autograd/modes.ts';
import { BatchNorm1d, BatchNorm2d, BatchNorm3d } from '../nn/batch-norm.ts';
import { deepcopy } from '../nn/copy.ts';
import { Module } from '../nn/module.ts';
import { bindOptions } from '../ops/options.ts';
import { Tensor } from '../tensor/tensor.ts';
import { type AnyOpt, check } from './optimizer.ts';
import { LRScheduler, perGroup } from './scheduler.ts';

/** The new average of one tensor from the old one, the model's value, and how many values it holds so far. */
export type AverageFn = (averaged: Tensor, value: Tensor, count: number) => Tensor;

/** Equal weights: Izmailov et al. (2018), a' = a + (w - a) / (n + 1). */
export function getSwaAvgFn(): AverageFn {
  return (averaged, value, count) => averaged.add(value.sub(averaged).div(count + 1));
}

/** Exponential moving average: a' = decay a + (1 - decay) w. */
export function getEmaAvgFn(decay = 0.999): AverageFn {
  check(decay >= 0 && decay <= 1, `the decay must lie in [0, 1], got ${decay}`, 'getEmaAvgFn');
  return (averaged, value) => averaged.mul(decay).add(value.mul(1 - decay));
}

/**
 * A copy of a model that holds the average of its weights. Call `updateParameters(model)` after a step or an epoch;
 * the first call copies. Buffers are copied from the model, or averaged too with `useBuffers`.
 */
export class AveragedModel<M extends Module = Module> extends Module {
  readonly module: M;
  readonly useBuffers: boolean;
  declare n_averaged: Tensor;
  readonly #average: AverageFn;

  constructor(model: M, options: { avgFn?: AverageFn; useBuffers?: boolean } = {}) {
    super();
    this.module = deepcopy(model);
    this.registerBuffer('n_averaged', Tensor.empty([], 'int32'));
    this.#average = options.avgFn ?? getSwaAvgFn();
    this.useBuffers = options.useBuffers ?? false;
  }

  forward(...args: Parameters<M['forward']>): ReturnType<M['forward']> {
    return this.module(...args);
  }

  updateParameters(model: M): void {
    const count = this.n_averaged.item();
    const averaged: [Tensor, Tensor][] = zip(this.module.parameters(), model.parameters());
    const buffers: [Tensor, Tensor][] = zip(this.module.buffers(), model.buffers());
    noGrad(() => {
      for (const [own, value] of this.useBuffers ? [...averaged, ...buffers] : averaged) {
        own.copy_(count === 0 || own.dtype === 'int32' ? value : this.#average(own, value, count));
      }
      if (!this.useBuffers) for (const [own, value] of buffers) own.copy_(value);
      this.n_averaged.add_(1);
    });
  }
}

function zip(a: readonly Tensor[], b: readonly Tensor[]): [Tensor, Tensor][] {
  check(
    a.length === b.length,
    `the model has ${b.length} tensors where the average has ${a.length}`,
    'AveragedModel',
    'Pass the model it was made from.',
  );
  return a.map((t, i) => [t, b[i]]);
}

/** Recomputes the running statistics of all batch norms: one pass over batches (of inputs, or [inputs, ...]) with the model. */
export function updateBn(batches: Iterable<Tensor | readonly Tensor[]>, model: Module): void {
  const norms = model
    .modules()
    .filter((m) => m instanceof BatchNorm1d || m instanceof BatchNorm2d || m instanceof BatchNorm3d);
  if (norms.length === 0) return;
  const wasTraining = model.training;
  const momenta = norms.map((norm) => norm.momentum);
  model.train();
  for (const norm of norms) {
    norm.resetRunningStats();
    norm.momentum = null;
  }
  noGrad(() => {
    for (const batch of batches) model(batch instanceof Tensor ? batch : batch[0]);
  });
  norms.forEach((norm, i) => {
    norm.momentum = momenta[i];
  });
  model.train(wasTraining);
}

/** Anneals every group's rate to `swaLr` within `annealEpochs` and keeps it there. */
export class SWALR extends LRScheduler {
  private readonly targets: number[];
  private readonly annealEpochs: number;
  private readonly share: (t: number) => number;

  constructor(
    optimizer: AnyOpt,
    swaLr: number | readonly number[],
    options?: { annealEpochs?: number; annealStrategy?: 'cos' | 'linear' },
  );
  constructor(...args: unknown[]) {
    const o = bindOptions<{
      optimizer: unknown;
      swaLr: number | number[];
      annealEpochs: number;
      annealStrategy: 'cos' | 'linear';
      lastEpoch: number;
    }>(
      "SWALR(optimizer: any, swaLr: number | number[], annealEpochs: number = 10, annealStrategy: 'cos' | 'linear' = 'cos', lastEpoch: number = -1)",
      args,
    );
    super(o.optimizer, o.lastEpoch);
    this.targets = perGroup(o.swaLr, this.optimizer, 'swaLr', 'SWALR');
    this.annealEpochs = o.annealEpochs;
    this.share = o.annealStrategy === 'linear' ? (t) => t : (t) => (1 - Math.cos(Math.PI * t)) / 2;
    this.start();
  }

  protected override rates(): number[] {
    const at = (epoch: number) =>
      this.share(this.annealEpochs === 0 ? 1 : Math.max(0, Math.min(1, epoch / this.annealEpochs)));
    const now = at(this.lastEpoch);
    const before = at(this.lastEpoch - 1);
    // The rate before annealing, from the current one: it may have been changed by another scheduler.
    return this.current.map((lr, i) => {
      const start = before === 1 ? 0 : (lr - before * this.targets[i]) / (1 - before);
      return this.targets[i] * now + start * (1 - now);
    });
  }
}
