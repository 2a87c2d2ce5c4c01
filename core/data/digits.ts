/** Handwritten digits: a subset of MNIST that ships with the library. */

import { zeros } from '../api.gen.ts';
import { NNError } from '../errors.ts';
import { readSafetensors } from '../payload/safetensors-format.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { resource } from './resources.ts';

const TRAIN = 4000;
const TEST = 1000;

export interface Digits {
  /** float32 [n, 1, 28, 28], 0 (paper) to 1 (ink). */
  readonly images: Tensor;
  /** int32 [n], 0 to 9. */
  readonly labels: Tensor;
}

export interface DigitsOptions {
  /** The 4,000 training images (default) or the 1,000 test images. */
  readonly train?: boolean;
}

/**
 * Handwritten digits of MNIST (LeCun, Cortes and Burges), in a balanced subset: classes stand in turn, so every prefix
 * is balanced too. Throws NNError where bundled files cannot be read.
 */
export async function digits(options: DigitsOptions = {}): Promise<Digits> {
  const train = options.train ?? true;
  const count = train ? TRAIN : TEST;
  const images = zeros([count, 1, 28, 28]);
  const labels = zeros([count], { dtype: 'int32' });
  if (images.device === 'meta') return { images, labels };
  const read = readSafetensors(await resource('digits.safetensors'));
  if (!read.ok)
    throw new NNError(`the bundled digits are damaged: ${read.reason}`, { fix: 'Reinstall the extension.' });
  const bytes = (name: string): Uint8Array => {
    const entry = read.file.entries.find((e) => e.name === name);
    if (!entry) throw new NNError(`the bundled digits lack '${name}'`, { fix: 'Reinstall the extension.' });
    return read.file.data.subarray(entry.begin, entry.end);
  };
  const first = train ? 0 : TRAIN;
  const pixels = bytes('images');
  const out = images.array;
  for (let i = 0; i < out.length; i++) out[i] = pixels[first * 784 + i] / 255;
  labels.array.set(bytes('labels').subarray(first, first + count));
  return { images, labels };
}
