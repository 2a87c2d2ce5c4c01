/**
 * Attention weights as they are computed, without a change to the network: a softmax whose result multiplies the values
 * is attention, whoever wrote it.
 */
import { ArgumentError } from '../errors.ts';
import { MultiheadAttention } from '../nn/attention.ts';
import type { Module } from '../nn/module.ts';
import { observe } from '../ops/observe.ts';
import { sameShape } from '../tensor/shape.ts';
import type { RemovableHandle, Tensor } from '../tensor/tensor.ts';
import { modulePath } from './recording.ts';

/** One attention that took place. */
export interface CapturedAttention {
  /** Path of the module that computed it, e.g. `layers.0.self_attn`; `#2` and so on where it was called again. */
  readonly name: string;
  /** After softmax: [batch, heads, queries, keys] from MultiheadAttention, else as they were computed. */
  readonly weights: Tensor;
  /** The products q k^T before scaling and masking where they can be told, else the numbers that entered the softmax. */
  readonly scores: Tensor;
  /** Features of one head, where it is known: scores are scaled by one over its root. */
  readonly headSize: number | null;
}

/** A softmax whose result may turn out to be attention weights. */
interface Candidate {
  readonly scores: Tensor;
  readonly weights: Tensor;
}

type Heads = Pick<MultiheadAttention, 'numHeads' | 'headDim'>;

/**
 * Runs `forward` and returns the weights of every attention in it, in order of the calls. After
 * backward `weights.grad` is dL/dA. `module` may be any module that
 * `forward` calls; MultiheadAttention below it is told to compute its weights.
 */
export function captureAttention(module: Module, forward: () => unknown): CapturedAttention[] {
  const found: CapturedAttention[] = [];
  const candidates = new Map<Tensor, Candidate>();
  let product: { out: Tensor; features: number } | null = null;
  const heads: Heads[] = [];
  const handles: RemovableHandle[] = [];
  for (const part of module.modules()) {
    if (!(part instanceof MultiheadAttention)) continue;
    let asked: { needWeights: boolean; average: boolean }[] = [];
    handles.push(
      part.registerForwardPreHook((_module, args) => {
        heads.push(part);
        const forced = withWeights(args);
        asked.push(forced.asked);
        return forced.args;
      }),
      // The caller gets what it asked for.
      part.registerForwardHook((_module, _args, [output, weights]) => {
        heads.pop();
        const { needWeights, average } = asked[asked.length - 1];
        asked = asked.slice(0, -1);
        return [output, !needWeights || !weights ? null : average ? weights.mean(weights.shape.length - 3) : weights];
      }),
    );
  }
  const calls = new Map<string, number>();
  const stop = observe((op, inputs, outputs) => {
    const [out] = outputs;
    if (op.name === 'softmax') {
      candidates.set(out, { scores: inputs[0], weights: out });
      return;
    }
    if (op.name === 'matmul') {
      const candidate = candidates.get(inputs[0]);
      if (candidate) {
        const path = modulePath().join('.');
        const n = (calls.get(path) ?? 0) + 1;
        calls.set(path, n);
        found.push(finish(candidate, n === 1 ? path : `${path}#${n}`, heads.at(-1) ?? null, product));
        candidates.delete(inputs[0]);
      } else product = { out, features: inputs[0].shape[inputs[0].shape.length - 1] };
      return;
    }
    // Dropout and masks between the softmax and the product.
    for (const input of inputs) {
      const candidate = candidates.get(input);
      if (candidate && sameShape(out.shape, input.shape)) candidates.set(out, candidate);
    }
  });
  try {
    forward();
  } finally {
    stop();
    for (const handle of handles) handle.remove();
  }
  if (found.length === 0) {
    throw new ArgumentError(`captureAttention: no attention was computed by ${module.constructor.name}`, {
      op: 'captureAttention',
      fix: 'Attention is a softmax whose result multiplies the values; pass a module that computes one, and call it in the callback.',
    });
  }
  return found;
}

/** The same call with unaveraged weights, and what the caller had asked for. */
function withWeights(args: readonly unknown[]): { args: unknown[]; asked: { needWeights: boolean; average: boolean } } {
  const last = args[args.length - 1];
  const named =
    typeof last === 'object' && last !== null && Object.getPrototypeOf(last) === Object.prototype
      ? (last as Record<string, unknown>)
      : null;
  const positional = named ? args.slice(0, -1) : [...args];
  // PyTorch's order after query, key and value: keyPaddingMask, needWeights, attnMask, average, causal; or both masks first.
  const rest = positional.slice(3);
  const flagged = rest.findIndex((value) => typeof value === 'boolean');
  const options: Record<string, unknown> = { ...named };
  const order =
    flagged === 1
      ? ['keyPaddingMask', 'needWeights', 'attnMask', 'averageAttnWeights', 'isCausal']
      : ['keyPaddingMask', 'attnMask', 'needWeights', 'averageAttnWeights', 'isCausal'];
  rest.forEach((value, i) => {
    options[order[i]] = value;
  });
  const asked = {
    needWeights: (options.needWeights as boolean | undefined) ?? true,
    average: (options.averageAttnWeights as boolean | undefined) ?? true,
  };
  return { args: [...positional.slice(0, 3), { ...options, needWeights: true, averageAttnWeights: false }], asked };
}

function finish(
  candidate: Candidate,
  name: string,
  head: Heads | null,
  product: { out: Tensor; features: number } | null,
): CapturedAttention {
  const { weights } = candidate;
  // The scores of multi-head attention come from queries that are scaled already.
  const raw =
    head && product && sameShape(product.out.shape, weights.shape)
      ? product.out.detach().mul(Math.sqrt(head.headDim))
      : candidate.scores.detach();
  const byHead = (t: Tensor): Tensor => {
    if (!head || t.shape.length !== 3) return t;
    return t.reshape([t.shape[0] / head.numHeads, head.numHeads, t.shape[1], t.shape[2]]);
  };
  const shaped = byHead(weights);
  // The network goes on from `weights`; what is handed out learns of its gradient.
  if (weights.requiresGrad) {
    weights.registerHook((grad) => {
      shaped.grad = byHead(grad);
    });
  }
  return { name, weights: shaped, scores: byHead(raw), headSize: head ? head.headDim : null };
}
