/** Tokens as numbers: vocabularies, padded batches, and what word embeddings are trained on. */
import { ArgumentError, IndexError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import type { Tensor } from '../tensor/tensor.ts';

export interface VocabOptions {
  /** Tokens that come first (default `<pad>`, `<unk>`, `<bos>`, `<eos>`). */
  readonly specials?: readonly string[];
  /** Rarer tokens are left out (default 1). */
  readonly minFreq?: number;
  /** Most tokens, specials included. */
  readonly maxTokens?: number;
}

const SPECIALS = ['<pad>', '<unk>', '<bos>', '<eos>'] as const;

/** A numbering of tokens: specials first, then by falling frequency, equals in alphabetical order (as torchtext). */
export class Vocab {
  readonly specials: readonly string[];
  private readonly tokens: readonly string[];
  private readonly index: ReadonlyMap<string, number>;

  /** Numbers `tokens` as they stand, after the specials. */
  constructor(tokens: Iterable<string>, options: Pick<VocabOptions, 'specials'> = {}) {
    this.specials = [...(options.specials ?? SPECIALS)];
    this.tokens = [...new Set([...this.specials, ...tokens])];
    this.index = new Map(this.tokens.map((token, i) => [token, i]));
  }

  /** From texts as lists of tokens. */
  static build(texts: Iterable<Iterable<string>>, options: VocabOptions = {}): Vocab {
    const { minFreq = 1, maxTokens = Number.POSITIVE_INFINITY } = options;
    const specials = options.specials ?? SPECIALS;
    const counts = new Map<string, number>();
    for (const text of texts) for (const token of text) counts.set(token, (counts.get(token) ?? 0) + 1);
    const kept = [...counts].filter(([token, n]) => n >= minFreq && !specials.includes(token));
    kept.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const words = kept.map(([token]) => token).slice(0, Math.max(0, maxTokens - specials.length));
    return new Vocab(words, { specials });
  }

  get length(): number {
    return this.tokens.length;
  }
  /** Number of `<pad>`, 0 unless the specials say otherwise; null without one. */
  get padIndex(): number | null {
    return this.index.get('<pad>') ?? null;
  }
  has(token: string): boolean {
    return this.index.has(token);
  }
  /** The number of a token, that of `<unk>` for an unknown one. Throws IndexError where there is no `<unk>`. */
  indexOf(token: string): number {
    const i = this.index.get(token) ?? this.index.get('<unk>');
    if (i === undefined)
      throw new IndexError(`Vocab: '${token}' is not among the ${this.length} tokens`, {
        op: 'Vocab',
        fix: "Build the vocabulary with the special token '<unk>'.",
      });
    return i;
  }
  /** The token with a number. */
  token(i: number): string {
    const token = this.tokens[i];
    if (token === undefined)
      throw new IndexError(`Vocab: there is no token ${i}, the vocabulary has ${this.length}`, { op: 'Vocab' });
    return token;
  }
  /** Numbers of tokens, between `<bos>` and `<eos>` when asked for. */
  encode(tokens: Iterable<string>, options: { bos?: boolean; eos?: boolean } = {}): number[] {
    const out = [...tokens].map((token) => this.indexOf(token));
    if (options.bos) out.unshift(this.required('<bos>'));
    if (options.eos) out.push(this.required('<eos>'));
    return out;
  }
  /** Tokens of numbers; `skipSpecials` leaves the special ones out. */
  decode(ids: Iterable<number> | Tensor, options: { skipSpecials?: boolean } = {}): string[] {
    const numbers = 'data' in ids ? [...(ids as Tensor).data] : [...(ids as Iterable<number>)];
    const out = numbers.map((i) => this.token(i));
    return options.skipSpecials ? out.filter((token) => !this.specials.includes(token)) : out;
  }
  private required(token: string): number {
    const i = this.index.get(token);
    if (i === undefined)
      throw new ArgumentError(`Vocab: there is no special token '${token}'`, {
        op: 'Vocab',
        fix: `Build the vocabulary with { specials: [..., '${token}'] }.`,
      });
    return i;
  }
}

export interface PadOptions {
  /** What fills (default 0, the usual number of `<pad>`). */
  readonly paddingValue?: number;
  /** Length of all rows; default the longest. Longer sequences are cut. */
  readonly length?: number;
  readonly side?: 'right' | 'left';
}

export interface Padded {
  /** int32 [n, length]. */
  readonly ids: Tensor;
  /** int32 [n]. */
  readonly lengths: Tensor;
  /** bool [n, length], true at the padding, as keyPaddingMask wants it. */
  readonly paddingMask: Tensor;
}

/** Sequences of numbers as one tensor, with their lengths and the mask of the padding. */
export function padTokens(sequences: readonly ArrayLike<number>[], options: PadOptions = {}): Padded {
  const { paddingValue = 0, side = 'right' } = options;
  const length = options.length ?? sequences.reduce((most, s) => Math.max(most, s.length), 0);
  const n = sequences.length;
  const sizes = sequences.map((s) => Math.min(s.length, length));
  const start = (i: number): number => i * length + (side === 'left' ? length - sizes[i] : 0);
  return {
    ids: make([n, length], 'int32', null, false, (out) => {
      out.fill(paddingValue);
      sequences.forEach((s, i) => void out.set(Array.prototype.slice.call(s, 0, sizes[i]), start(i)));
    }),
    lengths: make([n], 'int32', null, false, (out) => out.set(sizes)),
    paddingMask: make([n, length], 'bool', null, false, (out) => {
      out.fill(1);
      sizes.forEach((size, i) => {
        out.fill(0, start(i), start(i) + size);
      });
    }),
  };
}

/** Runs of `n` neighbouring tokens. */
export function ngrams(tokens: readonly string[], n: number): string[][] {
  return Array.from({ length: Math.max(0, tokens.length - n + 1) }, (_, i) => tokens.slice(i, i + n));
}

/** How often each number occurs in each sequence: float32 [sequences, size]. */
export function bagOfWords(sequences: readonly ArrayLike<number>[], size: number): Tensor {
  return make([sequences.length, size], 'float32', null, false, (out) => {
    sequences.forEach((s, i) => {
      for (let t = 0; t < s.length; t++) {
        if (!(s[t] >= 0 && s[t] < size))
          throw new IndexError(`bagOfWords: number ${s[t]} is out of range for ${size} words`, { op: 'bagOfWords' });
        out[i * size + s[t]]++;
      }
    });
  });
}

/** word2vec's pairs: each number with each neighbour up to `window` away. int32 [n] each. */
export function skipGrams(ids: ArrayLike<number>, window = 2): [centers: Tensor, contexts: Tensor] {
  const centers: number[] = [];
  const contexts: number[] = [];
  for (let t = 0; t < ids.length; t++) {
    for (let u = Math.max(0, t - window); u <= Math.min(ids.length - 1, t + window); u++) {
      if (u === t) continue;
      centers.push(ids[t]);
      contexts.push(ids[u]);
    }
  }
  const column = (values: number[]): Tensor => make([values.length], 'int32', null, false, (out) => out.set(values));
  return [column(centers), column(contexts)];
}
