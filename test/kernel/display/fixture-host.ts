/** A display host that keeps what builders give it, for tests without a kernel around them. */
import type { JsonValue, ValueRef } from '../../../core/payload/messages.ts';
import type { ViewOutput } from '../../../core/payload/view.ts';
import type {
  DisplayHandle,
  DisplayHost,
  StreamEvents,
  ViewStream,
} from '../../../extension/kernel/worker/display/host.ts';

export class FixtureStream implements ViewStream {
  readonly id: string;
  readonly events: StreamEvents;
  readonly sent: JsonValue[] = [];
  writable = true;
  closed = false;
  constructor(id: string, events: StreamEvents) {
    this.id = id;
    this.events = events;
  }
  send(delta: JsonValue): number {
    return this.sent.push(JSON.parse(JSON.stringify(delta)));
  }
  close(): void {
    this.closed = true;
  }
}

export class FixtureHost implements DisplayHost {
  /** First outputs and replacements, in order. */
  readonly outputs: ViewOutput[] = [];
  readonly streams: FixtureStream[] = [];
  #ends: (() => void)[] = [];
  emit(output: Parameters<DisplayHost['emit']>[0]): DisplayHandle {
    const keep = (o: typeof output): void => {
      if (!('bytes' in o)) throw new Error('not a view');
      this.outputs.push(o);
    };
    keep(output);
    return { id: `output-${this.outputs.length}`, update: keep };
  }
  openStream(events: StreamEvents): ViewStream {
    const stream = new FixtureStream(`stream-${this.streams.length}`, events);
    this.streams.push(stream);
    return stream;
  }
  registerRef(): ValueRef {
    return { session: 's', id: 'v', version: 0 };
  }
  onRunEnd(listener: () => void): void {
    this.#ends.push(listener);
  }
  endRun(): void {
    for (const listener of this.#ends.splice(0)) listener();
  }
  callSite(): null {
    return null;
  }
  nameOf(): null {
    return null;
  }
  variables(): [] {
    return [];
  }
}
