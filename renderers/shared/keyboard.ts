/**
 * One tab stop per output. Everything focusable in a view carries `data-stop`; exactly one of them has tabindex 0.
 * Arrow keys that a stop does not use itself move along the ring; Escape goes from the picture to the header and from
 * there out of the view.
 */
export interface KeyHelp {
  readonly keys: string;
  readonly does: string;
}

const SELECTOR = '[data-stop]:not([disabled])';

/** Keeps exactly one stop in the tab order; call after each render. */
export function settleStops(root: ParentNode, active: Element | null): void {
  const stops = [...root.querySelectorAll<HTMLElement>(SELECTOR)];
  const focused = stops.find((stop) => stop === active);
  const current = focused ?? stops.find((stop) => stop.tabIndex === 0 && stop.hasAttribute('tabindex'));
  const chosen = current ?? stops.find((stop) => stop.dataset.stop === 'main') ?? stops[0];
  for (const stop of stops) stop.tabIndex = stop === chosen ? 0 : -1;
}

/** Handles what no stop has used. Returns whether it did something. */
export function ringKey(root: ShadowRoot, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const stops = [...root.querySelectorAll<HTMLElement>(SELECTOR)];
  const at = stops.indexOf(root.activeElement as HTMLElement);
  if (at < 0) return false;
  if (event.key === 'Escape') {
    if (stops[at].dataset.stop === 'main') {
      const first = stops.find((stop) => stop.dataset.stop !== 'main');
      if (first === undefined) stops[at].blur();
      else first.focus();
    } else {
      stops[at].blur();
    }
    return true;
  }
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return false;
  stops[(at + step + stops.length) % stops.length].focus();
  return true;
}
