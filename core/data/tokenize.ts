/** Text to tokens: characters, words, and byte-pair encoding. */
import { ArgumentError } from '../errors.ts';

export interface TokenizeOptions {
  /** `word` (default): runs of letters and digits, and each other sign by itself. `char`: code points. */
  readonly level?: 'word' | 'char';
  readonly lowercase?: boolean;
}

const WORDS = /[\p{L}\p{N}_]+(?:['’][\p{L}]+)*|[^\s\p{L}\p{N}_]/gu;

/** The tokens of a text, in order. */
export function tokenize(text: string, options: TokenizeOptions = {}): string[] {
  const { level = 'word', lowercase = false } = options;
  const source = lowercase ? text.toLowerCase() : text;
  if (level === 'char') return [...source];
  if (level !== 'word')
    throw new ArgumentError(`tokenize: unknown level '${String(level)}'`, {
      op: 'tokenize',
      fix: "The levels are 'word' and 'char'.",
    });
  return source.match(WORDS) ?? [];
}

/** Marks the last piece of a word, so that decoding knows where spaces stood. */
const END = '</w>';

/**
 * Byte-pair encoding of words (Sennrich, Haddow and Birch, 2016): starting from characters, the most frequent pair of
 * neighbours is merged, again and again.
 */
export class BytePairTokenizer {
  /** Pairs in the order in which they were merged. */
  readonly merges: readonly (readonly [string, string])[];
  private readonly rank: ReadonlyMap<string, number>;

  constructor(merges: readonly (readonly [string, string])[]) {
    this.merges = merges;
    this.rank = new Map(merges.map(([a, b], i) => [`${a} ${b}`, i]));
  }

  /** Learns up to `numMerges` merges from texts; a pair must occur at least twice. Ties go to the pair met first. */
  static train(texts: string | Iterable<string>, numMerges: number): BytePairTokenizer {
    if (!Number.isInteger(numMerges) || numMerges < 0)
      throw new ArgumentError(`BytePairTokenizer.train: numMerges must be a whole number, got ${numMerges}`, {
        op: 'BytePairTokenizer',
      });
    const counts = new Map<string, number>();
    for (const text of typeof texts === 'string' ? [texts] : texts) {
      for (const word of text.split(/\s+/)) if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const words = [...counts].map(([word, count]) => ({ pieces: letters(word), count }));
    const merges: [string, string][] = [];
    while (merges.length < numMerges) {
      const pairs = new Map<string, number>();
      for (const { pieces, count } of words) {
        for (let i = 0; i + 1 < pieces.length; i++) {
          const key = `${pieces[i]} ${pieces[i + 1]}`;
          pairs.set(key, (pairs.get(key) ?? 0) + count);
        }
      }
      let best: string | null = null;
      for (const [key, count] of pairs) if (count > (best === null ? 1 : (pairs.get(best) as number))) best = key;
      if (best === null) break;
      const [a, b] = best.split(' ') as [string, string];
      merges.push([a, b]);
      for (const word of words) word.pieces = mergePair(word.pieces, a, b);
    }
    return new BytePairTokenizer(merges);
  }

  /** Pieces of a text; the last one of each word ends in `</w>`. */
  encode(text: string): string[] {
    return text.split(/\s+/).flatMap((word) => (word ? this.encodeWord(word) : []));
  }

  private encodeWord(word: string): string[] {
    let pieces = letters(word);
    for (;;) {
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i + 1 < pieces.length; i++)
        best = Math.min(best, this.rank.get(`${pieces[i]} ${pieces[i + 1]}`) ?? best);
      if (best === Number.POSITIVE_INFINITY) return pieces;
      pieces = mergePair(pieces, ...this.merges[best]);
    }
  }

  /** The text of pieces, its words one space apart. */
  decode(pieces: readonly string[]): string {
    return pieces
      .map((piece) => (piece.endsWith(END) ? `${piece.slice(0, -END.length)} ` : piece))
      .join('')
      .trimEnd();
  }

  /** Every piece that encoding can give for texts of these characters: END forms, single characters and merges. */
  vocabulary(characters: Iterable<string>): string[] {
    const single = [...new Set(characters)].filter((c) => c.trim() !== '');
    return [...new Set([...single, ...single.map((c) => c + END), ...this.merges.map(([a, b]) => a + b)])];
  }
}

function letters(word: string): string[] {
  const pieces = [...word];
  pieces[pieces.length - 1] += END;
  return pieces;
}

function mergePair(pieces: readonly string[], a: string, b: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    if (pieces[i] === a && pieces[i + 1] === b) {
      out.push(a + b);
      i++;
    } else out.push(pieces[i]);
  }
  return out;
}
