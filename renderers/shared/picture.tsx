/**
 * A scene on the page: a canvas for the scene and one above it for the overlay (cursor, outlines), so that moving the
 * pointer repaints only the overlay. Painted when within one viewport of being seen, released when not; repainted when
 * the device's pixel ratio changes.
 */
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useHost } from './host.ts';
import { paintCanvas } from './paint-canvas.ts';
import type { Scene } from './scene.ts';

export interface PictureProps {
  readonly scene: Scene;
  readonly overlay?: Scene;
  /** What a screen reader says about the picture and its keys. */
  readonly label: string;
  /** Makes the picture a stop of the view's keyboard ring; `main` is the stop that Tab enters first. */
  readonly stop?: 'main' | 'other';
  readonly cursor?: string;
  readonly onMove?: (x: number, y: number, event: PointerEvent) => void;
  readonly onLeave?: () => void;
  readonly onPress?: (x: number, y: number, event: PointerEvent) => void;
  readonly onDrag?: (dx: number, dy: number, event: PointerEvent) => void;
  readonly onZoom?: (factor: number, x: number, y: number) => void;
  /** Call `preventDefault` for the keys that are used: the others move along the ring. */
  readonly onKey?: (event: KeyboardEvent) => void;
  readonly onFocus?: () => void;
  readonly children?: ComponentChildren;
}

export function Picture(props: PictureProps): VNode {
  const host = useHost();
  const box = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const visible = useRef(false);
  const paint = useRef((which: 'all' | 'overlay'): void => {
    const dpr = devicePixelRatio || 1;
    const { scene, overlay } = latest.current;
    if (which === 'all' && base.current !== null) paintCanvas(base.current, scene, dpr);
    if (top.current !== null && overlay !== undefined) paintCanvas(top.current, overlay, dpr);
  });

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const entry = { element, scene: latest.current.scene };
    host.pictures.add(entry);
    const rect = element.getBoundingClientRect();
    visible.current = rect.bottom > -innerHeight && rect.top < 2 * innerHeight;
    const unwatch = watchPicture(element, (seen) => {
      if (seen === visible.current) return;
      visible.current = seen;
      if (seen) paint.current('all');
      else for (const canvas of [base.current, top.current]) if (canvas !== null) canvas.width = 0;
    });
    const unratio = onPixelRatio(() => visible.current && paint.current('all'));
    return () => {
      unwatch();
      unratio();
      host.pictures.delete(entry);
    };
  }, [host]);

  useLayoutEffect(() => {
    for (const entry of host.pictures) if (entry.element === box.current) entry.scene = props.scene;
    if (visible.current) paint.current('all');
  }, [props.scene]);
  useLayoutEffect(() => {
    if (visible.current) paint.current('overlay');
  }, [props.overlay]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const wheel = (event: WheelEvent): void => {
      const zoom = latest.current.onZoom;
      const wanted = event.ctrlKey || event.altKey || element.matches(':focus');
      if (zoom === undefined || !wanted) return;
      event.preventDefault();
      const rect = element.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 300), event.clientX - rect.left, event.clientY - rect.top);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);

  const at = (event: PointerEvent): [number, number] => {
    const rect = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return [event.clientX - rect.left, event.clientY - rect.top];
  };
  const { width, height } = props.scene;
  const style = { width: `${width}px`, height: `${height}px` };
  const focusable = props.stop !== undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the role is application where there are interactions
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles, img and application, take a label
    <div
      ref={box}
      class="nn-picture"
      style={{ ...style, cursor: props.cursor }}
      role={focusable ? 'application' : 'img'}
      aria-label={props.label}
      data-stop={props.stop}
      onPointerMove={(event) => {
        if (props.onDrag !== undefined && event.currentTarget.hasPointerCapture(event.pointerId)) {
          props.onDrag(event.movementX, event.movementY, event);
        } else {
          props.onMove?.(...at(event), event);
        }
      }}
      onPointerLeave={() => props.onLeave?.()}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        if (props.onDrag !== undefined) event.currentTarget.setPointerCapture(event.pointerId);
        props.onPress?.(...at(event), event);
      }}
      onKeyDown={(event) => props.onKey?.(event)}
      onFocus={() => props.onFocus?.()}
    >
      <canvas ref={base} style={style} />
      {props.overlay === undefined ? null : <canvas ref={top} class="nn-over" style={style} />}
      {props.children}
    </div>
  );
}

const watched = new WeakMap<Element, (seen: boolean) => void>();
let observer: IntersectionObserver | undefined;

function watchPicture(element: Element, report: (seen: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) watched.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: '100% 0%' },
  );
  const shared = observer;
  watched.set(element, report);
  shared.observe(element);
  return () => {
    shared.unobserve(element);
    watched.delete(element);
  };
}

const ratioListeners = new Set<() => void>();
let ratioQuery: MediaQueryList | undefined;

function onPixelRatio(listener: () => void): () => void {
  ratioListeners.add(listener);
  if (ratioQuery === undefined) armRatioQuery();
  return () => ratioListeners.delete(listener);
}

function armRatioQuery(): void {
  ratioQuery = matchMedia(`(resolution: ${devicePixelRatio || 1}dppx)`);
  const changed = (): void => {
    for (const listener of [...ratioListeners]) listener();
    armRatioQuery();
  };
  ratioQuery.addEventListener('change', changed, { once: true });
}
