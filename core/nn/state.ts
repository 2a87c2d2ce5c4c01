/** Loading values into a module: everything is checked before anything is written. */

import { noGrad } from '../autograd/modes.ts';
import { ArgumentError, formatShape } from '../errors.ts';
import { sameShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Module } from './module.ts';

/** Tensors by dotted name. */
export type StateDict = Record<string, Tensor>;
/** What can be loaded: an object, a Map, or name-tensor pairs. */
export type StateSource = Readonly<Record<string, Tensor>> | Iterable<readonly [string, Tensor]>;

export interface LoadResult {
  readonly missingKeys: string[];
  readonly unexpectedKeys: string[];
}

/** Files older than this buffer lack it, and PyTorch does not ask for it either. */
const OPTIONAL = /(^|\.)num_batches_tracked$/;

function entriesOf(state: StateSource): Map<string, Tensor> {
  const pairs = Symbol.iterator in state ? [...(state as Iterable<readonly [string, Tensor]>)] : Object.entries(state);
  const entries = new Map<string, Tensor>();
  for (const [key, value] of pairs) {
    if (!(value instanceof Tensor))
      throw new ArgumentError(`loadStateDict: the value of '${key}' is not a tensor`, { op: 'loadStateDict' });
    entries.set(key, value);
  }
  return entries;
}

export function loadState(module: Module, state: StateSource, strict: boolean): LoadResult {
  const given = entriesOf(state);
  const own = module.stateDict({ keepVars: true });
  const missingKeys = Object.keys(own).filter((key) => !given.has(key) && !OPTIONAL.test(key));
  const unexpectedKeys = [...given.keys()].filter((key) => !(key in own));
  const problems: string[] = [];
  if (strict && unexpectedKeys.length) problems.push(`Unexpected key(s): ${unexpectedKeys.map(quote).join(', ')}.`);
  if (strict && missingKeys.length) problems.push(`Missing key(s): ${missingKeys.map(quote).join(', ')}.`);
  for (const [key, value] of given) {
    const target = own[key];
    if (target && !sameShape(target.shape, value.shape)) {
      problems.push(
        `Size mismatch for ${key}: the state has ${formatShape(value.shape)}, the module ${formatShape(target.shape)}.`,
      );
    }
  }
  if (problems.length) {
    throw new ArgumentError(
      `loadStateDict: the state does not fit ${module.constructor.name}:\n  ${problems.join('\n  ')}`,
      {
        op: 'loadStateDict',
        fix: renameFix(missingKeys, unexpectedKeys),
      },
    );
  }
  noGrad(() => {
    for (const [key, value] of given) own[key]?.copy_(value);
  });
  return { missingKeys, unexpectedKeys };
}

function quote(key: string): string {
  return `'${key}'`;
}

/** The usual cause of a total mismatch is one prefix too many or too few, as left by a wrapper. */
function renameFix(missing: readonly string[], unexpected: readonly string[]): string | undefined {
  for (const key of missing) {
    const longer = unexpected.find((other) => other.endsWith(`.${key}`));
    if (longer) return `The state's keys have the prefix '${longer.slice(0, -key.length)}': strip it first.`;
    const shorter = unexpected.find((other) => key.endsWith(`.${other}`));
    if (shorter)
      return `The state's keys lack the prefix '${key.slice(0, -shorter.length)}': load it into that submodule.`;
  }
  return undefined;
}
