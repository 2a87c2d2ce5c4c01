/** Files of weights and arrays, as bytes: safetensors, NumPy's npy and npz, PyTorch's pt (read), JSON. */
export type { ReadOptions } from './elements.ts';
export { FileError, type FileFormat } from './file-error.ts';
export { readJson, writeJson } from './json.ts';
export { load, save } from './load.ts';
export { readNpy, writeNpy } from './npy.ts';
export { readNpz, writeNpz } from './npz.ts';
export { type Checkpoint, readPt } from './pt.ts';
export { readSafetensors, readSafetensorsMetadata, writeSafetensors } from './safetensors.ts';
export type { Bytes, NamedTensors } from './tensors.ts';
