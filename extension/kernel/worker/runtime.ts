/** Runs cells: transform, compile, execute against the notebook's scope, report. */
import { AsyncLocalStorage } from 'node:async_hooks';
import path from 'node:path';
import vm from 'node:vm';
import { InterruptError } from '../../../core/errors.ts';
import type { EndReason, ErrorReport } from '../protocol.ts';
import { CellHost, ImportFailure } from './cell-host.ts';
import type { Channel } from './channel.ts';
import { type ErrorContext, reportError } from './errors.ts';
import type { Interrupt } from './interrupt.ts';
import { type CellFunction, ModuleLoader, metaOf, type Namespace } from './modules.ts';
import { NotebookScope } from './scope.ts';
import { SourceTable, type SourceText, type UserFrame } from './sources.ts';
import { CellSyntaxError, transformCell } from './transform/cell.ts';

export interface CellText {
  readonly cell: string;
  /** 1-based place in the notebook. */
  readonly index: number;
  readonly source: string;
}

/** One execution under way or past. */
export interface Run {
  readonly id: number;
  readonly cell: string | null;
  live: boolean;
  readonly onEnd: (() => void)[];
  /** Ends the run with an error that happened beside its own flow of control. */
  fail: (error: unknown) => void;
}

export interface RuntimeSettings {
  readonly channel: Channel;
  readonly interrupt: Interrupt;
  readonly folder: string | null;
  readonly file: string | null;
  readonly provided: Readonly<Record<string, Namespace>>;
  /** Shows the value of a cell's last expression. */
  show(value: unknown): void | Promise<void>;
  /** Called when a run has ended. */
  afterRun?(): void;
}

export class Runtime {
  readonly scope = new NotebookScope();
  readonly sources = new SourceTable();
  readonly #settings: RuntimeSettings;
  readonly #loader: ModuleLoader;
  readonly #runs = new AsyncLocalStorage<Run>();
  #current: Run | null = null;

  constructor(settings: RuntimeSettings) {
    this.#settings = settings;
    const { folder, interrupt, provided } = settings;
    this.#loader = new ModuleLoader({ folder, interrupt, provided, sources: this.sources });
  }

  /** The run that the calling code belongs to, even from a timer that outlives it. */
  get run(): Run | null {
    return this.#runs.getStore() ?? this.#current;
  }

  /** The run that has not ended. */
  get current(): Run | null {
    return this.#current;
  }

  async runCell(id: number, text: CellText): Promise<EndReason> {
    return this.execute(id, text.cell, async (run) => {
      const value = await this.#runText(text, run);
      if (value !== undefined) await this.#settings.show(value);
    });
  }

  /** Runs a task as an execution: its output, errors and end go to the channel. */
  async execute(id: number, cell: string | null, task: (run: Run) => Promise<void>): Promise<EndReason> {
    const { channel, interrupt } = this.#settings;
    const interrupted = interrupt.begin();
    let fail!: (error: unknown) => void;
    const failed = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const run: Run = { id, cell, live: true, onEnd: [], fail };
    this.#current = run;
    channel.push({ kind: 'start', run: id, time: Date.now() });
    let reason: EndReason = 'ok';
    try {
      await this.#runs.run(run, () => Promise.race([task(run), interrupted, failed]));
    } catch (error) {
      reason = error instanceof InterruptError ? 'interrupted' : 'error';
      channel.push({ kind: 'error', run: id, error: this.report(error) });
    }
    await this.#runs.run(run, () => this.#finish(run));
    run.live = false;
    this.#current = null;
    interrupt.end();
    channel.push({ kind: 'end', run: id, reason, time: Date.now() });
    this.#settings.afterRun?.();
    return reason;
  }

  async #finish(run: Run): Promise<void> {
    for (const listener of run.onEnd) {
      try {
        await listener();
      } catch (error) {
        this.#settings.channel.push({ kind: 'error', run: run.id, error: this.report(error) });
      }
    }
  }

  async #runText(text: CellText, run: Run): Promise<unknown> {
    const script = this.sources.nextCellScript();
    const label = `Cell ${text.index}`;
    const { cell, source } = text;
    let transformed: ReturnType<typeof transformCell>;
    try {
      const known = this.scope.kinds();
      transformed = transformCell(source, { kind: 'cell', known, isGlobal: (name) => name in globalThis });
    } catch (error) {
      throw new TextError(error, { cell, label, source });
    }
    const sourceText: SourceText = { script, cell, index: text.index, label, source, text: transformed.text };
    this.sources.add(sourceText);
    const compiled = this.#compile(transformed.text.code, sourceText);
    for (const { name, kind, line } of transformed.declarations)
      this.scope.declare(name, { kind, cell, line: line + 1 });
    const { file } = this.#settings;
    const host = new CellHost({
      scope: this.scope,
      load: (specifier) => this.#loader.load(specifier),
      meta: metaOf(file),
    });
    run.onEnd.push(() => host.disposeResources());
    try {
      return await compiled(this.scope.object, host, this.#settings.interrupt);
    } catch (error) {
      if (error instanceof ImportFailure) throw new TextError(error, { cell, label, source });
      throw error;
    }
  }

  #compile(code: string, text: SourceText): CellFunction {
    try {
      return new vm.Script(code, { filename: text.script }).runInThisContext() as CellFunction;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new TextError(this.#located(error, text), text);
    }
  }

  /** An error of the engine's own parser, which names its place on the first lines of the stack. */
  #located(error: SyntaxError, text: SourceText): CellSyntaxError {
    const [where = '', , carets = ''] = (error.stack ?? '').split('\n');
    const line = Number(/:(\d+)$/.exec(where)?.[1] ?? 1) - 1;
    const position = text.text.translate({ line, col: Math.max(0, carets.indexOf('^')) });
    return new CellSyntaxError(error.message, position, carets.trim().length || 1);
  }

  report(error: unknown): ErrorReport {
    const context: ErrorContext = {
      sources: this.sources,
      isNamespace: (name) => this.scope.entries.get(name)?.kind === 'import',
    };
    if (!(error instanceof TextError)) return reportError(error, context);
    const { cause, text } = error;
    if (!(cause instanceof ImportFailure)) return reportError(cause, { ...context, text });
    return reportError(cause.cause, { ...context, text, at: { line: cause.line, col: cause.col } });
  }

  /** Notes where in the user's code the caller stands; the stack is only formatted when the answer is asked for. */
  callSite(): () => UserFrame | null {
    const holder: { stack?: string } = {};
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 20;
    Error.captureStackTrace(holder);
    Error.stackTraceLimit = limit;
    return () => this.sources.firstFrame(holder.stack ?? '');
  }

  get baseName(): string {
    return this.#settings.file ? path.basename(this.#settings.file) : 'Untitled';
  }
}

/** An error together with the text that it is about. */
class TextError extends Error {
  readonly text: Pick<SourceText, 'cell' | 'label' | 'source'>;

  constructor(cause: unknown, text: Pick<SourceText, 'cell' | 'label' | 'source'>) {
    super('in a text', { cause });
    this.text = text;
  }
}
