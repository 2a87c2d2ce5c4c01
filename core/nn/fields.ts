/** A module's fields as the walk over them sees them. */
import { ArgumentError } from '../errors.ts';
import { Module } from './module.ts';
import { Parameter } from './parameter.ts';

/** Takes a field out of the walk over enumerable fields. */
export function hide(module: Module, key: string): void {
  Object.defineProperty(module, key, { enumerable: false });
}

/** Assigns by name. */
export function setField(module: Module, name: string, value: unknown): void {
  (module as unknown as Record<string, unknown>)[name] = value;
}

/** A dotted name. */
export function join(prefix: string, name: string): string {
  return prefix ? `${prefix}.${name}` : name;
}

/** Throws ArgumentError when `name` cannot be a field's name. */
export function checkName(module: Module, name: string): void {
  if (name === '' || name.includes('.') || name in Object.getPrototypeOf(module)) {
    const why =
      name === ''
        ? 'a name cannot be empty'
        : name.includes('.')
          ? 'a name cannot contain a dot'
          : 'the class has an attribute of this name';
    throw new ArgumentError(`${module.constructor.name}: cannot register '${name}': ${why}`, {
      op: module.constructor.name,
    });
  }
}

/** PyTorch drops modules in a plain list without a word; here they are found and explained. */
export function checkNoLostModules(module: Module, known: ReadonlySet<Module>): void {
  for (const name of Object.keys(module)) {
    const value = (module as unknown as Record<string, unknown>)[name];
    const items = Array.isArray(value)
      ? value
      : value instanceof Map
        ? [...value.values()]
        : isPlainObject(value)
          ? Object.values(value)
          : [];
    const lost = items.find((item) => (item instanceof Module && !known.has(item)) || item instanceof Parameter);
    if (lost === undefined) continue;
    const kind = lost instanceof Module ? 'Module' : 'Parameter';
    const wrapper = `${kind}${Array.isArray(value) ? 'List' : 'Dict'}`;
    throw new ArgumentError(
      `${module.constructor.name}.${name} is a plain ${Array.isArray(value) ? 'array' : 'object'} that holds ${kind.toLowerCase()}s: they would be neither trained nor saved`,
      {
        op: module.constructor.name,
        fix: `Use this.${name} = new nn.${wrapper}(...). To keep them out on purpose, hold them in a private field: #${name}.`,
      },
    );
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
