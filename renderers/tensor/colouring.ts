/** How a plane's values become colours, and which planes can be chosen. */
import type { TensorPlane } from '../../core/payload/tensor.ts';
import type { SegmentOption } from '../shared/chrome.tsx';
import type { Domain, Ramp } from '../shared/ramps.ts';
import type { Plane, TensorItem } from './model.ts';

/** Diverging about zero within 3 sigma; types without a sign use the sequential ramp over their whole range. */
export function colouring(item: TensorItem, plane: Plane): { readonly kind: Ramp['kind']; readonly domain: Domain } {
  if (item.dtype === 'uint8' || item.dtype === 'bool') {
    return { kind: 'sequential', domain: { min: 0, max: Math.max(1, plane.stats.max ?? 1), gamma: 1 } };
  }
  return { kind: 'diverging', domain: { min: -plane.stats.domain, max: plane.stats.domain, gamma: 1 } };
}

/** value, grad, update; grad stays visible but unavailable where it could exist. */
export function planeOptions(item: TensorItem): SegmentOption<TensorPlane>[] {
  const options: SegmentOption<TensorPlane>[] = [{ value: 'value', label: 'value' }];
  if (item.planes.has('grad')) options.push({ value: 'grad', label: 'grad' });
  else if (item.gradState === 'notRun') {
    options.push({ value: 'grad', label: 'grad', unavailable: 'no backward has reached it yet' });
  }
  if (item.planes.has('update')) options.push({ value: 'update', label: 'update' });
  return options;
}
