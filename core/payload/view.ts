/**
 * What a view's output is, on its way from the kernel to the renderer and into the saved file.
 *
 * The body of every rich output is one safetensors file (`safetensors.ts`): the buffers are its tensors, and the view's
 * spec is a JSON string in the header's metadata under `nnbook`. So a saved output is data that any tool can read.
 * Each view declares its own spec type beside this file (`tensor.ts`, `graph.ts`, ...).
 */

/** The views that have a renderer, by the name in their mime type. */
export type ViewName = 'tensor' | 'graph' | 'gradflow' | 'curves' | 'attention' | 'plot' | 'gradcheck';

/** `application/vnd.nnbook.<view>.v1+nnb`: the version is the major version of the spec. */
export type ViewMime = `application/vnd.nnbook.${ViewName}.v1+nnb`;

export function viewMime(view: ViewName): ViewMime {
  return `application/vnd.nnbook.${view}.v1+nnb`;
}

/** Element types that a payload may hold, named as in the safetensors format. */
export type PayloadDType = 'F32' | 'F64' | 'I32' | 'U32' | 'U8' | 'BOOL';

export type PayloadArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

/** One buffer of a payload. `data.length` is the product of `shape`. */
export interface PayloadTensor {
  readonly dtype: PayloadDType;
  readonly shape: readonly number[];
  readonly data: PayloadArray;
}

/** A decoded payload: the view's spec and its buffers by name. */
export interface Payload<Spec> {
  readonly spec: Spec;
  readonly buffers: Readonly<Record<string, PayloadTensor>>;
}

/** What a view builder in the kernel hands to the output channel. */
export interface ViewOutput {
  readonly mime: ViewMime;
  /** The safetensors body. */
  readonly bytes: Uint8Array;
  /** The `text/plain` twin: stands alone in a diff, a terminal and a screen reader. */
  readonly text: string;
}
