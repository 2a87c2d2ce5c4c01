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
  type TensorImage,
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
import { Tensor } from '../../../../core/tensor/tensor.ts';
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
  /**
   * `image` shows [h, w], [n, h, w] or [n, 1, h, w] in grey and [n, 3, h, w] in colour, from black at the smallest value
   * to white at the largest. A colour picture of its own is [1, 3, h, w].
   */
  readonly as?: 'image';
  /** Captions of the first axis, one per index: the digits' classes, the words of an embedding. */
  readonly labels?: Tensor | readonly unknown[];
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
  const specs = items.map((item, index) => itemSpec(item, index, budget, buffers, options));
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
  options: TensorViewOptions,
): TensorItemSpec {
  const { tensor } = item;
  const shape = [...tensor.shape];
  const name = item.name ?? tensor.label ?? undefined;
  const site = tensor.gradNode?.site ?? undefined;
  const planeCount = 1 + (tensor.grad === null ? 0 : 1) + (item.update === undefined ? 0 : 1);
  const preview = choosePreview(shape, Math.floor(budget / planeCount));
  const planes: { [plane in TensorPlane]?: PlaneSpec } = {};
  const image = options.as === 'image' ? imageOf(tensor) : undefined;
  const labels = options.labels === undefined ? undefined : captions(options.labels, shape);
  const add = (plane: TensorPlane, source: Tensor | null | undefined): void => {
    if (!source || source.device === 'meta') return;
    const range = plane === 'value' && image !== undefined ? ([image.low, image.high] as const) : undefined;
    planes[plane] = storePlane(source, `${index}.${plane}`, preview, buffers, range);
  };
  add('value', tensor);
  if (tensor.grad !== null && sameShape(tensor.grad.shape, shape)) add('grad', tensor.grad);
  if (item.update !== undefined && sameShape(item.update.shape, shape)) add('update', item.update);
  return {
    ...(name === undefined ? {} : { name }),
    dtype: tensor.dtype,
    shape,
    bytes: tensor.nbytes,
    axes: shape.map((_, axis) => ({
      ...item.axes?.[axis],
      ...(axis === 0 && labels !== undefined ? { labels } : {}),
    })),
    requiresGrad: tensor.requiresGrad,
    gradState: gradState(tensor),
    ...(tensor.gradNode === null ? {} : { op: tensor.gradNode.rule.name }),
    ...(site === undefined ? {} : { site: { cell: String(site.cell), line: site.line, col: site.column } }),
    ...(item.ref === undefined ? {} : { ref: item.ref }),
    ...(preview === undefined ? {} : { preview }),
    ...(image === undefined ? {} : { image }),
    planes,
  };
}

/** The range of brightness. @throws TypeError where the shape is no picture's. */
function imageOf(tensor: Tensor): TensorImage {
  const { shape } = tensor;
  const channels = shape.length === 4 ? shape[1] : 1;
  if (shape.length < 2 || shape.length > 4 || (channels !== 1 && channels !== 3)) {
    throw new TypeError(
      `display(x, { as: 'image' }) shows [h, w], [n, h, w] or [n, 1 or 3, h, w]; x is [${shape.join(', ')}]. ` +
        'Bring the channels to axis 1 with permute or unsqueeze.',
    );
  }
  const { min, max } = tensor.device === 'meta' ? { min: 0, max: 1 } : tensorStats(tensor.data);
  return { low: min ?? 0, high: max ?? 1, rgb: channels === 3 };
}

/** @throws RangeError where there is not one label for each index of axis 0. */
function captions(labels: Tensor | readonly unknown[], shape: readonly number[]): string[] {
  const list = Array.isArray(labels) ? labels : Array.from((labels as Tensor).data);
  if (list.length !== shape[0]) {
    throw new RangeError(
      `display: ${list.length} labels for shape [${shape.join(', ')}]; axis 0 needs one for each of ${shape[0] ?? 0}.`,
    );
  }
  return list.map((label) => String(label instanceof Tensor ? label.item() : label).slice(0, 200));
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
  range?: readonly [low: number, high: number],
): PlaneSpec {
  const data: PayloadArray = tensor.data;
  const stats = tensorStats(data);
  const [low, high] = range !== undefined && range[1] > range[0] ? range : [-stats.domain, stats.domain];
  const bars = histogram(data, low, high, TENSOR_BINS);
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
