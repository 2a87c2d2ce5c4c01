import { describe, expect, it } from 'vitest';
import type { Payload } from '../../core/payload/view.ts';
import { CurvesRecorder } from '../../core/trace/curves.ts';
import { plotOutput } from '../../extension/kernel/worker/display/plot.ts';
import { moveCursor } from '../../renderers/curves/cursor.ts';
import { describe as describeCurves } from '../../renderers/curves/index.ts';
import { layoutCurves } from '../../renderers/curves/layout.ts';
import { CurvesModel } from '../../renderers/curves/model.ts';
import { cursorScene as curvesCursor, curvesScene } from '../../renderers/curves/scene.ts';
import { curvesTable } from '../../renderers/curves/table.ts';
import {
  describe as describeCheck,
  GradcheckModel,
  rowSentence,
  worstElements,
} from '../../renderers/gradcheck/model.ts';
import { curveScene, errorMap, stepSizeText } from '../../renderers/gradcheck/scene.ts';
import { describe as describeFlow } from '../../renderers/gradflow/index.ts';
import { layoutFlow } from '../../renderers/gradflow/layout.ts';
import { FlowModel } from '../../renderers/gradflow/model.ts';
import { cursorOverlay, flowImage, flowScene } from '../../renderers/gradflow/scene.ts';
import { flowTable } from '../../renderers/gradflow/table.ts';
import { describe as describePlot, PlotModel, plotTable } from '../../renderers/plot/model.ts';
import { themedLayout } from '../../renderers/plot/theme.ts';
import { resolveTheme } from '../../renderers/shared/theme.ts';
import { curvesBytes } from '../renderers/curves/fixtures.ts';
import { failedReport } from '../renderers/gradcheck/fixtures.ts';
import { flowBytes, states } from '../renderers/gradflow/fixtures.ts';
import { attack, attackBytes } from './attack.ts';

const theme = resolveTheme({ classes: [], reducedMotion: true, var: () => '' });

function walkCurves(payload: Payload<unknown>): void {
  const model = new CurvesModel(payload);
  describeCurves(model);
  model.panels();
  for (const logY of [false, true]) {
    const { smoothing } = model.spec;
    const { first, last } = model.extent();
    const state = { smoothing, logX: logY, logY, zoom: null, cursor: (first + last) / 2 };
    const layout = layoutCurves(model, state, 700);
    curvesScene(model, state, layout, theme);
    curvesCursor(model, state, layout, theme);
    if (model.primary) moveCursor(model.primary, layout, state.cursor, 1, false);
  }
  const table = curvesTable(model);
  if (table.rows > 0 && table.columns > 0) table.cell(0, 0);
}

function walkFlow(payload: Payload<unknown>): void {
  const model = new FlowModel(payload);
  describeFlow(model);
  for (const mode of model.modes) {
    const state = { mode, step: model.spec.steps.length - 1, row: model.spec.layers.length - 1 };
    if (state.step < 0 || state.row < 0) continue;
    const layout = layoutFlow(model, state, 966);
    flowScene(model, state, layout, flowImage(model, state, theme), theme);
    cursorOverlay(model, state, layout, theme);
    flowTable(model, mode, state.step).cell(0, 1);
  }
}

function walkCheck(payload: Payload<unknown>): void {
  const model = new GradcheckModel(payload);
  describeCheck(model);
  curveScene(model.data, 250, 132, theme);
  if (model.spec.stepSize) stepSizeText(model.spec.stepSize);
  model.spec.parameters.forEach((p, i) => {
    rowSentence(p);
    const errors = model.data.errors[i];
    if (errors === null) return;
    worstElements(errors, p.shape, 5);
    errorMap(errors, p.shape, p.worst, p.failing > 0, { w: 180, h: 24, cell: 6 }, theme);
  });
}

function walkPlot(payload: Payload<unknown>): void {
  const model = new PlotModel(payload);
  describePlot(model);
  const table = plotTable(model);
  if (table.rows > 0 && table.columns > 0) table.cell(0, 0);
  themedLayout(model.spec.layout, theme, model.spec.height);
}

/** Forty points of each kind of series, so that ten thousand walks stay quick. */
function shortRun(): Uint8Array {
  const run = new CurvesRecorder();
  for (let i = 0; i < 40; i++) run.push(i, { train: 1 / (i + 1), lr: 1e-3 * (40 - i), ...(i % 5 ? {} : { val: 0.5 }) });
  run.event(3, 'lr drop');
  run.baselines.push({ value: Math.log(4), label: 'chance', panel: 'loss' });
  return curvesBytes(run);
}

function figure(): Uint8Array {
  const x = Float64Array.from({ length: 60 }, (_, i) => i / 10);
  return plotOutput(
    [
      { type: 'scatter', x, y: x.map(Math.sin), name: 'sin' },
      { type: 'heatmap', z: { shape: [6, 10], data: x } },
      { type: 'bar', x: ['a', 'b'], y: [1, 2] },
    ],
    { title: { text: 'three' }, xaxis: { title: { text: 'x' } } },
  ).bytes;
}

const VIEWS = [
  ['curves', shortRun(), walkCurves],
  ['gradient flow', flowBytes(states()), walkFlow],
  ['gradient check', failedReport(), walkCheck],
  ['figure', figure(), walkPlot],
] as const;

describe.each(VIEWS)('%s: a hostile payload gets a reason or is shown', (_name, bytes, walk) => {
  it('with a changed spec', { timeout: 120_000 }, () => {
    expect(attack(bytes, walk, 10_000)).toBeGreaterThan(0);
  });

  it('with changed bytes', { timeout: 120_000 }, () => {
    expect(attackBytes(bytes, walk, 10_000)).toBeGreaterThan(0);
  });
});
