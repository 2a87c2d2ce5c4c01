/** Moving the cursor by keys, and finding values that are no numbers. */
import type { KeyHelp } from '../shared/keyboard.ts';
import type { Frame } from './layout.ts';
import { indexOf, offsetOf, type Plane, type TensorItem } from './model.ts';

export const TENSOR_KEYS: readonly KeyHelp[] = [
  { keys: '← → ↑ ↓', does: 'move the cell cursor; over the edge it enters the next picture' },
  { keys: 'Page Up, Page Down', does: 'the same cell in the previous or next picture, then the slider' },
  { keys: 'Home, End', does: 'first or last cell of the row' },
  { keys: 'n, N', does: 'next or previous value that is not finite' },
  { keys: 'g', does: 'value, gradient, update' },
  { keys: '+, −, 0', does: 'zoom in, out, to fit; also the wheel with Ctrl' },
  { keys: 'Enter', does: 'lock the cursor; Esc frees it' },
  { keys: 't', does: 'table' },
  { keys: 'Esc', does: 'to the buttons, then out of the view' },
];

/** The cursor after a key, or undefined if the key does not move it. */
export function moveCursor(item: TensorItem, frame: Frame, at: readonly number[], key: string): number[] | undefined {
  const next = [...at];
  const { xAxis, yAxis, columnAxis, rowAxis } = frame;
  const shift = (axis: number, by: number, spill: number): boolean => {
    if (axis < 0) return false;
    const to = next[axis] + by;
    if (to >= 0 && to < item.stored[axis]) next[axis] = to;
    else if (spill >= 0 && next[spill] + by >= 0 && next[spill] + by < item.stored[spill]) {
      next[spill] += by;
      next[axis] = by > 0 ? 0 : item.stored[axis] - 1;
    }
    return true;
  };
  if (key === 'ArrowRight') return shift(xAxis, 1, columnAxis) ? next : undefined;
  if (key === 'ArrowLeft') return shift(xAxis, -1, columnAxis) ? next : undefined;
  if (key === 'ArrowDown') return shift(yAxis, 1, rowAxis) ? next : undefined;
  if (key === 'ArrowUp') return shift(yAxis, -1, rowAxis) ? next : undefined;
  if (key === 'Home') next[xAxis] = 0;
  else if (key === 'End') next[xAxis] = item.stored[xAxis] - 1;
  else if (key === 'PageDown' || key === 'PageUp') turn(item, frame, next, key === 'PageDown' ? 1 : -1);
  else return undefined;
  return next;
}

/** One step through the outer axes in row-major order, the innermost first; stops at both ends. */
function turn(item: TensorItem, frame: Frame, index: number[], by: 1 | -1): void {
  const before = [...index];
  for (let axis = item.stored.length - 1; axis >= 0; axis--) {
    if (axis === frame.xAxis || axis === frame.yAxis) continue;
    index[axis] += by;
    if (index[axis] >= 0 && index[axis] < item.stored[axis]) return;
    index[axis] = by > 0 ? 0 : item.stored[axis] - 1;
  }
  before.forEach((value, axis) => {
    index[axis] = value;
  });
}

/** The next stored element in memory order that is NaN or infinite, from the cursor on and around. */
export function nextOdd(
  item: TensorItem,
  plane: Plane,
  cursor: readonly number[] | undefined,
  direction: 1 | -1,
): number[] | undefined {
  const n = plane.data.length;
  const start = cursor === undefined ? (direction > 0 ? -1 : n) : offsetOf(item, cursor);
  for (let i = 1; i <= n; i++) {
    const at = (((start + i * direction) % n) + n) % n;
    const v = plane.data[at];
    if (v - v !== 0) return indexOf(item, at);
  }
  return undefined;
}
