import { defineView } from '../shared/define-view.tsx';
import { describe, PlotModel } from './model.ts';
import { css } from './style.ts';
import { PlotView } from './view.tsx';

export const activate = defineView<PlotModel>({
  view: 'plot',
  what: 'figure',
  decode: (payload) => new PlotModel(payload),
  describe,
  height: (model) => model.spec.height + 44,
  css,
  Component: PlotView,
});
