/** The computation graph and its backward pass, as a notebook renderer. */
import { defineView } from '../shared/define-view.tsx';
import { decodeGraph, describeGraph, type GraphModel } from './model.ts';
import { modulesHeight, moduleView } from './modules.ts';
import { css } from './style.ts';
import { GraphView, pictureHeight } from './view.tsx';

export const activate = defineView<GraphModel>({
  view: 'graph',
  what: 'computation graph',
  decode: decodeGraph,
  describe: describeGraph,
  height: (model, width) => {
    const { spec } = model.data;
    if (spec.mode === 'modules') return 60 + modulesHeight(moduleView(spec, new Set()));
    const level = model.levels[spec.mode];
    return 60 + (level ? pictureHeight(level, width) : 0);
  },
  css,
  Component: GraphView,
});
