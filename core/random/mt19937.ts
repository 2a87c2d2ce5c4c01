/**
 * The Mersenne Twister MT19937 of Matsumoto and Nishimura (1998), the engine of PyTorch's CPU generator: 624 words of
 * 32 bits, twisted all at once when they are used up, each tempered on its way out.
 */

/** Words of state. */
export const STATE_WORDS = 624;
const SHIFT = 397;
const UPPER = 0x80000000;
const LOWER = 0x7fffffff;

export class MT19937 {
  /** Untempered state. */
  readonly words = new Uint32Array(STATE_WORDS);
  /** Words of the current block already handed out; 624 makes the next draw twist. */
  position = STATE_WORDS;

  constructor(seed: number) {
    this.seed(seed);
  }

  /** Knuth's linear recurrence fills the state from the low 32 bits of `seed` (`init_genrand`). */
  seed(seed: number): void {
    const words = this.words;
    words[0] = seed >>> 0;
    for (let i = 1; i < STATE_WORDS; i++) {
      const previous = words[i - 1] ^ (words[i - 1] >>> 30);
      words[i] = Math.imul(1812433253, previous) + i;
    }
    this.position = STATE_WORDS;
  }

  /** The next 32 random bits, as a number from 0 to 2^32 - 1. */
  next(): number {
    if (this.position === STATE_WORDS) this.twist();
    let y = this.words[this.position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  private twist(): void {
    const w = this.words;
    let i = 0;
    for (; i < STATE_WORDS - SHIFT; i++) w[i] = w[i + SHIFT] ^ mix(w[i], w[i + 1]);
    for (; i < STATE_WORDS - 1; i++) w[i] = w[i + SHIFT - STATE_WORDS] ^ mix(w[i], w[i + 1]);
    w[i] = w[SHIFT - 1] ^ mix(w[i], w[0]);
    this.position = 0;
  }
}

/** Top bit of `u` joined with the low bits of `v`, times the twist matrix. */
function mix(u: number, v: number): number {
  const y = (u & UPPER) | (v & LOWER);
  return (y >>> 1) ^ (v & 1 ? 0x9908b0df : 0);
}
