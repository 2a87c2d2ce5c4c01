/** `metrics`: how good predictions are. Predictions first, targets second; results are numbers. */
export {
  type AverageOptions,
  accuracy,
  confusionMatrix,
  dice,
  f1,
  fBeta,
  iou,
  precision,
  recall,
  topKAccuracy,
} from './classification.ts';
export {
  crossEntropy,
  entropy,
  informationGain,
  jsDivergence,
  klDivergence,
  mutualInformation,
  normalizedMutualInformation,
} from './information.ts';
export { auc, averagePrecision, precisionRecallCurve, rocAuc, rocCurve } from './ranking.ts';
export { meanAbsoluteError, meanSquaredError, r2Score, rootMeanSquaredError } from './regression.ts';
export { RunningMean } from './running.ts';
export { bleu, editDistance, perplexity, rougeL } from './text.ts';
