/** The one verb that shows everything, global in every cell. Its type is the kernel's own. */
declare const display: typeof import('nnbook-display').display;

/**
 * A loop's items, with a bar in the cell's output: how many, how fast, how long it will take. Works with `for` and
 * `for await`; loops inside loops share one output.
 *
 *     for (const batch of progress(loader, { title: 'epoch 1' })) { ... }
 *     const bar = progress(1000);
 *     for (const step of bar) bar.set({ loss });
 */
declare const progress: typeof import('nnbook-display').progress;
