/** The diagnosis above a picture: the claim, and on demand the rule that made it and the points it rests on. */
import type { VNode } from 'preact';
import { type Finding, number } from '../../core/payload/curves-diagnose.ts';
import { count } from '../shared/text.ts';
import { screen } from './scene.ts';

export function Diagnosis(props: {
  readonly finding: Finding;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly xLabel: string;
  readonly goTo: (step: number) => void;
}): VNode {
  const { finding, open } = props;
  return (
    <div class={`cv-diag cv-${finding.severity}`} role="note">
      <div class="cv-claim">
        <Sign severity={finding.severity} />
        <span>
          <b>{finding.title}</b> {screen(finding.detail)}
        </span>
        <button
          type="button"
          class="cv-link nn-stop"
          data-stop="other"
          tabIndex={-1}
          aria-expanded={open}
          onClick={props.toggle}
        >
          evidence
        </button>
      </div>
      {open ? (
        <div class="cv-evidence nn-small">
          <p class="nn-dim">{screen(finding.rule)}</p>
          <div class="nn-row">
            {finding.evidence.map((point) => (
              <button
                key={`${point.series}/${point.step}`}
                type="button"
                class="nn-btn"
                data-stop="other"
                tabIndex={-1}
                onClick={() => props.goTo(point.step)}
              >
                {point.series} {screen(number(point.value))} at {props.xLabel} {count(point.step)}
              </button>
            ))}
          </div>
        </div>
      ) : null}
    </div>
  );
}

function Sign({ severity }: { readonly severity: Finding['severity'] }): VNode {
  const shape =
    severity === 'info'
      ? 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 7v4.2M8 4.6v.2'
      : 'M8 2 1.6 13.5h12.8zM8 6.4v3.8M8 11.6v.2';
  return (
    <svg
      width="18"
      height="18"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.1"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={shape} />
    </svg>
  );
}
