/** The steps of the walk: dots with names where there are few, a slider always, play and single steps. */
import type { VNode } from 'preact';
import type { LevelModel } from './model.ts';

/** Room that a step's name takes, px, and what stands beside the track. */
const LABEL = 74;
const BESIDE = 300;

const ICON = {
  back: 'M10 3.5 5.5 8 10 12.5',
  play: 'M5 3.2 12.2 8 5 12.8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  next: 'M6 3.5 10.5 8 6 12.5',
};

export function StepButton(props: {
  readonly icon: keyof typeof ICON;
  readonly label: string;
  readonly primary?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}): VNode {
  return (
    <button
      type="button"
      class={`nn-btn nn-icon${props.primary ? ' gr-play' : ''}`}
      data-stop="other"
      tabIndex={-1}
      aria-label={props.label}
      title={props.label}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        aria-hidden="true"
      >
        <path d={ICON[props.icon]} />
      </svg>
    </button>
  );
}

/** Name of a step: the node that runs, and its operation. */
export function stepName(level: LevelModel, step: number): { readonly label: string; readonly op: string } {
  const node = level.spec.nodes[level.spec.steps[step].node];
  return step === 0
    ? { label: 'seed', op: `∂${node.label}/∂${node.label} = 1` }
    : { label: node.label, op: node.label.startsWith(node.op) ? '' : node.op };
}

export function Scrubber(props: {
  readonly level: LevelModel;
  readonly step: number;
  readonly playing: boolean;
  readonly width: number;
  readonly onStep: (step: number) => void;
  readonly onPlay: () => void;
}): VNode {
  const { level, step, onStep } = props;
  const last = level.spec.steps.length - 1;
  const labelled = (last + 1) * LABEL <= props.width - BESIDE + LABEL;
  const at = (s: number): string => `${last === 0 ? 0 : (s / last) * 100}%`;
  const name = stepName(level, step);
  return (
    <div class="gr-scrub">
      <div class="gr-buttons">
        <StepButton icon="back" label="Previous step" disabled={step <= 0} onClick={() => onStep(step - 1)} />
        <StepButton
          icon={props.playing ? 'pause' : 'play'}
          label={props.playing ? 'Pause' : 'Play'}
          primary
          onClick={props.onPlay}
        />
        <StepButton icon="next" label="Next step" disabled={step >= last} onClick={() => onStep(step + 1)} />
      </div>
      <div class={`gr-track${labelled ? '' : ' gr-many'}`}>
        <div class="gr-line">
          <div class="gr-done" style={{ width: at(step) }} />
        </div>
        {labelled ? (
          level.spec.steps.map((_, s) => {
            const { label, op } = stepName(level, s);
            return (
              <div
                key={s}
                class={`gr-dot${s < step ? ' gr-past' : s === step ? ' gr-now' : ''}`}
                style={{ left: at(s) }}
                aria-hidden="true"
              >
                <i />
                <span class="nn-mono">{label}</span>
                <span>{op}</span>
              </div>
            );
          })
        ) : (
          <div class="gr-dot gr-now" style={{ left: at(step) }} aria-hidden="true">
            <i />
            <span class="nn-mono">{name.label}</span>
            <span>{name.op}</span>
          </div>
        )}
        <input
          type="range"
          class="gr-range"
          data-stop="other"
          tabIndex={-1}
          min={0}
          max={last}
          step={1}
          value={step}
          aria-label="Step of the backward pass"
          aria-valuetext={`step ${step} of ${last}: ${name.label}${name.op === '' ? '' : ` ${name.op}`}`}
          onInput={(event) => onStep(Number(event.currentTarget.value))}
        />
      </div>
      <div class="gr-keys" aria-hidden="true">
        <kbd>[</kbd>
        <kbd>]</kbd> step <kbd>space</kbd> play
      </div>
    </div>
  );
}
