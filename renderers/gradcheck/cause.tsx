/** The cause of a failed check, above its symptoms: the operation, both derivatives, the difference, and the curve. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { useHost } from '../shared/host.ts';
import { Picture } from '../shared/picture.tsx';
import { Tex } from '../shared/tex.tsx';
import { shapeText } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import { decimals, type GradcheckModel, indexText } from './model.ts';
import { curveScene } from './scene.ts';

export function Cause({
  model,
  theme,
  width,
}: {
  readonly model: GradcheckModel;
  readonly theme: Theme;
  readonly width: number;
}): VNode | null {
  const host = useHost();
  const { cause } = model.spec;
  const side = width >= 640 ? 250 : width - 40;
  const scene = useMemo(() => curveScene(model.data, side, 132, theme), [model, theme, side]);
  if (!cause) return null;
  const { site } = cause;
  const difference = cause.analytic === null || cause.numeric === null ? null : cause.analytic - cause.numeric;
  return (
    <div class="gc-cause" role="note">
      <div class="gc-words">
        <div class="gc-claim">
          <span>
            <b class="nn-mono">{cause.op}</b> is the first operation whose backward is wrong
          </span>
          {site && host.canReveal ? (
            <button
              type="button"
              class="gc-link nn-stop"
              data-stop="other"
              tabIndex={-1}
              onClick={() => host.reveal(site)}
            >
              line {site.line}
            </button>
          ) : site ? (
            <span class="nn-dim">line {site.line}</span>
          ) : null}
        </div>
        <p class="nn-dim">
          {cause.explanation} Input <span class="nn-mono">{shapeText(cause.inputShape)}</span>, worst at{' '}
          <span class="nn-mono">{indexText(cause.worst)}</span>.
        </p>
        <dl class="gc-three">
          <Line name="yours" tex={cause.analyticTex} value={decimals(cause.analytic, 9)} bad />
          <Line name="numeric" tex={cause.numericTex ?? NUMERIC} value={decimals(cause.numeric, 9)} />
          <Line name="difference" tex={`\\text{at } x = ${cause.at.toPrecision(7)}`} value={decimals(difference, 9)} />
        </dl>
        {cause.hint === undefined ? null : <p class="gc-hint">{cause.hint}</p>}
      </div>
      {scene === null ? null : (
        <div class="gc-curve">
          <div class="nn-dim nn-small">derivative of {cause.op} over x</div>
          <Picture scene={scene} label={`Derivative of ${cause.op}: yours and the numeric one`} />
        </div>
      )}
    </div>
  );
}

const NUMERIC = '\\dfrac{f(x + \\varepsilon) - f(x - \\varepsilon)}{2\\varepsilon}';

function Line(props: {
  readonly name: string;
  readonly tex: string | undefined;
  readonly value: string;
  readonly bad?: boolean;
}): VNode {
  return (
    <div>
      <dt class="nn-dim">{props.name}</dt>
      <dd>
        {props.tex === undefined ? null : <Tex tex={props.tex} />}
        <span class={`nn-mono gc-value${props.bad ? ' gc-bad' : ''}`}>{props.value}</span>
      </dd>
    </div>
  );
}
