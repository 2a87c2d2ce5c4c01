/** Options of an optimizer's or scheduler's constructor, bound by its signature. */
import { bindNamed, parseSignature, type Signature } from '../ops/signature.ts';

const parsed = new Map<string, Signature>();

/** Parameters of the call by name, defaults filled in. */
export function bindOptions<T>(signature: string, args: readonly unknown[]): T {
  let known = parsed.get(signature);
  if (!known) {
    known = parseSignature(signature);
    parsed.set(signature, known);
  }
  return bindNamed<T>(known, args);
}
