/**
 * What to do when, without doing it: a pure function from a state and an event to the next state and commands.
 * One queue per notebook. The driver carries the commands out.
 *
 * A run is one execution of one cell (or of an editor's verb on a value, which has no cell).
 */

export interface QueuedRun {
  readonly run: number;
  /** Key of the cell; null for a task without one. */
  readonly cell: string | null;
}

export type KernelPhase = 'off' | 'starting' | 'ready';

export interface QueueState {
  readonly kernel: KernelPhase;
  readonly running: QueuedRun | null;
  readonly waiting: readonly QueuedRun[];
  /** `asked`: the flag is up, the grace period runs. `forced`: the kernel is being terminated for it. */
  readonly interrupt: 'none' | 'asked' | 'forced';
  /** The kernel is on its way out because the user restarts it; a new one follows. */
  readonly restarting: boolean;
  readonly nextRun: number;
}

export type QueueEvent =
  /** The user runs cells, in this order. */
  | { readonly type: 'queue'; readonly cells: readonly (string | null)[] }
  /** The notebook was opened: have a kernel before the first run asks for it. */
  | { readonly type: 'warm' }
  | { readonly type: 'ready' }
  | { readonly type: 'ended'; readonly run: number; readonly reason: 'ok' | 'error' | 'interrupted' }
  | { readonly type: 'interrupt' }
  /** The grace period after an interrupt is over. */
  | { readonly type: 'graceOver' }
  | { readonly type: 'exited'; readonly message: string }
  | { readonly type: 'restart' }
  /** The cell is no longer in the notebook. */
  | { readonly type: 'removed'; readonly cell: string }
  | { readonly type: 'closed' };

/** Why a run ended without the kernel saying so. */
export type Loss = 'died' | 'stateLost' | 'restarted' | 'removed';

export type QueueCommand =
  | { readonly type: 'startKernel' }
  | { readonly type: 'stopKernel' }
  /** Shows the cell as pending, and clears its old output. */
  | { readonly type: 'announce'; readonly run: number; readonly cell: string | null }
  /** Hands the run to the kernel. */
  | { readonly type: 'execute'; readonly run: number; readonly cell: string | null }
  /** The run is over: succeeded, failed, or (undefined) never ran. */
  | {
      readonly type: 'settle';
      readonly run: number;
      readonly success: boolean | undefined;
      readonly loss?: Loss;
      readonly message?: string;
    }
  /** Says in the failed cell that these many queued cells did not run. */
  | { readonly type: 'skipped'; readonly run: number; readonly count: number }
  | { readonly type: 'raiseFlag' }
  | { readonly type: 'startGrace' }
  | { readonly type: 'cancelGrace' };

export interface Step {
  readonly state: QueueState;
  readonly commands: readonly QueueCommand[];
}

export const initialQueue: QueueState = {
  kernel: 'off',
  running: null,
  waiting: [],
  interrupt: 'none',
  restarting: false,
  nextRun: 1,
};

export function step(state: QueueState, event: QueueEvent): Step {
  switch (event.type) {
    case 'queue':
      return queue(state, event.cells);
    case 'warm':
      return state.kernel === 'off' ? startKernel(state, []) : still(state);
    case 'ready':
      return next({ ...state, kernel: 'ready' }, []);
    case 'ended':
      return ended(state, event.run, event.reason);
    case 'interrupt':
      return interrupt(state);
    case 'graceOver':
      return state.interrupt === 'asked' ? force(state, []) : still(state);
    case 'exited':
      return exited(state, event.message);
    case 'restart':
      return restart(state);
    case 'removed':
      return removed(state, event.cell);
    case 'closed':
      return closed(state);
  }
}

function still(state: QueueState): Step {
  return { state, commands: [] };
}

function startKernel(state: QueueState, commands: readonly QueueCommand[]): Step {
  return { state: { ...state, kernel: 'starting' }, commands: [...commands, { type: 'startKernel' }] };
}

function queue(state: QueueState, cells: readonly (string | null)[]): Step {
  // A cell that waits already keeps its place; one that runs may be queued once more.
  const fresh = cells.filter((cell) => cell === null || !state.waiting.some((item) => item.cell === cell));
  const added = fresh.map((cell, i): QueuedRun => ({ run: state.nextRun + i, cell }));
  const commands = added.map(({ run, cell }): QueueCommand => ({ type: 'announce', run, cell }));
  const after: QueueState = { ...state, waiting: [...state.waiting, ...added], nextRun: state.nextRun + added.length };
  if (after.kernel === 'off' && added.length > 0) return startKernel(after, commands);
  return next(after, commands);
}

/** Starts the next run if nothing is in the way. */
function next(state: QueueState, commands: readonly QueueCommand[]): Step {
  const [first, ...rest] = state.waiting;
  if (!first || state.running || state.kernel !== 'ready' || state.restarting) return { state, commands };
  return {
    state: { ...state, running: first, waiting: rest, interrupt: 'none' },
    commands: [...commands, { type: 'execute', ...first }],
  };
}

/** Ends everything that waits, unrun. */
function drop(waiting: readonly QueuedRun[]): QueueCommand[] {
  return waiting.map(({ run }) => ({ type: 'settle', run, success: undefined }));
}

function ended(state: QueueState, run: number, reason: 'ok' | 'error' | 'interrupted'): Step {
  if (state.running?.run !== run) return still(state);
  const commands: QueueCommand[] = [];
  if (state.interrupt !== 'none') commands.push({ type: 'cancelGrace' });
  const skipped = reason === 'ok' ? [] : state.waiting;
  if (reason === 'error' && skipped.length > 0) commands.push({ type: 'skipped', run, count: skipped.length });
  commands.push({ type: 'settle', run, success: reason === 'ok' }, ...drop(skipped));
  const waiting = reason === 'ok' ? state.waiting : [];
  const interruptState = state.interrupt === 'forced' ? 'forced' : 'none';
  return next({ ...state, running: null, waiting, interrupt: interruptState }, commands);
}

function interrupt(state: QueueState): Step {
  const commands = drop(state.waiting);
  const after = { ...state, waiting: [] };
  if (!state.running) return { state: after, commands };
  // A second press does not wait for the grace period.
  if (state.interrupt === 'asked') return force(after, [...commands, { type: 'cancelGrace' }]);
  if (state.interrupt === 'forced') return { state: after, commands };
  return {
    state: { ...after, interrupt: 'asked' },
    commands: [...commands, { type: 'raiseFlag' }, { type: 'startGrace' }],
  };
}

function force(state: QueueState, commands: readonly QueueCommand[]): Step {
  return { state: { ...state, interrupt: 'forced' }, commands: [...commands, { type: 'stopKernel' }] };
}

function exited(state: QueueState, message: string): Step {
  const commands: QueueCommand[] = [];
  if (state.interrupt === 'asked') commands.push({ type: 'cancelGrace' });
  if (state.running) {
    const loss: Loss = state.restarting ? 'restarted' : state.interrupt === 'forced' ? 'stateLost' : 'died';
    commands.push({ type: 'settle', run: state.running.run, success: false, loss, message });
  }
  // What was queued after a restart was asked for is meant for the new kernel.
  const waiting = state.restarting ? state.waiting : [];
  if (!state.restarting) commands.push(...drop(state.waiting));
  const after: QueueState = { ...state, kernel: 'off', running: null, waiting, interrupt: 'none', restarting: false };
  return state.restarting ? startKernel(after, commands) : { state: after, commands };
}

function restart(state: QueueState): Step {
  const commands = drop(state.waiting);
  const after: QueueState = { ...state, waiting: [] };
  if (state.kernel === 'off') return startKernel(after, commands);
  if (state.restarting) return { state: after, commands };
  return { state: { ...after, restarting: true }, commands: [...commands, { type: 'stopKernel' }] };
}

function removed(state: QueueState, cell: string): Step {
  const gone = state.waiting.filter((item) => item.cell === cell);
  const after = { ...state, waiting: state.waiting.filter((item) => item.cell !== cell) };
  const commands = gone.map(({ run }): QueueCommand => ({ type: 'settle', run, success: undefined, loss: 'removed' }));
  if (state.running?.cell !== cell || state.interrupt !== 'none') return { state: after, commands };
  // A cell that is deleted while it runs is stopped; those behind it stay queued.
  return {
    state: { ...after, interrupt: 'asked' },
    commands: [...commands, { type: 'raiseFlag' }, { type: 'startGrace' }],
  };
}

function closed(state: QueueState): Step {
  const commands = drop(state.waiting);
  if (state.interrupt === 'asked') commands.push({ type: 'cancelGrace' });
  if (state.running) commands.push({ type: 'settle', run: state.running.run, success: undefined });
  if (state.kernel !== 'off') commands.push({ type: 'stopKernel' });
  return { state: { ...initialQueue, nextRun: state.nextRun }, commands };
}
