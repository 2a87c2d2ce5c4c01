/** Metrics of language: perplexity, BLEU, ROUGE-L and edit distance. */

import { logSoftmax } from '../api.gen.ts';
import { ArgumentError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { flat, type Values } from './values.ts';

/** exp of the mean negative log probability that logits [n, classes] give the targets; `ignoreIndex` takes no part. */
export function perplexity(logits: Tensor, target: Values, options: { ignoreIndex?: number } = {}): number {
  const classes = logits.shape[logits.shape.length - 1];
  const t = flat(target);
  if (logits.numel() !== t.length * classes)
    throw new ArgumentError(`perplexity: logits [${logits.shape.join(', ')}] do not fit ${t.length} targets`, {
      op: 'perplexity',
      fix: 'Give logits [..., classes] and one class per position.',
    });
  const logp = logSoftmax(logits.detach(), -1).data;
  let [sum, n] = [0, 0];
  t.forEach((c, i) => {
    if (c === options.ignoreIndex) return;
    if (!(c >= 0 && c < classes))
      throw new ArgumentError(`perplexity: target ${c} is not a class from 0 to ${classes - 1}`, { op: 'perplexity' });
    sum -= logp[i * classes + c];
    n++;
  });
  return Math.exp(sum / n);
}

type Tokens = readonly string[];

function grams(tokens: Tokens, n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const key = JSON.stringify(tokens.slice(i, i + n));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

export interface BleuOptions {
  /** Longest n-grams (default 4). */
  readonly maxN?: number;
  /** Add one to matches and totals of n-grams longer than 1 (Lin and Och, 2004), for single sentences. */
  readonly smooth?: boolean;
}

/**
 * BLEU of a corpus (Papineni et al., 2002): geometric mean of the clipped n-gram precisions, times the brevity penalty
 * exp(1 - r / c) for candidates shorter than the closest references. `references[i]`: the references of candidate i.
 */
export function bleu(
  candidates: readonly Tokens[],
  references: readonly (readonly Tokens[])[],
  options: BleuOptions = {},
): number {
  const { maxN = 4, smooth = false } = options;
  if (candidates.length !== references.length)
    throw new ArgumentError(`bleu: ${candidates.length} candidates and ${references.length} lists of references`, {
      op: 'bleu',
      fix: 'Each candidate has a list of references: bleu([tokens], [[tokens]]).',
    });
  const matches = new Array<number>(maxN).fill(0);
  const totals = new Array<number>(maxN).fill(0);
  let [length, wanted] = [0, 0];
  candidates.forEach((candidate, i) => {
    length += candidate.length;
    wanted += references[i]
      .map((r) => r.length)
      .reduce((best, l) =>
        Math.abs(l - candidate.length) < Math.abs(best - candidate.length) ||
        (Math.abs(l - candidate.length) === Math.abs(best - candidate.length) && l < best)
          ? l
          : best,
      );
    for (let n = 1; n <= maxN; n++) {
      const inReferences = references[i].map((r) => grams(r, n));
      for (const [gram, count] of grams(candidate, n)) {
        totals[n - 1] += count;
        matches[n - 1] += Math.min(count, Math.max(...inReferences.map((r) => r.get(gram) ?? 0)));
      }
    }
  });
  let sum = 0;
  for (let n = 0; n < maxN; n++) {
    const add = smooth && n > 0 ? 1 : 0;
    if (matches[n] + add === 0) return 0;
    sum += Math.log((matches[n] + add) / (totals[n] + add)) / maxN;
  }
  const penalty = length > wanted ? 1 : Math.exp(1 - wanted / length);
  return penalty * Math.exp(sum);
}

/** Levenshtein distance: fewest insertions, deletions and replacements that turn `a` into `b`. */
export function editDistance<T>(a: string | readonly T[], b: string | readonly T[]): number {
  const [x, y] = [[...a], [...b]];
  let before = Array.from({ length: y.length + 1 }, (_, j) => j);
  x.forEach((u, i) => {
    const now = [i + 1];
    y.forEach((v, j) => {
      now.push(Math.min(now[j] + 1, before[j + 1] + 1, before[j] + (u === v ? 0 : 1)));
    });
    before = now;
  });
  return before[y.length];
}

/** ROUGE-L (Lin, 2004): precision, recall and F1 of the longest common subsequence. */
export function rougeL(candidate: Tokens, reference: Tokens): { precision: number; recall: number; f1: number } {
  let before = new Array<number>(reference.length + 1).fill(0);
  for (const token of candidate) {
    const now = [0];
    reference.forEach((other, j) => {
      now.push(token === other ? before[j] + 1 : Math.max(now[j], before[j + 1]));
    });
    before = now;
  }
  const common = before[reference.length];
  const precision = candidate.length ? common / candidate.length : 0;
  const recall = reference.length ? common / reference.length : 0;
  return { precision, recall, f1: common ? (2 * precision * recall) / (precision + recall) : 0 };
}
