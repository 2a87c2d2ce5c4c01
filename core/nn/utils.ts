/** `nn.utils`. */
import {
  PackedSequence,
  packPaddedSequence,
  packSequence,
  padPackedSequence,
  padSequence,
  unpadSequence,
} from './packed.ts';

export { clipGradNorm_, clipGradValue_ } from '../optim/clip.ts';
/** `nn.utils.rnn`: sequences of different lengths. */
export const rnn = { PackedSequence, packPaddedSequence, packSequence, padPackedSequence, padSequence, unpadSequence };
