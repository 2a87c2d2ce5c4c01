/** In-place writes that have no out-of-place form, and the tape's methods of a tensor. */
import { type BackwardOptions, backward } from '../autograd/engine.ts';
import { AccumulateGrad, edgeOf, type GradHook } from '../autograd/node.ts';
import { setZeros } from '../autograd/rule.ts';
import { GradError } from '../errors.ts';
import { type RemovableHandle, Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { assignInPlace, wrapNumber } from './derive.ts';

setZeros((shape, dtype) => Tensor.empty(shape.slice(), dtype));

defineComposite({
  name: 'copy_',
  family: 'in place',
  signature: 'copy_(input: Tensor, src: Tensor)',
  doc: 'Overwrites the tensor with the elements of `src`, broadcast and converted.',
  methodOnly: true,
  body: (input: Tensor, src: Tensor) => {
    const cast = src.to(input.dtype);
    return assignInPlace(
      input,
      src.shape.length === input.shape.length && src.shape.every((s, i) => s === input.shape[i])
        ? cast
        : cast.expand(input.shape.slice()),
      'copy_',
    );
  },
});

defineComposite({
  name: 'fill_',
  family: 'in place',
  signature: 'fill_(input: Tensor, value: Tensor | number)',
  doc: 'Overwrites every element with one value.',
  methodOnly: true,
  body: (input: Tensor, value: Tensor | number) => {
    const scalar = typeof value === 'object' ? value : wrapNumber(value, input);
    return assignInPlace(input, scalar.to(input.dtype).expand(input.shape.slice()), 'fill_');
  },
});

defineComposite({
  name: 'zero_',
  family: 'in place',
  signature: 'zero_(input: Tensor)',
  doc: 'Overwrites every element with 0.',
  methodOnly: true,
  body: (input: Tensor) => input.fill_(0),
});

defineComposite({
  name: 'detach_',
  family: 'in place',
  signature: 'detach_(input: Tensor)',
  doc: 'Takes the tensor out of the graph: it becomes a leaf without gradient.',
  methodOnly: true,
  body: (input: Tensor) => {
    input.gradNode = null;
    if (input.requiresGrad) input.requiresGrad_(false);
    return input;
  },
});

defineComposite({
  name: 'backward',
  family: 'autograd',
  signature:
    'backward(input: Tensor, gradient?: Tensor, *, retainGraph?: boolean, createGraph: boolean = false) -> void',
  doc: 'Adds the derivatives of this tensor to `.grad` of every leaf that made it. Without `gradient` the tensor must have one element.',
  methodOnly: true,
  body: (input: Tensor, gradient: Tensor | null, retainGraph: boolean | null, createGraph: boolean) => {
    const options: BackwardOptions = { retainGraph, createGraph };
    backward([input], [gradient], options);
  },
});

defineComposite({
  name: 'retainGrad',
  family: 'autograd',
  signature: 'retainGrad(input: Tensor) -> void',
  doc: 'Keeps the gradient of a result in `.grad` during backward, which by default only leaves do.',
  methodOnly: true,
  body: (input: Tensor) => {
    const node = input.gradNode;
    if (!node) {
      if (!input.requiresGrad)
        throw new GradError('retainGrad: this tensor does not require grad', { fix: 'Call requiresGrad_() first.' });
      return;
    }
    node.retained ??= new Array(node.outputShapes.length).fill(undefined);
    node.retained[input.outputIndex] = input;
  },
});

defineComposite({
  name: 'registerHook',
  family: 'autograd',
  signature: 'registerHook(input: Tensor, hook: (grad: Tensor) => Tensor | null | undefined | void) -> RemovableHandle',
  doc: 'Calls `hook` with the gradient of this tensor in every backward; a returned tensor replaces it.',
  methodOnly: true,
  body: (input: Tensor, hook: GradHook): RemovableHandle => {
    const edge = edgeOf(input);
    if (!edge)
      throw new GradError('registerHook: this tensor does not require grad', { fix: 'Call requiresGrad_() first.' });
    if (edge instanceof AccumulateGrad) {
      edge.hooks = [...(edge.hooks ?? []), hook];
      return {
        remove: () => {
          edge.hooks = (edge.hooks ?? []).filter((h) => h !== hook);
        },
      };
    }
    const slot = input.outputIndex;
    const hooks = edge.hooks ?? new Array<GradHook[] | undefined>(edge.outputShapes.length).fill(undefined);
    edge.hooks = hooks;
    hooks[slot] = [...(hooks[slot] ?? []), hook];
    return {
      remove: () => {
        hooks[slot] = hooks[slot]?.filter((h) => h !== hook);
      },
    };
  },
});
