/**
 * What travels between the extension host and a kernel: two closed unions, one ordered channel each way.
 * Everything survives a structured clone.
 */
import type { JsonValue, KernelQuery, KernelReply } from '../../core/payload/messages.ts';
import type { ViewName } from '../../core/payload/view.ts';
import type { LiveShape, LiveValue } from '../language/live.ts';
import type { VariableReport } from '../variables/variable.ts';

/** How a kernel is started. */
export interface KernelSettings {
  /** Names this life of the kernel in value references: a view of an earlier life finds its values gone. */
  readonly session: string;
  /** Folder against which imports resolve; null for a notebook that is not on a disk. */
  readonly folder: string | null;
  /** Name of the notebook's file, for `import.meta`. */
  readonly file: string | null;
  /** Int32 cell 0: not 0 asks the running cell to stop. */
  readonly interruptFlag: SharedArrayBuffer;
  /** Bytes that tensors may hold. */
  readonly memoryBudget: number;
  /** Colours in printed values. */
  readonly colors: boolean;
}

/** One item of an output: text, or bytes. */
export interface OutputItem {
  readonly mime: string;
  readonly data: string | Uint8Array;
}

/** A place in a cell or a local file; 1-based. */
export interface SourcePlace {
  /** Id of the cell, or null for a file. */
  readonly cell: string | null;
  /** `Cell 3`, or the file's path relative to the notebook. */
  readonly label: string;
  readonly line: number;
  readonly column: number;
  /** Columns to underline. */
  readonly length: number;
}

export interface ErrorReport {
  readonly name: string;
  readonly message: string;
  /** The user's frames, the code around the place, and the causes, as text. */
  readonly stack: string;
  readonly place: SourcePlace | null;
}

export type EndReason = 'ok' | 'error' | 'interrupted';

/** What happens while cells run, in order. `run` says to which request it belongs. */
export type KernelEvent =
  | { readonly kind: 'start'; readonly run: number; readonly time: number }
  | { readonly kind: 'text'; readonly run: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** Text beyond what is shown: kept for "open full output". */
  | { readonly kind: 'overflow'; readonly run: number; readonly text: string; readonly dropped: number }
  | {
      readonly kind: 'display';
      readonly run: number;
      readonly display: string;
      readonly items: readonly OutputItem[];
      /** The cell will go on changing it: what counts is its last state. */
      readonly live?: boolean;
    }
  | { readonly kind: 'update'; readonly run: number; readonly display: string; readonly items: readonly OutputItem[] }
  | { readonly kind: 'clear'; readonly run: number; readonly wait: boolean }
  | { readonly kind: 'error'; readonly run: number; readonly error: ErrorReport }
  /** How far a long task of the editor is, 0 to 1, and with what it is busy. */
  | { readonly kind: 'progress'; readonly run: number; readonly share: number; readonly what: string }
  | { readonly kind: 'end'; readonly run: number; readonly reason: EndReason; readonly time: number }
  | {
      readonly kind: 'stream';
      readonly view: ViewName;
      readonly streamId: string;
      readonly seq: number;
      readonly delta: JsonValue;
    };

/** A value that Gradient Check can check. */
export interface GradcheckTarget {
  readonly path: readonly string[];
  readonly kind: 'tensor' | 'module' | 'function';
  /** `Linear, 2 parameters, 7,850 elements`. */
  readonly detail: string;
}

/** A reply to a view, without the envelope that the host adds. */
export type ViewAnswer = KernelReply extends infer R ? (R extends KernelReply ? Omit<R, 'v' | 'id'> : never) : never;

/**
 * Every question to a kernel: `[parameters, answer]`. A kernel that runs a cell answers what only reads between two
 * passes of a loop, everything else at its next yield.
 */
export interface KernelMethods {
  inspect: [{ readonly path: readonly string[] }, LiveValue | null];
  /** `cell` of each is the cell's id. */
  shapes: [Record<string, never>, readonly LiveShape[]];
  /** `cell` of each is the cell's id. */
  variables: [Record<string, never>, VariableReport];
  view: [KernelQuery, ViewAnswer];
  gradcheckTargets: [Record<string, never>, readonly GradcheckTarget[]];
}

export type KernelMethod = keyof KernelMethods;
export type MethodParams<M extends KernelMethod> = KernelMethods[M][0];
export type MethodAnswer<M extends KernelMethod> = KernelMethods[M][1];

export type KernelQuestion = {
  [M in KernelMethod]: { readonly method: M; readonly params: MethodParams<M> };
}[KernelMethod];

/** What a run executes: the text of a cell, or one of the editor's verbs on a value. */
export type RunTask =
  | { readonly kind: 'cell'; readonly cell: string; readonly index: number; readonly source: string }
  | { readonly kind: 'show'; readonly path: readonly string[]; readonly view: 'tensor' | 'graph' };

export type HostToKernel =
  | { readonly type: 'run'; readonly run: number; readonly task: RunTask }
  /** Beside the shared flag, which a cell that waits does not look at. */
  | { readonly type: 'interrupt' }
  | { readonly type: 'ask'; readonly id: number; readonly question: KernelQuestion }
  | { readonly type: 'ack'; readonly streamId: string; readonly seq: number }
  | { readonly type: 'resync'; readonly streamId: string; readonly from: number };

export type KernelToHost =
  | { readonly type: 'ready'; readonly startupMs: number }
  | { readonly type: 'events'; readonly events: readonly KernelEvent[] }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
