/**
 * Makes a VS Code renderer of a view: decode -> model -> scene -> paint. A view brings its decoder, its sentence, its
 * reserved height and one component; the component builds scenes with pure functions and shows them with `Picture`.
 *
 *     export const activate = defineView({ view: 'tensor', decode, describe, height, css, Component: TensorView });
 *
 * The component renders synchronously, so the output has its final height when `renderOutputItem` returns; it is
 * rendered again with a new `theme` or `width`. It must not touch the DOM outside its tree, and puts payload text into
 * the page only as text nodes.
 */
import { Component, type ComponentChildren, type ComponentType, render, type VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { decodePayload } from '../../core/payload/safetensors.ts';
import { SpecError } from '../../core/payload/spec.ts';
import type { Payload, ViewName } from '../../core/payload/view.ts';
import { KernelLink } from './fetch.ts';
import { HostContext, ViewHost } from './host.ts';
import { ringKey, settleStops } from './keyboard.ts';
import { OutputRegistry, prepareRoot, rootClass, showRefusal } from './mount.ts';
import { makeSheet } from './style.ts';
import { currentTheme, onTheme, type Theme } from './theme.ts';
import type { ActivationFunction, OutputItem, RendererContext } from './vscode.ts';

export interface ViewProps<Model> {
  readonly model: Model;
  readonly host: ViewHost;
  readonly theme: Theme;
  /** CSS pixels available; never below 240. */
  readonly width: number;
}

export interface ViewDefinition<Model> {
  readonly view: ViewName;
  /** What a person calls it: "tensor", "attention map". */
  readonly what: string;
  /** Checks the payload and makes the model. Throws `SpecError` for what is wrong. */
  decode(payload: Payload<unknown>): Model;
  /** The screen reader's sentence: what, shape, extremes, anomalies. */
  describe(model: Model): string;
  /** A lower bound of the height in pixels, reserved before the first paint. */
  height(model: Model, width: number): number;
  readonly css?: string;
  readonly Component: ComponentType<ViewProps<Model>>;
}

const FALLBACK_WIDTH = 860;

export function defineView<Model>(definition: ViewDefinition<Model>): ActivationFunction {
  const css = definition.css;
  let sheet: CSSStyleSheet | undefined;
  return (context: RendererContext) => {
    const link = new KernelLink(context);
    const registry = new OutputRegistry();
    return {
      renderOutputItem(item: OutputItem, element: HTMLElement, signal?: AbortSignal): void {
        if (signal?.aborted === true) return;
        if (css !== undefined) sheet ??= makeSheet(css);
        registry.dispose(item.id);
        const root = prepareRoot(element, sheet);
        element.dataset.view = definition.view;
        const refused = (reason: string): void => showRefusal(root, definition.what, reason);
        const decoded = decode(definition, item);
        if (!decoded.ok) {
          refused(decoded.reason);
          return;
        }
        const { model } = decoded;
        const host = new ViewHost(item.id, definition.view, context, link, element);
        host.sentence = definition.describe(model);
        const mountPoint = document.createElement('div');
        element.style.minHeight = `${definition.height(model, measure(element))}px`;
        root.append(mountPoint);
        const dispose = (): void => {
          render(null, mountPoint);
          host.dispose();
        };
        registry.set(item.id, dispose);
        signal?.addEventListener('abort', () => registry.dispose(item.id), { once: true });
        render(
          <Guard refused={refused}>
            <Frame definition={definition} model={model} host={host} root={root} />
          </Guard>,
          mountPoint,
        );
        element.style.minHeight = '';
      },
      disposeOutputItem(id?: string): void {
        if (id === undefined) registry.disposeAll();
        else registry.dispose(id);
      },
    };
  };
}

function decode<Model>(
  definition: ViewDefinition<Model>,
  item: OutputItem,
): { readonly ok: true; readonly model: Model } | { readonly ok: false; readonly reason: string } {
  const decoded = decodePayload(item.data());
  if (!decoded.ok) return decoded;
  try {
    return { ok: true, model: definition.decode(decoded.payload) };
  } catch (error) {
    if (error instanceof SpecError) return { ok: false, reason: error.message };
    throw error;
  }
}

/** Turns an exception while rendering into the refusal message: one broken view never takes the others with it. */
class Guard extends Component<{ readonly refused: (reason: string) => void; readonly children: ComponentChildren }> {
  override componentDidCatch(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    queueMicrotask(() => this.props.refused(reason));
  }

  override render(): ComponentChildren {
    return this.props.children;
  }
}

interface FrameProps<Model> {
  readonly definition: ViewDefinition<Model>;
  readonly model: Model;
  readonly host: ViewHost;
  readonly root: ShadowRoot;
}

function Frame<Model>({ definition, model, host, root }: FrameProps<Model>): VNode {
  const [theme, setTheme] = useState(currentTheme);
  const [width, setWidth] = useState(() => measure(host.root));
  const frame = useRef<HTMLElement>(null);
  useEffect(() => onTheme(setTheme), []);
  useEffect(() => {
    let last = 0;
    const observer = new ResizeObserver(() => {
      if (host.root.clientWidth === 0 || host.root.clientWidth === last) return;
      last = host.root.clientWidth;
      setWidth(measure(host.root));
    });
    observer.observe(host.root);
    return () => observer.disconnect();
  }, [host]);
  useLayoutEffect(() => {
    settleStops(root, root.activeElement);
  });
  const View = definition.Component;
  return (
    <HostContext.Provider value={host}>
      <section
        ref={frame}
        class={rootClass()}
        aria-label={host.sentence}
        onFocusIn={() => settleStops(root, root.activeElement)}
        onKeyDown={(event) => {
          if (ringKey(root, event)) event.preventDefault();
          // The notebook has its own single-letter keys; what is typed inside a view stays inside.
          if (event.key !== 'Tab') event.stopPropagation();
        }}
      >
        <View model={model} host={host} theme={theme} width={width} />
        <div class="nn-sr" aria-live="polite" ref={(element) => host.setLiveRegion(element)} />
      </section>
    </HostContext.Provider>
  );
}

/** Width left for the view: the notebook gives the output's element a padding of its own. */
function measure(element: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  const inner = element.clientWidth - Number.parseFloat(paddingLeft || '0') - Number.parseFloat(paddingRight || '0');
  return Math.max(240, inner > 0 ? inner : FALLBACK_WIDTH);
}
