import type { VNode } from 'preact';
import { Header } from '../shared/chrome.tsx';
import type { ViewProps } from '../shared/define-view.tsx';
import { shapeText } from '../shared/text.ts';
import { FacetForm } from './facet-form.tsx';
import type { TensorItem, TensorModel } from './model.ts';
import { metaText } from './parts.tsx';
import { isSmall, RowForm } from './row-form.tsx';

export function TensorView({ model, host, theme, width }: ViewProps<TensorModel>): VNode {
  return (
    <div>
      {model.items.map((item, i) => {
        if (item.planes.get('value') === undefined || item.stored.includes(0)) {
          return <Bare key={item.index} item={item} />;
        }
        if (isSmall(item) && item.image === undefined)
          return <RowForm key={item.index} item={item} theme={theme} first={i === 0} />;
        return <FacetForm key={item.index} item={item} host={host} theme={theme} width={width} first={i === 0} />;
      })}
    </div>
  );
}

/** A tensor without elements: on the meta device, or with an axis of size 0. */
function Bare({ item }: { readonly item: TensorItem }): VNode {
  const why = item.numel === 0 ? 'no elements' : 'meta device: a shape without data';
  return (
    <div class="tn-item">
      <Header
        title={item.name ?? 'tensor'}
        code
        shape={`${item.dtype} ${shapeText(item.shape)}`}
        meta={`${metaText(item)} · ${why}`}
      />
    </div>
  );
}
