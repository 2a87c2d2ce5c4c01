/** The controls around a picture, as the design guide draws them: header, modes, icon buttons, sliders, menus, tips. */
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { exportCsv, exportPng, exportSvg } from './export.ts';
import { useHost } from './host.ts';
import type { KeyHelp } from './keyboard.ts';
import { currentTheme } from './theme.ts';

export interface HeaderProps {
  readonly title: string;
  /** Titles that are variables are set in the editor's font. */
  readonly code?: boolean;
  /** Mono, after the title: `float32 [2, 3]`. */
  readonly shape?: string;
  /** Dim, in words: size, origin, "preview". */
  readonly meta?: ComponentChildren;
  /** Modes and icon buttons, at the right. */
  readonly children?: ComponentChildren;
}

export function Header(props: HeaderProps): VNode {
  return (
    <div class="nn-head">
      <h3 class={props.code === true ? 'nn-mono' : undefined}>{props.title}</h3>
      {props.shape === undefined ? null : <span class="nn-shape">{props.shape}</span>}
      {props.meta === undefined ? null : <span class="nn-dim nn-small">{props.meta}</span>}
      <div class="nn-tools">{props.children}</div>
    </div>
  );
}

export interface SegmentOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Why it cannot be chosen; shown as the title. */
  readonly unavailable?: string;
}

export function Segments<T extends string>(props: {
  readonly label: string;
  readonly options: readonly SegmentOption<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): VNode {
  return (
    <div class="nn-seg" role="radiogroup" aria-label={props.label}>
      {props.options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be one of the ring's stops by itself
        <button
          key={option.value}
          type="button"
          role="radio"
          data-stop="other"
          tabIndex={-1}
          aria-checked={option.value === props.value}
          aria-disabled={option.unavailable !== undefined}
          title={option.unavailable}
          onClick={() => option.unavailable === undefined && props.onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

export function Button(props: {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly unavailable?: string;
  readonly label?: string;
}): VNode {
  return (
    <button
      type="button"
      class="nn-btn"
      data-stop="other"
      tabIndex={-1}
      aria-pressed={props.pressed}
      aria-label={props.label}
      aria-disabled={props.unavailable === undefined ? undefined : true}
      title={props.unavailable}
      onClick={() => props.unavailable === undefined && props.onClick()}
    >
      {props.children}
      {props.keys === undefined ? null : <kbd>{props.keys}</kbd>}
    </button>
  );
}

const ICONS = {
  table: 'M2.5 2.5h11v11h-11zM2.5 6h11M2.5 9.8h11M6 2.5v11M9.8 2.5v11',
  export: 'M2.5 3v10M5 8h8.5M10.5 5l3 3-3 3',
  left: 'M10 3.5 5.5 8 10 12.5',
  right: 'M6 3.5 10.5 8 6 12.5',
  down: 'M4 6l4 4 4-4',
  help: 'M6 6.2a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.3M8 11.6v.2',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
} as const;

export type IconName = keyof typeof ICONS;

export function Icon(props: { readonly name: IconName; readonly size?: number }): VNode {
  const size = props.size ?? 16;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.2"
      aria-hidden="true"
    >
      <path d={ICONS[props.name]} />
    </svg>
  );
}

export function IconButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly disabled?: boolean;
}): VNode {
  return (
    <button
      type="button"
      class="nn-btn nn-icon"
      data-stop="other"
      tabIndex={-1}
      disabled={props.disabled}
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** SVG, PNG, and the view's own items (CSV, copy) under one button. */
export function ExportMenu(props: {
  readonly title: string;
  readonly csv?: () => Iterable<readonly (string | number)[]>;
  readonly copy?: () => string;
}): VNode {
  const host = useHost();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLDivElement>(null);
  const { csv, copy } = props;
  const items: [string, () => void][] = [
    ['Save as SVG', () => exportSvg(host, props.title, currentTheme())],
    ['Save as PNG', () => void exportPng(host, props.title, currentTheme())],
  ];
  if (csv !== undefined) items.push(['Save as CSV', () => exportCsv(host, props.title, csv())]);
  if (copy !== undefined) items.push(['Copy values', () => host.copy(copy())]);
  useEffect(() => {
    if (open) menu.current?.querySelector('button')?.focus();
  }, [open]);
  const close = (): void => {
    setOpen(false);
    anchor.current?.querySelector('button')?.focus();
  };
  return (
    <div
      class="nn-anchor"
      ref={anchor}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <IconButton icon="export" label="Export" expanded={open} onClick={() => setOpen(!open)} />
      {open ? (
        <div
          class="nn-menu"
          role="menu"
          ref={menu}
          onKeyDown={(event) => {
            const buttons = [...event.currentTarget.querySelectorAll('button')];
            const at = buttons.indexOf(event.target as HTMLButtonElement);
            if (event.key === 'Escape') close();
            else if (event.key === 'ArrowDown') buttons[(at + 1) % buttons.length].focus();
            else if (event.key === 'ArrowUp') buttons[(at - 1 + buttons.length) % buttons.length].focus();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        >
          {items.map(([label, run]) => (
            <button
              key={label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                run();
                close();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** A select drawn as the guide draws it; the native control lies invisibly above, so keys and readers just work. */
export function Pick<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <span class="nn-pick">
      {props.children}
      <Icon name="down" size={12} />
      <select
        aria-label={props.label}
        data-stop="other"
        tabIndex={-1}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value as T)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Left and right change the value; up and down move on along the ring. */
export function Slider(props: {
  readonly label: ComponentChildren;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly text: string;
  readonly onChange: (value: number) => void;
}): VNode {
  const { min, max, value } = props;
  const set = (next: number): void => props.onChange(Math.min(max, Math.max(min, next)));
  return (
    <div class="nn-slider">
      <span>{props.label}</span>
      <IconButton icon="left" label={`Previous ${props.name}`} disabled={value <= min} onClick={() => set(value - 1)} />
      <input
        type="range"
        data-stop="other"
        tabIndex={-1}
        min={min}
        max={max}
        step={1}
        value={value}
        aria-label={props.name}
        aria-valuetext={props.text}
        style={`--fill:${max > min ? ((value - min) / (max - min)) * 100 : 0}%`}
        onInput={(event) => set(Number(event.currentTarget.value))}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
          if (step !== undefined) set(value + step);
          else if (event.key === 'Home') set(min);
          else if (event.key === 'End') set(max);
          else return;
          event.preventDefault();
        }}
      />
      <IconButton icon="right" label={`Next ${props.name}`} disabled={value >= max} onClick={() => set(value + 1)} />
      <span class="nn-num">{props.text}</span>
    </div>
  );
}

/** A floating tip inside a picture of the given width; flips to the left side near the right edge. */
export function Tip(props: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly children: ComponentChildren;
}): VNode {
  const flip = props.x > props.width * 0.65;
  const style = flip
    ? { right: `${props.width - props.x + 12}px`, top: `${props.y}px` }
    : { left: `${props.x + 12}px`, top: `${props.y}px` };
  return (
    <div class="nn-tip" style={style} aria-hidden="true">
      {props.children}
    </div>
  );
}

/** "Run this cell to explore further": what a view says where it would need a kernel and has none. */
export function NoKernelNote(props: { readonly children?: ComponentChildren }): VNode {
  return (
    <div class="nn-note">
      <span>
        Run this cell to explore further{props.children === undefined ? '' : ': '}
        {props.children}
      </span>
    </div>
  );
}

export function Help(props: { readonly keys: readonly KeyHelp[] }): VNode {
  return (
    <dl class="nn-help" aria-label="Keys">
      {props.keys.map((key) => [<dt key={`${key.keys}-k`}>{key.keys}</dt>, <dd key={`${key.keys}-d`}>{key.does}</dd>])}
    </dl>
  );
}
