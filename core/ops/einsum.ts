/** Einstein summation: an equation of letters, brought to batched matrix products pair by pair. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';

/** A tensor whose dimensions carry labels; those of an ellipsis are numbered `.0`, `.1`, ... from the right. */
interface Labelled {
  readonly tensor: Tensor;
  readonly labels: readonly string[];
}

function bad(equation: string, why: string): ArgumentError {
  return new ArgumentError(`einsum: '${equation}' ${why}`, {
    op: 'einsum',
    fix: "Write one letter per dimension, e.g. 'bij,bjk->bik'.",
  });
}

/** The labels of one operand, with an ellipsis spread over the dimensions that the letters leave. */
function labelsOf(term: string, rank: number, equation: string, index: number, shape: readonly number[]): string[] {
  const parts = term.split('...');
  if (parts.length > 2) throw bad(equation, 'has two ellipses in one operand');
  const letters = parts.join('');
  if (!/^[A-Za-z]*$/.test(letters)) throw bad(equation, `holds something else than letters in '${term}'`);
  const free = rank - letters.length;
  if (free < 0 || (parts.length === 1 && free !== 0)) {
    throw new ShapeError(
      `einsum: '${term}' names ${letters.length} dimensions, operand ${index} has shape ${formatShape(shape)}`,
      { op: 'einsum', operands: [{ name: `operand ${index}`, shape }] },
    );
  }
  const dots = parts.length === 2 ? Array.from({ length: free }, (_, i) => `.${free - 1 - i}`) : [];
  return [...parts[0], ...dots, ...(parts[1] ?? '')];
}

/** Takes the diagonal of labels that appear twice in one operand. */
function withoutRepeats({ tensor, labels }: Labelled): Labelled {
  const repeat = labels.findIndex((l, i) => labels.indexOf(l) !== i);
  if (repeat < 0) return { tensor, labels };
  const first = labels.indexOf(labels[repeat]);
  const rest = labels.filter((_, i) => i !== first && i !== repeat);
  return withoutRepeats({ tensor: tensor.diagonal(0, first, repeat), labels: [...rest, labels[repeat]] });
}

function sumOut({ tensor, labels }: Labelled, keep: ReadonlySet<string>): Labelled {
  const dims = labels.flatMap((l, i) => (keep.has(l) ? [] : [i]));
  return dims.length ? { tensor: tensor.sum(dims), labels: labels.filter((l) => keep.has(l)) } : { tensor, labels };
}

/** Sums the products of two operands over the labels that nothing later needs. */
function contract(a: Labelled, b: Labelled, keep: ReadonlySet<string>): Labelled {
  const left = sumOut(a, new Set([...keep, ...b.labels]));
  const right = sumOut(b, new Set([...keep, ...a.labels]));
  const shared = left.labels.filter((l) => right.labels.includes(l));
  const batch = shared.filter((l) => keep.has(l));
  const summed = shared.filter((l) => !keep.has(l));
  const onlyLeft = left.labels.filter((l) => !shared.includes(l));
  const onlyRight = right.labels.filter((l) => !shared.includes(l));
  const order = (x: Labelled, list: readonly string[]): Tensor =>
    x.tensor.permute(list.map((l) => x.labels.indexOf(l)));
  const size = (x: Labelled, list: readonly string[]): number[] => list.map((l) => x.tensor.shape[x.labels.indexOf(l)]);
  const total = (list: readonly number[]): number => list.reduce((n, s) => n * s, 1);
  // A size-1 label broadcasts against the other operand's size.
  const common = (list: readonly string[]): number[] =>
    list.map((_, i) => Math.max(size(left, list)[i], size(right, list)[i]));
  const batchSize = common(batch);
  const sumSize = common(summed);
  const ls = size(left, onlyLeft);
  const rs = size(right, onlyRight);
  const x = order(left, [...batch, ...onlyLeft, ...summed])
    .expand([...batchSize, ...ls, ...sumSize])
    .reshape([total(batchSize), total(ls), total(sumSize)]);
  const y = order(right, [...batch, ...summed, ...onlyRight])
    .expand([...batchSize, ...sumSize, ...rs])
    .reshape([total(batchSize), total(sumSize), total(rs)]);
  return { tensor: x.matmul(y).reshape([...batchSize, ...ls, ...rs]), labels: [...batch, ...onlyLeft, ...onlyRight] };
}

defineComposite({
  name: 'einsum',
  family: 'linalg',
  signature: 'einsum(equation: string, ...operands: Tensor[])',
  doc: 'Sums of products by an equation: one letter per dimension, letters missing on the right are summed; `...` stands for broadcast dimensions.',
  example: "einsum('ij,jk->ik', ones([2, 3]), ones([3, 4])).shape",
  method: false,
  body: (equation: string, operands: Tensor[]) => {
    const text = equation.replace(/\s/g, '');
    const [left, right, more] = text.split('->');
    if (more !== undefined) throw bad(equation, 'has two arrows');
    const terms = left.split(',');
    if (terms.length !== operands.length)
      throw bad(equation, `names ${terms.length} operand${terms.length === 1 ? '' : 's'}, ${operands.length} given`);
    const labelled = operands.map((tensor, i) => ({
      tensor,
      labels: labelsOf(terms[i], tensor.shape.length, equation, i, tensor.shape),
    }));
    const sizes = new Map<string, number>();
    for (const [i, { tensor, labels }] of labelled.entries()) {
      for (const [d, l] of labels.entries()) {
        const known = sizes.get(l);
        const size = tensor.shape[d];
        if (known !== undefined && known !== size && known !== 1 && size !== 1) {
          throw new ShapeError(
            `einsum: '${l}' in '${equation}' is ${known} and ${size} (operand ${i}, ${formatShape(tensor.shape)}; shapes ${operands.map((t) => formatShape(t.shape)).join(', ')})`,
            {
              op: 'einsum',
              operands: operands.map((t, k) => ({
                name: `operand ${k}`,
                shape: t.shape,
                ...(k === i ? { axes: [d] } : {}),
              })),
            },
          );
        }
        sizes.set(l, Math.max(known ?? size, size));
      }
    }
    const dots = [...sizes.keys()]
      .filter((l) => l.startsWith('.'))
      .sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)));
    const letters = [...left.replace(/[^A-Za-z]/g, '')];
    const implicit = [...dots, ...letters.filter((l) => letters.indexOf(l) === letters.lastIndexOf(l)).sort()];
    const output =
      right === undefined
        ? implicit
        : right.includes('...')
          ? [...right.split('...')[0], ...dots, ...right.split('...')[1]]
          : [...right];
    for (const l of output) if (!sizes.has(l)) throw bad(equation, `has '${l}' on the right that no operand names`);
    if (new Set(output).size !== output.length) throw bad(equation, 'repeats a letter on the right');
    const reduced = labelled.map(withoutRepeats);
    let result = reduced[0];
    for (let i = 1; i < reduced.length; i++) {
      const later = new Set([...output, ...reduced.slice(i + 1).flatMap((t) => t.labels)]);
      result = contract(result, reduced[i], later);
    }
    result = sumOut(result, new Set(output));
    return result.tensor.permute(output.map((l) => result.labels.indexOf(l)));
  },
  samples: [
    { args: (m) => ['ij,jk->ik', m.randn([2, 3]), m.randn([3, 2])] },
    { args: (m) => ['bij,bkj->bik', m.randn([2, 2, 3]), m.randn([2, 2, 3])] },
    { args: (m) => ['ii->i', m.randn([3, 3])] },
    { args: (m) => ['i,j,ij', m.randn([2]), m.randn([3]), m.randn([2, 3])] },
    { args: (m) => ['...ij->...ji', m.randn([2, 2, 3])] },
  ],
});
