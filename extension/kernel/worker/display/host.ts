/**
 * What a view builder may ask of the kernel it runs in. Builders are functions from core values to a `ViewOutput`; those
 * that live on (curves) or answer questions later (slices of a big tensor) use this interface for it.
 */
import type { JsonValue, ValueRef } from '../../../../core/payload/messages.ts';
import type { ViewName, ViewOutput } from '../../../../core/payload/view.ts';
import type { OutputItem } from '../../protocol.ts';

/** An output that can be replaced while its cell runs. */
export interface DisplayHandle {
  readonly id: string;
  update(output: ViewOutput | readonly OutputItem[]): void;
}

/** A view's live channel. Deltas travel without touching the saved output. */
export interface ViewStream {
  readonly id: string;
  /** True when the renderer has acknowledged enough to send more (at most `window` unacknowledged deltas). */
  readonly writable: boolean;
  /** Sends a delta; its number is 1 higher than the last. */
  send(delta: JsonValue): number;
  close(): void;
}

export interface StreamEvents {
  /** The renderer has applied all deltas up to `seq`. */
  ack?(seq: number): void;
  /** The renderer missed deltas and wants everything after `from`. */
  resync(from: number): void;
}

/** Answers a view's `call` query on a value. */
export type CallHandler = (args: JsonValue) => JsonValue | Promise<JsonValue>;

export interface EmitOptions {
  /** The output goes on changing until the cell ends: where there is no screen, only its last state is shown. */
  readonly live?: boolean;
}

export interface DisplayHost {
  /** Adds an output to the running cell. */
  emit(output: ViewOutput | readonly OutputItem[], options?: EmitOptions): DisplayHandle;
  /** Opens a live channel to the renderer of `view` (default `curves`). */
  openStream(events: StreamEvents, view?: ViewName): ViewStream;
  /** Makes a tensor reachable for slice queries, held weakly. The same tensor keeps its reference. */
  registerRef(value: object, calls?: Readonly<Record<string, CallHandler>>): ValueRef;
  /** Called when the running cell ends, however it ends: the place for a last, complete output. */
  onRunEnd(listener: () => void): void;
  /** Where in the user's code the caller stands; null when unknown. */
  callSite(): { readonly cell: string; readonly line: number; readonly col: number } | null;
  /** The variable that holds this value, if one does. */
  nameOf(value: object): string | null;
  /** The notebook's top-level variables. */
  variables(): Iterable<readonly [string, unknown]>;
  /** Says how far a long task of the editor is, 0 to 1, and with what it is busy. */
  progress?(share: number, what: string): void;
}

let current: DisplayHost | null = null;

/** Set once by the kernel. */
export function setDisplayHost(host: DisplayHost | null): void {
  current = host;
}

/** The kernel's host. Throws outside a kernel. */
export function displayHost(): DisplayHost {
  if (!current) throw new Error('display() works inside a notebook kernel only.');
  return current;
}
