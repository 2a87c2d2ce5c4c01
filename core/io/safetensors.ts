/** Model weights as safetensors files, in the names and bytes that PyTorch's own tools write and read. */
import {
  readSafetensors as readFormat,
  type SafetensorsFile,
  type SafetensorsSource,
  writeSafetensors as writeFormat,
} from '../payload/safetensors-format.ts';
import { Tensor } from '../tensor/tensor.ts';
import { decodeElements, encodeElements, type ReadOptions, WRITTEN_AS } from './elements.ts';
import { FileError } from './file-error.ts';
import { type Bytes, bytesIn, type NamedTensors, pairsOf, recordOf } from './tensors.ts';

function open(source: Bytes, op: string): SafetensorsFile {
  const read = readFormat(bytesIn(source, op));
  if (!read.ok) throw new FileError('safetensors', read.reason);
  return read.file;
}

/**
 * The tensors of a safetensors file by name. F16 and BF16 come as float32, small integers as int32, 64-bit integers as
 * `options.integers` says.
 *
 * @example
 * net.loadStateDict(io.readSafetensors(readFileSync('model.safetensors')));
 */
export function readSafetensors(source: Bytes, options: ReadOptions = {}): Record<string, Tensor> {
  const { entries, data } = open(source, 'readSafetensors');
  return recordOf(
    entries.map(({ name, dtype, shape, begin, end }) => {
      const decoded = decodeElements(dtype, data.subarray(begin, end), { format: 'safetensors', name }, options);
      return [name, Tensor.wrap(decoded.array, [...shape], decoded.dtype)];
    }),
  );
}

/** The free text that a safetensors file carries beside its tensors. */
export function readSafetensorsMetadata(source: Bytes): Record<string, string> {
  return recordOf(open(source, 'readSafetensorsMetadata').metadata);
}

/**
 * The bytes of a safetensors file with the given tensors: float32 as F32, float64 as F64, int32 as I32, uint8 as U8,
 * bool as BOOL. Views are written as the elements they show.
 *
 * @example
 * writeFileSync('model.safetensors', io.writeSafetensors(net.stateDict()));
 */
export function writeSafetensors(tensors: NamedTensors, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const sources = pairsOf(tensors, 'writeSafetensors').map(([name, tensor]): SafetensorsSource => {
    return { name, dtype: WRITTEN_AS[tensor.dtype], shape: tensor.shape, bytes: encodeElements(tensor.data) };
  });
  return writeFormat(sources, new Map(Object.entries(metadata)));
}
