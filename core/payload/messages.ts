/**
 * Messages between a renderer in the notebook's webview and the extension host, which passes them on to the notebook's
 * kernel. They travel as JSON, so they are small: bulk bytes go in output items, slices come as base64.
 *
 * A message from the host without an addressee reaches every renderer of its kind; hence the output's id or the
 * stream's id in each of them.
 */

/** A value that a kernel holds. `version` rises with every in-place change. */
export interface ValueRef {
  readonly session: string;
  readonly id: string;
  readonly version: number;
}

/** Where in the user's code something was made: index of the cell's execution order, 1-based line and column. */
export interface CodeSite {
  readonly cell: string;
  readonly line: number;
  readonly col: number;
}

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** Per axis: one index, or a half-open range. */
export type SliceItem = number | readonly [start: number, stop: number];

/** What a view asks of the kernel. Values come as float32 unless the tensor is float64 or int32. */
export type KernelQuery =
  | {
      readonly kind: 'slice';
      readonly ref: ValueRef;
      readonly which: 'value' | 'grad';
      readonly slice: readonly SliceItem[];
      readonly maxElems: number;
    }
  | { readonly kind: 'call'; readonly ref: ValueRef; readonly name: string; readonly args: JsonValue };

export interface KernelRequest {
  readonly v: 1;
  readonly id: number;
  readonly query: KernelQuery;
}

export type FailReason = 'gone' | 'noKernel' | 'tooBig' | 'cancelled' | 'failed';

export type KernelReply =
  | {
      readonly v: 1;
      readonly id: number;
      readonly ok: true;
      /** The value's version when it was read: a view of an older one says "changed since shown". */
      readonly version: number;
      readonly shape?: readonly number[];
      readonly dtype?: 'F32' | 'F64' | 'I32' | 'U8';
      /** Little-endian bytes of the elements, row-major; at most 256 KiB of them. */
      readonly b64?: string;
      readonly json?: JsonValue;
    }
  | { readonly v: 1; readonly id: number; readonly ok: false; readonly reason: FailReason; readonly message?: string };

export type ExportFormat = 'svg' | 'png' | 'csv' | 'safetensors';

/** Renderer to host. */
export type RendererMessage =
  /** Asks for the kernel's state; the host answers with `nnbook.kernel` now and on every change. */
  | { readonly type: 'nnbook.hello' }
  | { readonly type: 'nnbook.request'; readonly outputId: string; readonly request: KernelRequest }
  | { readonly type: 'nnbook.cancel'; readonly outputId: string; readonly id: number }
  | { readonly type: 'nnbook.ack'; readonly streamId: string; readonly seq: number }
  | { readonly type: 'nnbook.resync'; readonly streamId: string; readonly from: number }
  | { readonly type: 'nnbook.save'; readonly name: string; readonly format: ExportFormat; readonly b64: string }
  | { readonly type: 'nnbook.copy'; readonly text: string }
  | { readonly type: 'nnbook.reveal'; readonly site: CodeSite };

/** Host to renderer. */
export type HostMessage =
  | { readonly type: 'nnbook.reply'; readonly outputId: string; readonly reply: KernelReply }
  | { readonly type: 'nnbook.stream'; readonly streamId: string; readonly seq: number; readonly delta: JsonValue }
  | { readonly type: 'nnbook.kernel'; readonly session: string | null };
