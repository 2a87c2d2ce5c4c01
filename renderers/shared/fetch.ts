/**
 * Requests from a view to the kernel over the renderer's messaging: numbered, at most two in flight per output, and
 * latest-wins per lane (a newer request of a lane cancels the older one, queued or in flight). Without a kernel every
 * request settles at once with `noKernel`.
 */
import type {
  HostMessage,
  JsonValue,
  KernelQuery,
  KernelReply,
  KernelRequest,
  RendererMessage,
} from '../../core/payload/messages.ts';
import { refuse } from '../../core/payload/safetensors-format.ts';
import type { RendererContext } from './vscode.ts';

const IN_FLIGHT = 2;

interface Pending {
  readonly request: KernelRequest;
  readonly outputId: string;
  readonly lane: string;
  sent: boolean;
  settle(reply: KernelReply): void;
}

export type StreamListener = (delta: JsonValue, seq: number) => void;

/** One per renderer: owns the messaging of all its outputs. */
export class KernelLink {
  private readonly context: RendererContext;
  private readonly pending = new Map<number, Pending>();
  private readonly streams = new Map<string, StreamListener>();
  private readonly stateListeners = new Set<() => void>();
  private nextId = 1;
  /** undefined: not known yet; null: no kernel. */
  private sessionNow: string | null | undefined;

  constructor(context: RendererContext) {
    this.context = context;
    if (context.postMessage === undefined) this.sessionNow = null;
    context.onDidReceiveMessage?.((message) => this.receive(message));
    this.post({ type: 'nnbook.hello' });
  }

  /** Whether a kernel can be asked about a value of `session`. Optimistic until the host has answered. */
  reaches(session: string | undefined): boolean {
    return session !== undefined && (this.sessionNow === undefined || this.sessionNow === session);
  }

  onState(listener: () => void): () => void {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  }

  get canPost(): boolean {
    return this.context.postMessage !== undefined;
  }

  post(message: RendererMessage): void {
    this.context.postMessage?.(message);
  }

  request(outputId: string, lane: string, query: KernelQuery): Promise<KernelReply> {
    const id = this.nextId++;
    if (!this.reaches(query.ref.session)) {
      return Promise.resolve({ v: 1, id, ok: false, reason: 'noKernel' });
    }
    for (const other of [...this.pending.values()]) {
      if (other.outputId === outputId && other.lane === lane) this.cancel(other);
    }
    return new Promise((resolve) => {
      const settle = (reply: KernelReply): void => {
        this.pending.delete(id);
        resolve(reply);
        this.pump(outputId);
      };
      this.pending.set(id, { request: { v: 1, id, query }, outputId, lane, sent: false, settle });
      this.pump(outputId);
    });
  }

  /** Deltas of a live view; each is acknowledged after the listener has taken it. */
  listen(streamId: string, listener: StreamListener): () => void {
    this.streams.set(streamId, listener);
    return () => {
      if (this.streams.get(streamId) === listener) this.streams.delete(streamId);
    };
  }

  resync(streamId: string, from: number): void {
    this.post({ type: 'nnbook.resync', streamId, from });
  }

  /** Cancels whatever an output still waits for. */
  drop(outputId: string): void {
    for (const entry of [...this.pending.values()]) if (entry.outputId === outputId) this.cancel(entry);
  }

  private cancel(entry: Pending): void {
    const { id } = entry.request;
    if (entry.sent) this.post({ type: 'nnbook.cancel', outputId: entry.outputId, id });
    entry.settle({ v: 1, id, ok: false, reason: 'cancelled' });
  }

  private pump(outputId: string): void {
    const mine = [...this.pending.values()].filter((entry) => entry.outputId === outputId);
    let flying = mine.filter((entry) => entry.sent).length;
    for (const entry of mine) {
      if (entry.sent || flying >= IN_FLIGHT) continue;
      entry.sent = true;
      flying++;
      this.post({ type: 'nnbook.request', outputId, request: entry.request });
    }
  }

  private receive(raw: unknown): void {
    const message = raw as Partial<HostMessage> | null;
    if (typeof message !== 'object' || message === null) return;
    if (message.type === 'nnbook.reply' && typeof message.reply?.id === 'number') {
      const entry = this.pending.get(message.reply.id);
      if (entry !== undefined && entry.outputId === message.outputId) entry.settle(message.reply);
    } else if (message.type === 'nnbook.stream' && typeof message.streamId === 'string') {
      const { streamId, seq = 0, delta = null } = message;
      const listener = this.streams.get(streamId);
      if (listener === undefined) return;
      listener(delta, seq);
      this.post({ type: 'nnbook.ack', streamId, seq });
    } else if (message.type === 'nnbook.kernel') {
      this.sessionNow = message.session ?? null;
      for (const listener of [...this.stateListeners]) listener();
    }
  }
}

/** The elements of a successful slice reply, or a reason. Checks that the bytes fit the shape. */
export function replyValues(reply: KernelReply):
  | {
      readonly ok: true;
      readonly shape: readonly number[];
      readonly data: Float32Array | Float64Array | Int32Array | Uint8Array;
    }
  | { readonly ok: false; readonly reason: string } {
  if (!reply.ok) return { ok: false, reason: reply.message ?? reply.reason };
  const { shape, dtype, b64 } = reply;
  if (shape === undefined || dtype === undefined || b64 === undefined) return { ok: false, reason: 'no values came' };
  const bytes = fromBase64(b64);
  const Kind = { F32: Float32Array, F64: Float64Array, I32: Int32Array, U8: Uint8Array }[dtype];
  const expected = shape.reduce((n, size) => n * size, 1);
  if (Kind === undefined || bytes.byteLength !== expected * Kind.BYTES_PER_ELEMENT) {
    return refuse('shape', 'the values that came do not fit their shape');
  }
  return { ok: true, shape, data: new Kind(bytes.buffer) };
}

/** atob and an indexed loop: many times faster than `Uint8Array.from` with a mapping function. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) out[i] = binary.charCodeAt(i);
  return out;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}
