import { defineView } from '../shared/define-view.tsx';
import { css } from './css.ts';
import { headGrid } from './heads.ts';
import { matrixGrid } from './matrix.ts';
import { decode, describe } from './model.ts';
import { AttentionView } from './view.tsx';

export const activate = defineView({
  view: 'attention',
  what: 'attention map',
  decode,
  describe,
  height: (model, width) => headGrid(model, width).height + matrixGrid(model, width).height + 240,
  css,
  Component: AttentionView,
});
