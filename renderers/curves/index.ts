import { number } from '../../core/payload/curves-diagnose.ts';
import { defineView } from '../shared/define-view.tsx';
import { count } from '../shared/text.ts';
import { pictureHeight } from './layout.ts';
import { CurvesModel } from './model.ts';
import { css } from './style.ts';
import { CurvesView } from './view.tsx';

export const activate = defineView<CurvesModel>({
  view: 'curves',
  what: 'set of curves',
  decode: (payload) => new CurvesModel(payload),
  describe,
  height: (model) => pictureHeight(model) + 100,
  css,
  Component: CurvesView,
});

/** What a screen reader says first. */
export function describe(model: CurvesModel): string {
  const parts = model.curves.map((c) => {
    if (c.length === 0) return `${c.series.name}, no points yet`;
    const best =
      c.role !== 'lr' && c.best >= 0 ? `, best ${number(c.mean[c.best])} at step ${count(c.step[c.best])}` : '';
    const bad = c.bad.length ? `, ${count(c.bad.length)} values not finite` : '';
    return `${c.series.name} from ${number(c.mean[0])} to ${number(c.mean[c.length - 1])}${best}${bad}`;
  });
  const { first, last } = model.extent();
  const finding = model.diagnosis(0);
  return `Curves, ${model.spec.title}: steps ${count(first)} to ${count(last)}. ${parts.join('; ')}.${finding ? ` ${finding.title} ${finding.detail}` : ''}`;
}
