import { expect, it } from 'vitest';
import { Linear, Module, Sequential, Tanh } from '../../../core/nn/index.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import { moduleOutput } from '../../../extension/kernel/worker/display/module.ts';

it('shows a module as a table of its layers, shared parameters once', () => {
  const shared = new Linear(4, 4);
  const [html, plain] = moduleOutput(new Sequential(new Linear(3, 4), new Tanh(), shared, shared));
  expect(html.data).toContain('<td>weight [4, 3], bias [4]</td><td style="text-align:right">16</td>');
  expect(html.data).toContain('36 parameters (36 trainable), 0.1 KiB');
  expect(plain.data).toContain('Sequential(');
  class Tied extends Module {
    one = new Linear(2, 2);
    two = new Linear(2, 2);
    forward(x: Tensor) {
      return this.two(x);
    }
  }
  const tied = new Tied();
  tied.two.weight = tied.one.weight;
  expect(moduleOutput(tied)[1].data).toContain('8 parameters (8 trainable)');
});
