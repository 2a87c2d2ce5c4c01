import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import { SpecError } from '../../../core/payload/spec.ts';
import { backwardOutput, graphOutput } from '../../../extension/kernel/worker/display/graph.ts';
import {
  decodeGraph,
  describeGraph,
  type GraphModel,
  gradAt,
  type LevelModel,
  pathThrough,
} from '../../../renderers/graph/model.ts';
import { modulesScene, moduleView } from '../../../renderers/graph/modules.ts';
import { graphScene } from '../../../renderers/graph/scene.ts';
import { walk } from '../../../renderers/shared/scene.ts';
import { resolveTheme } from '../../../renderers/shared/theme.ts';
import { transformerBlock, twoTwoOne } from './networks.ts';

const theme = resolveTheme({ classes: [], reducedMotion: true, var: () => '' });

function modelOf(bytes: Uint8Array): GraphModel {
  const decoded = decodePayload(bytes);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decodeGraph(decoded.payload);
}

function level(model: GraphModel, key: 'tensors' | 'elements'): LevelModel {
  const found = model.levels[key];
  if (!found) throw new Error(`no level ${key}`);
  return found;
}

describe('the states of a gradient', () => {
  const elements = level(modelOf(backwardOutput(twoTwoOne().L).bytes), 'elements');
  const of = (label: string) => elements.spec.nodes.findIndex((node) => node.label === label);
  const text = (label: string, step: number) => gradAt(elements, of(label), step).text;

  it('tells not yet, += now, a sum and no grad apart', () => {
    expect(text('x[0]', 5)).toBe('not yet');
    expect(text('x[0]', 6)).toBe('+= −0.0151');
    expect(text('x[0]', 7)).toBe('+= −0.0044');
    expect(text('W2[0]', 3)).toBe('+= −0.1959');
    expect(text('W2[0]', 4)).toBe('−0.1959');
    expect(text('y', 7)).toBe('no grad');
    expect(text('L', 0)).toBe('1');
  });

  it('draws the current wires last, in the accent, with a head each', () => {
    const state = { step: 3, locked: -1, bright: null, matches: null, progress: 1 };
    const nodes = [...walk(graphScene(elements, state, theme, { x: 0, y: 0, scale: 1 }, 900, 400).nodes)];
    expect(nodes.filter((n) => n.kind === 'path' && n.stroke === theme.accent)).toHaveLength(4);
    expect(nodes.filter((n) => n.kind === 'poly' && n.fill === theme.accent)).toHaveLength(4);
  });

  it('finds every path through a node', () => {
    const names = [...pathThrough(elements, of('h[0]'))].map((v) => elements.spec.nodes[v].label);
    expect(names.sort()).toEqual(['L', 'W1[0,0]', 'W1[0,1]', 'h[0]', 'mseLoss', 'o', 'x[0]', 'x[1]', 'z[0]']);
  });

  it('says "none" for what no path leads from', () => {
    const model = modelOf(graphOutput(transformerBlock().loss).bytes);
    expect(level(model, 'tensors').spec.nodes.every((node) => node.outcome === 'grad')).toBe(true);
  });
});

describe('the module table', () => {
  const { model: net, loss } = transformerBlock();
  const model = modelOf(graphOutput(loss, { model: net, mode: 'modules' }).bytes);
  const { spec } = model.data;
  const rows = (open: number[]) => moduleView(spec, new Set(open));

  it('lists inputs, modules and the operations between them in order', () => {
    expect(rows([]).rows.map((r) => r.row.label)).toEqual([
      'x',
      'ln_1',
      'attn',
      'add',
      'ln_2',
      'mlp',
      'add',
      'pow',
      'loss',
    ]);
    expect(spec.modules.find((row) => row.label === 'c_fc')?.detail).toBe('Dense(64 → 256)');
    expect(spec.parameters).toBe(49984);
  });

  it('adds up: a module saves and learns what its parts do', () => {
    const mlp = spec.modules.findIndex((row) => row.label === 'mlp');
    const parts = spec.modules.filter((row) => row.parent === mlp && row.kind === 'module');
    expect(parts.map((row) => row.label)).toEqual(['c_fc', 'gelu', 'c_proj']);
    expect(parts.reduce((n, row) => n + row.parameters, 0)).toBe(spec.modules[mlp].parameters);
    expect(parts.reduce((n, row) => n + row.saved, 0)).toBe(spec.modules[mlp].saved);
  });

  it('keeps the residual wires when a module opens', () => {
    const mlp = spec.modules.findIndex((row) => row.label === 'mlp');
    const view = rows([mlp]);
    expect(view.rows.map((r) => r.row.label).slice(5, 9)).toEqual(['mlp', 'c_fc', 'gelu', 'c_proj']);
    const skips = view.wires.filter(([a, b]) => view.rows[b].row.label === 'add' && b - a > 1);
    expect(skips).toHaveLength(2);
    expect(
      modulesScene(view, level(model, 'tensors'), { selected: 0, matches: null }, theme, 860).height,
    ).toBeGreaterThan(500);
  });
});

describe('hostile payloads', () => {
  it('are refused with a reason or shown, never thrown on', () => {
    const { bytes } = backwardOutput(twoTwoOne().L);
    const mutation = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(mutation, (edits) => {
        const copy = bytes.slice();
        for (const [at, value] of edits) copy[at] = value;
        const decoded = decodePayload(copy);
        if (!decoded.ok) return;
        try {
          const model = decodeGraph(decoded.payload);
          describeGraph(model);
          const elements = model.levels.elements;
          const state = { step: 1, locked: -1, bright: null, matches: null, progress: 1 };
          if (elements) graphScene(elements, state, theme, { x: 0, y: 0, scale: 1 }, 900, 400);
        } catch (error) {
          if (!(error instanceof SpecError)) throw error;
        }
      }),
      { numRuns: 3000 },
    );
  });
});
