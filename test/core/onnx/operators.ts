/** Which operators are run, and why the others are not. */
import type { Adapters } from './call.ts';
import { ATTENTION } from './ops-attention.ts';
import { ELEMENTWISE } from './ops-elementwise.ts';
import { INDEX } from './ops-index.ts';
import { NORM } from './ops-norm.ts';
import { REDUCE } from './ops-reduce.ts';
import { RESIZE } from './ops-resize.ts';
import { RECURRENT } from './ops-rnn.ts';
import { SHAPE } from './ops-shape.ts';
import { STATE } from './ops-state.ts';
import { WINDOW } from './ops-window.ts';

export const ADAPTERS: Adapters = {
  ...ELEMENTWISE,
  ...REDUCE,
  ...SHAPE,
  ...INDEX,
  ...WINDOW,
  ...NORM,
  ...RESIZE,
  ...RECURRENT,
  ...ATTENTION,
  ...STATE,
};

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'quantized arithmetic': [
    'ConvInteger',
    'DequantizeLinear',
    'DynamicQuantizeLinear',
    'MatMulInteger',
    'QLinearConv',
    'QLinearMatMul',
    'QuantizeLinear',
  ],
  'strings and text': ['RegexFullMatch', 'StringConcat', 'StringNormalizer', 'StringSplit', 'TfIdfVectorizer'],
  'sequences and optionals': [
    'ConcatFromSequence',
    'Optional',
    'OptionalGetElement',
    'OptionalHasElement',
    'SequenceAt',
    'SequenceConstruct',
    'SequenceEmpty',
    'SequenceErase',
    'SequenceInsert',
    'SequenceLength',
    'SequenceMap',
    'SplitToSequence',
  ],
  'control flow over graphs': ['If', 'Loop', 'Scan', 'FlexAttention'],
  'Fourier transforms and spectra': ['DFT', 'MelWeightMatrix', 'STFT'],
  'random numbers of another generator': [
    'Bernoulli',
    'Multinomial',
    'RandomNormal',
    'RandomNormalLike',
    'RandomUniform',
    'RandomUniformLike',
  ],
  'image files and detection': ['ImageDecoder', 'MaxRoiPool', 'NonMaxSuppression', 'RoiAlign'],
};

const REASONS = new Map(Object.entries(GROUPS).flatMap(([reason, ops]) => ops.map((op) => [op, reason] as const)));

/** Why an operator is not run; null when it is. */
export function excluded(op: string, domain: string): string | null {
  if (domain === 'ai.onnx.ml') return 'classic machine learning (ai.onnx.ml)';
  if (domain.includes('training')) return "training steps with ONNX's own formulas";
  const reason = REASONS.get(op);
  if (reason !== undefined) return reason;
  return Object.hasOwn(ADAPTERS, op) ? null : 'no such operation in the library';
}
