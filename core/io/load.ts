/** `load` and `save`: one file in, one file out, whatever the format. */
import type { ReadOptions } from './elements.ts';
import { FileError } from './file-error.ts';
import { readJson } from './json.ts';
import { isNpy, readNpy } from './npy.ts';
import { readNpz } from './npz.ts';
import { type Checkpoint, readPt } from './pt.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import { type Bytes, bytesIn, type NamedTensors } from './tensors.ts';
import { isZip, readZip } from './zip.ts';

/**
 * The contents of a file of weights or arrays, by what its bytes say it is: safetensors, PyTorch's `.pt`, NumPy's
 * `.npy` (one tensor) and `.npz`, or the JSON of `io.writeJson`. Data only, whatever the file holds.
 *
 * @example
 * net.loadStateDict(load(readFileSync('model.safetensors')) as Record<string, Tensor>);
 */
export function load(source: Bytes, options: ReadOptions = {}): Checkpoint {
  const bytes = bytesIn(source, 'load');
  if (isNpy(bytes)) return readNpy(bytes, options);
  if (isZip(bytes)) {
    const isCheckpoint = readZip(bytes).names.some((name) => name === 'data.pkl' || name.endsWith('/data.pkl'));
    return isCheckpoint ? readPt(bytes, options) : readNpz(bytes, options);
  }
  if (bytes[8] === 0x7b && bytes[7] === 0) return readSafetensors(bytes, options);
  if (/^\s*\{/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 64)))) {
    return readJson(new TextDecoder().decode(bytes));
  }
  throw new FileError(
    undefined,
    'load: the bytes are no safetensors, pt, npy, npz or JSON file',
    bytes[0] === 0x80 ? 'A bare pickle is not read: save it with torch.save of PyTorch 1.6 or later.' : undefined,
  );
}

/**
 * The bytes of a safetensors file with the given tensors, e.g. `net.stateDict()`; `load` and PyTorch read it back.
 *
 * @example
 * writeFileSync('model.safetensors', save(net.stateDict()));
 */
export function save(tensors: NamedTensors): Uint8Array {
  return writeSafetensors(tensors);
}
