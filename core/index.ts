/** The public API: PyTorch's names in camelCase. Everything here is documented where it is defined. */
export * from './api.gen.ts';
export * as autograd from './autograd/index.ts';
export { enableGrad, isGradEnabled, noGrad, setGradEnabled } from './autograd/modes.ts';
export * as data from './data/index.ts';
export * from './errors.ts';
export * as init from './init/index.ts';
export * as io from './io/index.ts';
export { load, save } from './io/load.ts';
export { setCollector } from './kernels/heap.ts';
export { setKernels } from './kernels/switch.ts';
export * as metrics from './metrics/index.ts';
export * as nn from './nn/index.ts';
export { getDefaultDtype, setDefaultDevice, setDefaultDtype, type TensorData } from './ops/creation.ts';
export { type Index, Slice, slice } from './ops/indexing-numpy.ts';
export * as optim from './optim/index.ts';
export { defaultGenerator, Generator, initialSeed, manualSeed, seed } from './random/generator.ts';
export * as sparse from './sparse/index.ts';
export * as symbolic from './symbolic/index.ts';
export {
  bool,
  type DType,
  type DTypeName,
  double,
  float32,
  float64,
  int32,
  int64,
  long,
  uint8,
} from './tensor/dtype.ts';
export { setMemoryBudget } from './tensor/storage.ts';
export { type Device, type NestedArray, setMetaReads, Tensor } from './tensor/tensor.ts';
export { type CapturedAttention, captureAttention } from './trace/attention.ts';
export * as graph from './trace/static/index.ts';
