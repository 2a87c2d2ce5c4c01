/** Tensors by name: what the writers take and the readers give. */
import { ArgumentError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';

/** An object, a Map or pairs of name and tensor, e.g. `net.stateDict()`. */
export type NamedTensors = Readonly<Record<string, Tensor>> | Iterable<readonly [string, Tensor]>;

/** The pairs in order. Throws ArgumentError on a value that is no tensor. */
export function pairsOf(tensors: NamedTensors, op: string): [string, Tensor][] {
  const pairs =
    Symbol.iterator in tensors ? [...(tensors as Iterable<readonly [string, Tensor]>)] : Object.entries(tensors);
  return pairs.map(([name, tensor]) => {
    if (!(tensor instanceof Tensor)) {
      throw new ArgumentError(`${op}: the value of '${name}' is not a tensor`, {
        op,
        fix: 'Give an object of tensors by name, such as net.stateDict().',
      });
    }
    return [name, tensor];
  });
}

/** An object with own entries only, whatever the names are (`__proto__` included). */
export function recordOf<T>(pairs: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries(pairs) as Record<string, T>;
}

/** Accepts what file APIs hand out: any view of bytes, or a whole buffer. */
export type Bytes = ArrayBuffer | ArrayBufferView;

export function bytesIn(source: Bytes, op: string): Uint8Array {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (source instanceof ArrayBuffer || Object.prototype.toString.call(source) === '[object ArrayBuffer]') {
    return new Uint8Array(source);
  }
  throw new ArgumentError(`${op}: expected the bytes of a file, got ${typeof source}`, {
    op,
    fix: 'Read the file first, e.g. with readFileSync(path), and pass its bytes.',
  });
}
