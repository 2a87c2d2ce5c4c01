/**
 * The spec of the computation graph view: an autograd tape as plain data, with its picture already laid out.
 *
 * A level is one resolution of the tape (`tensors`: a node per tensor, `elements`: a node per number). Its columns are
 * buffers under the level's key `k`:
 *   `k.box` F32 [nodes, 4] x, y, w, h;  `k.points` F32 [*, 2] and `k.pointStart` U32 [edges + 1] wires;
 *   `k.value`, `k.grad` F64 with `k.valueStart`, `k.gradStart` U32 [nodes + 1] (an empty range: not in the output);
 *   `k.rms`, `k.gradRms` F64 [nodes] (NaN: none);
 *   `k.before`, `k.added`, `k.after` F64 with `k.contribStart` U32 [contributions + 1]; `k.contribRms` F64 [contributions, 3].
 * A gradient that "arrived" at a node is its `k.grad`: by tape order every user of the node has run by then.
 */
import { readBuffer, SpecError, SpecReader } from './spec.ts';
import type { Payload } from './view.ts';

export type GraphMode = 'modules' | 'tensors' | 'elements';

/** Where in a notebook an operation stands; lines and columns count from 1. */
export interface GraphSite {
  readonly cell: string;
  readonly line: number;
  readonly col: number;
  /** The cell's place in the notebook when it ran, from 1. */
  readonly index?: number;
}

/**
 * What a node's gradient is when the walk is over: `grad` a number came, `none` nothing ever flows here, `noGrad` not
 * asked for (requiresGrad is false), `notRun` no walk was made (it may still come).
 */
export type GradOutcome = 'grad' | 'none' | 'noGrad' | 'notRun';

export interface GraphNode {
  readonly kind: 'leaf' | 'op';
  readonly label: string;
  /** The label as KaTeX. */
  readonly tex: string;
  /** Name of the operation; '' for a leaf. */
  readonly op: string;
  /** What a card shows in place of the op's name, e.g. `× 0.5`. */
  readonly detail: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly outcome: GradOutcome;
  /** Module path, '' outside modules. */
  readonly module: string;
  /** Index into `sites`, -1 when unknown. */
  readonly site: number;
  /** Bytes kept for backward by this node alone. */
  readonly saved: number;
  /** Index into `formulas`, -1 when there is none. */
  readonly formula: number;
}

export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** Which operand of `to` it is. */
  readonly arg: number;
  readonly argName: string;
}

export interface GraphContribution {
  /** The edge walked against its direction: the gradient goes from `to` to `from`. */
  readonly edge: number;
  /** The local rule with this node's names, KaTeX. */
  readonly rule: string;
  /** The rule with this node's numbers; '' where there are too many. */
  readonly numbers: string;
}

export interface GraphStep {
  readonly node: number;
  readonly contributions: readonly GraphContribution[];
}

/** A node's forward formula and its local rules, KaTeX. */
export interface GraphFormula {
  readonly forward: string;
  readonly rules: readonly string[];
}

export interface GraphLevel {
  readonly key: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly formulas: readonly GraphFormula[];
  /** The walk back, in order: step 0 is the seed at the root, then one step per op node. Empty: no walk was made. */
  readonly steps: readonly GraphStep[];
  readonly root: number;
  readonly width: number;
  readonly height: number;
}

/** A row of the module table: an input, a module or an operation outside a leaf module. */
export interface ModuleRow {
  readonly parent: number;
  readonly kind: 'input' | 'module' | 'op';
  readonly label: string;
  readonly detail: string;
  readonly shape: readonly number[];
  readonly parameters: number;
  readonly saved: number;
  /** Node of level `tensors` that is the row's result. */
  readonly node: number;
  readonly site: number;
}

export interface GraphSpec {
  readonly version: 1;
  readonly title: string;
  /** Name of the root, e.g. `L`, or of the model. */
  readonly name: string;
  readonly mode: GraphMode;
  readonly parameters: number;
  readonly saved: number;
  /** A sentence when something is missing (cut off, already freed); '' otherwise. */
  readonly notice: string;
  readonly sites: readonly GraphSite[];
  readonly levels: readonly GraphLevel[];
  readonly modules: readonly ModuleRow[];
  /** Edges between rows, by row: pairs [from, to]. Only rows that are no module. */
  readonly moduleEdges: readonly (readonly [number, number])[];
}

/** A level's buffers, checked. */
export interface LevelColumns {
  readonly box: Float32Array;
  readonly points: Float32Array;
  readonly pointStart: Uint32Array;
  readonly value: Float64Array;
  readonly valueStart: Uint32Array;
  readonly grad: Float64Array;
  readonly gradStart: Uint32Array;
  readonly rms: Float64Array;
  readonly gradRms: Float64Array;
  readonly before: Float64Array;
  readonly added: Float64Array;
  readonly after: Float64Array;
  readonly contribStart: Uint32Array;
  readonly contribRms: Float64Array;
}

export interface GraphData {
  readonly spec: GraphSpec;
  /** In step with `spec.levels`. */
  readonly columns: readonly LevelColumns[];
}

export const GRAPH_LIMITS = { nodes: 4000, edges: 20000, steps: 4001, formulas: 4000, rank: 16, tex: 4000 } as const;

function readNode(r: SpecReader, sites: number, formulas: number): GraphNode {
  return {
    kind: r.oneOf('kind', ['leaf', 'op']),
    label: r.str('label', 200),
    tex: r.str('tex', 400),
    op: r.str('op', 100),
    detail: r.str('detail', 200),
    shape: r.ints('shape', { max: GRAPH_LIMITS.rank }),
    dtype: r.str('dtype', 20),
    outcome: r.oneOf('outcome', ['grad', 'none', 'noGrad', 'notRun']),
    module: r.str('module', 500),
    site: r.int('site', -1, sites - 1),
    saved: r.int('saved'),
    formula: r.int('formula', -1, formulas - 1),
  };
}

function readLevel(r: SpecReader, sites: number): GraphLevel {
  const formulas = r.list('formulas', { max: GRAPH_LIMITS.formulas }, (f) => ({
    forward: f.str('forward', GRAPH_LIMITS.tex),
    rules: f.strs('rules', { max: 32 }, GRAPH_LIMITS.tex),
  }));
  const nodes = r.list('nodes', { max: GRAPH_LIMITS.nodes }, (n) => readNode(n, sites, formulas.length));
  if (nodes.length === 0) throw new SpecError(`${r.path}.nodes`, 'at least one node');
  const edges = r.list('edges', { max: GRAPH_LIMITS.edges }, (e) => ({
    from: e.int('from', 0, nodes.length - 1),
    to: e.int('to', 0, nodes.length - 1),
    arg: e.int('arg', 0, 10000),
    argName: e.str('argName', 100),
  }));
  const steps = r.list('steps', { max: GRAPH_LIMITS.steps }, (s) => ({
    node: s.int('node', 0, nodes.length - 1),
    contributions: s.list('contributions', { max: GRAPH_LIMITS.edges }, (c) => ({
      edge: c.int('edge', 0, edges.length - 1),
      rule: c.str('rule', GRAPH_LIMITS.tex),
      numbers: c.str('numbers', GRAPH_LIMITS.tex),
    })),
  }));
  return {
    key: r.oneOf('key', ['tensors', 'elements']),
    nodes,
    edges,
    formulas,
    steps,
    root: r.int('root', 0, nodes.length - 1),
    width: r.num('width'),
    height: r.num('height'),
  };
}

function starts(payload: Payload<unknown>, name: string, count: number, total: number): Uint32Array {
  const data = readBuffer(payload, name, ['U32'], [count + 1]).data as Uint32Array;
  for (let i = 0; i < count; i++) if (data[i] > data[i + 1]) throw new SpecError(`buffer ${name}`, 'rising offsets');
  if (data[0] !== 0 || data[count] !== total) throw new SpecError(`buffer ${name}`, `offsets from 0 to ${total}`);
  return data;
}

function readColumns(payload: Payload<unknown>, level: GraphLevel): LevelColumns {
  const k = level.key;
  const n = level.nodes.length;
  const f64 = (name: string, shape?: readonly number[]) =>
    readBuffer(payload, `${k}.${name}`, ['F64'], shape).data as Float64Array;
  const contributions = level.steps.reduce((sum, step) => sum + step.contributions.length, 0);
  const box = readBuffer(payload, `${k}.box`, ['F32'], [n, 4]).data as Float32Array;
  const points = readBuffer(payload, `${k}.points`, ['F32']).data as Float32Array;
  for (const data of [box, points]) {
    for (const x of data) if (!(Math.abs(x) < 1e7)) throw new SpecError(`buffer ${k}`, 'coordinates in reach');
  }
  const value = f64('value');
  const grad = f64('grad');
  const added = f64('added');
  return {
    box,
    points,
    pointStart: starts(payload, `${k}.pointStart`, level.edges.length, points.length / 2),
    value,
    valueStart: starts(payload, `${k}.valueStart`, n, value.length),
    grad,
    gradStart: starts(payload, `${k}.gradStart`, n, grad.length),
    rms: f64('rms', [n]),
    gradRms: f64('gradRms', [n]),
    before: f64('before', [added.length]),
    added,
    after: f64('after', [added.length]),
    contribStart: starts(payload, `${k}.contribStart`, contributions, added.length),
    contribRms: f64('contribRms', [contributions, 3]),
  };
}

function readModules(r: SpecReader, sites: number): Pick<GraphSpec, 'modules' | 'moduleEdges'> {
  const modules = r.list('modules', { max: GRAPH_LIMITS.nodes }, (m, i) => ({
    parent: m.int('parent', -1, i - 1),
    kind: m.oneOf('kind', ['input', 'module', 'op']),
    label: m.str('label', 200),
    detail: m.str('detail', 300),
    shape: m.ints('shape', { max: GRAPH_LIMITS.rank }),
    parameters: m.int('parameters'),
    saved: m.int('saved'),
    node: m.int('node', -1, GRAPH_LIMITS.nodes),
    site: m.int('site', -1, sites - 1),
  }));
  const ends = r.ints('moduleEdges', { max: 2 * GRAPH_LIMITS.edges }, 0, Math.max(0, modules.length - 1));
  if (ends.length % 2 !== 0) throw new SpecError('spec.moduleEdges', 'pairs');
  const moduleEdges: [number, number][] = [];
  for (let i = 0; i < ends.length; i += 2) moduleEdges.push([ends[i], ends[i + 1]]);
  return { modules, moduleEdges };
}

/** Reads a decoded payload as a graph. Throws SpecError with the place of the first thing that is wrong. */
export function readGraph(payload: Payload<unknown>): GraphData {
  const r = new SpecReader(payload.spec);
  if (r.int('version') !== 1) throw new SpecError('spec.version', '1');
  const sites = r.list('sites', { max: GRAPH_LIMITS.nodes }, (s) => {
    const index = s.opt('index', (key) => s.int(key, 1, 1e7));
    const site = { cell: s.str('cell', 300), line: s.int('line', 0, 1e7), col: s.int('col', 0, 1e7) };
    return index === undefined ? site : { ...site, index };
  });
  const levels = r.list('levels', { max: 2 }, (level) => readLevel(level, sites.length));
  const mode = r.oneOf('mode', ['modules', 'tensors', 'elements']);
  const { modules, moduleEdges } = readModules(r, sites.length);
  if (mode === 'modules' ? modules.length === 0 : !levels.some((level) => level.key === mode)) {
    throw new SpecError('spec.mode', 'a mode that is in the output');
  }
  const spec: GraphSpec = {
    version: 1,
    title: r.str('title', 200),
    name: r.str('name', 200),
    mode,
    parameters: r.int('parameters'),
    saved: r.int('saved'),
    notice: r.str('notice', 1000),
    sites,
    levels,
    modules,
    moduleEdges,
  };
  const top = levels.find((level) => level.key === 'tensors')?.nodes.length ?? 0;
  if (modules.some((row) => row.node >= top)) throw new SpecError('spec.modules', 'nodes of level tensors');
  return { spec, columns: levels.map((level) => readColumns(payload, level)) };
}

/** The spec as plain JSON data for the encoder (`moduleEdges` flat). */
export function graphSpecJson(spec: GraphSpec): unknown {
  return { ...spec, moduleEdges: spec.moduleEdges.flat() };
}
