import { defineView } from '../shared/define-view.tsx';
import { describe, GradcheckModel } from './model.ts';
import { css } from './style.ts';
import { GradcheckView } from './view.tsx';

export const activate = defineView<GradcheckModel>({
  view: 'gradcheck',
  what: 'gradient check',
  decode: (payload) => new GradcheckModel(payload),
  describe,
  height: (model) => 90 + 34 * model.spec.parameters.length + (model.spec.cause ? 180 : 0),
  css,
  Component: GradcheckView,
});
