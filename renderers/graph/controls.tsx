/** Small parts of the graph view: its own icons, the search line, the legend. */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ramp } from '../shared/ramps.ts';
import type { Theme } from '../shared/theme.ts';

const ICONS = {
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3 13.8 13.8',
  fit: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3',
  fold: 'M5 5.5h8v8H5zM2.5 10.5v-8h8M7 9.5h4',
  unfold: 'M5 5.5h8v8H5zM2.5 10.5v-8h8M7 9.5h4M9 7.5v4',
} as const;

export function SmallIcon(props: {
  readonly icon: keyof typeof ICONS;
  readonly label: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
}): VNode {
  return (
    <button
      type="button"
      class="nn-btn nn-icon"
      data-stop="other"
      tabIndex={-1}
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      onClick={props.onClick}
    >
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        stroke-width="1.2"
        aria-hidden="true"
      >
        <path d={ICONS[props.icon]} />
      </svg>
    </button>
  );
}

export function SearchBar(props: {
  readonly value: string;
  readonly found: number;
  readonly onChange: (value: string) => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}): VNode {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  return (
    <div class="gr-bar">
      <input
        ref={input}
        type="search"
        data-stop="other"
        tabIndex={-1}
        aria-label="Search nodes by name, operation, module or shape"
        placeholder="name, operation, module or shape"
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') props.onNext();
          else if (event.key === 'Escape') props.onClose();
          else if (!event.key.startsWith('Arrow')) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span class="nn-dim nn-small" role="status">
        {props.value.trim() === '' ? 'Enter goes to the next one' : `${props.found} found`}
      </span>
    </div>
  );
}

export function GraphLegend(props: { readonly theme: Theme; readonly walks: boolean }): VNode {
  const { theme } = props;
  const diverging = ramp(theme, 'diverging');
  return (
    <div class="gr-legend" aria-hidden="true">
      <span>
        <svg width="4" height="12" aria-hidden="true">
          <rect width="4" height="12" rx="1.5" fill={theme.faint} />
        </svg>
        leaf
      </span>
      {props.walks ? (
        <span>
          <svg width="26" height="12" aria-hidden="true">
            <path d="M10 6H26" stroke={theme.accent} stroke-width="2" />
            <path d="M2 6 11 1V11Z" fill={theme.accent} />
          </svg>
          adds to grad now
        </span>
      ) : null}
      <span>
        <svg width="34" height="4" aria-hidden="true">
          <rect width="16" height="3" rx="1.5" fill={diverging.css(-0.6)} />
          <rect x="18" width="16" height="3" rx="1.5" fill={diverging.css(0.6)} />
        </svg>
        grad − / +, length ∝ √|grad|
      </span>
    </div>
  );
}
