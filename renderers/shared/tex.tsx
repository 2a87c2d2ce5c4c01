/** A formula. Until KaTeX is there (one lazy load for all), and where it cannot be loaded, the source stands as text. */
import type { VNode } from 'preact';
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';

type Katex = typeof import('./lazy/katex.ts');

let katex: Katex | undefined;
let loading = false;
let failed = false;
const waiting = new Set<() => void>();
/** Rendered formulas by source: stepping back and forth shows the same ones again. */
const cache = new Map<string, HTMLElement>();
const CACHE_SIZE = 500;

function load(): void {
  if (loading) return;
  loading = true;
  import('./lazy/katex.ts').then(
    (module) => {
      katex = module;
      for (const wake of [...waiting]) wake();
    },
    () => {
      failed = true;
      for (const wake of [...waiting]) wake();
    },
  );
}

function rendered(module: Katex, tex: string): Node {
  let made = cache.get(tex);
  if (made === undefined) {
    made = document.createElement('span');
    module.renderTex(tex, made);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(tex, made);
  }
  return made.cloneNode(true);
}

/** The source made readable: names and numbers without the commands around them. */
function plain(tex: string): string {
  return tex
    .replace(/\\(?:mathrel|mathrm|overline|bar|textstyle|tfrac|frac|left|right)\b/g, ' ')
    .replace(/\\cdot/g, '·')
    .replace(/\\partial/g, '∂')
    .replace(/\\sum/g, 'Σ')
    .replace(/\\[,;! ]/g, ' ')
    .replace(/[{}\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

export function Tex(props: { readonly tex: string }): VNode {
  const ref = useRef<HTMLSpanElement>(null);
  const [, wake] = useReducer((n: number) => n + 1, 0);
  useLayoutEffect(() => {
    if (katex !== undefined || failed) return undefined;
    const again = (): void => wake(undefined);
    waiting.add(again);
    load();
    return () => waiting.delete(again);
  }, []);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    if (katex === undefined) {
      element.textContent = plain(props.tex);
      return;
    }
    const root = element.getRootNode();
    const sheet = katex.katexSheet(new URL('./katex/fonts/', import.meta.url));
    if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(sheet)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    }
    element.replaceChildren(rendered(katex, props.tex));
  }, [props.tex, katex]);
  return <span class="nn-tex" ref={ref} />;
}
