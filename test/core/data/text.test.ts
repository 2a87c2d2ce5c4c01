import { describe, expect, test } from 'vitest';
import { data } from '../../../core/index.ts';

describe('tokenizers', () => {
  test('words, signs and characters', () => {
    expect(data.tokenize("Don't panic, Zoë: 42!", { lowercase: true })).toEqual([
      "don't",
      'panic',
      ',',
      'zoë',
      ':',
      '42',
      '!',
    ]);
    expect(data.tokenize('añ 🙂', { level: 'char' })).toEqual(['a', 'ñ', ' ', '🙂']);
    expect(data.tokenize('')).toEqual([]);
  });
  test('byte-pair encoding learns the merges of the paper', () => {
    const corpus = `${'low '.repeat(5)}${'lower '.repeat(2)}${'newest '.repeat(6)}${'widest '.repeat(3)}`;
    const bpe = data.BytePairTokenizer.train(corpus, 10);
    expect(bpe.merges.slice(0, 3)).toEqual([
      ['e', 's'],
      ['es', 't</w>'],
      ['l', 'o'],
    ]);
    expect(bpe.encode('lowest')).toEqual(['lo', 'w', 'est</w>']);
    expect(bpe.decode(bpe.encode('newest lower words'))).toBe('newest lower words');
    expect(new Set(bpe.encode(corpus)).size).toBeLessThan(8);
    for (const piece of bpe.encode(corpus)) expect(bpe.vocabulary(corpus)).toContain(piece);
  });
});

describe('Vocab', () => {
  const texts = [
    ['the', 'cat', 'sat'],
    ['the', 'dog', 'sat'],
    ['the', 'end'],
  ];
  test('specials first, then by frequency, then by name', () => {
    const vocab = data.Vocab.build(texts);
    expect(vocab.decode([0, 1, 2, 3, 4, 5, 6, 7, 8])).toEqual([
      '<pad>',
      '<unk>',
      '<bos>',
      '<eos>',
      'the',
      'sat',
      'cat',
      'dog',
      'end',
    ]);
    expect(vocab.length).toBe(9);
    expect(vocab.encode(['the', 'bird'], { bos: true, eos: true })).toEqual([2, 4, 1, 3]);
    expect(vocab.decode(vocab.encode(['cat'], { bos: true }), { skipSpecials: true })).toEqual(['cat']);
    expect(vocab.padIndex).toBe(0);
  });
  test('limits, and what is unknown without <unk>', () => {
    expect(data.Vocab.build(texts, { minFreq: 2 }).length).toBe(6);
    expect(data.Vocab.build(texts, { maxTokens: 5 }).length).toBe(5);
    const bare = data.Vocab.build(texts, { specials: [] });
    expect(() => bare.encode(['bird'])).toThrow("'bird' is not among the 5 tokens");
    expect(() => bare.encode(['cat'], { bos: true })).toThrow("no special token '<bos>'");
    expect(() => bare.token(99)).toThrow('no token 99');
  });
  test('padding on either side with lengths and mask', () => {
    const right = data.padTokens([[5, 6, 7], [8]], { paddingValue: 1 });
    expect(right.ids.toArray()).toEqual([
      [5, 6, 7],
      [8, 1, 1],
    ]);
    expect(right.lengths.toArray()).toEqual([3, 1]);
    expect(right.paddingMask.toArray()).toEqual([
      [false, false, false],
      [false, true, true],
    ]);
    const left = data.padTokens([[5, 6, 7], [8]], { side: 'left', length: 2 });
    expect(left.ids.toArray()).toEqual([
      [5, 6],
      [0, 8],
    ]);
    expect(left.paddingMask.toArray()).toEqual([
      [false, false],
      [true, false],
    ]);
  });
  test('n-grams, bags of words, skip-grams', () => {
    expect(data.ngrams(['a', 'b', 'c'], 2)).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
    expect(data.bagOfWords([[0, 2, 2], [1]], 3).toArray()).toEqual([
      [1, 0, 2],
      [0, 1, 0],
    ]);
    const [centers, contexts] = data.skipGrams([7, 8, 9], 1);
    expect(centers.toArray()).toEqual([7, 8, 8, 9]);
    expect(contexts.toArray()).toEqual([8, 7, 9, 8]);
  });
});
