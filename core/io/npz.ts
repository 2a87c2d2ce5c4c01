/** NumPy's archives of arrays: a zip of npy files. */
import type { Tensor } from '../tensor/tensor.ts';
import type { ReadOptions } from './elements.ts';
import { FileError } from './file-error.ts';
import { readNpy, writeNpy } from './npy.ts';
import { type Bytes, bytesIn, type NamedTensors, pairsOf, recordOf } from './tensors.ts';
import { readZip, writeZip } from './zip.ts';

/** The arrays of an `.npz` file by name, as `np.savez` and `np.savez_compressed` write them. */
export function readNpz(source: Bytes, options: ReadOptions = {}): Record<string, Tensor> {
  const zip = readZip(bytesIn(source, 'readNpz'));
  return recordOf(
    zip.names.map((entry) => {
      if (!entry.endsWith('.npy')) throw new FileError('npz', `the entry "${entry}" is no npy file`);
      const name = entry.slice(0, -4);
      return [name, readNpy(zip.read(entry), options, name)];
    }),
  );
}

/** The bytes of an `.npz` file, uncompressed as `np.savez` writes it. */
export function writeNpz(tensors: NamedTensors): Uint8Array {
  return writeZip(pairsOf(tensors, 'writeNpz').map(([name, tensor]) => [`${name}.npy`, writeNpy(tensor)]));
}
