/** A person's own Plotly figure: Plotly comes when the figure is near the screen, and is purged with it. */
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button, Header, IconButton } from '../shared/chrome.tsx';
import type { ViewProps } from '../shared/define-view.tsx';
import type { PlotlyApi } from '../shared/lazy/plotly.ts';
import { DataTable } from '../shared/table.tsx';
import type { PlotModel } from './model.ts';
import { plotTable } from './model.ts';
import { CONFIG, themedLayout } from './theme.ts';

let loading: Promise<PlotlyApi> | undefined;

function load(): Promise<PlotlyApi> {
  loading ??= import('../shared/lazy/plotly.ts').then((module) => module.plotly);
  return loading;
}

export function PlotView({ model, host, theme, width }: ViewProps<PlotModel>): VNode {
  const { spec, notes } = model;
  const target = useRef<HTMLDivElement>(null);
  const api = useRef<PlotlyApi | null>(null);
  const [near, setNear] = useState(false);
  const [state, setState] = useState<'waiting' | 'drawn' | 'failed'>('waiting');
  const [reason, setReason] = useState('');
  const [table, setTable] = useState(false);

  useLayoutEffect(() => {
    const element = target.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && setNear(true), {
      rootMargin: '100% 0%',
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      api.current?.purge(element);
    };
  }, []);

  useEffect(() => {
    const element = target.current;
    if (!element || !near) return undefined;
    let wanted = true;
    const failed = (error: unknown): void => {
      if (!wanted) return;
      setReason(error instanceof Error ? error.message : String(error));
      setState('failed');
    };
    load()
      .then((plotly) => {
        if (!wanted) return undefined;
        api.current = plotly;
        adoptStyles(element);
        // Plotly writes into what it is given: traces are copied one level deep, their arrays shared.
        const data = spec.data.map((trace) => ({ ...trace }));
        const layout = { ...themedLayout(spec.layout, theme, spec.height), width };
        return plotly.react(element, data, layout, CONFIG).then(() => {
          joinRing(element);
          if (wanted) setState('drawn');
        });
      })
      .catch(failed);
    return () => {
      wanted = false;
    };
  }, [model, theme, width, near]);

  const saveSvg = (): void => {
    const element = target.current;
    if (!element || !api.current || state !== 'drawn') return;
    api.current.toImage(element, { format: 'svg', width, height: spec.height }).then(
      (url) => host.save(fileName(spec.title), 'svg', new TextEncoder().encode(svgText(url))),
      () => host.announce('this figure cannot be saved as SVG'),
    );
  };
  return (
    <>
      <Header title={spec.title} meta={notes.length ? `${notes.length} parts left out` : undefined}>
        <IconButton icon="table" label="Table" pressed={table} onClick={() => setTable(!table)} />
        <Button onClick={saveSvg} {...(state === 'drawn' ? {} : { unavailable: 'not drawn yet' })}>
          Save as SVG
        </Button>
      </Header>
      {notes.length ? <p class="nn-note">{notes.slice(0, 3).join(' ')}</p> : null}
      <section
        class="pl-box"
        style={{ height: `${spec.height}px` }}
        data-stop="main"
        aria-label={`${spec.title}: the figure`}
      >
        <div ref={target} class="pl-target" />
        {state === 'waiting' ? <div class="pl-wait nn-dim">drawing the figure</div> : null}
        {state === 'failed' ? (
          <div class="pl-wait" role="alert">
            Plotly could not draw this figure. <span class="nn-mono nn-dim">{reason}</span>
          </div>
        ) : null}
      </section>
      {table ? <DataTable table={plotTable(model)} /> : null}
    </>
  );
}

/** Plotly's own buttons are stops of the view's ring, not tab stops of the notebook. */
function joinRing(element: HTMLElement): void {
  for (const button of element.querySelectorAll<HTMLElement>('.modebar-btn')) {
    button.dataset.stop = 'other';
    button.tabIndex = -1;
  }
}

/** Plotly puts its rules into the document; inside a shadow root they must be there too. */
function adoptStyles(element: HTMLElement): void {
  const root = element.getRootNode();
  if (!(root instanceof ShadowRoot) || root.querySelector('style[data-plotly]')) return;
  const rules = [...document.styleSheets]
    .filter((sheet) => sheet.ownerNode instanceof HTMLStyleElement && sheet.ownerNode.id.startsWith('plotly.js-style'))
    .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
  if (rules.length === 0) return;
  const style = document.createElement('style');
  style.dataset.plotly = '';
  style.textContent = rules.join('\n');
  root.append(style);
}

function svgText(url: string): string {
  const comma = url.indexOf(',');
  const body = url.slice(comma + 1);
  return url.slice(0, comma).endsWith(';base64') ? atob(body) : decodeURIComponent(body);
}

function fileName(title: string): string {
  return (
    title
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'figure'
  );
}
