/** `nn.blocks`: the building blocks of well-known networks, one step above layers. */
export {
  AdditiveAttention,
  BahdanauAttention,
  LuongAttention,
  MultiplicativeAttention,
  segmentSoftmax,
} from './attention.ts';
export { CapsuleLayer, dynamicRouting, PrimaryCapsules } from './capsule.ts';
export {
  BasicConv2d,
  DeformConv2d,
  DenseBlock,
  DenseLayer,
  Inception,
  LearnedDeformConv2d,
  MLPConv,
  PatchEmbedding,
} from './convolution.ts';
export { BiLSTMCRF, LinearChainCRF } from './crf.ts';
export { BoltzmannMachine, Hopfield, RBM } from './energy.ts';
export { Biaffine, DeepNorm, DyT, Maxout, RBFLayer, SwiGLU } from './feedforward.ts';
export { GATConv, GCNConv, MessagePassing, normalizeAdjacency, toDenseAdj, withSelfLoops } from './graph.ts';
export { MemN2N, memoryHop } from './memory.ts';
export {
  convNormActivation,
  DepthwiseSeparableConv,
  DropPath,
  InvertedResidual,
  MBConv,
  MobileNetV3Block,
  makeDivisible,
  SqueezeExcitation,
} from './mobile.ts';
export { circularShift, contentAddress, NTMCell, readMemory, writeMemory } from './ntm.ts';
export { PositionalEncoding, RotaryEmbedding, sinusoidalEncoding } from './position.ts';
export { BasicBlock, Bottleneck, projection, ResNeXtBlock } from './residual.ts';
export { Seq2Seq } from './seq2seq.ts';
export { CausalConv1d, ChildSumTreeLSTMCell, TCN, TemporalBlock, TreeLSTM } from './temporal.ts';
