/** The calling rule for constructors and hand-written functions: parameters by name, bound by a signature. */
import { bindNamed, parseSignature, type Signature } from './signature.ts';

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
