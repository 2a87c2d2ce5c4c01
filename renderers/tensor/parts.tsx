/** The texts around the facets: statistics, legend of odd values, the readout under the pointer. */
import { Fragment, type VNode } from 'preact';
import { Picture } from '../shared/picture.tsx';
import type { Domain, Ramp } from '../shared/ramps.ts';
import { bytes, count, fixed, num, plural } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import { pixelAt } from './facets.ts';
import { Glyph } from './glyph.tsx';
import { axisName, cellName, indexOf, offsetOf, type Plane, type TensorItem } from './model.ts';
import { scaleBarScene } from './scale-bar.ts';

/** `4,704 values · 18.4 KiB · div in cell 4, line 2`. */
export function metaText(item: TensorItem): string {
  const parts = [plural(item.numel, 'value'), bytes(item.bytes)];
  if (item.op !== undefined) parts.push(item.site === undefined ? item.op : `${item.op}, line ${item.site.line}`);
  if (item.isPreview) parts.push(previewText(item));
  return parts.join(' · ');
}

/** What is not shown exactly, in words. */
export function previewText(item: TensorItem): string {
  const parts: string[] = [];
  if (item.pool.some((block) => block > 1)) parts.push(`means of ${item.pool.join(' × ')} blocks`);
  item.kept.forEach((indices, axis) => {
    if (indices !== null) parts.push(`${indices.length} of ${count(item.shape[axis])} along ${axisName(item, axis)}`);
  });
  return `preview: ${parts.join(', ')}`;
}

export function StatsLine(props: { readonly plane: Plane }): VNode {
  const { stats } = props.plane;
  const pairs: [string, number | null][] = [
    ['min', stats.min],
    ['mean', stats.mean],
    ['max', stats.max],
    ['std', stats.std],
  ];
  const odd = stats.finite < stats.count;
  return (
    <div class="tn-stats">
      {pairs.map(([name, value]) =>
        value === null ? null : (
          <span key={name}>
            {name} <b>{num(value)}</b>
          </span>
        ),
      )}
      {stats.nan > 0 ? (
        <span class="nn-nan">
          <Glyph kind="nan" />
          {count(stats.nan)} NaN
        </span>
      ) : null}
      {stats.posInf > 0 ? (
        <span class="nn-nan">
          <Glyph kind="posInf" />
          {count(stats.posInf)} +Inf
        </span>
      ) : null}
      {stats.negInf > 0 ? (
        <span class="nn-nan">
          <Glyph kind="negInf" />
          {count(stats.negInf)} −Inf
        </span>
      ) : null}
      {odd ? <span>over {plural(stats.finite, 'finite value')}</span> : null}
    </div>
  );
}

export interface SideProps {
  readonly item: TensorItem;
  readonly plane: Plane;
  readonly planeName: string;
  readonly theme: Theme;
  readonly colours: Ramp;
  readonly domain: Domain;
  readonly width: number;
  readonly cursor: readonly number[] | undefined;
}

/** Histogram on the colour bar, then how many values have no colour of their own. */
export function Legend(props: SideProps): VNode {
  const { item, plane, theme, colours, domain, width, cursor } = props;
  const { stats } = plane;
  const value = cursor === undefined ? undefined : plane.data[offsetOf(item, cursor)];
  const scene = scaleBarScene(plane, { theme, colours, domain, width, ...(value === undefined ? {} : { value }) });
  // A sequential ramp spans the whole range: nothing is beyond it.
  const signed = colours.kind === 'diverging';
  // The first place is known in the whole tensor's indices; in a preview a count says more.
  const place = (n: number, first: number): string =>
    n === 1 && first >= 0 && !item.isPreview ? `[${indexOf(item, first).join(',')}]` : count(n);
  const rows: [boolean, VNode, string, string][] = [
    [stats.nan > 0, <Glyph kind="nan" key="g" />, 'NaN', place(stats.nan, stats.firstNan)],
    [stats.posInf > 0, <Glyph kind="posInf" key="g" />, '+Inf', place(stats.posInf, stats.firstPosInf)],
    [stats.negInf > 0, <Glyph kind="negInf" key="g" />, '−Inf', place(stats.negInf, stats.firstNegInf)],
    [
      signed && stats.above > 0,
      <Glyph kind="above" key="g" fill={colours.css(1)} />,
      'above domain',
      count(stats.above),
    ],
    [
      signed && stats.below > 0,
      <Glyph kind="below" key="g" fill={colours.css(-1)} />,
      'below domain',
      count(stats.below),
    ],
    [stats.zeros > 0, <span key="g" />, 'zeros', count(stats.zeros)],
  ];
  return (
    <div>
      <div class="nn-dim nn-tiny">distribution, √count</div>
      <Picture scene={scene} label={`Distribution of ${plural(stats.finite, 'finite value')} on the colour bar`} />
      <div class="tn-legend">
        {rows.map(([shown, glyph, name, text]) =>
          shown ? (
            <Fragment key={name}>
              {glyph}
              <span class={name === 'zeros' ? 'nn-dim' : undefined}>{name}</span>
              <b>{text}</b>
            </Fragment>
          ) : null,
        )}
      </div>
    </div>
  );
}

/** The one number, and what is known about it. */
export function Readout(
  props: SideProps & {
    readonly locked: boolean;
    /** The element itself, where the cell under the pointer is a mean and the kernel has sent what is below it. */
    /** Set where a cell is one pixel of three channels. */
    readonly channels?: true | undefined;
    readonly exact?: { readonly index: readonly number[]; readonly value: number } | undefined;
  },
): VNode {
  const { item, plane, cursor } = props;
  if (cursor === undefined) {
    return <div class="nn-dim nn-tiny">Point at a cell, or move with the arrow keys</div>;
  }
  const at = offsetOf(item, cursor);
  const v = props.exact?.value ?? plane.data[at];
  const value = item.planes.get('value');
  const grad = item.planes.get('grad');
  const update = item.planes.get('update');
  const symbol = item.name ?? 'x';
  const exact = item.pool[0] * item.pool[1] === 1 || props.exact !== undefined;
  const place =
    props.exact === undefined ? cellName(item, cursor) : `${item.name ?? ''}[${props.exact.index.join(', ')}]`;
  const rows: [string, string][] = [];
  if (props.channels !== undefined) {
    const colour = pixelAt(item, plane, cursor);
    ['red', 'green', 'blue'].forEach((name, channel) => {
      rows.push([name, num(colour[channel], 6)]);
    });
  } else if (Number.isFinite(v)) rows.push(['rank', `${fixed(rank(plane, v) * 100, 1)} %`]);
  if (props.planeName !== 'value' && value !== undefined) rows.push([symbol, num(value.data[at], 6)]);
  if (props.planeName !== 'grad')
    rows.push([`∂L/∂${symbol}`, grad === undefined ? absent(item) : num(grad.data[at], 6)]);
  if (props.planeName !== 'update' && update !== undefined) rows.push([`Δ${symbol}`, num(update.data[at], 6)]);
  if (update !== undefined && value !== undefined && value.data[at] !== 0) {
    rows.push([`|Δ/${symbol}|`, num(Math.abs(update.data[at] / value.data[at]), 6)]);
  }
  return (
    <div>
      <div class="nn-dim nn-tiny">{props.locked ? 'locked; Esc frees it' : 'under the pointer'}</div>
      <div class="nn-num">{place}</div>
      {props.channels === undefined ? <div class="nn-big">{Number.isInteger(v) ? num(v) : num(v, 6)}</div> : null}
      {exact ? null : <div class="nn-dim nn-tiny">mean of the block</div>}
      <div class="tn-read">
        {rows.flatMap(([name, text]) => [<span key={`${name}-n`}>{name}</span>, <span key={`${name}-v`}>{text}</span>])}
      </div>
    </div>
  );
}

/** Why there is no gradient; never a number. */
export function absent(item: TensorItem): string {
  if (item.gradState === 'none') return 'none';
  return item.gradState === 'noGrad' ? 'no grad' : 'not yet';
}

/** Elements above which the share is read off the histogram: a pass over more would be felt under the pointer. */
const RANK_EXACT = 200_000;

/** Share of the finite values below v, over what is stored. */
function rank(plane: Plane, v: number): number {
  if (plane.data.length > RANK_EXACT) return histogramRank(plane, v);
  let below = 0;
  let finite = 0;
  for (let i = 0; i < plane.data.length; i++) {
    const w = plane.data[i];
    if (w - w !== 0) continue;
    finite++;
    if (w < v) below++;
  }
  return finite === 0 ? 0 : below / finite;
}

/** The bins below v and the share of its own bin, as if the values in it were spread evenly. */
function histogramRank({ bins, low, high }: Plane, v: number): number {
  const at = Math.min(bins.length, Math.max(0, ((v - low) / (high - low || 1)) * bins.length));
  let below = 0;
  let total = 0;
  bins.forEach((n, i) => {
    total += n;
    below += n * Math.min(1, Math.max(0, at - i));
  });
  return total === 0 ? 0 : below / total;
}
