/**
 * Exact elements under a preview of block means: once the part in sight is small enough for one reply, it is asked of
 * the kernel and drawn over the means.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TensorPlane } from '../../core/payload/tensor.ts';
import { replyValues } from '../shared/fetch.ts';
import type { ViewHost } from '../shared/host.ts';
import type { Frame, Zoom } from './layout.ts';
import { sourceIndex, type TensorItem } from './model.ts';

/** A window of the last two axes, in the tensor's own indices. */
export interface Detail {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly data: ArrayLike<number>;
  /** The tensor has changed since the preview was made. */
  readonly changed: boolean;
}

/** float32 elements of one reply. */
const MAX_ELEMS = 65_536;
/** A pan or zoom in progress asks only once it rests. */
const REST_MS = 80;

interface Window {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The elements in sight, or undefined where a preview has none below it or they are too many for one reply. */
export function wantedWindow(item: TensorItem, frame: Frame, zoom: Zoom): Window | undefined {
  const rank = item.shape.length;
  const alone = frame.columnAxis < 0 && frame.rowAxis < 0;
  const natural = frame.xAxis === rank - 1 && (frame.yAxis === rank - 2 || rank === 1);
  if (item.pool[0] * item.pool[1] <= 1 || !alone || !natural) return undefined;
  const span = (from: number, visible: number, block: number, size: number): [number, number] => {
    const start = Math.floor(from) * block;
    return [start, Math.min(size, Math.ceil(from + visible) * block) - start];
  };
  const [x, w] = span(zoom.ox, frame.xSize / zoom.k, item.pool[1], item.shape[rank - 1]);
  const [y, h] = rank === 1 ? [0, 1] : span(zoom.oy, frame.ySize / zoom.k, item.pool[0], item.shape[rank - 2]);
  return w * h <= MAX_ELEMS ? { x, y, w, h } : undefined;
}

export function useDetail(
  item: TensorItem,
  plane: TensorPlane,
  frame: Frame,
  sliders: readonly number[],
  zoom: Zoom,
  host: ViewHost,
  reachable: boolean,
): Detail | undefined {
  const [detail, setDetail] = useState<Detail & { readonly key: string }>();
  const key = `${plane} ${sliders.filter((_, axis) => axis !== frame.xAxis && axis !== frame.yAxis).join()}`;
  const want = reachable && plane !== 'update' ? wantedWindow(item, frame, zoom) : undefined;
  const current = detail?.key === key ? detail : undefined;
  const covered = want === undefined || (current !== undefined && covers(current, want));
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    clearTimeout(timer.current);
    if (covered || want === undefined || item.ref === undefined || plane === 'update') return undefined;
    const { ref } = item;
    let stale = false;
    timer.current = setTimeout(() => {
      const rank = item.shape.length;
      const slice = item.shape.map((_, axis) => {
        if (axis === rank - 1) return [want.x, want.x + want.w] as const;
        if (axis === rank - 2) return [want.y, want.y + want.h] as const;
        return sourceIndex(item, axis, sliders[axis]);
      });
      void host.request('detail', { kind: 'slice', ref, which: plane, slice, maxElems: MAX_ELEMS }).then((reply) => {
        const values = replyValues(reply);
        if (stale || !values.ok || !reply.ok || values.data.length !== want.w * want.h) return;
        setDetail({ ...want, data: values.data, changed: reply.version !== ref.version, key });
      });
    }, REST_MS);
    return () => {
      stale = true;
      clearTimeout(timer.current);
    };
  }, [covered, key, want?.x, want?.y, want?.w, want?.h]);
  return current;
}

/** The exact element under cell coordinates of the preview: its index in the tensor and its value. */
export function exactAt(
  item: TensorItem,
  frame: Frame,
  detail: Detail,
  cursor: readonly number[],
  cx: number,
  cy: number,
): { readonly index: readonly number[]; readonly value: number } | undefined {
  const column = Math.floor(cx * item.pool[1]);
  const row = frame.yAxis < 0 ? 0 : Math.floor(cy * item.pool[0]);
  if (!covers(detail, { x: column, y: row, w: 1, h: 1 })) return undefined;
  const index = cursor.map((i, axis) =>
    axis === frame.xAxis ? column : axis === frame.yAxis ? row : sourceIndex(item, axis, i),
  );
  return { index, value: detail.data[(row - detail.y) * detail.w + column - detail.x] };
}

function covers(a: Window, b: Window): boolean {
  return a.x <= b.x && a.y <= b.y && a.x + a.w >= b.x + b.w && a.y + a.h >= b.y + b.h;
}
