import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  initialQueue,
  type QueueCommand,
  type QueueEvent,
  type QueueState,
  step,
} from '../../extension/kernel/run-queue.ts';

/** Runs events one after another; the commands of each. */
function play(...events: QueueEvent[]): { state: QueueState; commands: QueueCommand[][]; last: QueueCommand[] } {
  let state = initialQueue;
  const commands = events.map((event) => {
    const next = step(state, event);
    state = next.state;
    return [...next.commands];
  });
  return { state, commands, last: commands.at(-1) ?? [] };
}

const queue = (...cells: string[]): QueueEvent => ({ type: 'queue', cells });
const ready: QueueEvent = { type: 'ready' };
const ended = (run: number, reason: 'ok' | 'error' | 'interrupted' = 'ok'): QueueEvent => ({
  type: 'ended',
  run,
  reason,
});
const exited: QueueEvent = { type: 'exited', message: 'gone' };

describe('running', () => {
  test('the first run starts the kernel and waits for it', () => {
    const { commands, state } = play(queue('a', 'b'), ready);
    expect(commands[0]).toEqual([
      { type: 'announce', run: 1, cell: 'a' },
      { type: 'announce', run: 2, cell: 'b' },
      { type: 'startKernel' },
    ]);
    expect(commands[1]).toEqual([{ type: 'execute', run: 1, cell: 'a' }]);
    expect(state.waiting).toEqual([{ run: 2, cell: 'b' }]);
  });

  test('a warm kernel runs at once, and cells run one after another', () => {
    const { commands } = play({ type: 'warm' }, ready, queue('a', 'b'), ended(1), ended(2));
    expect(commands[0]).toEqual([{ type: 'startKernel' }]);
    expect(commands[2].at(-1)).toEqual({ type: 'execute', run: 1, cell: 'a' });
    expect(commands[3]).toEqual([
      { type: 'settle', run: 1, success: true },
      { type: 'execute', run: 2, cell: 'b' },
    ]);
    expect(commands[4]).toEqual([{ type: 'settle', run: 2, success: true }]);
  });

  test('a second warm-up does nothing', () => {
    expect(play({ type: 'warm' }, { type: 'warm' }).last).toEqual([]);
  });

  test('a waiting cell is not queued twice, a running one may be queued again', () => {
    const { state, last } = play(queue('a', 'b'), ready, queue('a', 'b'));
    expect(last).toEqual([{ type: 'announce', run: 3, cell: 'a' }]);
    expect(state.waiting.map(({ cell }) => cell)).toEqual(['b', 'a']);
  });

  test('the queue stops at the first failure and says so', () => {
    const { last, state } = play(queue('a', 'b', 'c'), ready, ended(1, 'error'));
    expect(last).toEqual([
      { type: 'skipped', run: 1, count: 2 },
      { type: 'settle', run: 1, success: false },
      { type: 'settle', run: 2, success: undefined },
      { type: 'settle', run: 3, success: undefined },
    ]);
    expect(state.running).toBeNull();
  });

  test('the end of a run that is not running is ignored', () => {
    expect(play(queue('a'), ready, ended(7)).last).toEqual([]);
  });
});

describe('interrupt', () => {
  test('empties the queue, raises the flag, and waits for the grace period', () => {
    const { last } = play(queue('a', 'b'), ready, { type: 'interrupt' });
    expect(last).toEqual([
      { type: 'settle', run: 2, success: undefined },
      { type: 'raiseFlag' },
      { type: 'startGrace' },
    ]);
  });

  test('a cell that stops in time keeps the kernel', () => {
    const { last, state } = play(queue('a'), ready, { type: 'interrupt' }, ended(1, 'interrupted'));
    expect(last).toEqual([{ type: 'cancelGrace' }, { type: 'settle', run: 1, success: false }]);
    expect(state).toMatchObject({ kernel: 'ready', interrupt: 'none' });
  });

  test('a cell that does not stop loses the kernel, and says so', () => {
    const { commands } = play(queue('a'), ready, { type: 'interrupt' }, { type: 'graceOver' }, exited);
    expect(commands[3]).toEqual([{ type: 'stopKernel' }]);
    expect(commands[4]).toEqual([{ type: 'settle', run: 1, success: false, loss: 'stateLost', message: 'gone' }]);
  });

  test('a second press does not wait', () => {
    expect(play(queue('a'), ready, { type: 'interrupt' }, { type: 'interrupt' }).last).toEqual([
      { type: 'cancelGrace' },
      { type: 'stopKernel' },
    ]);
  });

  test('without a running cell it only empties the queue', () => {
    expect(play(queue('a'), { type: 'interrupt' }).last).toEqual([{ type: 'settle', run: 1, success: undefined }]);
  });

  test('a grace period that ends after the cell did changes nothing', () => {
    expect(play(queue('a'), ready, { type: 'interrupt' }, ended(1, 'interrupted'), { type: 'graceOver' }).last).toEqual(
      [],
    );
  });
});

describe('the kernel goes', () => {
  test('by itself: everything is settled, and the next run starts a new one', () => {
    const { commands } = play(queue('a', 'b'), ready, exited, queue('c'));
    expect(commands[2]).toEqual([
      { type: 'settle', run: 1, success: false, loss: 'died', message: 'gone' },
      { type: 'settle', run: 2, success: undefined },
    ]);
    expect(commands[3].at(-1)).toEqual({ type: 'startKernel' });
  });

  test('for a restart: what is queued meanwhile runs in the new one', () => {
    const { commands, state } = play(queue('a'), ready, { type: 'restart' }, queue('b'), exited, ready);
    expect(commands[2]).toEqual([{ type: 'stopKernel' }]);
    expect(commands[4]).toEqual([
      { type: 'settle', run: 1, success: false, loss: 'restarted', message: 'gone' },
      { type: 'startKernel' },
    ]);
    expect(commands[5]).toEqual([{ type: 'execute', run: 2, cell: 'b' }]);
    expect(state.restarting).toBe(false);
  });

  test('a restart without a kernel starts one', () => {
    expect(play({ type: 'restart' }).last).toEqual([{ type: 'startKernel' }]);
  });

  test('with the notebook: everything is settled quietly', () => {
    const { last, state } = play(queue('a', 'b'), ready, { type: 'closed' });
    expect(last).toEqual([
      { type: 'settle', run: 2, success: undefined },
      { type: 'settle', run: 1, success: undefined },
      { type: 'stopKernel' },
    ]);
    expect(state.kernel).toBe('off');
  });
});

describe('a removed cell', () => {
  test('leaves the queue', () => {
    expect(play(queue('a', 'b'), ready, { type: 'removed', cell: 'b' }).last).toEqual([
      { type: 'settle', run: 2, success: undefined, loss: 'removed' },
    ]);
  });
  test('is stopped when it runs, and those behind it wait on', () => {
    const { last, state } = play(queue('a', 'b'), ready, { type: 'removed', cell: 'a' });
    expect(last).toEqual([{ type: 'raiseFlag' }, { type: 'startGrace' }]);
    expect(state.waiting).toHaveLength(1);
  });
});

test('whatever happens, each announced run is settled at most once, and at the end all are', () => {
  const cell = fc.constantFrom('a', 'b', 'c');
  const event: fc.Arbitrary<QueueEvent> = fc.oneof(
    fc.array(cell, { maxLength: 3 }).map((cells): QueueEvent => ({ type: 'queue', cells })),
    fc.constantFrom<QueueEvent>(
      { type: 'warm' },
      ready,
      { type: 'interrupt' },
      { type: 'graceOver' },
      exited,
      { type: 'restart' },
      { type: 'closed' },
    ),
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('ok' as const, 'error' as const, 'interrupted' as const))
      .map(([run, reason]) => ended(run, reason)),
    cell.map((key): QueueEvent => ({ type: 'removed', cell: key })),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const commands = play(...events, { type: 'closed' }).commands.flat();
      const announced = commands.flatMap((command) => (command.type === 'announce' ? [command.run] : []));
      const settled = commands.flatMap((command) => (command.type === 'settle' ? [command.run] : []));
      expect([...settled].sort((a, b) => a - b)).toEqual([...announced].sort((a, b) => a - b));
      // Nothing is handed to the kernel before it was announced, or twice.
      const executed = commands.flatMap((command) => (command.type === 'execute' ? [command.run] : []));
      expect(new Set(executed).size).toBe(executed.length);
    }),
    { numRuns: 1000 },
  );
});
