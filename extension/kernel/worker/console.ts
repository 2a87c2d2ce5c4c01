/** `console` and `process.stdout`, led into the kernel's ordered channel. */
import { Console } from 'node:console';
import process from 'node:process';

export type TextSink = (stream: 'stdout' | 'stderr', text: string) => void;

type Chunk = string | Uint8Array;
type Callback = (error?: Error | null) => void;

/** Replaces the worker's console and standard streams. */
export function captureConsole(sink: TextSink, colors: boolean): void {
  const stdout = redirect(process.stdout, 'stdout', sink);
  const stderr = redirect(process.stderr, 'stderr', sink);
  globalThis.console = new Console({
    stdout,
    stderr,
    // A stream's error handler would cost a listener per line; these streams cannot fail.
    ignoreErrors: false,
    colorMode: colors,
    inspectOptions: { maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 },
  });
}

function redirect(stream: NodeJS.WriteStream, name: 'stdout' | 'stderr', sink: TextSink): NodeJS.WriteStream {
  const decoder = new TextDecoder();
  stream.write = (chunk: Chunk, encoding?: BufferEncoding | Callback, callback?: Callback): boolean => {
    sink(name, typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) queueMicrotask(done);
    return true;
  };
  return stream;
}
