/** The graph of a written formula. */
import { tensor } from '../../api.gen.ts';
import { evaluateTensor } from '../../symbolic/evaluate.ts';
import { symbolsOf } from '../../symbolic/expression.ts';
import { parse } from '../../symbolic/parse.ts';
import { capture } from './capture.ts';
import type { Graph } from './graph.ts';

/** The static graph of an expression such as `(x + y) * log(z)`; its inputs are the variables in alphabetical order. */
export function fromExpression(text: string): Graph {
  const expression = parse(text);
  const names = symbolsOf(expression);
  return capture(
    (...values) => evaluateTensor(expression, Object.fromEntries(names.map((name, i) => [name, values[i]]))),
    ...names.map(() => tensor(1, { dtype: 'float64' })),
  );
}
