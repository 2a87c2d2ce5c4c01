/** The pointwise part of a recurrent step as one operation, so that a long sequence stays a short graph. */
import { formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineOp } from './define.ts';
import { functionOf } from './derive.ts';
import { sameDtypes } from './matmul.ts';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

defineOp<Record<string, never>>({
  name: 'lstmGates',
  family: 'recurrent',
  signature: 'lstmGates(gates: Tensor, cell: Tensor) -> [Tensor, Tensor]',
  doc: 'The pointwise part of an LSTM step (Hochreiter and Schmidhuber, 1997): from the gates [..., 4 size], side by side in the order input, forget, cell, output, and the cell state [..., size], the next hidden and cell state.',
  formula: {
    forward: "c' = \\sigma(f) \\, c + \\sigma(i) \\tanh g, \\quad h' = \\sigma(o) \\tanh c'",
    vjp: { cell: "\\bar c' \\, \\sigma(f)" },
  },
  methodOnly: true,
  method: false,
  meta: ([gates, cell]) => {
    sameDtypes('lstmGates', [gates, cell], ['gates', 'cell']);
    const size = cell.shape[cell.shape.length - 1];
    const lead = (t: Tensor): string => t.shape.slice(0, -1).join();
    if (cell.shape.length === 0 || gates.shape[gates.shape.length - 1] !== 4 * size || lead(gates) !== lead(cell)) {
      throw new ShapeError(
        `lstmGates: gates ${formatShape(gates.shape)} do not fit the cell ${formatShape(cell.shape)}`,
        {
          op: 'lstmGates',
          operands: [
            { name: 'gates', shape: gates.shape },
            { name: 'cell', shape: cell.shape },
          ],
          fix: 'The gates hold four times the size of the cell in their last axis.',
        },
      );
    }
    return [
      { shape: cell.shape.slice(), dtype: cell.dtype },
      { shape: cell.shape.slice(), dtype: cell.dtype },
    ];
  },
  kernel: ([gates, cell], [hidden, next]) => {
    const size = cell.shape[cell.shape.length - 1];
    const x = gates.data;
    const c = cell.data;
    const h = hidden.array;
    const to = next.array;
    for (let at = 0, g = 0; at < c.length; g += 4 * size) {
      for (let j = 0; j < size; j++, at++) {
        const kept = sigmoid(x[g + size + j]) * c[at];
        const value = kept + sigmoid(x[g + j]) * Math.tanh(x[g + 2 * size + j]);
        to[at] = value;
        h[at] = sigmoid(x[g + 3 * size + j]) * Math.tanh(value);
      }
    }
  },
  saves: { inputs: [0, 1], output: true },
  vjp: (_, saved, [gh, gc]) => {
    const gates = saved.input(0);
    const cell = saved.input(1);
    const size = cell.shape[cell.shape.length - 1];
    const gate = (k: number): Tensor => gates.narrow(-1, k * size, size);
    const i = gate(0).sigmoid();
    const f = gate(1).sigmoid();
    const g = gate(2).tanh();
    const o = gate(3).sigmoid();
    const t = saved.output(1).tanh();
    const slope = (s: Tensor): Tensor => s.mul(s.neg().add(1));
    const arch = (s: Tensor): Tensor => s.mul(s).neg().add(1);
    const d = gc.add(gh.mul(o).mul(arch(t)));
    const parts = [d.mul(g).mul(slope(i)), d.mul(cell).mul(slope(f)), d.mul(i).mul(arch(g)), gh.mul(t).mul(slope(o))];
    return [functionOf<(ts: Tensor[], dim: number) => Tensor>('cat')(parts, -1), d.mul(f)];
  },
  samples: [
    { args: (m) => [m.randn([2, 12]), m.randn([2, 3])] },
    { note: 'one row', args: (m) => [m.randn([8]), m.randn([2])] },
  ],
});
