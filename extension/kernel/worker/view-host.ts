/** The kernel's side of `display/host.ts`: outputs, live streams, and values that views may ask for later. */
import type { JsonValue, KernelQuery, ValueRef } from '../../../core/payload/messages.ts';
import type { ViewName, ViewOutput } from '../../../core/payload/view.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';
import type { PendingSite } from '../../../core/trace/recording.ts';
import type { OutputItem, ViewAnswer } from '../protocol.ts';
import type { Channel } from './channel.ts';
import type { CallHandler, DisplayHandle, DisplayHost, EmitOptions, StreamEvents, ViewStream } from './display/host.ts';
import type { TensorNames } from './inspect.ts';
import type { Run, Runtime } from './runtime.ts';
import { answerSlice } from './slices.ts';

/** Deltas on the way to a renderer before a stream stops being writable. */
const WINDOW = 2;

interface Reference {
  readonly value: WeakRef<object>;
  readonly calls: Readonly<Record<string, CallHandler>>;
}

interface OpenStream {
  acked: number;
  readonly events: StreamEvents;
}

export class KernelDisplay implements DisplayHost {
  readonly #runtime: Runtime;
  readonly #channel: Channel;
  readonly #names: TensorNames;
  readonly #session: string;
  readonly #references = new Map<string, Reference>();
  readonly #ids = new WeakMap<object, string>();
  readonly #streams = new Map<string, OpenStream>();
  readonly #poll: () => void;
  #serial = 0;

  /** @param poll takes messages that have arrived, which a cell that never yields does not */
  constructor(runtime: Runtime, channel: Channel, names: TensorNames, session: string, poll: () => void) {
    this.#poll = poll;
    this.#runtime = runtime;
    this.#channel = channel;
    this.#names = names;
    this.#session = session;
  }

  emit(output: ViewOutput | readonly OutputItem[], { live = false }: EmitOptions = {}): DisplayHandle {
    const run = this.#run();
    const id = `d${++this.#serial}`;
    const first = { run: run.id, display: id, items: itemsOf(output), ...(live ? { live } : {}) };
    this.#channel.push({ kind: 'display', ...first });
    return {
      id,
      update: (next) => this.#channel.push({ kind: 'update', run: run.id, display: id, items: itemsOf(next) }),
    };
  }

  #run(): Run {
    const { run } = this.#runtime;
    if (!run) throw new Error('display() was called outside of a cell.');
    return run;
  }

  openStream(events: StreamEvents, view: ViewName = 'curves'): ViewStream {
    const id = `${this.#session}.s${++this.#serial}`;
    const stream: OpenStream = { acked: 0, events };
    this.#streams.set(id, stream);
    const channel = this.#channel;
    const streams = this.#streams;
    const poll = this.#poll;
    let seq = 0;
    return {
      id,
      get writable() {
        if (seq - stream.acked >= WINDOW) poll();
        return seq - stream.acked < WINDOW;
      },
      send(delta) {
        channel.push({ kind: 'stream', view, streamId: id, seq: ++seq, delta });
        return seq;
      },
      close: () => streams.delete(id),
    };
  }

  acknowledge(streamId: string, seq: number): void {
    const stream = this.#streams.get(streamId);
    if (!stream || seq <= stream.acked) return;
    stream.acked = seq;
    stream.events.ack?.(seq);
  }

  resync(streamId: string, from: number): void {
    const stream = this.#streams.get(streamId);
    if (!stream) return;
    stream.acked = Math.max(stream.acked, from);
    stream.events.resync(from);
  }

  registerRef(value: object, calls: Readonly<Record<string, CallHandler>> = {}): ValueRef {
    const id = this.#ids.get(value) ?? `v${String(++this.#serial).padStart(7, '0')}`;
    this.#ids.set(value, id);
    this.#references.set(id, { value: new WeakRef(value), calls: { ...this.#references.get(id)?.calls, ...calls } });
    return { session: this.#session, id, version: versionOf(value) };
  }

  onRunEnd(listener: () => void): void {
    this.#run().onEnd.push(listener);
  }

  callSite(): { cell: string; line: number; col: number } | null {
    const frame = this.#runtime.callSite()();
    return frame?.text.cell ? { cell: frame.text.cell, line: frame.line, col: frame.column } : null;
  }

  /** The same as a note: worked out when it is asked for. */
  pendingSite(): PendingSite {
    const frame = this.#runtime.callSite();
    return () => {
      const place = frame();
      if (!place?.text.cell) return null;
      const { cell, index } = place.text;
      return { cell, line: place.line, column: place.column, ...(index === undefined ? {} : { index }) };
    };
  }

  nameOf(value: object): string | null {
    this.#names.refresh();
    if (value instanceof Tensor && value.label) return value.label;
    const { scope } = this.#runtime;
    return scope.names().find((name) => scope.object[name] === value) ?? null;
  }

  *variables(): Generator<readonly [string, unknown]> {
    const { scope } = this.#runtime;
    for (const name of scope.names()) yield [name, scope.object[name]];
  }

  progress(share: number, what: string): void {
    this.#channel.push({ kind: 'progress', run: this.#run().id, share, what });
  }

  /** Answers a view's question about a value. */
  async answer(query: KernelQuery): Promise<ViewAnswer> {
    const reference = query.ref.session === this.#session ? this.#references.get(query.ref.id) : undefined;
    const value = reference?.value.deref();
    if (!reference || !value) {
      this.#references.delete(query.ref.id);
      return { ok: false, reason: 'gone', message: 'The kernel no longer holds this value. Run the cell again.' };
    }
    if (query.kind === 'slice') {
      if (!(value instanceof Tensor)) return { ok: false, reason: 'failed', message: 'This value has no elements.' };
      return answerSlice(value, query);
    }
    const handler = Object.hasOwn(reference.calls, query.name) ? reference.calls[query.name] : undefined;
    if (!handler) return { ok: false, reason: 'failed', message: `This value does not answer '${query.name}'.` };
    const json: JsonValue = await handler(query.args);
    return { ok: true, version: versionOf(value), json };
  }
}

function versionOf(value: object): number {
  return value instanceof Tensor ? value.version : 0;
}

/** The view's own mime first: VS Code shows the first it can. */
function itemsOf(output: ViewOutput | readonly OutputItem[]): readonly OutputItem[] {
  if (!('mime' in output)) return output;
  return [
    { mime: output.mime, data: output.bytes },
    { mime: 'text/plain', data: output.text },
  ];
}
