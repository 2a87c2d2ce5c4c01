import { defineView } from '../shared/define-view.tsx';
import { css } from './css.ts';
import { decode, describe, type TensorItem } from './model.ts';
import { isSmall } from './row-form.tsx';
import { TensorView } from './view.tsx';

export const activate = defineView({
  view: 'tensor',
  what: 'tensor',
  decode,
  describe,
  height: (model) => model.items.reduce((sum, item) => sum + itemHeight(item), 12),
  css,
  Component: TensorView,
});

function itemHeight(item: TensorItem): number {
  if (isSmall(item)) return item.shape.length === 2 ? 20 + item.shape[0] * 22 : 26;
  return item.planes.size === 0 ? 32 : 240;
}
