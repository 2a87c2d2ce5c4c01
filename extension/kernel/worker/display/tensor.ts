/** Tensors as view outputs: statistics over all elements, the elements themselves or a preview, and the one-line twin. */
import type { ValueRef } from '../../../../core/payload/messages.ts';
import { encodePayload } from '../../../../core/payload/safetensors.ts';
import { histogram, statsText, tensorStats } from '../../../../core/payload/stats.ts';
import {
  type GradState,
  type PlaneSpec,
  TENSOR_BINS,
  TENSOR_EXACT,
  TENSOR_FULL,
  type TensorAxis,
  type TensorItemSpec,
  type TensorPlane,
  type TensorPreview,
  type TensorSpec,
} from '../../../../core/payload/tensor.ts';
import {
  type PayloadArray,
  type PayloadDType,
  type PayloadTensor,
  type ViewOutput,
  viewMime,
} from '../../../../core/payload/view.ts';
import type { Tensor } from '../../../../core/tensor/tensor.ts';
import { choosePreview, storedShape, storePreview } from './preview.ts';

export interface TensorViewItem {
  readonly tensor: Tensor;
  /** The variable's name; the tensor's label otherwise. */
  readonly name?: string;
  readonly axes?: readonly TensorAxis[];
  /** The step the optimizer will take or took, of the tensor's shape. */
  readonly update?: Tensor;
  readonly ref?: ValueRef;
}

export interface TensorViewOptions {
  /** `full` stores up to 2 MiB exactly; the default keeps 256 KiB and a preview of what is larger. */
  readonly persist?: 'preview' | 'full';
}

const STORED: Readonly<Record<Tensor['dtype'], PayloadDType>> = {
  float32: 'F32',
  float64: 'F64',
  int32: 'I32',
  uint8: 'U8',
  bool: 'BOOL',
};

/** One output for one tensor, or for several shown together (`display(W, b)`). */
export function tensorOutput(items: readonly TensorViewItem[], options: TensorViewOptions = {}): ViewOutput {
  const budget = Math.floor((options.persist === 'full' ? TENSOR_FULL : TENSOR_EXACT) / Math.max(1, items.length));
  const buffers: Record<string, PayloadTensor> = {};
  const specs = items.map((item, index) => itemSpec(item, index, budget, buffers));
  const spec: TensorSpec = { items: specs };
  return {
    mime: viewMime('tensor'),
    bytes: encodePayload(spec, buffers),
    text: specs.map(tensorText).join('\n'),
  };
}

/** `tensor float32 [2, 3] min -1.2 mean 0.03 max 2.1, 1 NaN`; a known name comes first, with a colon. */
export function tensorText(item: TensorItemSpec): string {
  const head = `${item.name === undefined ? '' : `${item.name}: `}tensor ${item.dtype} [${item.shape.join(', ')}]`;
  const plane = item.planes.value;
  if (plane === undefined) return `${head} on the meta device (a shape without data)`;
  const stats = statsText(plane.stats);
  const grad = item.gradState === 'present' ? ', with gradient' : item.requiresGrad ? ', requires grad' : '';
  return `${head}${stats === '' ? '' : ` ${stats}`}${grad}`;
}

function itemSpec(
  item: TensorViewItem,
  index: number,
  budget: number,
  buffers: Record<string, PayloadTensor>,
): TensorItemSpec {
  const { tensor } = item;
  const shape = [...tensor.shape];
  const name = item.name ?? tensor.label ?? undefined;
  const site = tensor.gradNode?.site ?? undefined;
  const planeCount = 1 + (tensor.grad === null ? 0 : 1) + (item.update === undefined ? 0 : 1);
  const preview = choosePreview(shape, Math.floor(budget / planeCount));
  const planes: { [plane in TensorPlane]?: PlaneSpec } = {};
  const add = (plane: TensorPlane, source: Tensor | null | undefined): void => {
    if (!source || source.device === 'meta') return;
    planes[plane] = storePlane(source, `${index}.${plane}`, preview, buffers);
  };
  add('value', tensor);
  if (tensor.grad !== null && sameShape(tensor.grad.shape, shape)) add('grad', tensor.grad);
  if (item.update !== undefined && sameShape(item.update.shape, shape)) add('update', item.update);
  return {
    ...(name === undefined ? {} : { name }),
    dtype: tensor.dtype,
    shape,
    bytes: tensor.nbytes,
    axes: shape.map((_, axis) => item.axes?.[axis] ?? {}),
    requiresGrad: tensor.requiresGrad,
    gradState: gradState(tensor),
    ...(tensor.gradNode === null ? {} : { op: tensor.gradNode.rule.name }),
    ...(site === undefined ? {} : { site: { cell: String(site.cell), line: site.line, col: site.column } }),
    ...(item.ref === undefined ? {} : { ref: item.ref }),
    ...(preview === undefined ? {} : { preview }),
    planes,
  };
}

function gradState(tensor: Tensor): GradState {
  if (tensor.grad !== null) return 'present';
  return tensor.requiresGrad ? 'notRun' : 'noGrad';
}

function storePlane(
  tensor: Tensor,
  name: string,
  preview: TensorPreview | undefined,
  buffers: Record<string, PayloadTensor>,
): PlaneSpec {
  const data: PayloadArray = tensor.data;
  const stats = tensorStats(data);
  const bars = histogram(data, -stats.domain, stats.domain, TENSOR_BINS);
  const averaged = preview?.pool.some((block) => block > 1) === true;
  const stored = preview === undefined ? data : storePreview(data, tensor.shape, preview);
  buffers[name] = {
    dtype: averaged ? 'F32' : STORED[tensor.dtype],
    shape: preview === undefined ? [...tensor.shape] : storedShape(tensor.shape, preview),
    data: stored,
  };
  buffers[`${name}.hist`] = { dtype: 'U32', shape: [TENSOR_BINS], data: bars.counts };
  return { stats, histogram: { low: bars.low, high: bars.high } };
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}
