/** Data files that ship beside the worker: `dist/data/` when bundled, the same folder when run from source. */
import { existsSync, readFileSync } from 'node:fs';

const PLACES = ['./data/', '../../../dist/data/'];

/** The bytes of a bundled file. Throws with the places searched when it is nowhere. */
export function readResource(name: string): Uint8Array {
  if (!/^[\w.-]+$/.test(name)) throw new Error(`'${name}' is not the name of a bundled file`);
  const urls = PLACES.map((place) => new URL(place + name, import.meta.url));
  const found = urls.find((url) => existsSync(url));
  if (!found)
    throw new Error(
      `the bundled file '${name}' is missing; looked in ${urls.map((url) => url.pathname).join(' and ')}`,
    );
  return readFileSync(found);
}
