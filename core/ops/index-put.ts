/** Writing by index tensors, out of place. */
import { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { fitValue, makePlan, pickedPlaces } from './indexing-numpy.ts';

/** Index tensors, one per leading axis (null for a whole axis), as PyTorch's index_put. */
function indexedWrite(
  x: Tensor,
  indices: readonly (Tensor | null)[],
  values: Tensor | number,
  accumulate: boolean,
): Tensor {
  const { view, arrays } = makePlan(
    x,
    indices.map((i) => i ?? ':'),
    'indexPut',
  );
  const { shape, places } = pickedPlaces('indexPut', view.shape, arrays);
  const source = fitValue('indexPut', x, values, shape).reshape([-1]);
  return view.writePlaces(source, Tensor.wrap(places, [places.length], 'int32'), accumulate);
}
defineComposite({
  name: 'indexPut',
  family: 'indexing',
  signature: 'indexPut(input: Tensor, indices: Tensor[], values: Tensor | number, accumulate: boolean = false)',
  doc: 'The input with `values` at the places that index tensors name, one per dimension; with `accumulate` they are added.',
  example: "indexPut(zeros([3]), [tensor([0, 2], { dtype: 'int32' })], tensor([1, 2]))",
  formula: { forward: 'y = x;\\; y_{[k]} = v' },
  inplace: true,
  body: indexedWrite,
  samples: [
    { args: (m) => [m.randn([3, 2]), [m.ints([1], 0, 3)], m.randn([1, 2])] },
    { note: 'accumulate', args: (m) => [m.randn([3, 2]), [m.ints([3], 0, 3), m.ints([3], 0, 2)], m.randn([3]), true] },
  ],
});
