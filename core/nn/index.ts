/** `nn`: layers and what holds them. */

export * as init from '../init/index.ts';
export * from './activation.ts';
export { MultiheadAttention } from './attention.ts';
export { BatchNorm1d, BatchNorm2d, BatchNorm3d, InstanceNorm1d, InstanceNorm2d, InstanceNorm3d } from './batch-norm.ts';
export { ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential } from './containers.ts';
export { Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d } from './conv.ts';
export { deepcopy } from './copy.ts';
export { AlphaDropout, Dropout, Dropout1d, Dropout2d, Dropout3d, FeatureAlphaDropout } from './dropout.ts';
export { Embedding, EmbeddingBag } from './embedding.ts';
export { Bilinear, Identity, Linear } from './linear.ts';
export * from './loss-classification.ts';
export { CTCLoss } from './loss-ctc.ts';
export * from './loss-embedding.ts';
export * from './loss-regression.ts';
export { Module } from './module.ts';
export { GroupNorm, LayerNorm, LocalResponseNorm, RMSNorm } from './norm.ts';
export * from './padding.ts';
export { Parameter } from './parameter.ts';
export * from './pool.ts';
export * from './pool-adaptive.ts';
export { GRU, LSTM, RNN } from './rnn.ts';
export { GRUCell, LSTMCell, RNNCell } from './rnn-cell.ts';
export * from './shape.ts';
export { CosineSimilarity, PairwiseDistance } from './similarity.ts';
export { TransformerDecoderLayer, TransformerEncoderLayer } from './transformer.ts';
export { Transformer, TransformerDecoder, TransformerEncoder } from './transformer-stack.ts';
export * as utils from './utils.ts';
