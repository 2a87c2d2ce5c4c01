/**
 * Objects that are called like functions: `net(x)`.
 *
 * JavaScript calls only functions, so the constructor returns one: a closure whose prototype is the class, without a
 * function's own `name` and `length`. It is an instance in every other respect: `instanceof`, fields, private fields,
 * getters and inheritance work, and a Function's `apply`, `call` and `bind` are out of sight.
 */
export abstract class Callable {
  constructor() {
    const self = ((...args: unknown[]) => self.invoke(args)) as unknown as this;
    Object.setPrototypeOf(self, new.target.prototype as object);
    delete (self as { name?: unknown }).name;
    delete (self as { length?: unknown }).length;
    // biome-ignore lint/correctness/noConstructorReturn: this is the point of the class; fields of subclasses land on it.
    return self;
  }

  /** What a call does. */
  protected abstract invoke(args: unknown[]): unknown;
}
