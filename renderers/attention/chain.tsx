/** One query row from score to weight, as a table with numbers, and the softmax of one key written out. */
import type { ComponentChildren, VNode } from 'preact';
import { inkOn } from '../shared/color.ts';
import { position, ramp } from '../shared/ramps.ts';
import { columnFormat, exponent, fixed, num } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import { LEAK } from './heads.ts';
import type { AttentionModel, Chain } from './model.ts';

export interface ChainProps {
  readonly model: AttentionModel;
  readonly chain: Chain;
  readonly query: number;
  readonly keyIndex: number;
  readonly theme: Theme;
  readonly width: number;
  readonly onKey: (key: number) => void;
}

const COLUMN = 46;
const LABEL = 100;

/** The keys that fit the width: all, or those with the largest weight, in their order. */
export function shownKeys(model: AttentionModel, chain: Chain, width: number, selected: number): number[] {
  const room = Math.max(3, Math.floor((width - LABEL) / COLUMN));
  const all = Array.from({ length: model.keys }, (_, k) => k);
  if (model.keys <= room) return all;
  const first = all.sort((a, b) => chain.softmax[b] - chain.softmax[a]).slice(0, room);
  if (!first.includes(selected)) first[room - 1] = selected;
  return first.sort((a, b) => a - b);
}

export function ChainTable(props: ChainProps): VNode {
  const { model, chain, theme, width } = props;
  const keys = shownKeys(model, chain, width, props.keyIndex);
  const masks = model.maskBits !== undefined;
  const heat = (kind: 'diverging' | 'sequential', max: number, gamma: number) => (v: number) => {
    const fill = ramp(theme, kind).css(position(v, { min: 0, max, gamma }, kind));
    return { background: fill, color: inkOn(fill) };
  };
  const rows: VNode[] = [];
  const add = (name: string, spoken: string, label: ComponentChildren, cells: (k: number) => VNode): void => {
    rows.push(
      <tr key={name} class={`at-${name}`}>
        <th scope="row">
          <span class="nn-sr">{spoken}</span>
          <span aria-hidden="true">{label}</span>
        </th>
        {keys.map(cells)}
      </tr>,
    );
  };
  const { scores, scaled, exps } = chain;
  const td = (k: number, text: string, style?: { background: string; color: string }, extra = ''): VNode => {
    const classes = `${k === props.keyIndex ? 'at-on' : ''}${chain.masked[k] ? ' at-off' : ''}${extra}`;
    return (
      <td key={k} class={classes} style={style} onPointerEnter={() => props.onKey(k)}>
        <span>{text}</span>
      </td>
    );
  };
  if (scores !== undefined && scaled !== undefined && exps !== undefined) {
    const open = Array.from(scores).filter((_, k) => !chain.masked[k]);
    const largest = open.reduce((m, s) => Math.max(m, Math.abs(s)), 0) || 1;
    const colour = heat('diverging', largest, 1);
    const format = columnFormat(scores, 2);
    const formatScaled = columnFormat(scaled, 2);
    const formatExp = columnFormat(exps, 2);
    add(
      'score',
      'score, q dot k',
      <Formula>
        {
          <>
            <mi>q</mi>
            <mo>·</mo>
            <msub>
              <mi>k</mi>
              <mi>j</mi>
            </msub>
          </>
        }
      </Formula>,
      (k) => td(k, format(scores[k]), chain.masked[k] ? undefined : colour(scores[k])),
    );
    if (model.scale !== 1) {
      const by =
        model.headSize === undefined ? (
          <mn>{num(1 / model.scale, 3)}</mn>
        ) : (
          <msqrt>
            <mn>{model.headSize}</mn>
          </msqrt>
        );
      add(
        'scaled',
        'scaled',
        <Formula>
          {
            <>
              <mo>÷</mo>
              {by}
            </>
          }
        </Formula>,
        (k) => td(k, formatScaled(scaled[k])),
      );
    }
    if (masks) {
      add('mask', `${model.mask} mask`, `${model.mask} mask`, (k) =>
        chain.masked[k] ? td(k, '−∞', undefined, ' at-hatch') : td(k, formatScaled(scaled[k]), undefined, ' at-same'),
      );
    }
    const power =
      chain.shift === 0 ? (
        <msub>
          <mi>s</mi>
          <mi>j</mi>
        </msub>
      ) : (
        <mrow>
          <msub>
            <mi>s</mi>
            <mi>j</mi>
          </msub>
          <mo>−</mo>
          <mi>max</mi>
        </mrow>
      );
    add(
      'exp',
      'exponential',
      <Formula>
        {
          <msup>
            <mi>e</mi>
            {power}
          </msup>
        }
      </Formula>,
      (k) => td(k, exps[k] === 0 ? '0' : tiny(exps[k], formatExp)),
    );
  }
  const softmax = heat('sequential', 1, 0.7);
  const last = scores === undefined ? 'weight' : 'softmax';
  add('softmax', last, <b>{last}</b>, (k) =>
    chain.masked[k] && chain.softmax[k] === 0
      ? td(k, '0')
      : td(k, fixed(chain.softmax[k], 3), softmax(chain.softmax[k])),
  );
  const token = model.queryTokens[props.query];
  return (
    <div class="at-scroll">
      <table class="at-chain" aria-label={`From score to weight for query ${token}`}>
        <thead>
          <tr>
            <th scope="col" class="at-corner">
              query <b class="nn-mono nn-accent">{token}</b>
            </th>
            {keys.map((k) => (
              <th
                key={k}
                scope="col"
                class={`${k === props.keyIndex ? 'at-bold' : ''}${chain.masked[k] ? ' at-off' : ''}`}
              >
                {model.keyTokens[k].length > 6 ? <small>{model.keyTokens[k].slice(0, 9)}</small> : model.keyTokens[k]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
      {keys.length < model.keys ? (
        <div class="nn-dim nn-tiny">
          {keys.length} of {model.keys} keys: those with the largest weight
        </div>
      ) : null}
    </div>
  );
}

/** Values that fixed decimals would round to zero get an exponent: a masked 0 and a small number stay different. */
function tiny(value: number, format: (v: number) => string): string {
  return value < 0.005 ? exponent(value, 0) : format(value);
}

/** softmax_key = e^s / sum = a / b = p. */
export function SoftmaxLine(props: ChainProps): VNode {
  const { model, chain, keyIndex } = props;
  const stat = (
    <span class="nn-small nn-dim">
      {model.maskBits === undefined ? null : (
        <span class={chain.leaked > LEAK ? 'at-leak' : undefined}>
          leaked {model.mask === 'causal' ? 'future ' : ''}weight{' '}
          <span class="nn-num">{chain.leaked > LEAK ? num(chain.leaked) : '0'}</span> ·{' '}
        </span>
      )}
      entropy of this row <span class="nn-num">{fixed(chain.entropy, 3)}</span> of{' '}
      <span class="nn-num">{fixed(chain.maxEntropy, 3)}</span>
    </span>
  );
  const { scaled, exps } = chain;
  if (scaled === undefined || exps === undefined || chain.masked[keyIndex]) {
    return (
      <div class="at-foot">
        <span class="nn-small nn-dim">
          {scaled === undefined ? 'scores were not captured' : 'this key is masked: its weight is 0'}
        </span>
        {stat}
      </div>
    );
  }
  const shown = scaled[keyIndex] - chain.shift;
  return (
    <div class="at-foot">
      <Formula block>
        <msub>
          <mi mathvariant="normal">softmax</mi>
          <mtext>{model.keyTokens[keyIndex].slice(0, 12)}</mtext>
        </msub>
        <mo>=</mo>
        <mfrac>
          <msup>
            <mi>e</mi>
            <mn>{fixed(shown, 4)}</mn>
          </msup>
          <mrow>
            <msub>
              <mo>∑</mo>
              <mi>j</mi>
            </msub>
            <msup>
              <mi>e</mi>
              <msub>
                <mi>s</mi>
                <mi>j</mi>
              </msub>
            </msup>
          </mrow>
        </mfrac>
        <mo>=</mo>
        <mfrac>
          <mn>{significant(exps[keyIndex])}</mn>
          <mn>{significant(chain.sum)}</mn>
        </mfrac>
        <mo>=</mo>
        <mn>{fixed(chain.softmax[keyIndex], 4)}</mn>
      </Formula>
      {chain.mismatch > 1e-3 ? (
        <span class="nn-small at-leak">
          the layer's weights differ from this softmax by up to {num(chain.mismatch)}
        </span>
      ) : null}
      {stat}
    </div>
  );
}

function significant(value: number): string {
  if (value === 0) return '0';
  if (value < 1e-4 || value >= 1e6) return exponent(value, 3);
  return fixed(value, Math.max(0, 4 - Math.floor(Math.log10(value))));
}

/** MathML: the browser sets it, no library and no fonts to load, and a screen reader speaks it. */
function Formula(props: { readonly children: ComponentChildren; readonly block?: boolean }): VNode {
  return <math display={props.block === true ? 'block' : 'inline'}>{props.children}</math>;
}
