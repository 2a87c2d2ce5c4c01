/** `graph`: static graphs of functions, with control flow. */

import { switchOn } from './control.ts';
import { fromExpression } from './expression.ts';

export { capture } from './capture.ts';
export { cond, controlDependencies, forLoop, merge, whileLoop } from './control.ts';
export { Graph, type GraphNode, type NodeKind, type Wire } from './graph.ts';
export { fromExpression, switchOn, switchOn as switch };
