/** Layers that carry a state from call to call: causal convolution and linear attention. */
import { type Adapters, type Call, range } from './call.ts';
import { T, type Tensor } from './core.ts';

/** A depthwise convolution over the past and the present; the state is the last k - 1 inputs. */
function causalConvolution(c: Call): Tensor[] {
  const [x, weight] = [c.x(0), c.x(1)];
  const [batch, channels] = x.shape;
  const reach = weight.shape[2] - 1;
  const past = c.optional(3) ?? T.zeros([batch, channels, reach], { dtype: x.dtype });
  const padded = T.cat([past, x], 2);
  const y = T.conv1d(padded, weight, c.optional(2), { groups: channels });
  const state = T.narrow(padded, 2, padded.shape[2] - reach, reach);
  return [c.string('activation', 'none') === 'none' ? y : T.silu(y), state];
}

/** [batch, time, heads * size] to [batch, heads, time, size]. */
function heads(x: Tensor, count: number): Tensor {
  const [batch, time, width] = x.shape;
  return x.reshape([batch, time, count, width / count]).transpose(1, 2);
}

/**
 * Attention without softmax: the state S [batch, heads, key, value] takes in k v^T step by step and q reads it. A decay
 * multiplies S by e^g first; the delta rule writes beta (v - S^T k) in place of v.
 */
function linearAttention(c: Call): Tensor[] {
  const [queryHeads, kvHeads] = [c.int('q_num_heads', 1), c.int('kv_num_heads', 1)];
  const rule = c.string('update_rule', 'gated_delta');
  const dtype = c.x(0).dtype;
  const q = heads(c.x(0), queryHeads);
  const k = heads(c.x(1), kvHeads);
  const v = heads(c.x(2), kvHeads);
  const [batch, , time, keySize] = q.shape;
  const valueSize = v.shape[3];
  const scale = c.float('scale', 0) || 1 / Math.sqrt(keySize);
  const decay = c.optional(4);
  const beta = c.optional(5);
  const gate = c.optional(6);
  const growth = decay === null ? null : T.exp(heads(decay, kvHeads)).unsqueeze(-1);
  const rate = beta === null ? null : heads(beta, beta.shape[2]);
  const erased = gate === null ? k : T.mul(k, heads(gate, kvHeads));
  const at = (x: Tensor, t: number): Tensor => T.select(x, 2, t);
  let state = c.optional(3) ?? T.zeros([batch, kvHeads, keySize, valueSize], { dtype });
  const outputs = range(time).map((t) => {
    if (growth !== null && rule.startsWith('gated')) state = T.mul(state, at(growth, t));
    let written = at(v, t);
    if (rate !== null && rule.endsWith('delta')) {
      const held = T.einsum('bhkv,bhk->bhv', state, at(erased, t));
      written = T.mul(at(rate, t), T.sub(written, held));
    }
    state = T.add(state, T.mul(at(k, t).unsqueeze(-1), written.unsqueeze(-2)));
    const shared = T.repeatInterleave(state, queryHeads / kvHeads, { dim: 1 });
    return T.mul(T.einsum('bhk,bhkv->bhv', at(q, t), shared), scale);
  });
  const y = T.stack(outputs, 1).reshape([batch, time, queryHeads * valueSize]);
  return [y, state];
}

export const STATE: Adapters = { CausalConvWithState: causalConvolution, LinearAttention: linearAttention };
