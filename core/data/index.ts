/** `data`: data sets and how they are read in batches. */
export { ConcatDataset, Dataset, IterableDataset, randomSplit, Subset, TensorDataset } from './dataset.ts';
export { type Digits, type DigitsOptions, digits } from './digits.ts';
export { DataLoader, type DataLoaderOptions, defaultCollate } from './loader.ts';
export { setResourceLoader } from './resources.ts';
export { BatchSampler, RandomSampler, SequentialSampler, SubsetRandomSampler, WeightedRandomSampler } from './sampler.ts';
