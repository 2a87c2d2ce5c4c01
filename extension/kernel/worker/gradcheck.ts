/**
 * Gradient Check on what is in the kernel: tensors with a graph, modules that took part in one, functions without
 * arguments that give a tensor. The check replays the tape in float64 on copies, so no state and no random number is
 * touched.
 */
import { gradcheck } from '../../../core/autograd/gradcheck.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';
import type { GradcheckTarget } from '../protocol.ts';
import { gradcheckOutput } from './display/gradcheck.ts';
import { displayHost } from './display/host.ts';
import { isModule, type ModuleLike } from './inspect.ts';
import { type Tape, tapeOf } from './replay.ts';
import type { NotebookScope } from './scope.ts';

/** Elements checked at most: each costs two evaluations. */
const MAX_ELEMENTS = 20_000;

export function gradcheckTargets(scope: NotebookScope): GradcheckTarget[] {
  const targets: GradcheckTarget[] = [];
  for (const name of scope.names()) {
    const value = scope.object[name];
    const entry = scope.entries.get(name);
    if (value instanceof Tensor) {
      if (value.gradNode) targets.push({ path: [name], kind: 'tensor', detail: `tensor [${value.shape.join(', ')}]` });
    } else if (isModule(value) && entry?.kind !== 'class' && entry?.kind !== 'import') {
      targets.push({ path: [name], kind: 'module', detail: moduleDetail(value) });
    } else if (typeof value === 'function' && value.length === 0 && isCallable(value) && entry?.kind !== 'import') {
      targets.push({ path: [name], kind: 'function', detail: 'function without arguments' });
    }
  }
  const order = { tensor: 0, module: 1, function: 2 };
  return targets.sort((a, b) => order[a.kind] - order[b.kind]);
}

function isCallable(value: object): boolean {
  return !/^class\b/.test(Function.prototype.toString.call(value));
}

function moduleDetail(module: ModuleLike): string {
  const parameters = [...module.parameters()];
  const elements = parameters.reduce((sum, parameter) => sum + parameter.numel(), 0);
  return `${module.constructor.name}, ${parameters.length} parameters, ${elements.toLocaleString('en')} elements`;
}

/** Checks a value and shows the report. */
export function runGradcheck(value: unknown, name: string, scope: NotebookScope): void {
  const { tape, only, title } = subject(value, name, scope);
  const wanted = only ? tape.leaves.filter((leaf) => only.has(leaf)) : tape.leaves;
  const elements = wanted.reduce((sum, leaf) => sum + leaf.numel(), 0);
  if (elements > MAX_ELEMENTS) {
    throw new RangeError(
      `${title} has ${elements.toLocaleString('en')} elements to check, and each needs two evaluations: ` +
        `at most ${MAX_ELEMENTS.toLocaleString('en')} are checked. Use a smaller network or a smaller part.`,
    );
  }
  const names = wanted.map((leaf, i) => displayHost().nameOf(leaf) ?? `input ${i}`);
  const started = wanted.map((leaf) => leaf.detach().requiresGrad_());
  const report = gradcheck(
    (...given) => tape.run(tape.leaves.map((leaf) => given[wanted.indexOf(leaf)] ?? leaf)),
    started,
    { names, raiseException: false },
  );
  displayHost().emit(gradcheckOutput(report, { title: `Gradient check of ${title}`, evaluations: 2 * elements }));
}

function subject(
  value: unknown,
  name: string,
  scope: NotebookScope,
): { tape: Tape; only?: Set<Tensor>; title: string } {
  if (value instanceof Tensor) return { tape: tapeOf(value), title: name };
  if (isModule(value)) {
    const parameters = new Set(value.parameters());
    for (const candidate of scope.names()) {
      const tensor = scope.object[candidate];
      if (!(tensor instanceof Tensor) || !tensor.gradNode) continue;
      const tape = tapeOf(tensor);
      if (tape.leaves.some((leaf) => parameters.has(leaf))) {
        return { tape, only: parameters, title: `${name}, by ${candidate}` };
      }
    }
    throw new ReferenceError(
      `No variable holds a result of ${name}. Run a cell such as: const loss = lossFunction(${name}(x), y), then check again.`,
    );
  }
  if (typeof value === 'function') {
    const result: unknown = Reflect.apply(value, undefined, []);
    if (result instanceof Tensor) return { tape: tapeOf(result), title: `${name}()` };
    throw new TypeError(`${name}() does not give a tensor.`);
  }
  throw new TypeError(`${name} is not a tensor, a module or a function.`);
}
