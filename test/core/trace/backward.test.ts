import { describe, expect, it } from 'vitest';
import '../../../core/ops/all.ts';
import { functionOf } from '../../../core/ops/derive.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import { walkBack } from '../../../core/trace/backward.ts';
import { elementsAgree, traceElements } from '../../../core/trace/elements.ts';
import { traceTape } from '../../../core/trace/graph.ts';
import { recorded, twoTwoOne } from '../../renderers/graph/networks.ts';

const tensor = functionOf<(data: unknown, options?: object) => Tensor>('tensor');
const leaf = (data: unknown, dtype = 'float64') => tensor(data, { dtype, requiresGrad: true });

/** Elements of a small graph, and the check that they add up to the engine's gradients. */
function takeApart(make: () => Tensor) {
  const root = recorded(make);
  const tape = traceTape(root);
  const walk = walkBack(tape, root);
  const elements = traceElements(tape, walk);
  if (elements === null) throw new Error('not taken apart');
  expect(elementsAgree(elements)).toBe(true);
  return { root, tape, walk, elements };
}

describe('the 2-2-1 network of the notes', () => {
  const net = twoTwoOne();
  const tape = traceTape(net.L);
  const walk = walkBack(tape, net.L);
  const elements = traceElements(tape, walk);
  const at = (label: string) => elements?.nodes.find((node) => node.label === label);

  it('gives every number to ten digits', () => {
    const gradients: Record<string, string> = {
      o: '-0.3546157914',
      'W2[0]': '-0.1958571064',
      'W2[1]': '-0.2182247978',
      'h[0]': '-0.1773078957',
      'h[1]': '-0.2127694748',
      'z[0]': '-0.0438418387',
      'z[1]': '-0.0503596812',
      'W1[0,0]': '-0.0219209194',
      'W1[0,1]': '-0.0350734710',
      'W1[1,0]': '-0.0251798406',
      'W1[1,1]': '-0.0402877450',
      'x[0]': '-0.0194920882',
      'x[1]': '-0.0289122402',
    };
    for (const [label, grad] of Object.entries(gradients)) expect(at(label)?.grad?.toFixed(10), label).toBe(grad);
    expect(at('L')?.value.toFixed(10)).toBe('0.0628761797');
    expect(at('y')?.grad).toBeNull();
  });

  it('walks in tape order, and x receives its second contribution in the last step', () => {
    const order = elements?.steps.map((step) => elements.nodes[step.node].label);
    expect(order).toEqual(['L', 'L', 'mseLoss', 'o', 'h[1]', 'h[0]', 'z[1]', 'z[0]']);
    const last = elements?.steps
      .at(-1)
      ?.contributions.find((c) => elements.nodes[elements.edges[c.edge].from].label === 'x[0]');
    expect(last?.before.toFixed(10)).toBe('-0.0151079044');
    expect(last?.added.toFixed(10)).toBe('-0.0043841839');
    expect(last?.after.toFixed(10)).toBe('-0.0194920882');
    expect(last?.rule).toBe('\\bar{z}_{0}\\,W_{1,00}');
    expect(last?.numbers).toBe('(-0.043842) \\cdot 0.1');
  });

  it('explains with the formula, the names and the numbers of the node', () => {
    const step = elements?.steps.find((s) => elements.nodes[s.node].label === 'o');
    expect(step?.forward).toBe('o = \\textstyle\\sum_j W_{2,j}\\,h_{j}');
    expect(step?.rules).toEqual([
      '\\overline{W}_{2,j} \\mathrel{+}= \\bar{o}\\,h_{j}',
      '\\bar{h}_{j} \\mathrel{+}= \\bar{o}\\,W_{2,j}',
    ]);
    const sigmoid = elements?.steps.find((s) => elements.nodes[s.node].label === 'h[0]');
    expect(sigmoid?.contributions[0].numbers).toBe('(-0.177308) \\cdot 0.552308 \\cdot (1 - 0.552308)');
  });

  it('agrees with the engine bit for bit, and leaves every .grad alone', () => {
    expect([net.W1.grad, net.x.grad, net.W2.grad]).toEqual([null, null, null]);
    net.L.backward({ retainGraph: true });
    for (const t of [net.W1, net.x, net.W2]) {
      const v = tape.nodes.findIndex((node) => node.tensor === t);
      expect(walk.grads[v]?.toArray()).toEqual(t.grad?.toArray());
    }
  });
});

describe('taking graphs apart', () => {
  it('adds up where a value is used twice, also twice by one operation', () => {
    const { elements } = takeApart(() => {
      const x = leaf([1.5, -2]);
      x.label = 'x';
      return x.mul(x).add(x).sum();
    });
    const received = elements.steps
      .flatMap((s) => s.contributions)
      .filter((c) => elements.nodes[elements.edges[c.edge].from].label === 'x[0]');
    expect(received.map((c) => c.after)).toEqual([1, 2.5, 4]);
  });

  it('keeps the wire into a dead relu and into a product with 0, with a contribution of 0', () => {
    const { elements } = takeApart(() => {
      const x = leaf([-1, 2]);
      x.label = 'x';
      return x
        .relu()
        .mul(tensor([3, 0], { dtype: 'float64' }))
        .sum();
    });
    const into = (label: string) => elements.edges.filter((e) => elements.nodes[e.from].label === label).length;
    expect([into('x[0]'), into('x[1]')]).toEqual([1, 1]);
    expect(elements.nodes.find((n) => n.label === 'x[0]')?.grad).toBe(0);
  });

  it('looks through views: a transposed weight is the same numbers', () => {
    const { elements } = takeApart(() => {
      const W = leaf([
        [1, 2],
        [3, 4],
      ]);
      const x = tensor([[0.5, -1]], { dtype: 'float64' });
      W.label = 'W';
      x.label = 'x';
      return x.matmul(W.transpose(0, 1)).tanh().sum();
    });
    const labels = elements.nodes.map((n) => n.label);
    expect(labels.filter((l) => l.startsWith('W'))).toEqual(['W[0,0]', 'W[0,1]', 'W[1,0]', 'W[1,1]']);
    expect(labels.some((l) => l.startsWith('transpose'))).toBe(false);
    expect(elements.steps.map((s) => s.forward)).toContain(
      '\\mathrm{matmul}_{01} = \\textstyle\\sum_j x_{0j}\\,W_{1j}',
    );
  });

  it('adds a broadcast bias once per row', () => {
    const { elements } = takeApart(() => {
      const b = leaf([1, 2]);
      b.label = 'b';
      return tensor(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        { dtype: 'float64' },
      )
        .add(b)
        .exp()
        .mean();
    });
    const adds = elements.steps
      .flatMap((s) => s.contributions)
      .filter((c) => elements.nodes[elements.edges[c.edge].from].label === 'b[1]');
    expect(adds).toHaveLength(3);
  });

  it('falls back to the chain rule with the derivative where a formula runs over many inputs', () => {
    const { elements } = takeApart(() => {
      const x = leaf([1, 2, 0.5]);
      x.label = 'x';
      return x.softmax(0).select(0, 1).log();
    });
    for (const step of elements.steps) for (const c of step.contributions) expect(c.numbers).not.toBe('');
    expect(elements.steps.flatMap((s) => s.contributions).some((c) => c.rule.includes('\\partial'))).toBe(true);
  });

  it('works in float32 too', () => {
    takeApart(() =>
      leaf(
        [
          [0.3, -0.2],
          [0.1, 0.4],
        ],
        'float32',
      )
        .matmul(tensor([1, 2]))
        .sigmoid()
        .pow(2)
        .mean(),
    );
  });
});

describe('what is not there', () => {
  it('refuses a walk over a freed graph, and says what to do', () => {
    const { L } = twoTwoOne();
    L.backward();
    const tape = traceTape(L);
    expect(tape.released).toBe(true);
    expect(() => walkBack(tape, L)).toThrow(/freed/);
  });

  it('counts saved bytes once and not for parameters', () => {
    const { L } = twoTwoOne();
    const saved = Object.fromEntries(traceTape(L).nodes.map((node) => [node.label, node.saved]));
    expect(saved.h).toBe(16);
    expect(saved.W1).toBe(0);
  });

  it('shows a lone tensor as one leaf', () => {
    const tape = traceTape(tensor([1, 2]));
    expect(tape.nodes).toHaveLength(1);
    expect(tape.edges).toHaveLength(0);
  });

  it('does not overflow the stack on a long chain', () => {
    let x = leaf(1).mul(1);
    for (let i = 0; i < 20000; i++) x = x.add(0.5);
    const tape = traceTape(x, { limit: 100 });
    expect(tape.nodes.filter((node) => node.kind === 'op')).toHaveLength(100);
    expect(tape.cut).toBe(19901);
  });
});
