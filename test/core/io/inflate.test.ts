import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from '../../../core/io/crc32.ts';
import { inflate } from '../../../core/io/inflate.ts';

const { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;

/** Noise, runs and repeats, so that every kind of block and code occurs. */
const data = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.nat(255), fc.nat(600)).map(([v, n]) => new Uint8Array(n).fill(v)),
    ),
    { maxLength: 8 },
  )
  .map((chunks) => Uint8Array.from(chunks.flatMap((chunk) => [...chunk])));

test('undoes what zlib writes, at every level and strategy', () => {
  const options = fc.record({
    level: fc.integer({ min: 0, max: 9 }),
    strategy: fc.constantFrom(Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE),
    memLevel: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(data, options, (bytes, option) => {
      expect(inflate(deflateRawSync(bytes, option), bytes.length)).toEqual(bytes);
    }),
    { numRuns: 300 },
  );
});

test('large input with far copies', () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> (i % 7));
  expect(inflate(deflateRawSync(bytes), bytes.length)).toEqual(bytes);
});

test('a wrong stream is a reason, not an exception, and never more than the declared size', () => {
  const good = deflateRawSync(Uint8Array.from({ length: 500 }, (_, i) => i % 50));
  expect(inflate(good, 499)).toMatch(/more data/);
  expect(inflate(good, 501)).toMatch(/501 bytes are declared/);
  expect(inflate(good.subarray(0, 5), 500)).toBeTypeOf('string');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(1000), (bytes, size) => {
      const out = inflate(bytes, size);
      if (typeof out !== 'string') expect(out.length).toBe(size);
    }),
    { numRuns: 500 },
  );
});

test('crc32 of the standard check string', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
