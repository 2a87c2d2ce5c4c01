// Optimizer steps, one pass over memory each.
import { fma, splat } from './simd';

/** p -= lr (g + decay p). */
export function sgdStep(p: usize, g: usize, n: i32, lr: f32, decay: f32): void {
  const l = splat(lr), d = splat(decay);
  const end = p + (<usize>(n & ~3) << 2);
  for (; p < end; p += 16, g += 16) {
    const x = v128.load(p);
    v128.store(p, f32x4.sub(x, f32x4.mul(l, fma(d, x, v128.load(g)))));
  }
  for (let i = n & ~3; i < n; i++, p += 4, g += 4) store<f32>(p, load<f32>(p) - lr * (load<f32>(g) + decay * load<f32>(p)));
}

/** v = momentum v + gain (g + decay p), p -= lr (g + decay p + momentum v or v): torch.optim.SGD with momentum. */
export function momentumStep(p: usize, g: usize, v: usize, n: i32, lr: f32, decay: f32, momentum: f32, gain: f32, nesterov: i32): void {
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = <usize>i << 2;
    const x = v128.load(p + at);
    const d = fma(splat(decay), x, v128.load(g + at));
    const s = fma(splat(momentum), v128.load(v + at), f32x4.mul(splat(gain), d));
    v128.store(v + at, s);
    const step = nesterov ? fma(splat(momentum), s, d) : s;
    v128.store(p + at, f32x4.sub(x, f32x4.mul(splat(lr), step)));
  }
  for (let i = whole; i < n; i++) {
    const at = <usize>i << 2;
    const x = load<f32>(p + at);
    const d = load<f32>(g + at) + decay * x;
    const s = momentum * load<f32>(v + at) + gain * d;
    store<f32>(v + at, s);
    store<f32>(p + at, x - lr * (nesterov ? d + momentum * s : s));
  }
}

// @ts-ignore: decorator
@inline
function adamLanes(p: usize, g: usize, m: usize, v: usize, step: v128, c1: v128, b2: v128, c2: v128, eps: v128, root: v128, shrink: v128, decay: v128): void {
  const x = v128.load(p);
  const d = fma(decay, x, v128.load(g));
  const m0 = v128.load(m);
  const m1 = fma(c1, f32x4.sub(d, m0), m0);
  const v1 = fma(c2, f32x4.mul(d, d), f32x4.mul(b2, v128.load(v)));
  v128.store(m, m1);
  v128.store(v, v1);
  const scale = f32x4.add(f32x4.mul(f32x4.sqrt(v1), root), eps);
  v128.store(p, f32x4.sub(f32x4.mul(x, shrink), f32x4.div(f32x4.mul(step, m1), scale)));
}

const rim: usize = memory.data(64, 16);

/**
 * m += (1 - b1) (d - m), v = b2 v + (1 - b2) d^2, p = shrink p - step m / (root sqrt(v) + eps), with d = g + decay p,
 * step = lr / (1 - b1^t) and root = 1 / sqrt(1 - b2^t).
 */
export function adamStep(
  p: usize, g: usize, m: usize, v: usize, n: i32,
  step: f32, c1: f32, b2: f32, c2: f32, eps: f32, root: f32, shrink: f32, decay: f32,
): void {
  const s = splat(step), k1 = splat(c1), k2 = splat(b2), k3 = splat(c2), e = splat(eps), r = splat(root), h = splat(shrink), w = splat(decay);
  const end = p + (<usize>(n & ~3) << 2);
  for (; p < end; p += 16, g += 16, m += 16, v += 16) adamLanes(p, g, m, v, s, k1, k2, k3, e, r, h, w);
  const left = <usize>(n & 3) << 2;
  if (left) {
    memory.copy(rim, p, left);
    memory.copy(rim + 16, g, left);
    memory.copy(rim + 32, m, left);
    memory.copy(rim + 48, v, left);
    adamLanes(rim, rim + 16, rim + 32, rim + 48, s, k1, k2, k3, e, r, h, w);
    memory.copy(p, rim, left);
    memory.copy(m, rim + 32, left);
    memory.copy(v, rim + 48, left);
  }
}
