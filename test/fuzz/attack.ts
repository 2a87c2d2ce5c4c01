/** Mutated payloads against a view's pure code: a reason each time, never another exception and no hang. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { decodePayload, encodePayload } from '../../core/payload/safetensors.ts';
import { SpecError } from '../../core/payload/spec.ts';
import type { Payload } from '../../core/payload/view.ts';

const HOSTILE: readonly unknown[] = [
  ...[null, true, -1, 0, 1, 0.5, 1e15, 2 ** 53, '', 'x', '<img src=x onerror=alert(1)>', '__proto__', [], [[]], {}],
  ...[-1e308, 1e308, 5e-324, 1e-300, 2 ** 31, 3],
  ...[[1, 2], [0], [1e9, 1e9], new Array(100).fill(1), 'x'.repeat(5000), [null], [-1], { value: 1 }],
];

/** Every place in a JSON value, as a path. */
function paths(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, child]) => paths(child, [...at, key]))];
}

function replaceAt(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  if (path.length === 0) return by;
  const [key, ...rest] = path;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaceAt(copy[key], rest, by);
  return copy;
}

/** Mutates the spec at random places and walks the view's pure code over what the decoder lets through. */
export function attack(bytes: Uint8Array, walk: (payload: Payload<unknown>) => void, runs: number): number {
  const decoded = decodePayload(bytes);
  if (!decoded.ok) throw new Error(decoded.reason);
  const { spec, buffers } = decoded.payload;
  const places = paths(spec);
  let accepted = 0;
  const edit = fc.tuple(fc.nat(places.length - 1), fc.nat(HOSTILE.length - 1));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), fc.nat(9), (edits, drop) => {
      let next: unknown = spec;
      for (const [place, value] of edits) {
        try {
          next = replaceAt(next, places[place], HOSTILE[value]);
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
        }
      }
      const names = Object.keys(buffers);
      const kept = Object.fromEntries(names.filter((_, i) => drop !== i).map((name) => [name, buffers[name]]));
      const again = decodePayload(encodePayload(next, kept));
      if (!again.ok) return;
      try {
        walk(again.payload);
        accepted++;
      } catch (error) {
        expect(error).toBeInstanceOf(SpecError);
        expect((error as Error).message.length).toBeGreaterThan(10);
      }
    }),
    { numRuns: runs },
  );
  return accepted;
}

/** Overwrites bytes anywhere in the body: header, JSON, numbers. */
export function attackBytes(bytes: Uint8Array, walk: (payload: Payload<unknown>) => void, runs: number): number {
  let accepted = 0;
  const edit = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
      const copy = bytes.slice();
      for (const [at, value] of edits) copy[at] = value;
      const decoded = decodePayload(copy);
      if (!decoded.ok) {
        expect(decoded.reason.length).toBeGreaterThan(10);
        return;
      }
      try {
        walk(decoded.payload);
        accepted++;
      } catch (error) {
        expect(error).toBeInstanceOf(SpecError);
      }
    }),
    { numRuns: runs },
  );
  return accepted;
}
