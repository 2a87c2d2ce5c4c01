import { number } from '../../core/payload/curves-diagnose.ts';
import { defineView } from '../shared/define-view.tsx';
import { count } from '../shared/text.ts';
import { flowHeight } from './layout.ts';
import { FlowModel } from './model.ts';
import { css } from './style.ts';
import { FlowView } from './view.tsx';

export const activate = defineView<FlowModel>({
  view: 'gradflow',
  what: 'gradient flow',
  decode: (payload) => new FlowModel(payload),
  describe,
  height: (model) => flowHeight(model) + 90,
  css,
  Component: FlowView,
});

/** What a screen reader says first. */
export function describe(model: FlowModel): string {
  const { spec } = model;
  const mode = model.modes[0];
  const last = spec.steps.length - 1;
  const finding = model.finding(mode, last);
  const ends =
    spec.layers.length && last >= 0 ? [model.row(mode, 0, last), model.row(mode, spec.layers.length - 1, last)] : [];
  const range = ends.map((r) => `${r.name} ${r.state === 'ok' ? number(r.value) : r.state}`).join(', ');
  return `Gradient flow, ${count(spec.layers.length)} layers, ${count(spec.steps.length)} recorded steps. ${range}.${finding ? ` ${finding.title} ${finding.detail}` : ''}`;
}
