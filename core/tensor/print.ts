/** Tensors as PyTorch prints them: four decimals, aligned columns, long ones cut in the middle. */
import { isFloat } from './dtype.ts';
import type { Tensor } from './tensor.ts';

const THRESHOLD = 1000;
const EDGE = 3;
const PRECISION = 4;
const LINE = 80;

/** How the finite values of a tensor are written, chosen once for all of them. */
function formatter(values: readonly number[], dtype: string): (v: number) => string {
  if (dtype === 'bool') return (v) => (v ? 'true' : 'false');
  if (!isFloat(dtype as 'float32')) return String;
  const finite = values.filter(Number.isFinite);
  const special = (v: number): string => (Number.isNaN(v) ? 'nan' : v > 0 ? 'inf' : '-inf');
  const nonzero = finite.filter((v) => v !== 0).map(Math.abs);
  const max = nonzero.reduce((m, v) => Math.max(m, v), 0);
  const min = nonzero.reduce((m, v) => Math.min(m, v), Number.POSITIVE_INFINITY);
  const scientific = nonzero.length > 0 && (max / min > 1000 || max > 1e8 || min < 1e-4);
  const whole = finite.every((v) => Number.isInteger(v));
  return (v) => {
    if (!Number.isFinite(v)) return special(v);
    if (whole && !(max > 1e8)) return `${v.toFixed(0)}.`;
    return scientific ? v.toExponential(PRECISION).replace(/e([+-])(\d)$/, 'e$10$2') : v.toFixed(PRECISION);
  };
}

/** The entries of an axis that are printed, and whether some are left out. */
function shown(size: number, cut: boolean): { head: number; tail: number } {
  return cut && size > 2 * EDGE ? { head: EDGE, tail: EDGE } : { head: size, tail: 0 };
}

/** PyTorch's `repr`: `tensor([[1., 2.]], requiresGrad=true)`. */
export function printTensor(t: Tensor): string {
  const suffix: string[] = [];
  if (t.device === 'meta') suffix.push("device='meta'", `size=[${t.shape.join(', ')}]`);
  else if (t.numel() === 0 && t.shape.length !== 1) suffix.push(`size=[${t.shape.join(', ')}]`);
  if (!['float32', 'int32', 'bool'].includes(t.dtype) || (t.numel() === 0 && t.dtype !== 'float32'))
    suffix.push(`dtype=${t.dtype}`);
  if (t.gradNode) suffix.push(`gradFn=<${t.gradNode.name}>`);
  else if (t.requiresGrad) suffix.push('requiresGrad=true');
  const body = t.device === 'meta' ? '...' : printData(t);
  return `tensor(${[body, ...suffix].join(', ')})`;
}

function printData(t: Tensor): string {
  const { shape } = t;
  if (t.numel() === 0) return '[]';
  const cut = t.numel() > THRESHOLD;
  const data = t.data;
  const places: number[] = [];
  const collect = (axis: number, start: number, span: number): void => {
    if (axis === shape.length) {
      places.push(start);
      return;
    }
    const inner = span / shape[axis];
    const { head, tail } = shown(shape[axis], cut);
    for (let i = 0; i < head; i++) collect(axis + 1, start + i * inner, inner);
    for (let i = shape[axis] - tail; i < shape[axis]; i++) collect(axis + 1, start + i * inner, inner);
  };
  collect(0, 0, data.length);
  const format = formatter(
    places.map((i) => data[i]),
    t.dtype,
  );
  const texts = new Map(places.map((i) => [i, format(data[i])]));
  const width = Math.max(...[...texts.values()].map((s) => s.length));
  const perLine = Math.max(1, Math.floor((LINE - 8) / (width + 2)));
  const build = (axis: number, start: number, span: number, indent: number): string => {
    if (axis === shape.length) return (texts.get(start) as string).padStart(shape.length ? width : 0);
    const inner = span / shape[axis];
    const { head, tail } = shown(shape[axis], cut);
    const items: string[] = [];
    for (let i = 0; i < head; i++) items.push(build(axis + 1, start + i * inner, inner, indent + 1));
    if (tail) items.push('...');
    for (let i = shape[axis] - tail; i < shape[axis]; i++)
      items.push(build(axis + 1, start + i * inner, inner, indent + 1));
    const pad = ' '.repeat(indent + 1);
    if (axis === shape.length - 1) {
      const lines: string[] = [];
      for (let i = 0; i < items.length; i += perLine) lines.push(items.slice(i, i + perLine).join(', '));
      return `[${lines.join(`,\n${pad}`)}]`;
    }
    return `[${items.join(`,${'\n'.repeat(shape.length - 1 - axis)}${pad}`)}]`;
  };
  return build(0, 0, data.length, 7);
}
