/** Files that ship with the library. The core reads no disk: whoever runs it says how a name becomes bytes. */
import { NNError } from '../errors.ts';

let load: ((name: string) => Uint8Array | Promise<Uint8Array>) | null = null;

/** Sets how a bundled file, e.g. `digits.safetensors`, is read. */
export function setResourceLoader(loader: typeof load): void {
  load = loader;
}

/** The bytes of a bundled file. Throws NNError where none can be read. */
export async function resource(name: string): Promise<Uint8Array> {
  if (!load) {
    throw new NNError(`the bundled data set '${name}' cannot be read here`, {
      fix: 'It is available in notebooks and in `nnbook run`; elsewhere call setResourceLoader(name => bytes) first.',
    });
  }
  return load(name);
}
