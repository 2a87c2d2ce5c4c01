/**
 * A source of random numbers with its own state: PyTorch's CPU `torch.Generator`. Equal seeds give PyTorch's numbers.
 *
 * One generator serves every distribution, and each distribution takes a fixed number of draws per element, so the
 * order of calls after `manualSeed` decides what each call returns, here as there.
 */
import { ArgumentError } from '../errors.ts';
import { MT19937, STATE_WORDS } from './mt19937.ts';

/** PyTorch's seed of a generator nobody seeded. */
export const DEFAULT_SEED = 67280421310721;
const STATE_BYTES = 5056;
const TWO_POW_32 = 2 ** 32;

export class Generator {
  private readonly engine = new MT19937(DEFAULT_SEED % TWO_POW_32);
  private seedValue: number | bigint = DEFAULT_SEED;
  /** Second half of the last Box-Muller pair, waiting for the next small `randn`; null if used. */
  cachedNormal: number | null = null;

  /** Starts the stream of `seed` (a whole number; 64 bits as bigint) and returns this generator. */
  manualSeed(seed: number | bigint): this {
    if (typeof seed === 'number' && !Number.isSafeInteger(seed)) {
      throw new ArgumentError(`manualSeed: the seed must be a whole number, got ${seed}`, {
        op: 'manualSeed',
        fix: 'Seeds beyond 2^53 are written as bigint: 12345678901234567890n.',
      });
    }
    const bits = BigInt.asUintN(64, BigInt(seed));
    this.seedValue = bits <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bits) : bits;
    this.engine.seed(Number(bits & 0xffffffffn));
    this.cachedNormal = null;
    return this;
  }

  /** Seeds from the system's entropy and returns the seed. */
  seed(): number {
    const words = globalThis.crypto.getRandomValues(new Uint32Array(2));
    const seed = (words[0] & 0x1fffff) * TWO_POW_32 + words[1];
    this.manualSeed(seed);
    return seed;
  }

  /** The seed that this stream started from. */
  initialSeed(): number | bigint {
    return this.seedValue;
  }

  /** 32 random bits. */
  random(): number {
    return this.engine.next();
  }

  /** 64 random bits: the first draw is the upper half. */
  random64(): bigint {
    const high = this.engine.next();
    return (BigInt(high) << 32n) | BigInt(this.engine.next());
  }

  /** A float32 uniform in [0, 1): one draw, its low 24 bits. */
  uniform24(): number {
    return (this.engine.next() & 0xffffff) / 0x1000000;
  }

  /** A float64 uniform in [0, 1): two draws, the low 53 of their 64 bits. */
  uniform53(): number {
    const high = this.engine.next() & 0x1fffff;
    return (high * TWO_POW_32 + this.engine.next()) / 2 ** 53;
  }

  /**
   * A standard normal by Box-Muller in float64: two uniforms make two values, the second is kept for the next call.
   * r = sqrt(-2 ln(1 - u2)), theta = 2 pi u1.
   */
  normal(): number {
    if (this.cachedNormal !== null) {
      const value = this.cachedNormal;
      this.cachedNormal = null;
      return value;
    }
    const theta = 2 * Math.PI * this.uniform53();
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniform53()));
    this.cachedNormal = radius * Math.sin(theta);
    return radius * Math.cos(theta);
  }

  /** The whole state, byte for byte as `torch.Generator.get_state()` lays it out (5056 bytes). */
  getState(): Uint8Array {
    const bytes = new Uint8Array(STATE_BYTES);
    const view = new DataView(bytes.buffer);
    const { words, position } = this.engine;
    view.setBigUint64(0, BigInt(this.seedValue), true);
    view.setInt32(8, STATE_WORDS + 1 - position, true);
    view.setInt32(12, 1, true);
    view.setBigUint64(16, BigInt(position), true);
    for (let i = 0; i < STATE_WORDS; i++) view.setBigUint64(24 + 8 * i, BigInt(words[i]), true);
    if (this.cachedNormal !== null) {
      view.setFloat64(NORMAL_AT, this.cachedNormal, true);
      view.setInt32(NORMAL_VALID_AT, 1, true);
    }
    return bytes;
  }

  /** Continues from a state of `getState()` or of PyTorch. Throws ArgumentError on anything else. */
  setState(state: ArrayLike<number>): this {
    if (state.length !== STATE_BYTES) {
      throw new ArgumentError(`setState: a generator's state has ${STATE_BYTES} bytes, got ${state.length}`, {
        op: 'setState',
        fix: 'Pass what getState() returned.',
      });
    }
    const view = new DataView(Uint8Array.from(state).buffer);
    const left = view.getInt32(8, true);
    const next = Number(view.getBigUint64(16, true));
    if (left < 1 || left > STATE_WORDS || next > STATE_WORDS) {
      throw new ArgumentError('setState: these bytes are not the state of a generator', {
        op: 'setState',
        fix: 'Pass what getState() returned.',
      });
    }
    const seed = view.getBigUint64(0, true);
    this.seedValue = seed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seed) : seed;
    for (let i = 0; i < STATE_WORDS; i++) this.engine.words[i] = Number(view.getBigUint64(24 + 8 * i, true));
    this.engine.position = left === 1 ? STATE_WORDS : next;
    this.cachedNormal = view.getInt32(NORMAL_VALID_AT, true) ? view.getFloat64(NORMAL_AT, true) : null;
    return this;
  }

  /** A generator that goes on with the same numbers, independently. */
  clone(): Generator {
    return new Generator().setState(this.getState());
  }
}

/** Offset of the cached normal and of its flag, after the seed, two counters and 624 words of 8 bytes. */
const NORMAL_AT = 24 + 8 * STATE_WORDS + 8;
const NORMAL_VALID_AT = NORMAL_AT + 16;

/** The generator that every random function uses unless it is given one. */
export const defaultGenerator = new Generator();
defaultGenerator.seed();

/** Seeds the default generator, as `torch.manual_seed`: the same seed gives PyTorch's numbers. Returns the generator. */
export function manualSeed(seed: number | bigint): Generator {
  return defaultGenerator.manualSeed(seed);
}

/** Seeds the default generator from the system's entropy and returns the seed. */
export function seed(): number {
  return defaultGenerator.seed();
}

/** The seed that the default generator's stream started from. */
export function initialSeed(): number | bigint {
  return defaultGenerator.initialSeed();
}
