/** What cells and the core find in the look-ahead's context beside ECMAScript: stand-ins that show and reach nothing. */

/** A value that swallows every call and property: the stand-in for what only shows things. */
const nothing: object = new Proxy(() => undefined, {
  get: (_target, key) => (key === 'then' || typeof key === 'symbol' ? undefined : nothing),
  apply: () => nothing,
});
const silent = new Proxy({}, { get: () => () => undefined });

/** Time does not pass: what was to come later comes next. */
function later(callback: unknown, _milliseconds: unknown, ...args: unknown[]): number {
  if (typeof callback === 'function') void Promise.resolve().then(() => callback(...args));
  return 0;
}

/** Shapes do not depend on chance: any bytes will do. */
function count(array: { readonly length: number; fill(value: number): unknown }): unknown {
  return array.fill(1);
}

/** The items themselves: a bar has nothing to show here. */
function items(source: unknown): object {
  const list = typeof source === 'number' ? Array.from({ length: source }, (_, i) => i) : Object(source);
  const walk = { [Symbol.iterator]: () => list[Symbol.iterator](), set: () => walk };
  return Symbol.asyncIterator in list ? { ...walk, [Symbol.asyncIterator]: () => list[Symbol.asyncIterator]() } : walk;
}

Object.assign(globalThis, {
  display: nothing,
  progress: items,
  console: silent,
  setTimeout: later,
  setImmediate: (callback: unknown, ...args: unknown[]) => later(callback, 0, ...args),
  queueMicrotask: (callback: unknown) => later(callback, 0),
  setInterval: () => 0,
  clearTimeout: () => undefined,
  clearInterval: () => undefined,
  clearImmediate: () => undefined,
  performance: { now: Date.now, timeOrigin: 0 },
  crypto: { getRandomValues: count },
});

export {};
