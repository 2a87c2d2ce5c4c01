/** `data`: data sets and how they are read in batches, split, prepared and made. */
export * as augment from './augment.ts';
export { BucketBatchSampler, type ClassWeightOptions, classCounts, classWeights, sampleWeights } from './balance.ts';
export { ConcatDataset, Dataset, IterableDataset, randomSplit, Subset, TensorDataset } from './dataset.ts';
export { type Digits, type DigitsOptions, digits } from './digits.ts';
export {
  type BlobOptions,
  makeBlobs,
  makeCircles,
  makeMoons,
  makeSpirals,
  makeXor,
  type PointOptions,
  type SeedOptions,
} from './generated.ts';
export { type GraphData, karateClub, normalizeAdjacency, toDenseAdj, undirected } from './graphs.ts';
export { type Iris, iris } from './iris.ts';
export { DataLoader, type DataLoaderOptions, defaultCollate } from './loader.ts';
export { barsAndStripes, makeBlobMasks, makeSequences, type SequenceOptions } from './patterns.ts';
export { MinMaxScaler, SimpleImputer, StandardScaler } from './preprocess.ts';
export { setResourceLoader } from './resources.ts';
export {
  BatchSampler,
  RandomSampler,
  SequentialSampler,
  SubsetRandomSampler,
  WeightedRandomSampler,
} from './sampler.ts';
export { KFold, StratifiedKFold, TimeSeriesSplit, trainTestSplit } from './split.ts';
export { BytePairTokenizer, type TokenizeOptions, tokenize } from './tokenize.ts';
export * as transforms from './transforms.ts';
export {
  bagOfWords,
  ngrams,
  type Padded,
  type PadOptions,
  padTokens,
  skipGrams,
  Vocab,
  type VocabOptions,
} from './vocab.ts';
