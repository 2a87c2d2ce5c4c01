// Generated from the operation records by `npm run build`; edit those instead.
import type { Generator } from './random/generator.ts';
import type { DTypeName } from './tensor/dtype.ts';
import type { RemovableHandle, Tensor } from './tensor/tensor.ts';
import type { TensorData } from './ops/creation.ts';
import './ops/all.ts';
import { functionOf } from './ops/derive.ts';

/** Methods that the operation records add to Tensor. */
export interface TensorMethods {
  /**
   * The elements converted to a dtype; floats are cut off towards zero, anything but 0 is true.
   *
   * $y = x$
   */
  cast(dtype: DTypeName): Tensor;
  /**
   * The tensor in another dtype (itself if nothing changes). The devices are `cpu` and `meta`.
   *
   * @example
   * tensor([1.7, 0]).to('bool')
   */
  to(dtype: DTypeName): Tensor;
  to(options?: { device?: string | null; dtype?: DTypeName | null }): Tensor;
  /**
   * The tensor as float32.
   */
  float(): Tensor;
  /**
   * The tensor as float64.
   */
  double(): Tensor;
  /**
   * The tensor as int32.
   */
  int(): Tensor;
  /**
   * The tensor as int32.
   */
  long(): Tensor;
  /**
   * The tensor as bool.
   */
  bool(): Tensor;
  /**
   * A copy with memory of its own; gradients flow through.
   *
   * $y = x$
   */
  clone(): Tensor;
  /**
   * The same memory outside the graph: no gradient flows through it.
   */
  detach(): Tensor;
  /**
   * A tensor of zeros, with the shape and dtype of the input.
   *
   * Defaults: `requiresGrad = false`.
   */
  zerosLike(options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  /**
   * A tensor of ones, with the shape and dtype of the input.
   *
   * Defaults: `requiresGrad = false`.
   */
  onesLike(options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  /**
   * A tensor whose contents do not matter (zeros here), with the shape and dtype of the input.
   *
   * Defaults: `requiresGrad = false`.
   */
  emptyLike(options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  /**
   * A tensor filled with one value, with the shape and dtype of the input.
   *
   * Defaults: `requiresGrad = false`.
   */
  fullLike(fillValue: number, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  /**
   * The negative of each element.
   *
   * $y = -x$
   */
  neg(): Tensor;
  /** In-place form of `neg`. */
  neg_(): this;
  /**
   * The negative of each element.
   *
   * $y = -x$
   */
  negative(): Tensor;
  /** In-place form of `negative`. */
  negative_(): this;
  /**
   * The exponential of each element.
   *
   * $y = e^{x}$
   *
   * @example
   * exp(tensor([0, 1]))
   */
  exp(): Tensor;
  /** In-place form of `exp`. */
  exp_(): this;
  /**
   * The natural logarithm of each element.
   *
   * $y = \ln x$
   *
   * @example
   * log(tensor([1, Math.E]))
   */
  log(): Tensor;
  /** In-place form of `log`. */
  log_(): this;
  /**
   * The square root of each element. The derivative at 0 is infinite, as in PyTorch.
   *
   * $y = \sqrt{x}$
   *
   * @example
   * sqrt(tensor([4, 9]))
   */
  sqrt(): Tensor;
  /** In-place form of `sqrt`. */
  sqrt_(): this;
  /**
   * The hyperbolic tangent of each element.
   *
   * $y = \tanh x$
   *
   * @example
   * tanh(tensor([0, 1]))
   */
  tanh(): Tensor;
  /** In-place form of `tanh`. */
  tanh_(): this;
  /**
   * The logistic function of each element.
   *
   * $y = \frac{1}{1 + e^{-x}}$
   *
   * @example
   * sigmoid(tensor([0, 2]))
   */
  sigmoid(): Tensor;
  /** In-place form of `sigmoid`. */
  sigmoid_(): this;
  /**
   * The positive part of each element. The derivative at 0 is 0, as in PyTorch.
   *
   * $y = \max(0, x)$
   *
   * @example
   * relu(tensor([-1, 2]))
   */
  relu(): Tensor;
  /** In-place form of `relu`. */
  relu_(): this;
  /**
   * The error function of each element.
   *
   * $y = \mathrm{erf}\,x$
   */
  erf(): Tensor;
  /** In-place form of `erf`. */
  erf_(): this;
  /**
   * The absolute value of each element. The derivative at 0 is 0.
   *
   * $y = |x|$
   */
  abs(): Tensor;
  /** In-place form of `abs`. */
  abs_(): this;
  /**
   * The absolute value of each element. The derivative at 0 is 0.
   *
   * $y = |x|$
   */
  absolute(): Tensor;
  /** In-place form of `absolute`. */
  absolute_(): this;
  /**
   * The sign of each element: -1, 0 or 1.
   */
  sign(): Tensor;
  /** In-place form of `sign`. */
  sign_(): this;
  /**
   * Sum of two operands, elementwise with broadcasting. `alpha` multiplies `other` first.
   *
   * $y = a + b$
   *
   * Defaults: `alpha = 1`.
   *
   * @example
   * add(tensor([1, 2]), tensor([[10], [20]]))
   */
  add(other: Tensor | number, options?: { alpha?: number }): Tensor;
  /** In-place form of `add`. */
  add_(other: Tensor | number, options?: { alpha?: number }): this;
  /**
   * Difference of two operands, elementwise with broadcasting. `alpha` multiplies `other` first.
   *
   * $y = a - b$
   *
   * Defaults: `alpha = 1`.
   *
   * @example
   * sub(tensor([5, 7]), 2)
   */
  sub(other: Tensor | number, options?: { alpha?: number }): Tensor;
  /** In-place form of `sub`. */
  sub_(other: Tensor | number, options?: { alpha?: number }): this;
  /**
   * Difference of two operands, elementwise with broadcasting. `alpha` multiplies `other` first.
   *
   * $y = a - b$
   *
   * Defaults: `alpha = 1`.
   *
   * @example
   * sub(tensor([5, 7]), 2)
   */
  subtract(other: Tensor | number, options?: { alpha?: number }): Tensor;
  /** In-place form of `subtract`. */
  subtract_(other: Tensor | number, options?: { alpha?: number }): this;
  /**
   * Product of two operands, elementwise with broadcasting.
   *
   * $y = a \, b$
   *
   * @example
   * mul(tensor([1, 2, 3]), tensor([2, 2, 2]))
   */
  mul(other: Tensor | number): Tensor;
  /** In-place form of `mul`. */
  mul_(other: Tensor | number): this;
  /**
   * Product of two operands, elementwise with broadcasting.
   *
   * $y = a \, b$
   *
   * @example
   * mul(tensor([1, 2, 3]), tensor([2, 2, 2]))
   */
  multiply(other: Tensor | number): Tensor;
  /** In-place form of `multiply`. */
  multiply_(other: Tensor | number): this;
  /**
   * Quotient of two operands, elementwise with broadcasting. Integers divide to float32 unless `roundingMode` is 'floor' or 'trunc'.
   *
   * $y = \frac{a}{b}$
   *
   * @example
   * div(tensor([6, 9]), 3)
   */
  div(other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): Tensor;
  /** In-place form of `div`. */
  div_(other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): this;
  /**
   * Quotient of two operands, elementwise with broadcasting. Integers divide to float32 unless `roundingMode` is 'floor' or 'trunc'.
   *
   * $y = \frac{a}{b}$
   *
   * @example
   * div(tensor([6, 9]), 3)
   */
  divide(other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): Tensor;
  /** In-place form of `divide`. */
  divide_(other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): this;
  /**
   * Power of two operands, elementwise with broadcasting.
   *
   * $y = a^{b}$
   *
   * @example
   * pow(tensor([1, 2, 3]), 2)
   */
  pow(exponent: Tensor | number): Tensor;
  /** In-place form of `pow`. */
  pow_(exponent: Tensor | number): this;
  /**
   * True where the operands are equal, elementwise with broadcasting.
   *
   * @example
   * eq(tensor([1, 2, 3]), 2)
   */
  eq(other: Tensor | number): Tensor;
  /** In-place form of `eq`. */
  eq_(other: Tensor | number): this;
  /**
   * True where the operands differ, elementwise with broadcasting.
   *
   * @example
   * ne(tensor([1, 2, 3]), 2)
   */
  ne(other: Tensor | number): Tensor;
  /** In-place form of `ne`. */
  ne_(other: Tensor | number): this;
  /**
   * True where the operands differ, elementwise with broadcasting.
   *
   * @example
   * ne(tensor([1, 2, 3]), 2)
   */
  notEqual(other: Tensor | number): Tensor;
  /** In-place form of `notEqual`. */
  notEqual_(other: Tensor | number): this;
  /**
   * True where the first operand is less, elementwise with broadcasting.
   *
   * @example
   * lt(tensor([1, 2, 3]), 2)
   */
  lt(other: Tensor | number): Tensor;
  /** In-place form of `lt`. */
  lt_(other: Tensor | number): this;
  /**
   * True where the first operand is less, elementwise with broadcasting.
   *
   * @example
   * lt(tensor([1, 2, 3]), 2)
   */
  less(other: Tensor | number): Tensor;
  /** In-place form of `less`. */
  less_(other: Tensor | number): this;
  /**
   * True where the first operand is less or equal, elementwise with broadcasting.
   *
   * @example
   * le(tensor([1, 2, 3]), 2)
   */
  le(other: Tensor | number): Tensor;
  /** In-place form of `le`. */
  le_(other: Tensor | number): this;
  /**
   * True where the first operand is less or equal, elementwise with broadcasting.
   *
   * @example
   * le(tensor([1, 2, 3]), 2)
   */
  lessEqual(other: Tensor | number): Tensor;
  /** In-place form of `lessEqual`. */
  lessEqual_(other: Tensor | number): this;
  /**
   * True where the first operand is greater, elementwise with broadcasting.
   *
   * @example
   * gt(tensor([1, 2, 3]), 2)
   */
  gt(other: Tensor | number): Tensor;
  /** In-place form of `gt`. */
  gt_(other: Tensor | number): this;
  /**
   * True where the first operand is greater, elementwise with broadcasting.
   *
   * @example
   * gt(tensor([1, 2, 3]), 2)
   */
  greater(other: Tensor | number): Tensor;
  /** In-place form of `greater`. */
  greater_(other: Tensor | number): this;
  /**
   * True where the first operand is greater or equal, elementwise with broadcasting.
   *
   * @example
   * ge(tensor([1, 2, 3]), 2)
   */
  ge(other: Tensor | number): Tensor;
  /** In-place form of `ge`. */
  ge_(other: Tensor | number): this;
  /**
   * True where the first operand is greater or equal, elementwise with broadcasting.
   *
   * @example
   * ge(tensor([1, 2, 3]), 2)
   */
  greaterEqual(other: Tensor | number): Tensor;
  /** In-place form of `greaterEqual`. */
  greaterEqual_(other: Tensor | number): this;
  /**
   * True where both are, elementwise with broadcasting; numbers count as true unless 0.
   */
  logicalAnd(other: Tensor): Tensor;
  /** In-place form of `logicalAnd`. */
  logicalAnd_(other: Tensor): this;
  /**
   * True where either is, elementwise with broadcasting; numbers count as true unless 0.
   */
  logicalOr(other: Tensor): Tensor;
  /** In-place form of `logicalOr`. */
  logicalOr_(other: Tensor): this;
  /**
   * True where exactly one is, elementwise with broadcasting; numbers count as true unless 0.
   */
  logicalXor(other: Tensor): Tensor;
  /** In-place form of `logicalXor`. */
  logicalXor_(other: Tensor): this;
  /**
   * True where the element is false or 0.
   */
  logicalNot(): Tensor;
  /** In-place form of `logicalNot`. */
  logicalNot_(): this;
  /**
   * Elements of `input` where `condition` holds, else of `other`.
   *
   * $y = c \; ? \; a : b$
   */
  whereTensor(input: Tensor, other: Tensor): Tensor;
  /**
   * Elements of `input` where `condition` holds, else of `other`, with broadcasting. Gradients go only where elements came from; a NaN in the branch not taken still makes its gradient NaN.
   *
   * @example
   * where(tensor([true, false]), tensor([1, 2]), 0)
   */
  where(input: Tensor | number, other: Tensor | number): Tensor;
  /**
   * The input with `value` where `mask` holds; the mask broadcasts to the input.
   *
   * @example
   * maskedFill(tensor([1, 2]), tensor([true, false]), 0)
   */
  maskedFill(mask: Tensor, value: Tensor | number): Tensor;
  /** In-place form of `maskedFill`. */
  maskedFill_(mask: Tensor, value: Tensor | number): this;
  /**
   * The same elements under another shape, without copying; one size may be -1. Throws where that needs a copy: use reshape.
   *
   * $y = \mathrm{view}(x)$
   *
   * @example
   * arange(6).view(2, 3)
   */
  view(size: number[]): Tensor;
  view(...size: number[]): Tensor;
  view(shape: number[]): Tensor;
  view(...shape: number[]): Tensor;
  /**
   * The tensor with its elements dense in row-major order: itself if it is, else a copy.
   *
   * $y = x$
   */
  contiguous(): Tensor;
  /**
   * The same elements in the same order under another shape; one size may be -1. A view where possible, else a copy.
   *
   * @example
   * arange(6).reshape(2, -1)
   */
  reshape(shape: number[]): Tensor;
  reshape(...shape: number[]): Tensor;
  /**
   * The tensor with its dimensions in another order.
   *
   * $y = \mathrm{permute}(x)$
   *
   * @example
   * zeros([2, 3, 4]).permute(2, 0, 1).shape
   */
  permute(dims: number[]): Tensor;
  permute(...dims: number[]): Tensor;
  /**
   * The tensor with two dimensions exchanged.
   *
   * $y = x^{\top}$
   *
   * @example
   * tensor([[1, 2], [3, 4]]).transpose(0, 1)
   */
  transpose(dim0: number, dim1: number): Tensor;
  /**
   * The transpose of a matrix; tensors of fewer dimensions are returned as they are.
   *
   * @example
   * tensor([[1, 2, 3]]).t()
   */
  t(): Tensor;
  /**
   * The last two dimensions exchanged: the transpose of each matrix of a batch.
   */
  mT(): Tensor;
  /**
   * The tensor with axes of size 1 repeated to the given sizes, without copying; -1 keeps a size.
   *
   * $y = \mathrm{expand}(x)$
   *
   * @example
   * tensor([[1], [2]]).expand(2, 3)
   */
  expand(size: number[]): Tensor;
  expand(...size: number[]): Tensor;
  /**
   * The tensor broadcast to a shape, without copying.
   */
  broadcastTo(size: number[]): Tensor;
  broadcastTo(...size: number[]): Tensor;
  /**
   * The tensor with a new axis of size 1 before `dim`.
   *
   * $y = \mathrm{unsqueeze}(x)$
   *
   * @example
   * tensor([1, 2]).unsqueeze(0).shape
   */
  unsqueeze(dim: number): Tensor;
  /**
   * The tensor without its axes of size 1, or without those named that have size 1.
   *
   * $y = \mathrm{squeeze}(x)$
   *
   * @example
   * zeros([1, 3, 1]).squeeze().shape
   */
  squeeze(options?: { dim?: number | number[] | null }): Tensor;
  squeeze(dim?: number | number[] | null): Tensor;
  /**
   * The dimensions from `startDim` to `endDim` joined into one.
   *
   * Defaults: `startDim = 0`, `endDim = -1`.
   *
   * @example
   * zeros([2, 3, 4]).flatten(1).shape
   */
  flatten(options?: { startDim?: number; endDim?: number }): Tensor;
  flatten(startDim?: number | null, options?: { endDim?: number }): Tensor;
  flatten(startDim?: number | null, endDim?: number | null): Tensor;
  /**
   * One slice along `dim`, without that dimension. A negative index counts from the end.
   *
   * $y = x_{[i]}$
   *
   * @example
   * tensor([[1, 2], [3, 4]]).select(0, 1)
   */
  select(dim: number, index: number): Tensor;
  /**
   * Python's slicing along one dimension: negative bounds count from the end, overlong ones are cut off. `step` must be positive; use flip to go backwards.
   *
   * $y = x_{[i:j:k]}$
   *
   * Defaults: `dim = 0`, `step = 1`.
   *
   * @example
   * arange(6).slice(0, 1, 5, 2)
   */
  slice(options?: { dim?: number; start?: number | null; end?: number | null; step?: number }): Tensor;
  slice(dim?: number | null, options?: { start?: number | null; end?: number | null; step?: number }): Tensor;
  slice(dim?: number | null, start?: number | null, end?: number | null, step?: number | null): Tensor;
  /**
   * `length` entries along `dim`, from `start` on (which may be negative).
   *
   * @example
   * arange(6).narrow(0, 2, 3)
   */
  narrow(dim: number, start: number, length: number): Tensor;
  /**
   * Zeros of `shape` with the input written along `dim` at `start`, `start + step`, ...: the derivative of slicing.
   *
   * $y_{[i:j:k]} = x$
   */
  sliceBackward(options: { shape: number[]; dim: number; start: number; step: number }): Tensor;
  /**
   * Sum over some dimensions, or over all. float32 is accumulated in float64; integers and booleans give int32.
   *
   * $y = \textstyle\sum_i x_i$
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * sum(tensor([[1, 2], [3, 4]]), 0)
   */
  sum(options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  sum(dim?: number | number[] | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  sum(dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
  /**
   * Mean over some dimensions, or over all. float32 is accumulated in float64. Integers must be converted first.
   *
   * $y = \tfrac{1}{n} \textstyle\sum_i x_i$
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * mean(tensor([[1, 2], [3, 4]]), 1)
   */
  mean(options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  mean(dim?: number | number[] | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  mean(dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
  /**
   * The largest element over some dimensions, or over all. Equal largest elements share the gradient evenly.
   *
   * $y = \max_i x_i$
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * amax(tensor([[1, 5], [7, 3]]), 1)
   */
  amax(options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  amax(dim?: number | number[] | null, options?: { keepdim?: boolean }): Tensor;
  amax(dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
  /**
   * The largest element along `dim` and its index; on ties the first takes the gradient.
   *
   * Defaults: `keepdim = false`.
   */
  maxAlong(dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  maxAlong(dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  /**
   * The largest element; with `dim`, the largest elements along it and their indices; with another tensor, the elementwise maximum.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * max(tensor([3, 1, 4]))
   */
  max(): Tensor;
  max(dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  max(dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  max(other: Tensor): Tensor;
  /**
   * The index of the largest element along `dim`, or in the flattened tensor; the first one on ties.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * argmax(tensor([3, 1, 4]))
   */
  argmax(options?: { dim?: number | null; keepdim?: boolean }): Tensor;
  argmax(dim?: number | null, options?: { keepdim?: boolean }): Tensor;
  argmax(dim?: number | null, keepdim?: boolean | null): Tensor;
  /**
   * The larger of two operands, elementwise with broadcasting; equal ones share the gradient.
   *
   * $y = \max(a, b)$
   *
   * @example
   * maximum(tensor([1, 5]), tensor([3, 2]))
   */
  maximum(other: Tensor | number): Tensor;
  /**
   * The smallest element over some dimensions, or over all. Equal smallest elements share the gradient evenly.
   *
   * $y = \min_i x_i$
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * amin(tensor([[1, 5], [7, 3]]), 1)
   */
  amin(options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  amin(dim?: number | number[] | null, options?: { keepdim?: boolean }): Tensor;
  amin(dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
  /**
   * The smallest element along `dim` and its index; on ties the first takes the gradient.
   *
   * Defaults: `keepdim = false`.
   */
  minAlong(dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  minAlong(dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  /**
   * The smallest element; with `dim`, the smallest elements along it and their indices; with another tensor, the elementwise minimum.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * min(tensor([3, 1, 4]))
   */
  min(): Tensor;
  min(dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  min(dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  min(other: Tensor): Tensor;
  /**
   * The index of the smallest element along `dim`, or in the flattened tensor; the first one on ties.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * argmin(tensor([3, 1, 4]))
   */
  argmin(options?: { dim?: number | null; keepdim?: boolean }): Tensor;
  argmin(dim?: number | null, options?: { keepdim?: boolean }): Tensor;
  argmin(dim?: number | null, keepdim?: boolean | null): Tensor;
  /**
   * The smaller of two operands, elementwise with broadcasting; equal ones share the gradient.
   *
   * $y = \min(a, b)$
   *
   * @example
   * minimum(tensor([1, 5]), tensor([3, 2]))
   */
  minimum(other: Tensor | number): Tensor;
  /**
   * Matrix product. Vectors count as a row (left) or a column (right), and leading dimensions are batches that broadcast.
   *
   * $y_{ij} = \textstyle\sum_k a_{ik} \, b_{kj}$
   *
   * @example
   * matmul(tensor([[1, 2], [3, 4]]), tensor([1, 1]))
   */
  matmul(other: Tensor): Tensor;
  /**
   * Product of two matrices.
   */
  mm(mat2: Tensor): Tensor;
  /**
   * Products of two batches of matrices.
   */
  bmm(mat2: Tensor): Tensor;
  /**
   * Product of a matrix and a vector.
   */
  mv(vec: Tensor): Tensor;
  /**
   * Inner product of two vectors.
   */
  dot(tensor: Tensor): Tensor;
  /**
   * Elements picked along `dim` by an index tensor of the same rank: y[i][j] = x[index[i][j]][j] for dim 0.
   *
   * $y_{ij} = x_{i,\,k_{ij}}$
   *
   * @example
   * gather(tensor([[1, 2], [3, 4]]), 1, tensor([[0], [1]], { dtype: 'int32' }))
   */
  gather(dim: number, index: Tensor): Tensor;
  /**
   * The input with the elements of `src` added at the places that `index` names along `dim`: the transpose of gather.
   *
   * $y = x;\; y_{k_{ij},\,j} \mathrel{+}= s_{ij}$
   *
   * @example
   * scatterAdd(zeros([3]), 0, tensor([0, 2, 0], { dtype: 'int32' }), tensor([1, 2, 3]))
   */
  scatterAdd(dim: number, index: Tensor, src: Tensor): Tensor;
  /** In-place form of `scatterAdd`. */
  scatterAdd_(dim: number, index: Tensor, src: Tensor): this;
  /**
   * Whole slices along `dim`, in the order of a 1-d index; slices may repeat.
   *
   * $y_{i} = x_{k_i}$
   *
   * @example
   * indexSelect(tensor([[1, 2], [3, 4]]), 0, tensor([1, 1], { dtype: 'int32' }))
   */
  indexSelect(dim: number, index: Tensor): Tensor;
  /**
   * The input with the slices of `source` (times `alpha`) added at the entries of a 1-d index along `dim`.
   *
   * $y = x;\; y_{k_i} \mathrel{+}= \alpha \, s_i$
   *
   * Defaults: `alpha = 1`.
   */
  indexAdd(dim: number, index: Tensor, source: Tensor, options?: { alpha?: number }): Tensor;
  /** In-place form of `indexAdd`. */
  indexAdd_(dim: number, index: Tensor, source: Tensor, options?: { alpha?: number }): this;
  /**
   * Integer classes as rows of zeros with a one; -1 counts the classes from the data. Gives int32.
   *
   * Defaults: `numClasses = -1`.
   *
   * @example
   * oneHot(tensor([0, 2], { dtype: 'int32' }), 3)
   */
  oneHot(options?: { numClasses?: number }): Tensor;
  oneHot(numClasses?: number | null): Tensor;
  /**
   * Gaussian error linear unit (Hendrycks and Gimpel, 2016): each element times the normal distribution function. `approximate: 'tanh'` uses the paper's approximation.
   *
   * $y = x \, \Phi(x)$
   *
   * Defaults: `approximate = 'none'`.
   *
   * @example
   * gelu(tensor([-1, 0, 1]))
   */
  gelu(options?: { approximate?: 'none' | 'tanh' }): Tensor;
  /**
   * Exponentials along `dim`, divided by their sum. The largest element is subtracted first, so nothing overflows.
   *
   * $y_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$
   *
   * @example
   * softmax(tensor([1, 2, 3]), 0)
   */
  softmax(dim: number, options?: { dtype?: DTypeName | null }): Tensor;
  /**
   * The logarithm of softmax along `dim`, computed without overflow or cancellation.
   *
   * $y_i = x_i - \ln \sum_j e^{x_j}$
   *
   * @example
   * logSoftmax(tensor([1, 2, 3]), 0)
   */
  logSoftmax(dim: number, options?: { dtype?: DTypeName | null }): Tensor;
  /**
   * Binary cross-entropy per element with logarithms bounded below by -100.
   *
   * $y = -\left(t \ln p + (1 - t) \ln (1 - p)\right)$
   */
  boundedBce(target: Tensor): Tensor;
  /**
   * The inverse of square matrices. Throws LinAlgError on a singular one.
   *
   * $y = A^{-1}$
   *
   * @example
   * inverse(tensor([[2, 0], [0, 4]]))
   */
  inverse(): Tensor;
  /**
   * The sign of the determinant and the logarithm of its absolute value.
   *
   * $y = (\mathrm{sign} \det A,\; \ln |\det A|)$
   */
  slogdet(): [Tensor, Tensor];
  /**
   * The determinant of square matrices.
   *
   * $y = \det A$
   *
   * @example
   * det(tensor([[1, 2], [3, 4]]))
   */
  det(): Tensor;
  /**
   * The logarithm of the determinant: NaN where it is negative.
   */
  logdet(): Tensor;
  /**
   * A matrix plus the product of two matrices: beta input + alpha mat1 mat2.
   *
   * Defaults: `beta = 1`, `alpha = 1`.
   */
  addmm(mat1: Tensor, mat2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  /** In-place form of `addmm`. */
  addmm_(mat1: Tensor, mat2: Tensor, options?: { beta?: number; alpha?: number }): this;
  /**
   * A vector plus the product of a matrix and a vector: beta input + alpha mat vec.
   *
   * Defaults: `beta = 1`, `alpha = 1`.
   */
  addmv(mat: Tensor, vec: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  /** In-place form of `addmv`. */
  addmv_(mat: Tensor, vec: Tensor, options?: { beta?: number; alpha?: number }): this;
  /**
   * A batch of matrices plus the products of two batches: beta input + alpha batch1 batch2.
   *
   * Defaults: `beta = 1`, `alpha = 1`.
   */
  baddbmm(batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  /** In-place form of `baddbmm`. */
  baddbmm_(batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): this;
  /**
   * A matrix plus the sum of the products of two batches.
   *
   * Defaults: `beta = 1`, `alpha = 1`.
   */
  addbmm(batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  /**
   * A matrix plus the outer product of two vectors.
   *
   * Defaults: `beta = 1`, `alpha = 1`.
   */
  addr(vec1: Tensor, vec2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  /**
   * The outer product of two vectors.
   *
   * @example
   * outer(tensor([1, 2]), tensor([3, 4]))
   */
  outer(vec2: Tensor): Tensor;
  /**
   * Inner products over the last dimensions of both.
   */
  inner(other: Tensor): Tensor;
  /**
   * Inner product of two vectors.
   */
  vdot(other: Tensor): Tensor;
  /**
   * The cross product of vectors of 3 along `dim` (by default the first dimension of size 3).
   */
  cross(other: Tensor, options?: { dim?: number | null }): Tensor;
  cross(other: Tensor, dim?: number | null): Tensor;
  /**
   * The Kronecker product.
   */
  kron(other: Tensor): Tensor;
  /**
   * The n-th power of square matrices; negative powers are those of the inverse.
   */
  matrixPower(n: number): Tensor;
  /**
   * The p-norm of the difference of two tensors, as a number.
   *
   * Defaults: `p = 2`.
   */
  dist(other: Tensor, options?: { p?: number }): Tensor;
  dist(other: Tensor, p?: number | null): Tensor;
  /**
   * Channels to space: [..., C r^2, H, W] to [..., C, H r, W r].
   */
  pixelShuffle(upscaleFactor: number): Tensor;
  /**
   * Space to channels: [..., C, H r, W r] to [..., C r^2, H, W].
   */
  pixelUnshuffle(downscaleFactor: number): Tensor;
  /**
   * Interleaves the channels of the groups (Zhang et al., 2018).
   */
  channelShuffle(groups: number): Tensor;
  /**
   * Overwrites the tensor with the elements of `src`, broadcast and converted.
   */
  copy_(src: Tensor): Tensor;
  /**
   * Overwrites every element with one value.
   */
  fill_(value: Tensor | number): Tensor;
  /**
   * Overwrites every element with 0.
   */
  zero_(): Tensor;
  /**
   * Takes the tensor out of the graph: it becomes a leaf without gradient.
   */
  detach_(): Tensor;
  /**
   * Adds the derivatives of this tensor to `.grad` of every leaf that made it. Without `gradient` the tensor must have one element.
   *
   * Defaults: `createGraph = false`.
   */
  backward(options?: { gradient?: Tensor | null; retainGraph?: boolean | null; createGraph?: boolean }): void;
  backward(gradient?: Tensor | null, options?: { retainGraph?: boolean | null; createGraph?: boolean }): void;
  /**
   * Keeps the gradient of a result in `.grad` during backward, which by default only leaves do.
   */
  retainGrad(): void;
  /**
   * Calls `hook` with the gradient of this tensor in every backward; a returned tensor replaces it.
   */
  registerHook(hook: (grad: Tensor) => Tensor | null | undefined | void): RemovableHandle;
  /**
   * Ones and zeros: each element is 1 with the probability that the input holds there (or `p`).
   *
   * @example
   * manualSeed(0); bernoulli(full([5], 0.3))
   */
  bernoulli(p: number, options?: { generator?: Generator | null }): Tensor;
  bernoulli(options?: { generator?: Generator | null }): Tensor;
  /**
   * Indices drawn in proportion to the weights in the input (one distribution, or one a row), int32.
   *
   * Defaults: `replacement = false`.
   *
   * @example
   * manualSeed(0); multinomial(tensor([0.1, 0.2, 0.7]), 2)
   */
  multinomial(numSamples: number, options?: { replacement?: boolean; generator?: Generator | null }): Tensor;
  multinomial(numSamples: number, replacement?: boolean | null, options?: { generator?: Generator | null }): Tensor;
  /**
   * Fills with uniform numbers in [from, to).
   *
   * Defaults: `from = 0`, `to = 1`.
   */
  uniform_(options?: { from?: number; to?: number; generator?: Generator | null }): Tensor;
  uniform_(from?: number | null, options?: { to?: number; generator?: Generator | null }): Tensor;
  uniform_(from?: number | null, to?: number | null, options?: { generator?: Generator | null }): Tensor;
  /**
   * Fills with normal numbers.
   *
   * Defaults: `mean = 0`, `std = 1`.
   */
  normal_(options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  normal_(mean?: number | null, options?: { std?: number; generator?: Generator | null }): Tensor;
  normal_(mean?: number | null, std?: number | null, options?: { generator?: Generator | null }): Tensor;
  /**
   * Fills with exponential numbers of rate `lambd`.
   *
   * Defaults: `lambd = 1`.
   */
  exponential_(options?: { lambd?: number; generator?: Generator | null }): Tensor;
  exponential_(lambd?: number | null, options?: { generator?: Generator | null }): Tensor;
  /**
   * Fills with Cauchy numbers.
   *
   * Defaults: `median = 0`, `sigma = 1`.
   */
  cauchy_(options?: { median?: number; sigma?: number; generator?: Generator | null }): Tensor;
  cauchy_(median?: number | null, options?: { sigma?: number; generator?: Generator | null }): Tensor;
  cauchy_(median?: number | null, sigma?: number | null, options?: { generator?: Generator | null }): Tensor;
  /**
   * Fills with the exponentials of normal numbers.
   *
   * Defaults: `mean = 1`, `std = 2`.
   */
  logNormal_(options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  logNormal_(mean?: number | null, options?: { std?: number; generator?: Generator | null }): Tensor;
  logNormal_(mean?: number | null, std?: number | null, options?: { generator?: Generator | null }): Tensor;
  /**
   * Fills with the number of trials up to the first success of probability `p`.
   */
  geometric_(p: number, options?: { generator?: Generator | null }): Tensor;
  /**
   * Fills with ones (of probability `p`) and zeros.
   *
   * Defaults: `p = 0.5`.
   */
  bernoulli_(options?: { p?: Tensor | number; generator?: Generator | null }): Tensor;
  bernoulli_(p?: Tensor | number | null, options?: { generator?: Generator | null }): Tensor;
  /**
   * Fills with whole numbers from `from` (0) up to but without `to` (default: all that the dtype holds exactly).
   */
  random_(from: number, to: number, options?: { generator?: Generator | null }): Tensor;
  random_(options?: { to?: number | null; generator?: Generator | null }): Tensor;
  random_(to?: number | null, options?: { generator?: Generator | null }): Tensor;
}

/**
 * The tensor in another dtype (itself if nothing changes). The devices are `cpu` and `meta`.
 *
 * @example
 * tensor([1.7, 0]).to('bool')
 */
export const to: {
  (input: Tensor, dtype: DTypeName): Tensor;
  (input: Tensor, options?: { device?: string | null; dtype?: DTypeName | null }): Tensor;
} = functionOf('to');

/**
 * A copy with memory of its own; gradients flow through.
 *
 * $y = x$
 */
export const clone: {
  (input: Tensor): Tensor;
} = functionOf('clone');

/**
 * The same memory outside the graph: no gradient flows through it.
 */
export const detach: {
  (input: Tensor): Tensor;
} = functionOf('detach');

/**
 * A tensor from a number, nested arrays, or a flat or typed array with its `shape`; the data is copied. Numbers give float32, booleans bool.
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * tensor([[1, 2], [3, 4]])
 */
export const tensor: {
  (data: TensorData, options?: { shape?: number[] | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('tensor');

/**
 * A tensor of zeros.
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * zeros([2, 3])
 */
export const zeros: {
  (size: number[], options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('zeros');

/**
 * A tensor of zeros, with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const zerosLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('zerosLike');

/**
 * A tensor of ones.
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * ones([2, 3])
 */
export const ones: {
  (size: number[], options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('ones');

/**
 * A tensor of ones, with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const onesLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('onesLike');

/**
 * A tensor whose contents do not matter (zeros here).
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * empty([2, 3])
 */
export const empty: {
  (size: number[], options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('empty');

/**
 * A tensor whose contents do not matter (zeros here), with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const emptyLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('emptyLike');

/**
 * A tensor filled with one value.
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * full([2, 2], 7)
 */
export const full: {
  (size: number[], fillValue: number | boolean, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('full');

/**
 * A tensor filled with one value, with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const fullLike: {
  (input: Tensor, fillValue: number, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('fullLike');

/**
 * Numbers from `start` (0) up to but without `end`, `step` apart. Whole numbers give int32.
 *
 * Defaults: `requiresGrad = false`, `step = 1`.
 *
 * @example
 * arange(5)
 */
export const arange: {
  (end: number, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (start: number, end: number, options?: { step?: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (start: number, end: number, step?: number | null, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('arange');

/**
 * `steps` evenly spaced numbers from `start` to `end`, both included.
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * linspace(0, 1, 5)
 */
export const linspace: {
  (start: number, end: number, steps: number, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('linspace');

/**
 * The identity matrix of `n` rows and `m` (or `n`) columns.
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * eye(2)
 */
export const eye: {
  (n: number, options?: { m?: number | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (n: number, m?: number | null, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('eye');

/**
 * The negative of each element.
 *
 * $y = -x$
 */
export const neg: {
  (input: Tensor): Tensor;
} = functionOf('neg');

/**
 * The negative of each element.
 *
 * $y = -x$
 */
export const negative: {
  (input: Tensor): Tensor;
} = functionOf('neg');

/**
 * The exponential of each element.
 *
 * $y = e^{x}$
 *
 * @example
 * exp(tensor([0, 1]))
 */
export const exp: {
  (input: Tensor): Tensor;
} = functionOf('exp');

/**
 * The natural logarithm of each element.
 *
 * $y = \ln x$
 *
 * @example
 * log(tensor([1, Math.E]))
 */
export const log: {
  (input: Tensor): Tensor;
} = functionOf('log');

/**
 * The square root of each element. The derivative at 0 is infinite, as in PyTorch.
 *
 * $y = \sqrt{x}$
 *
 * @example
 * sqrt(tensor([4, 9]))
 */
export const sqrt: {
  (input: Tensor): Tensor;
} = functionOf('sqrt');

/**
 * The hyperbolic tangent of each element.
 *
 * $y = \tanh x$
 *
 * @example
 * tanh(tensor([0, 1]))
 */
export const tanh: {
  (input: Tensor): Tensor;
} = functionOf('tanh');

/**
 * The logistic function of each element.
 *
 * $y = \frac{1}{1 + e^{-x}}$
 *
 * @example
 * sigmoid(tensor([0, 2]))
 */
export const sigmoid: {
  (input: Tensor): Tensor;
} = functionOf('sigmoid');

/**
 * The positive part of each element. The derivative at 0 is 0, as in PyTorch.
 *
 * $y = \max(0, x)$
 *
 * @example
 * relu(tensor([-1, 2]))
 */
export const relu: {
  (input: Tensor): Tensor;
} = functionOf('relu');

/**
 * The error function of each element.
 *
 * $y = \mathrm{erf}\,x$
 */
export const erf: {
  (input: Tensor): Tensor;
} = functionOf('erf');

/**
 * The absolute value of each element. The derivative at 0 is 0.
 *
 * $y = |x|$
 */
export const abs: {
  (input: Tensor): Tensor;
} = functionOf('abs');

/**
 * The absolute value of each element. The derivative at 0 is 0.
 *
 * $y = |x|$
 */
export const absolute: {
  (input: Tensor): Tensor;
} = functionOf('abs');

/**
 * The sign of each element: -1, 0 or 1.
 */
export const sign: {
  (input: Tensor): Tensor;
} = functionOf('sign');

/**
 * Sum of two operands, elementwise with broadcasting. `alpha` multiplies `other` first.
 *
 * $y = a + b$
 *
 * Defaults: `alpha = 1`.
 *
 * @example
 * add(tensor([1, 2]), tensor([[10], [20]]))
 */
export const add: {
  (input: Tensor | number, other: Tensor | number, options?: { alpha?: number }): Tensor;
} = functionOf('add');

/**
 * Difference of two operands, elementwise with broadcasting. `alpha` multiplies `other` first.
 *
 * $y = a - b$
 *
 * Defaults: `alpha = 1`.
 *
 * @example
 * sub(tensor([5, 7]), 2)
 */
export const sub: {
  (input: Tensor | number, other: Tensor | number, options?: { alpha?: number }): Tensor;
} = functionOf('sub');

/**
 * Difference of two operands, elementwise with broadcasting. `alpha` multiplies `other` first.
 *
 * $y = a - b$
 *
 * Defaults: `alpha = 1`.
 *
 * @example
 * sub(tensor([5, 7]), 2)
 */
export const subtract: {
  (input: Tensor | number, other: Tensor | number, options?: { alpha?: number }): Tensor;
} = functionOf('sub');

/**
 * Product of two operands, elementwise with broadcasting.
 *
 * $y = a \, b$
 *
 * @example
 * mul(tensor([1, 2, 3]), tensor([2, 2, 2]))
 */
export const mul: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('mul');

/**
 * Product of two operands, elementwise with broadcasting.
 *
 * $y = a \, b$
 *
 * @example
 * mul(tensor([1, 2, 3]), tensor([2, 2, 2]))
 */
export const multiply: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('mul');

/**
 * Quotient of two operands, elementwise with broadcasting. Integers divide to float32 unless `roundingMode` is 'floor' or 'trunc'.
 *
 * $y = \frac{a}{b}$
 *
 * @example
 * div(tensor([6, 9]), 3)
 */
export const div: {
  (input: Tensor | number, other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): Tensor;
} = functionOf('div');

/**
 * Quotient of two operands, elementwise with broadcasting. Integers divide to float32 unless `roundingMode` is 'floor' or 'trunc'.
 *
 * $y = \frac{a}{b}$
 *
 * @example
 * div(tensor([6, 9]), 3)
 */
export const divide: {
  (input: Tensor | number, other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): Tensor;
} = functionOf('div');

/**
 * Power of two operands, elementwise with broadcasting.
 *
 * $y = a^{b}$
 *
 * @example
 * pow(tensor([1, 2, 3]), 2)
 */
export const pow: {
  (input: Tensor | number, exponent: Tensor | number): Tensor;
} = functionOf('pow');

/**
 * True where the operands are equal, elementwise with broadcasting.
 *
 * @example
 * eq(tensor([1, 2, 3]), 2)
 */
export const eq: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('eq');

/**
 * True where the operands differ, elementwise with broadcasting.
 *
 * @example
 * ne(tensor([1, 2, 3]), 2)
 */
export const ne: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('ne');

/**
 * True where the operands differ, elementwise with broadcasting.
 *
 * @example
 * ne(tensor([1, 2, 3]), 2)
 */
export const notEqual: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('ne');

/**
 * True where the first operand is less, elementwise with broadcasting.
 *
 * @example
 * lt(tensor([1, 2, 3]), 2)
 */
export const lt: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('lt');

/**
 * True where the first operand is less, elementwise with broadcasting.
 *
 * @example
 * lt(tensor([1, 2, 3]), 2)
 */
export const less: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('lt');

/**
 * True where the first operand is less or equal, elementwise with broadcasting.
 *
 * @example
 * le(tensor([1, 2, 3]), 2)
 */
export const le: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('le');

/**
 * True where the first operand is less or equal, elementwise with broadcasting.
 *
 * @example
 * le(tensor([1, 2, 3]), 2)
 */
export const lessEqual: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('le');

/**
 * True where the first operand is greater, elementwise with broadcasting.
 *
 * @example
 * gt(tensor([1, 2, 3]), 2)
 */
export const gt: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('gt');

/**
 * True where the first operand is greater, elementwise with broadcasting.
 *
 * @example
 * gt(tensor([1, 2, 3]), 2)
 */
export const greater: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('gt');

/**
 * True where the first operand is greater or equal, elementwise with broadcasting.
 *
 * @example
 * ge(tensor([1, 2, 3]), 2)
 */
export const ge: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('ge');

/**
 * True where the first operand is greater or equal, elementwise with broadcasting.
 *
 * @example
 * ge(tensor([1, 2, 3]), 2)
 */
export const greaterEqual: {
  (input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('ge');

/**
 * True where both are, elementwise with broadcasting; numbers count as true unless 0.
 */
export const logicalAnd: {
  (input: Tensor, other: Tensor): Tensor;
} = functionOf('logicalAnd');

/**
 * True where either is, elementwise with broadcasting; numbers count as true unless 0.
 */
export const logicalOr: {
  (input: Tensor, other: Tensor): Tensor;
} = functionOf('logicalOr');

/**
 * True where exactly one is, elementwise with broadcasting; numbers count as true unless 0.
 */
export const logicalXor: {
  (input: Tensor, other: Tensor): Tensor;
} = functionOf('logicalXor');

/**
 * True where the element is false or 0.
 */
export const logicalNot: {
  (input: Tensor): Tensor;
} = functionOf('logicalNot');

/**
 * Elements of `input` where `condition` holds, else of `other`, with broadcasting. Gradients go only where elements came from; a NaN in the branch not taken still makes its gradient NaN.
 *
 * @example
 * where(tensor([true, false]), tensor([1, 2]), 0)
 */
export const where: {
  (condition: Tensor, input: Tensor | number, other: Tensor | number): Tensor;
} = functionOf('where');

/**
 * The input with `value` where `mask` holds; the mask broadcasts to the input.
 *
 * @example
 * maskedFill(tensor([1, 2]), tensor([true, false]), 0)
 */
export const maskedFill: {
  (input: Tensor, mask: Tensor, value: Tensor | number): Tensor;
} = functionOf('maskedFill');

/**
 * The same elements under another shape, without copying; one size may be -1. Throws where that needs a copy: use reshape.
 *
 * $y = \mathrm{view}(x)$
 *
 * @example
 * arange(6).view(2, 3)
 */
export const view: {
  (input: Tensor, size: number[]): Tensor;
  (input: Tensor, ...size: number[]): Tensor;
  (input: Tensor, shape: number[]): Tensor;
  (input: Tensor, ...shape: number[]): Tensor;
} = functionOf('view');

/**
 * The tensor with its elements dense in row-major order: itself if it is, else a copy.
 *
 * $y = x$
 */
export const contiguous: {
  (input: Tensor): Tensor;
} = functionOf('contiguous');

/**
 * The same elements in the same order under another shape; one size may be -1. A view where possible, else a copy.
 *
 * @example
 * arange(6).reshape(2, -1)
 */
export const reshape: {
  (input: Tensor, shape: number[]): Tensor;
  (input: Tensor, ...shape: number[]): Tensor;
} = functionOf('reshape');

/**
 * The tensor with its dimensions in another order.
 *
 * $y = \mathrm{permute}(x)$
 *
 * @example
 * zeros([2, 3, 4]).permute(2, 0, 1).shape
 */
export const permute: {
  (input: Tensor, dims: number[]): Tensor;
  (input: Tensor, ...dims: number[]): Tensor;
} = functionOf('permute');

/**
 * The tensor with two dimensions exchanged.
 *
 * $y = x^{\top}$
 *
 * @example
 * tensor([[1, 2], [3, 4]]).transpose(0, 1)
 */
export const transpose: {
  (input: Tensor, dim0: number, dim1: number): Tensor;
} = functionOf('transpose');

/**
 * The transpose of a matrix; tensors of fewer dimensions are returned as they are.
 *
 * @example
 * tensor([[1, 2, 3]]).t()
 */
export const t: {
  (input: Tensor): Tensor;
} = functionOf('t');

/**
 * The tensor with axes of size 1 repeated to the given sizes, without copying; -1 keeps a size.
 *
 * $y = \mathrm{expand}(x)$
 *
 * @example
 * tensor([[1], [2]]).expand(2, 3)
 */
export const expand: {
  (input: Tensor, size: number[]): Tensor;
  (input: Tensor, ...size: number[]): Tensor;
} = functionOf('expand');

/**
 * The tensor broadcast to a shape, without copying.
 */
export const broadcastTo: {
  (input: Tensor, size: number[]): Tensor;
  (input: Tensor, ...size: number[]): Tensor;
} = functionOf('broadcastTo');

/**
 * The tensor with a new axis of size 1 before `dim`.
 *
 * $y = \mathrm{unsqueeze}(x)$
 *
 * @example
 * tensor([1, 2]).unsqueeze(0).shape
 */
export const unsqueeze: {
  (input: Tensor, dim: number): Tensor;
} = functionOf('unsqueeze');

/**
 * The tensor without its axes of size 1, or without those named that have size 1.
 *
 * $y = \mathrm{squeeze}(x)$
 *
 * @example
 * zeros([1, 3, 1]).squeeze().shape
 */
export const squeeze: {
  (input: Tensor, options?: { dim?: number | number[] | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null): Tensor;
} = functionOf('squeeze');

/**
 * The dimensions from `startDim` to `endDim` joined into one.
 *
 * Defaults: `startDim = 0`, `endDim = -1`.
 *
 * @example
 * zeros([2, 3, 4]).flatten(1).shape
 */
export const flatten: {
  (input: Tensor, options?: { startDim?: number; endDim?: number }): Tensor;
  (input: Tensor, startDim?: number | null, options?: { endDim?: number }): Tensor;
  (input: Tensor, startDim?: number | null, endDim?: number | null): Tensor;
} = functionOf('flatten');

/**
 * One slice along `dim`, without that dimension. A negative index counts from the end.
 *
 * $y = x_{[i]}$
 *
 * @example
 * tensor([[1, 2], [3, 4]]).select(0, 1)
 */
export const select: {
  (input: Tensor, dim: number, index: number): Tensor;
} = functionOf('select');

/**
 * Python's slicing along one dimension: negative bounds count from the end, overlong ones are cut off. `step` must be positive; use flip to go backwards.
 *
 * $y = x_{[i:j:k]}$
 *
 * Defaults: `dim = 0`, `step = 1`.
 *
 * @example
 * arange(6).slice(0, 1, 5, 2)
 */
export const slice: {
  (input: Tensor, options?: { dim?: number; start?: number | null; end?: number | null; step?: number }): Tensor;
  (input: Tensor, dim?: number | null, options?: { start?: number | null; end?: number | null; step?: number }): Tensor;
  (input: Tensor, dim?: number | null, start?: number | null, end?: number | null, step?: number | null): Tensor;
} = functionOf('slice');

/**
 * `length` entries along `dim`, from `start` on (which may be negative).
 *
 * @example
 * arange(6).narrow(0, 2, 3)
 */
export const narrow: {
  (input: Tensor, dim: number, start: number, length: number): Tensor;
} = functionOf('narrow');

/**
 * Tensors joined along an existing dimension; all other sizes must agree.
 *
 * $y = [x_1, x_2, \dots]$
 *
 * Defaults: `dim = 0`.
 *
 * @example
 * cat([tensor([1, 2]), tensor([3])])
 */
export const cat: {
  (tensors: Tensor[], options?: { dim?: number }): Tensor;
  (tensors: Tensor[], dim?: number | null): Tensor;
} = functionOf('cat');

/**
 * Tensors joined along an existing dimension; all other sizes must agree.
 *
 * $y = [x_1, x_2, \dots]$
 *
 * Defaults: `dim = 0`.
 *
 * @example
 * cat([tensor([1, 2]), tensor([3])])
 */
export const concat: {
  (tensors: Tensor[], options?: { dim?: number }): Tensor;
  (tensors: Tensor[], dim?: number | null): Tensor;
} = functionOf('cat');

/**
 * Tensors joined along an existing dimension; all other sizes must agree.
 *
 * $y = [x_1, x_2, \dots]$
 *
 * Defaults: `dim = 0`.
 *
 * @example
 * cat([tensor([1, 2]), tensor([3])])
 */
export const concatenate: {
  (tensors: Tensor[], options?: { dim?: number }): Tensor;
  (tensors: Tensor[], dim?: number | null): Tensor;
} = functionOf('cat');

/**
 * Tensors of one shape joined along a new dimension.
 *
 * Defaults: `dim = 0`.
 *
 * @example
 * stack([tensor([1, 2]), tensor([3, 4])])
 */
export const stack: {
  (tensors: Tensor[], options?: { dim?: number }): Tensor;
  (tensors: Tensor[], dim?: number | null): Tensor;
} = functionOf('stack');

/**
 * Sum over some dimensions, or over all. float32 is accumulated in float64; integers and booleans give int32.
 *
 * $y = \textstyle\sum_i x_i$
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * sum(tensor([[1, 2], [3, 4]]), 0)
 */
export const sum: {
  (input: Tensor, options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
} = functionOf('sum');

/**
 * Mean over some dimensions, or over all. float32 is accumulated in float64. Integers must be converted first.
 *
 * $y = \tfrac{1}{n} \textstyle\sum_i x_i$
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * mean(tensor([[1, 2], [3, 4]]), 1)
 */
export const mean: {
  (input: Tensor, options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
} = functionOf('mean');

/**
 * The largest element over some dimensions, or over all. Equal largest elements share the gradient evenly.
 *
 * $y = \max_i x_i$
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * amax(tensor([[1, 5], [7, 3]]), 1)
 */
export const amax: {
  (input: Tensor, options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
} = functionOf('amax');

/**
 * The largest element; with `dim`, the largest elements along it and their indices; with another tensor, the elementwise maximum.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * max(tensor([3, 1, 4]))
 */
export const max: {
  (input: Tensor): Tensor;
  (input: Tensor, dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  (input: Tensor, other: Tensor): Tensor;
} = functionOf('max');

/**
 * The index of the largest element along `dim`, or in the flattened tensor; the first one on ties.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * argmax(tensor([3, 1, 4]))
 */
export const argmax: {
  (input: Tensor, options?: { dim?: number | null; keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | null, options?: { keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | null, keepdim?: boolean | null): Tensor;
} = functionOf('argmax');

/**
 * The larger of two operands, elementwise with broadcasting; equal ones share the gradient.
 *
 * $y = \max(a, b)$
 *
 * @example
 * maximum(tensor([1, 5]), tensor([3, 2]))
 */
export const maximum: {
  (input: Tensor, other: Tensor | number): Tensor;
} = functionOf('maximum');

/**
 * The smallest element over some dimensions, or over all. Equal smallest elements share the gradient evenly.
 *
 * $y = \min_i x_i$
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * amin(tensor([[1, 5], [7, 3]]), 1)
 */
export const amin: {
  (input: Tensor, options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
} = functionOf('amin');

/**
 * The smallest element; with `dim`, the smallest elements along it and their indices; with another tensor, the elementwise minimum.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * min(tensor([3, 1, 4]))
 */
export const min: {
  (input: Tensor): Tensor;
  (input: Tensor, dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  (input: Tensor, other: Tensor): Tensor;
} = functionOf('min');

/**
 * The index of the smallest element along `dim`, or in the flattened tensor; the first one on ties.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * argmin(tensor([3, 1, 4]))
 */
export const argmin: {
  (input: Tensor, options?: { dim?: number | null; keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | null, options?: { keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | null, keepdim?: boolean | null): Tensor;
} = functionOf('argmin');

/**
 * The smaller of two operands, elementwise with broadcasting; equal ones share the gradient.
 *
 * $y = \min(a, b)$
 *
 * @example
 * minimum(tensor([1, 5]), tensor([3, 2]))
 */
export const minimum: {
  (input: Tensor, other: Tensor | number): Tensor;
} = functionOf('minimum');

/**
 * Matrix product. Vectors count as a row (left) or a column (right), and leading dimensions are batches that broadcast.
 *
 * $y_{ij} = \textstyle\sum_k a_{ik} \, b_{kj}$
 *
 * @example
 * matmul(tensor([[1, 2], [3, 4]]), tensor([1, 1]))
 */
export const matmul: {
  (input: Tensor, other: Tensor): Tensor;
} = functionOf('matmul');

/**
 * The affine map of a layer: input times the transposed weight [out, in], plus the bias [out].
 *
 * $y = x \, W^{\top} + b$
 *
 * @example
 * linear(tensor([[1, 2]]), tensor([[1, 1], [0, 1]]), tensor([0.5, 0]))
 */
export const linear: {
  (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  (input: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
} = functionOf('linear');

/**
 * Product of two matrices.
 */
export const mm: {
  (input: Tensor, mat2: Tensor): Tensor;
} = functionOf('mm');

/**
 * Products of two batches of matrices.
 */
export const bmm: {
  (input: Tensor, mat2: Tensor): Tensor;
} = functionOf('bmm');

/**
 * Product of a matrix and a vector.
 */
export const mv: {
  (input: Tensor, vec: Tensor): Tensor;
} = functionOf('mv');

/**
 * Inner product of two vectors.
 */
export const dot: {
  (input: Tensor, tensor: Tensor): Tensor;
} = functionOf('dot');

/**
 * Elements picked along `dim` by an index tensor of the same rank: y[i][j] = x[index[i][j]][j] for dim 0.
 *
 * $y_{ij} = x_{i,\,k_{ij}}$
 *
 * @example
 * gather(tensor([[1, 2], [3, 4]]), 1, tensor([[0], [1]], { dtype: 'int32' }))
 */
export const gather: {
  (input: Tensor, dim: number, index: Tensor): Tensor;
} = functionOf('gather');

/**
 * The input with the elements of `src` added at the places that `index` names along `dim`: the transpose of gather.
 *
 * $y = x;\; y_{k_{ij},\,j} \mathrel{+}= s_{ij}$
 *
 * @example
 * scatterAdd(zeros([3]), 0, tensor([0, 2, 0], { dtype: 'int32' }), tensor([1, 2, 3]))
 */
export const scatterAdd: {
  (input: Tensor, dim: number, index: Tensor, src: Tensor): Tensor;
} = functionOf('scatterAdd');

/**
 * Whole slices along `dim`, in the order of a 1-d index; slices may repeat.
 *
 * $y_{i} = x_{k_i}$
 *
 * @example
 * indexSelect(tensor([[1, 2], [3, 4]]), 0, tensor([1, 1], { dtype: 'int32' }))
 */
export const indexSelect: {
  (input: Tensor, dim: number, index: Tensor): Tensor;
} = functionOf('indexSelect');

/**
 * The input with the slices of `source` (times `alpha`) added at the entries of a 1-d index along `dim`.
 *
 * $y = x;\; y_{k_i} \mathrel{+}= \alpha \, s_i$
 *
 * Defaults: `alpha = 1`.
 */
export const indexAdd: {
  (input: Tensor, dim: number, index: Tensor, source: Tensor, options?: { alpha?: number }): Tensor;
} = functionOf('indexAdd');

/**
 * Rows of `weight` [entries, features] looked up by integer indices of any shape. The row `paddingIdx` gets no gradient.
 *
 * $y_i = W_{k_i}$
 *
 * @example
 * embedding(tensor([1, 0], { dtype: 'int32' }), tensor([[1, 2], [3, 4]]))
 */
export const embedding: {
  (input: Tensor, weight: Tensor, options?: { paddingIdx?: number | null }): Tensor;
  (input: Tensor, weight: Tensor, paddingIdx?: number | null): Tensor;
} = functionOf('embedding');

/**
 * Integer classes as rows of zeros with a one; -1 counts the classes from the data. Gives int32.
 *
 * Defaults: `numClasses = -1`.
 *
 * @example
 * oneHot(tensor([0, 2], { dtype: 'int32' }), 3)
 */
export const oneHot: {
  (tensor: Tensor, options?: { numClasses?: number }): Tensor;
  (tensor: Tensor, numClasses?: number | null): Tensor;
} = functionOf('oneHot');

/**
 * Gaussian error linear unit (Hendrycks and Gimpel, 2016): each element times the normal distribution function. `approximate: 'tanh'` uses the paper's approximation.
 *
 * $y = x \, \Phi(x)$
 *
 * Defaults: `approximate = 'none'`.
 *
 * @example
 * gelu(tensor([-1, 0, 1]))
 */
export const gelu: {
  (input: Tensor, options?: { approximate?: 'none' | 'tanh' }): Tensor;
} = functionOf('gelu');

/**
 * Exponentials along `dim`, divided by their sum. The largest element is subtracted first, so nothing overflows.
 *
 * $y_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$
 *
 * @example
 * softmax(tensor([1, 2, 3]), 0)
 */
export const softmax: {
  (input: Tensor, dim: number, options?: { dtype?: DTypeName | null }): Tensor;
} = functionOf('softmax');

/**
 * The logarithm of softmax along `dim`, computed without overflow or cancellation.
 *
 * $y_i = x_i - \ln \sum_j e^{x_j}$
 *
 * @example
 * logSoftmax(tensor([1, 2, 3]), 0)
 */
export const logSoftmax: {
  (input: Tensor, dim: number, options?: { dtype?: DTypeName | null }): Tensor;
} = functionOf('logSoftmax');

/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016): mean 0 and variance 1 over the last dimensions, then times `weight` plus `bias`.
 *
 * $y = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} \, w + b$
 *
 * Defaults: `eps = 1e-5`.
 *
 * @example
 * layerNorm(tensor([[1, 2, 3]]), 3)
 */
export const layerNorm: {
  (input: Tensor, normalizedShape: number | number[], options?: { weight?: Tensor | null; bias?: Tensor | null; eps?: number }): Tensor;
  (input: Tensor, normalizedShape: number | number[], weight?: Tensor | null, options?: { bias?: Tensor | null; eps?: number }): Tensor;
  (input: Tensor, normalizedShape: number | number[], weight?: Tensor | null, bias?: Tensor | null, eps?: number | null): Tensor;
} = functionOf('layerNorm');

/**
 * Squared error of predictions and targets, averaged by default.
 *
 * $y = \tfrac{1}{n} \textstyle\sum_i (a_i - b_i)^2$
 *
 * Defaults: `reduction = 'mean'`.
 *
 * @example
 * mseLoss(tensor([1, 2]), tensor([0, 4]))
 */
export const mseLoss: {
  (input: Tensor, target: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('mseLoss');

/**
 * Negative log-likelihood of class indices under log-probabilities [N, C, ...]; the mean is weighted by `weight`.
 *
 * $y = -\tfrac{1}{n} \textstyle\sum_i x_{i,\,t_i}$
 *
 * Defaults: `ignoreIndex = -100`, `reduction = 'mean'`.
 */
export const nllLoss: {
  (input: Tensor, target: Tensor, options?: { weight?: Tensor | null; ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, weight?: Tensor | null, options?: { ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('nllLoss');

/**
 * Cross-entropy of logits [N, C, ...] and class indices [N, ...], or class probabilities of the shape of the input. Softmax is included: pass raw scores.
 *
 * $y = -\tfrac{1}{n} \textstyle\sum_i \ln \mathrm{softmax}(x_i)_{t_i}$
 *
 * Defaults: `ignoreIndex = -100`, `reduction = 'mean'`, `labelSmoothing = 0`.
 *
 * @example
 * crossEntropy(tensor([[2, 0, 0]]), tensor([0], { dtype: 'int32' }))
 */
export const crossEntropy: {
  (input: Tensor, target: Tensor, options?: { weight?: Tensor | null; ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum'; labelSmoothing?: number }): Tensor;
  (input: Tensor, target: Tensor, weight?: Tensor | null, options?: { ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum'; labelSmoothing?: number }): Tensor;
} = functionOf('crossEntropy');

/**
 * Absolute error of predictions and targets.
 *
 * $y = \tfrac{1}{n} \textstyle\sum_i |a_i - b_i|$
 *
 * Defaults: `reduction = 'mean'`.
 *
 * @example
 * l1Loss(tensor([1, 2]), tensor([0, 4]))
 */
export const l1Loss: {
  (input: Tensor, target: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('l1Loss');

/**
 * Huber (1964): half the squared error below `delta`, linear beyond.
 *
 * $y = \begin{cases} \tfrac12 d^2 & |d| < \delta \\ \delta(|d| - \tfrac12 \delta) & \text{else} \end{cases}$
 *
 * Defaults: `reduction = 'mean'`, `delta = 1`.
 */
export const huberLoss: {
  (input: Tensor, target: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum'; delta?: number; weight?: Tensor | null }): Tensor;
} = functionOf('huberLoss');

/**
 * The Huber loss divided by `beta`: slope 1 far out; `beta` 0 is the L1 loss.
 *
 * Defaults: `reduction = 'mean'`, `beta = 1`.
 */
export const smoothL1Loss: {
  (input: Tensor, target: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum'; beta?: number }): Tensor;
} = functionOf('smoothL1Loss');

/**
 * Negative log-likelihood of counts under a Poisson distribution with (log) rate `input`; `full` adds the Stirling term.
 *
 * $y = e^{x} - t \, x$
 *
 * Defaults: `logInput = true`, `full = false`, `eps = 1e-8`, `reduction = 'mean'`.
 */
export const poissonNllLoss: {
  (input: Tensor, target: Tensor, options?: { logInput?: boolean; full?: boolean; eps?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('poissonNllLoss');

/**
 * Negative log-likelihood of targets under normal distributions with mean `input` and variance `var` (at least `eps`, a bound without gradient).
 *
 * $y = \tfrac12 \left(\ln \sigma^2 + \frac{(x - t)^2}{\sigma^2}\right)$
 *
 * Defaults: `full = false`, `eps = 1e-6`, `reduction = 'mean'`.
 */
export const gaussianNllLoss: {
  (input: Tensor, target: Tensor, var_: Tensor | number, options?: { full?: boolean; eps?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('gaussianNllLoss');

/**
 * Kullback-Leibler divergence of the target from exp(input): `input` holds log-probabilities. 'batchmean' divides by the batch, which is the mathematical value.
 *
 * $y = t \, (\ln t - x)$
 *
 * Defaults: `reduction = 'mean'`, `logTarget = false`.
 */
export const klDiv: {
  (input: Tensor, target: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum' | 'batchmean'; logTarget?: boolean }): Tensor;
} = functionOf('klDiv');

/**
 * Cross-entropy of probabilities and targets in [0, 1]. Logarithms are bounded below by -100, so 0 and 1 stay finite. For raw scores use binaryCrossEntropyWithLogits.
 *
 * $y = -\left(t \ln p + (1 - t) \ln (1 - p)\right)$
 *
 * Defaults: `reduction = 'mean'`.
 *
 * @example
 * binaryCrossEntropy(tensor([0.9, 0.2]), tensor([1, 0]))
 */
export const binaryCrossEntropy: {
  (input: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, weight?: Tensor | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('binaryCrossEntropy');

/**
 * Binary cross-entropy of raw scores, with the sigmoid inside where it cannot overflow; `posWeight` scales the positive part.
 *
 * $y = (1 - t) \, x + \ln(1 + e^{-x})$
 *
 * Defaults: `reduction = 'mean'`.
 *
 * @example
 * binaryCrossEntropyWithLogits(tensor([2, -1]), tensor([1, 0]))
 */
export const binaryCrossEntropyWithLogits: {
  (input: Tensor, target: Tensor, options?: { weight?: Tensor | null; posWeight?: Tensor | null; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, weight?: Tensor | null, options?: { posWeight?: Tensor | null; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, weight?: Tensor | null, posWeight?: Tensor | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('binaryCrossEntropyWithLogits');

/**
 * Logistic loss of scores and targets of -1 or 1.
 *
 * $y = \ln(1 + e^{-t x})$
 *
 * Defaults: `reduction = 'mean'`.
 */
export const softMarginLoss: {
  (input: Tensor, target: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('softMarginLoss');

/**
 * The input where the target is 1, and what is missing to the margin where it is -1.
 *
 * Defaults: `margin = 1`, `reduction = 'mean'`.
 */
export const hingeEmbeddingLoss: {
  (input: Tensor, target: Tensor, options?: { margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('hingeEmbeddingLoss');

/**
 * What the first score lacks to exceed the second by the margin (target 1), or the other way round (target -1).
 *
 * $y = \max(0, -t (a - b) + m)$
 *
 * Defaults: `margin = 0`, `reduction = 'mean'`.
 */
export const marginRankingLoss: {
  (input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('marginRankingLoss');

/**
 * Multi-class hinge loss: what every other class lacks to stay a margin below the target class, averaged over classes.
 *
 * $y = \tfrac{1}{C} \textstyle\sum_{j \ne t} \max(0, m - x_t + x_j)^p$
 *
 * Defaults: `p = 1`, `margin = 1`, `reduction = 'mean'`.
 */
export const multiMarginLoss: {
  (input: Tensor, target: Tensor, options?: { weight?: Tensor | null; p?: number; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, weight?: Tensor | null, options?: { p?: number; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('multiMarginLoss');

/**
 * Hinge loss between every label class and every other class; the target lists label classes, ended by -1.
 *
 * Defaults: `reduction = 'mean'`.
 */
export const multilabelMarginLoss: {
  (input: Tensor, target: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('multilabelMarginLoss');

/**
 * Binary cross-entropy of raw scores per class, averaged over the classes.
 *
 * Defaults: `reduction = 'mean'`.
 */
export const multilabelSoftMarginLoss: {
  (input: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, weight?: Tensor | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('multilabelSoftMarginLoss');

/**
 * One minus the cosine of pairs that belong together (target 1), and the cosine beyond the margin of those that do not (-1).
 *
 * Defaults: `margin = 0`, `reduction = 'mean'`.
 */
export const cosineEmbeddingLoss: {
  (input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('cosineEmbeddingLoss');

/**
 * What the negative lacks to be a margin farther from the anchor than the positive (Schroff et al., 2015); `swap` takes the harder of the two negatives.
 *
 * $y = \max(0, d(a, p) - d(a, n) + m)$
 *
 * Defaults: `margin = 1`, `p = 2`, `eps = 1e-6`, `swap = false`, `reduction = 'mean'`.
 */
export const tripletMarginLoss: {
  (anchor: Tensor, positive: Tensor, negative: Tensor, options?: { margin?: number; p?: number; eps?: number; swap?: boolean; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('tripletMarginLoss');

/**
 * Negative log-likelihood of label sequences over all their alignments to log-probabilities [T, N, C]. The mean divides each loss by its target length first.
 *
 * Defaults: `blank = 0`, `reduction = 'mean'`, `zeroInfinity = false`.
 */
export const ctcLoss: {
  (logProbs: Tensor, targets: Tensor, inputLengths: Tensor | number[], targetLengths: Tensor | number[], options?: { blank?: number; reduction?: 'none' | 'mean' | 'sum'; zeroInfinity?: boolean }): Tensor;
} = functionOf('ctcLoss');

/**
 * Convolution (cross-correlation) over 1 spatial dimension: input [N, C, size], weight [O, C / groups, kernel].
 *
 * Defaults: `stride = 1`, `padding = 0`, `dilation = 1`, `groups = 1`.
 *
 * @example
 * conv1d(ones([1, 1, 4]), ones([1, 1, 3])).shape
 */
export const conv1d: {
  (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | number[]; padding?: number | number[] | 'same' | 'valid'; dilation?: number | number[]; groups?: number }): Tensor;
  (input: Tensor, weight: Tensor, bias?: Tensor | null, options?: { stride?: number | number[]; padding?: number | number[] | 'same' | 'valid'; dilation?: number | number[]; groups?: number }): Tensor;
} = functionOf('conv1d');

/**
 * Transposed convolution over 1 spatial dimension, the adjoint of conv1d: weight [C, O / groups, kernel].
 *
 * Defaults: `stride = 1`, `padding = 0`, `outputPadding = 0`, `groups = 1`, `dilation = 1`.
 *
 * @example
 * convTranspose1d(ones([1, 1, 4]), ones([1, 1, 3]), { stride: 2 }).shape
 */
export const convTranspose1d: {
  (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | number[]; padding?: number | number[]; outputPadding?: number | number[]; groups?: number; dilation?: number | number[] }): Tensor;
  (input: Tensor, weight: Tensor, bias?: Tensor | null, options?: { stride?: number | number[]; padding?: number | number[]; outputPadding?: number | number[]; groups?: number; dilation?: number | number[] }): Tensor;
} = functionOf('convTranspose1d');

/**
 * Convolution (cross-correlation) over 2 spatial dimensions: input [N, C, size, size], weight [O, C / groups, kernel, kernel].
 *
 * Defaults: `stride = 1`, `padding = 0`, `dilation = 1`, `groups = 1`.
 *
 * @example
 * conv2d(ones([1, 1, 4, 4]), ones([1, 1, 3, 3])).shape
 */
export const conv2d: {
  (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | number[]; padding?: number | number[] | 'same' | 'valid'; dilation?: number | number[]; groups?: number }): Tensor;
  (input: Tensor, weight: Tensor, bias?: Tensor | null, options?: { stride?: number | number[]; padding?: number | number[] | 'same' | 'valid'; dilation?: number | number[]; groups?: number }): Tensor;
} = functionOf('conv2d');

/**
 * Transposed convolution over 2 spatial dimensions, the adjoint of conv2d: weight [C, O / groups, kernel, kernel].
 *
 * Defaults: `stride = 1`, `padding = 0`, `outputPadding = 0`, `groups = 1`, `dilation = 1`.
 *
 * @example
 * convTranspose2d(ones([1, 1, 4, 4]), ones([1, 1, 3, 3]), { stride: 2 }).shape
 */
export const convTranspose2d: {
  (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | number[]; padding?: number | number[]; outputPadding?: number | number[]; groups?: number; dilation?: number | number[] }): Tensor;
  (input: Tensor, weight: Tensor, bias?: Tensor | null, options?: { stride?: number | number[]; padding?: number | number[]; outputPadding?: number | number[]; groups?: number; dilation?: number | number[] }): Tensor;
} = functionOf('convTranspose2d');

/**
 * Convolution (cross-correlation) over 3 spatial dimensions: input [N, C, size, size, size], weight [O, C / groups, kernel, kernel, kernel].
 *
 * Defaults: `stride = 1`, `padding = 0`, `dilation = 1`, `groups = 1`.
 *
 * @example
 * conv3d(ones([1, 1, 4, 4, 4]), ones([1, 1, 3, 3, 3])).shape
 */
export const conv3d: {
  (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | number[]; padding?: number | number[] | 'same' | 'valid'; dilation?: number | number[]; groups?: number }): Tensor;
  (input: Tensor, weight: Tensor, bias?: Tensor | null, options?: { stride?: number | number[]; padding?: number | number[] | 'same' | 'valid'; dilation?: number | number[]; groups?: number }): Tensor;
} = functionOf('conv3d');

/**
 * Transposed convolution over 3 spatial dimensions, the adjoint of conv3d: weight [C, O / groups, kernel, kernel, kernel].
 *
 * Defaults: `stride = 1`, `padding = 0`, `outputPadding = 0`, `groups = 1`, `dilation = 1`.
 *
 * @example
 * convTranspose3d(ones([1, 1, 4, 4, 4]), ones([1, 1, 3, 3, 3]), { stride: 2 }).shape
 */
export const convTranspose3d: {
  (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | number[]; padding?: number | number[]; outputPadding?: number | number[]; groups?: number; dilation?: number | number[] }): Tensor;
  (input: Tensor, weight: Tensor, bias?: Tensor | null, options?: { stride?: number | number[]; padding?: number | number[]; outputPadding?: number | number[]; groups?: number; dilation?: number | number[] }): Tensor;
} = functionOf('convTranspose3d');

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) of [N, C, ...] per channel. In training the batch statistics are used, and the running ones (with the unbiased variance) updated in place; otherwise the running ones are used.
 *
 * $y = \frac{x - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}} \, w_c + b_c$
 *
 * Defaults: `training = false`, `momentum = 0.1`, `eps = 1e-5`.
 *
 * @example
 * batchNorm(tensor([[1, 10], [3, 30]]), null, null, { training: true })
 */
export const batchNorm: {
  (input: Tensor, options?: { runningMean?: Tensor | null; runningVar?: Tensor | null; weight?: Tensor | null; bias?: Tensor | null; training?: boolean; momentum?: number; eps?: number }): Tensor;
  (input: Tensor, runningMean?: Tensor | null, options?: { runningVar?: Tensor | null; weight?: Tensor | null; bias?: Tensor | null; training?: boolean; momentum?: number; eps?: number }): Tensor;
  (input: Tensor, runningMean?: Tensor | null, runningVar?: Tensor | null, weight?: Tensor | null, bias?: Tensor | null, options?: { training?: boolean; momentum?: number; eps?: number }): Tensor;
} = functionOf('batchNorm');

/**
 * Group normalisation (Wu and He, 2018) of [N, C, ...]: mean 0 and variance 1 over each group of channels.
 *
 * Defaults: `eps = 1e-5`.
 *
 * @example
 * groupNorm(tensor([[1, 2, 3, 4]]), 2)
 */
export const groupNorm: {
  (input: Tensor, numGroups: number, options?: { weight?: Tensor | null; bias?: Tensor | null; eps?: number }): Tensor;
  (input: Tensor, numGroups: number, weight?: Tensor | null, options?: { bias?: Tensor | null; eps?: number }): Tensor;
  (input: Tensor, numGroups: number, weight?: Tensor | null, bias?: Tensor | null, eps?: number | null): Tensor;
} = functionOf('groupNorm');

/**
 * Instance normalisation of [N, C, ...]: every channel of every sample by itself, or by running statistics where `useInputStats` is false.
 *
 * Defaults: `useInputStats = true`, `momentum = 0.1`, `eps = 1e-5`.
 */
export const instanceNorm: {
  (input: Tensor, options?: { runningMean?: Tensor | null; runningVar?: Tensor | null; weight?: Tensor | null; bias?: Tensor | null; useInputStats?: boolean; momentum?: number; eps?: number }): Tensor;
  (input: Tensor, runningMean?: Tensor | null, options?: { runningVar?: Tensor | null; weight?: Tensor | null; bias?: Tensor | null; useInputStats?: boolean; momentum?: number; eps?: number }): Tensor;
  (input: Tensor, runningMean?: Tensor | null, runningVar?: Tensor | null, weight?: Tensor | null, bias?: Tensor | null, options?: { useInputStats?: boolean; momentum?: number; eps?: number }): Tensor;
} = functionOf('instanceNorm');

/**
 * Root mean square normalisation (Zhang and Sennrich, 2019) over the last dimensions. `eps` defaults to the dtype's machine epsilon.
 *
 * $y = \frac{x}{\sqrt{\tfrac{1}{n} \sum_i x_i^2 + \varepsilon}} \, w$
 *
 * @example
 * rmsNorm(tensor([1, 2, 3, 4]), 4)
 */
export const rmsNorm: {
  (input: Tensor, normalizedShape: number | number[], options?: { weight?: Tensor | null; eps?: number | null }): Tensor;
  (input: Tensor, normalizedShape: number | number[], weight?: Tensor | null, options?: { eps?: number | null }): Tensor;
  (input: Tensor, normalizedShape: number | number[], weight?: Tensor | null, eps?: number | null): Tensor;
} = functionOf('rmsNorm');

/**
 * Local response normalisation (Krizhevsky et al., 2012): each channel divided by a power of the mean square of its `size` neighbours.
 *
 * $y_c = x_c \left(k + \tfrac{\alpha}{n} \textstyle\sum_{c^\prime} x_{c^\prime}^2\right)^{-\beta}$
 *
 * Defaults: `alpha = 1e-4`, `beta = 0.75`, `k = 1`.
 */
export const localResponseNorm: {
  (input: Tensor, size: number, options?: { alpha?: number; beta?: number; k?: number }): Tensor;
  (input: Tensor, size: number, alpha?: number | null, options?: { beta?: number; k?: number }): Tensor;
  (input: Tensor, size: number, alpha?: number | null, beta?: number | null, k?: number | null): Tensor;
} = functionOf('localResponseNorm');

/**
 * Mean of every window over 1 spatial dimension; `stride` is the kernel size unless given.
 *
 * Defaults: `padding = 0`, `ceilMode = false`, `countIncludePad = true`.
 *
 * @example
 * avgPool1d(ones([1, 1, 4]), 2).shape
 */
export const avgPool1d: {
  (input: Tensor, kernelSize: number | number[], options?: { stride?: number | number[] | null; padding?: number | number[]; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, options?: { padding?: number | number[]; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, padding?: number | number[] | null, options?: { ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
} = functionOf('avgPool1d');

/**
 * Largest element of every window over 1 spatial dimension; with `returnIndices`, also its place in the plane.
 *
 * Defaults: `padding = 0`, `dilation = 1`, `ceilMode = false`, `returnIndices = false`.
 *
 * @example
 * maxPool1d(ones([1, 1, 4]), 2).shape
 */
export const maxPool1d: {
  (input: Tensor, kernelSize: number | number[], options?: { stride?: number | number[] | null; padding?: number | number[]; dilation?: number | number[]; ceilMode?: boolean; returnIndices?: boolean }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, options?: { padding?: number | number[]; dilation?: number | number[]; ceilMode?: boolean; returnIndices?: boolean }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, padding?: number | number[] | null, dilation?: number | number[] | null, options?: { ceilMode?: boolean; returnIndices?: boolean }): Tensor;
} = functionOf('maxPool1d');

/**
 * Means over as many windows as `outputSize` asks for, over 1 spatial dimension; null keeps a size.
 */
export const adaptiveAvgPool1d: {
  (input: Tensor, outputSize: number | (number | null)[]): Tensor;
} = functionOf('adaptiveAvgPool1d');

/**
 * Maxima over as many windows as `outputSize` asks for, over 1 spatial dimension.
 *
 * Defaults: `returnIndices = false`.
 */
export const adaptiveMaxPool1d: {
  (input: Tensor, outputSize: number | (number | null)[], options?: { returnIndices?: boolean }): Tensor;
  (input: Tensor, outputSize: number | (number | null)[], returnIndices?: boolean | null): Tensor;
} = functionOf('adaptiveMaxPool1d');

/**
 * The maxima back at the places that pooling took them from, zeros elsewhere.
 *
 * Defaults: `padding = 0`.
 */
export const maxUnpool1d: {
  (input: Tensor, indices: Tensor, kernelSize: number | number[], options?: { stride?: number | number[] | null; padding?: number | number[]; outputSize?: number[] | null }): Tensor;
  (input: Tensor, indices: Tensor, kernelSize: number | number[], stride?: number | number[] | null, options?: { padding?: number | number[]; outputSize?: number[] | null }): Tensor;
  (input: Tensor, indices: Tensor, kernelSize: number | number[], stride?: number | number[] | null, padding?: number | number[] | null, options?: { outputSize?: number[] | null }): Tensor;
} = functionOf('maxUnpool1d');

/**
 * The p-norm of every window over 1 spatial dimension.
 *
 * Defaults: `ceilMode = false`.
 */
export const lpPool1d: {
  (input: Tensor, normType: number, kernelSize: number | number[], options?: { stride?: number | number[] | null; ceilMode?: boolean }): Tensor;
  (input: Tensor, normType: number, kernelSize: number | number[], stride?: number | number[] | null, options?: { ceilMode?: boolean }): Tensor;
} = functionOf('lpPool1d');

/**
 * Mean of every window over 2 spatial dimensions; `stride` is the kernel size unless given.
 *
 * Defaults: `padding = 0`, `ceilMode = false`, `countIncludePad = true`.
 *
 * @example
 * avgPool2d(ones([1, 1, 4, 4]), 2).shape
 */
export const avgPool2d: {
  (input: Tensor, kernelSize: number | number[], options?: { stride?: number | number[] | null; padding?: number | number[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | null }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, options?: { padding?: number | number[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | null }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, padding?: number | number[] | null, options?: { ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | null }): Tensor;
} = functionOf('avgPool2d');

/**
 * Largest element of every window over 2 spatial dimensions; with `returnIndices`, also its place in the plane.
 *
 * Defaults: `padding = 0`, `dilation = 1`, `ceilMode = false`, `returnIndices = false`.
 *
 * @example
 * maxPool2d(ones([1, 1, 4, 4]), 2).shape
 */
export const maxPool2d: {
  (input: Tensor, kernelSize: number | number[], options?: { stride?: number | number[] | null; padding?: number | number[]; dilation?: number | number[]; ceilMode?: boolean; returnIndices?: boolean }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, options?: { padding?: number | number[]; dilation?: number | number[]; ceilMode?: boolean; returnIndices?: boolean }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, padding?: number | number[] | null, dilation?: number | number[] | null, options?: { ceilMode?: boolean; returnIndices?: boolean }): Tensor;
} = functionOf('maxPool2d');

/**
 * Means over as many windows as `outputSize` asks for, over 2 spatial dimensions; null keeps a size.
 */
export const adaptiveAvgPool2d: {
  (input: Tensor, outputSize: number | (number | null)[]): Tensor;
} = functionOf('adaptiveAvgPool2d');

/**
 * Maxima over as many windows as `outputSize` asks for, over 2 spatial dimensions.
 *
 * Defaults: `returnIndices = false`.
 */
export const adaptiveMaxPool2d: {
  (input: Tensor, outputSize: number | (number | null)[], options?: { returnIndices?: boolean }): Tensor;
  (input: Tensor, outputSize: number | (number | null)[], returnIndices?: boolean | null): Tensor;
} = functionOf('adaptiveMaxPool2d');

/**
 * The maxima back at the places that pooling took them from, zeros elsewhere.
 *
 * Defaults: `padding = 0`.
 */
export const maxUnpool2d: {
  (input: Tensor, indices: Tensor, kernelSize: number | number[], options?: { stride?: number | number[] | null; padding?: number | number[]; outputSize?: number[] | null }): Tensor;
  (input: Tensor, indices: Tensor, kernelSize: number | number[], stride?: number | number[] | null, options?: { padding?: number | number[]; outputSize?: number[] | null }): Tensor;
  (input: Tensor, indices: Tensor, kernelSize: number | number[], stride?: number | number[] | null, padding?: number | number[] | null, options?: { outputSize?: number[] | null }): Tensor;
} = functionOf('maxUnpool2d');

/**
 * The p-norm of every window over 2 spatial dimensions.
 *
 * Defaults: `ceilMode = false`.
 */
export const lpPool2d: {
  (input: Tensor, normType: number, kernelSize: number | number[], options?: { stride?: number | number[] | null; ceilMode?: boolean }): Tensor;
  (input: Tensor, normType: number, kernelSize: number | number[], stride?: number | number[] | null, options?: { ceilMode?: boolean }): Tensor;
} = functionOf('lpPool2d');

/**
 * Mean of every window over 3 spatial dimensions; `stride` is the kernel size unless given.
 *
 * Defaults: `padding = 0`, `ceilMode = false`, `countIncludePad = true`.
 *
 * @example
 * avgPool3d(ones([1, 1, 4, 4, 4]), 2).shape
 */
export const avgPool3d: {
  (input: Tensor, kernelSize: number | number[], options?: { stride?: number | number[] | null; padding?: number | number[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | null }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, options?: { padding?: number | number[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | null }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, padding?: number | number[] | null, options?: { ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | null }): Tensor;
} = functionOf('avgPool3d');

/**
 * Largest element of every window over 3 spatial dimensions; with `returnIndices`, also its place in the plane.
 *
 * Defaults: `padding = 0`, `dilation = 1`, `ceilMode = false`, `returnIndices = false`.
 *
 * @example
 * maxPool3d(ones([1, 1, 4, 4, 4]), 2).shape
 */
export const maxPool3d: {
  (input: Tensor, kernelSize: number | number[], options?: { stride?: number | number[] | null; padding?: number | number[]; dilation?: number | number[]; ceilMode?: boolean; returnIndices?: boolean }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, options?: { padding?: number | number[]; dilation?: number | number[]; ceilMode?: boolean; returnIndices?: boolean }): Tensor;
  (input: Tensor, kernelSize: number | number[], stride?: number | number[] | null, padding?: number | number[] | null, dilation?: number | number[] | null, options?: { ceilMode?: boolean; returnIndices?: boolean }): Tensor;
} = functionOf('maxPool3d');

/**
 * Means over as many windows as `outputSize` asks for, over 3 spatial dimensions; null keeps a size.
 */
export const adaptiveAvgPool3d: {
  (input: Tensor, outputSize: number | (number | null)[]): Tensor;
} = functionOf('adaptiveAvgPool3d');

/**
 * Maxima over as many windows as `outputSize` asks for, over 3 spatial dimensions.
 *
 * Defaults: `returnIndices = false`.
 */
export const adaptiveMaxPool3d: {
  (input: Tensor, outputSize: number | (number | null)[], options?: { returnIndices?: boolean }): Tensor;
  (input: Tensor, outputSize: number | (number | null)[], returnIndices?: boolean | null): Tensor;
} = functionOf('adaptiveMaxPool3d');

/**
 * The maxima back at the places that pooling took them from, zeros elsewhere.
 *
 * Defaults: `padding = 0`.
 */
export const maxUnpool3d: {
  (input: Tensor, indices: Tensor, kernelSize: number | number[], options?: { stride?: number | number[] | null; padding?: number | number[]; outputSize?: number[] | null }): Tensor;
  (input: Tensor, indices: Tensor, kernelSize: number | number[], stride?: number | number[] | null, options?: { padding?: number | number[]; outputSize?: number[] | null }): Tensor;
  (input: Tensor, indices: Tensor, kernelSize: number | number[], stride?: number | number[] | null, padding?: number | number[] | null, options?: { outputSize?: number[] | null }): Tensor;
} = functionOf('maxUnpool3d');

/**
 * The inverse of square matrices. Throws LinAlgError on a singular one.
 *
 * $y = A^{-1}$
 *
 * @example
 * inverse(tensor([[2, 0], [0, 4]]))
 */
export const inverse: {
  (input: Tensor): Tensor;
} = functionOf('inverse');

/**
 * The sign of the determinant and the logarithm of its absolute value.
 *
 * $y = (\mathrm{sign} \det A,\; \ln |\det A|)$
 */
export const slogdet: {
  (input: Tensor): [Tensor, Tensor];
} = functionOf('slogdet');

/**
 * The determinant of square matrices.
 *
 * $y = \det A$
 *
 * @example
 * det(tensor([[1, 2], [3, 4]]))
 */
export const det: {
  (input: Tensor): Tensor;
} = functionOf('det');

/**
 * The logarithm of the determinant: NaN where it is negative.
 */
export const logdet: {
  (input: Tensor): Tensor;
} = functionOf('logdet');

/**
 * A matrix plus the product of two matrices: beta input + alpha mat1 mat2.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const addmm: {
  (input: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
} = functionOf('addmm');

/**
 * A vector plus the product of a matrix and a vector: beta input + alpha mat vec.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const addmv: {
  (input: Tensor, mat: Tensor, vec: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
} = functionOf('addmv');

/**
 * A batch of matrices plus the products of two batches: beta input + alpha batch1 batch2.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const baddbmm: {
  (input: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
} = functionOf('baddbmm');

/**
 * A matrix plus the sum of the products of two batches.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const addbmm: {
  (input: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
} = functionOf('addbmm');

/**
 * A matrix plus the outer product of two vectors.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const addr: {
  (input: Tensor, vec1: Tensor, vec2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
} = functionOf('addr');

/**
 * The outer product of two vectors.
 *
 * @example
 * outer(tensor([1, 2]), tensor([3, 4]))
 */
export const outer: {
  (input: Tensor, vec2: Tensor): Tensor;
} = functionOf('outer');

/**
 * Inner products over the last dimensions of both.
 */
export const inner: {
  (input: Tensor, other: Tensor): Tensor;
} = functionOf('inner');

/**
 * Inner product of two vectors.
 */
export const vdot: {
  (input: Tensor, other: Tensor): Tensor;
} = functionOf('vdot');

/**
 * Sums products over pairs of dimensions: the last of `a` with the first of `b`, or the two lists given.
 *
 * Defaults: `dims = 2`.
 *
 * @example
 * tensordot(ones([2, 3]), ones([3, 4]), 1).shape
 */
export const tensordot: {
  (a: Tensor, b: Tensor, options?: { dims?: number | number[][] }): Tensor;
  (a: Tensor, b: Tensor, dims?: number | number[][] | null): Tensor;
} = functionOf('tensordot');

/**
 * The cross product of vectors of 3 along `dim` (by default the first dimension of size 3).
 */
export const cross: {
  (input: Tensor, other: Tensor, options?: { dim?: number | null }): Tensor;
  (input: Tensor, other: Tensor, dim?: number | null): Tensor;
} = functionOf('cross');

/**
 * The Kronecker product.
 */
export const kron: {
  (input: Tensor, other: Tensor): Tensor;
} = functionOf('kron');

/**
 * The n-th power of square matrices; negative powers are those of the inverse.
 */
export const matrixPower: {
  (input: Tensor, n: number): Tensor;
} = functionOf('matrixPower');

/**
 * Sums of products by an equation: one letter per dimension, letters missing on the right are summed; `...` stands for broadcast dimensions.
 *
 * @example
 * einsum('ij,jk->ik', ones([2, 3]), ones([3, 4])).shape
 */
export const einsum: {
  (equation: string, operands: Tensor[]): Tensor;
  (equation: string, ...operands: Tensor[]): Tensor;
} = functionOf('einsum');

/**
 * The cosine of the angle between vectors along `dim`; norms are at least `eps`.
 *
 * $y = \frac{a \cdot b}{\max(\lVert a \rVert, \varepsilon) \max(\lVert b \rVert, \varepsilon)}$
 *
 * Defaults: `dim = 1`, `eps = 1e-8`.
 */
export const cosineSimilarity: {
  (x1: Tensor, x2: Tensor, options?: { dim?: number; eps?: number }): Tensor;
  (x1: Tensor, x2: Tensor, dim?: number | null, options?: { eps?: number }): Tensor;
  (x1: Tensor, x2: Tensor, dim?: number | null, eps?: number | null): Tensor;
} = functionOf('cosineSimilarity');

/**
 * The p-norm of x1 - x2 + eps over the last dimension.
 *
 * Defaults: `p = 2`, `eps = 1e-6`, `keepdim = false`.
 */
export const pairwiseDistance: {
  (x1: Tensor, x2: Tensor, options?: { p?: number; eps?: number; keepdim?: boolean }): Tensor;
  (x1: Tensor, x2: Tensor, p?: number | null, options?: { eps?: number; keepdim?: boolean }): Tensor;
  (x1: Tensor, x2: Tensor, p?: number | null, eps?: number | null, keepdim?: boolean | null): Tensor;
} = functionOf('pairwiseDistance');

/**
 * The p-norm distances between every row of x1 [..., P, M] and every row of x2 [..., R, M].
 *
 * Defaults: `p = 2`.
 */
export const cdist: {
  (x1: Tensor, x2: Tensor, options?: { p?: number }): Tensor;
  (x1: Tensor, x2: Tensor, p?: number | null): Tensor;
} = functionOf('cdist');

/**
 * The p-norm of the difference of two tensors, as a number.
 *
 * Defaults: `p = 2`.
 */
export const dist: {
  (input: Tensor, other: Tensor, options?: { p?: number }): Tensor;
  (input: Tensor, other: Tensor, p?: number | null): Tensor;
} = functionOf('dist');

/**
 * y_k = x1 W_k x2 + b_k for a weight [out, in1, in2].
 *
 * $y_k = x_1^{\top} W_k \, x_2 + b_k$
 */
export const bilinear: {
  (input1: Tensor, input2: Tensor, weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  (input1: Tensor, input2: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
} = functionOf('bilinear');

/**
 * softmax(Q K^T / sqrt(d)) V over [..., queries, d], [..., keys, d], [..., keys, dv]. A boolean mask is true where a query may look; a float mask is added to the scores.
 *
 * $y = \mathrm{softmax}\!\left(\frac{Q K^{\top}}{\sqrt d} + M\right) V$
 *
 * Defaults: `dropoutP = 0`, `isCausal = false`, `enableGqa = false`.
 */
export const scaledDotProductAttention: {
  (query: Tensor, key: Tensor, value: Tensor, options?: { attnMask?: Tensor | null; dropoutP?: number; isCausal?: boolean; scale?: number | null; enableGqa?: boolean }): Tensor;
  (query: Tensor, key: Tensor, value: Tensor, attnMask?: Tensor | null, options?: { dropoutP?: number; isCausal?: boolean; scale?: number | null; enableGqa?: boolean }): Tensor;
} = functionOf('scaledDotProductAttention');

/**
 * Resizes the spatial dimensions of [N, C, ...] to `size`, or by `scaleFactor`.
 *
 * Defaults: `mode = 'nearest'`.
 *
 * @example
 * interpolate(ones([1, 1, 2, 2]), { scaleFactor: 2 }).shape
 */
export const interpolate: {
  (input: Tensor, options?: { size?: number | number[] | null; scaleFactor?: number | number[] | null; mode?: 'nearest' | 'nearest-exact' | 'linear' | 'bilinear' | 'bicubic' | 'trilinear' | 'area'; alignCorners?: boolean | null; recomputeScaleFactor?: boolean | null }): Tensor;
  (input: Tensor, size?: number | number[] | null, options?: { scaleFactor?: number | number[] | null; mode?: 'nearest' | 'nearest-exact' | 'linear' | 'bilinear' | 'bicubic' | 'trilinear' | 'area'; alignCorners?: boolean | null; recomputeScaleFactor?: boolean | null }): Tensor;
  (input: Tensor, size?: number | number[] | null, scaleFactor?: number | number[] | null, mode?: 'nearest' | 'nearest-exact' | 'linear' | 'bilinear' | 'bicubic' | 'trilinear' | 'area' | null, alignCorners?: boolean | null, recomputeScaleFactor?: boolean | null): Tensor;
} = functionOf('interpolate');

/**
 * Channels to space: [..., C r^2, H, W] to [..., C, H r, W r].
 */
export const pixelShuffle: {
  (input: Tensor, upscaleFactor: number): Tensor;
} = functionOf('pixelShuffle');

/**
 * Space to channels: [..., C, H r, W r] to [..., C r^2, H, W].
 */
export const pixelUnshuffle: {
  (input: Tensor, downscaleFactor: number): Tensor;
} = functionOf('pixelUnshuffle');

/**
 * Interleaves the channels of the groups (Zhang et al., 2018).
 */
export const channelShuffle: {
  (input: Tensor, groups: number): Tensor;
} = functionOf('channelShuffle');

/**
 * Adds columns [N, C kh kw, windows] back into the places of their windows: the adjoint of unfold.
 *
 * Defaults: `dilation = 1`, `padding = 0`, `stride = 1`.
 */
export const fold: {
  (input: Tensor, outputSize: number | number[], kernelSize: number | number[], options?: { dilation?: number | number[]; padding?: number | number[]; stride?: number | number[] }): Tensor;
  (input: Tensor, outputSize: number | number[], kernelSize: number | number[], dilation?: number | number[] | null, options?: { padding?: number | number[]; stride?: number | number[] }): Tensor;
  (input: Tensor, outputSize: number | number[], kernelSize: number | number[], dilation?: number | number[] | null, padding?: number | number[] | null, stride?: number | number[] | null): Tensor;
} = functionOf('fold');

/**
 * Sampling points [N, H, W, 2] (x, y in [-1, 1]) of affine maps theta [N, 2, 3] for images of `size` [N, C, H, W].
 *
 * Defaults: `alignCorners = false`.
 */
export const affineGrid: {
  (theta: Tensor, size: number[], options?: { alignCorners?: boolean }): Tensor;
  (theta: Tensor, size: number[], alignCorners?: boolean | null): Tensor;
} = functionOf('affineGrid');

/**
 * Values of images [N, C, H, W] at the points of a grid [N, Ho, Wo, 2] (x, y in [-1, 1]), differentiable in both.
 *
 * Defaults: `mode = 'bilinear'`, `paddingMode = 'zeros'`, `alignCorners = false`.
 */
export const gridSample: {
  (input: Tensor, grid: Tensor, options?: { mode?: 'bilinear' | 'nearest'; paddingMode?: 'zeros' | 'border' | 'reflection'; alignCorners?: boolean }): Tensor;
  (input: Tensor, grid: Tensor, mode?: 'bilinear' | 'nearest' | null, options?: { paddingMode?: 'zeros' | 'border' | 'reflection'; alignCorners?: boolean }): Tensor;
  (input: Tensor, grid: Tensor, mode?: 'bilinear' | 'nearest' | null, paddingMode?: 'zeros' | 'border' | 'reflection' | null, alignCorners?: boolean | null): Tensor;
} = functionOf('gridSample');

/**
 * A tensor of uniform numbers in [0, 1). The same seed gives PyTorch's numbers.
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * manualSeed(0); rand([2, 3])
 */
export const rand: {
  (size: number[], options?: { generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('rand');

/**
 * A tensor of uniform numbers in [0, 1), with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const randLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean; generator?: Generator | null }): Tensor;
} = functionOf('randLike');

/**
 * A tensor of standard normal numbers. The same seed gives PyTorch's numbers.
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * manualSeed(0); randn([2, 3])
 */
export const randn: {
  (size: number[], options?: { generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('randn');

/**
 * A tensor of standard normal numbers, with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const randnLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean; generator?: Generator | null }): Tensor;
} = functionOf('randnLike');

/**
 * A tensor of whole numbers from `low` (0) up to but without `high`, int32 unless told otherwise.
 *
 * Defaults: `requiresGrad = false`.
 *
 * @example
 * manualSeed(0); randint(0, 10, [5])
 */
export const randint: {
  (low: number, high: number, size: number[], options?: { generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (high: number, size: number[], options?: { generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('randint');

/**
 * A tensor of whole numbers from `low` (0) up to but without `high`, with the shape and dtype of the input.
 */
export const randintLike: {
  (input: Tensor, low: number, high: number, options?: { dtype?: DTypeName | null; generator?: Generator | null }): Tensor;
  (input: Tensor, high: number, options?: { dtype?: DTypeName | null; generator?: Generator | null }): Tensor;
} = functionOf('randintLike');

/**
 * The whole numbers from 0 to `n` - 1 in random order, int32 unless told otherwise.
 *
 * @example
 * manualSeed(0); randperm(5)
 */
export const randperm: {
  (n: number, options?: { generator?: Generator | null; dtype?: DTypeName | null; device?: string | null }): Tensor;
} = functionOf('randperm');

/**
 * Normal numbers with the given mean and standard deviation; either may be a tensor with one value per element.
 *
 * Defaults: `requiresGrad = false`, `std = 1`.
 *
 * @example
 * manualSeed(0); normal(2, 0.5, [4])
 */
export const normal: {
  (mean: number, std: number, size: number[], options?: { generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (mean: Tensor, options?: { std?: Tensor | number; generator?: Generator | null }): Tensor;
  (mean: Tensor, std?: Tensor | number | null, options?: { generator?: Generator | null }): Tensor;
  (mean: number, std: Tensor, options?: { generator?: Generator | null }): Tensor;
} = functionOf('normal');

/**
 * Ones and zeros: each element is 1 with the probability that the input holds there (or `p`).
 *
 * @example
 * manualSeed(0); bernoulli(full([5], 0.3))
 */
export const bernoulli: {
  (input: Tensor, p: number, options?: { generator?: Generator | null }): Tensor;
  (input: Tensor, options?: { generator?: Generator | null }): Tensor;
} = functionOf('bernoulli');

/**
 * Indices drawn in proportion to the weights in the input (one distribution, or one a row), int32.
 *
 * Defaults: `replacement = false`.
 *
 * @example
 * manualSeed(0); multinomial(tensor([0.1, 0.2, 0.7]), 2)
 */
export const multinomial: {
  (input: Tensor, numSamples: number, options?: { replacement?: boolean; generator?: Generator | null }): Tensor;
  (input: Tensor, numSamples: number, replacement?: boolean | null, options?: { generator?: Generator | null }): Tensor;
} = functionOf('multinomial');

/**
 * In training sets each element to 0 with probability `p` and scales the others by 1 / (1 - p), so that the expected value stays. The mask is the one that PyTorch draws for the seed.
 *
 * Defaults: `p = 0.5`, `training = true`.
 *
 * @example
 * manualSeed(0); dropout(ones([6]), 0.5)
 */
export const dropout: {
  (input: Tensor, options?: { p?: number; training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, options?: { training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, training?: boolean | null): Tensor;
} = functionOf('dropout');

/**
 * Drops whole channels with probability `p` in training: the input is (batch, channels, length).
 *
 * Defaults: `p = 0.5`, `training = true`.
 */
export const dropout1d: {
  (input: Tensor, options?: { p?: number; training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, options?: { training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, training?: boolean | null): Tensor;
} = functionOf('dropout1d');

/**
 * Drops whole channels with probability `p` in training: the input is (batch, channels, height, width).
 *
 * Defaults: `p = 0.5`, `training = true`.
 */
export const dropout2d: {
  (input: Tensor, options?: { p?: number; training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, options?: { training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, training?: boolean | null): Tensor;
} = functionOf('dropout2d');

/**
 * Drops whole channels with probability `p` in training: the input is (batch, channels, depth, height, width).
 *
 * Defaults: `p = 0.5`, `training = true`.
 */
export const dropout3d: {
  (input: Tensor, options?: { p?: number; training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, options?: { training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, training?: boolean | null): Tensor;
} = functionOf('dropout3d');

/**
 * Dropout for SELU networks: keeps mean 0 and variance 1 (Klambauer et al. 2017).
 *
 * Defaults: `p = 0.5`, `training = false`.
 */
export const alphaDropout: {
  (input: Tensor, options?: { p?: number; training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, options?: { training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, training?: boolean | null): Tensor;
} = functionOf('alphaDropout');

/**
 * Alpha dropout of whole channels.
 *
 * Defaults: `p = 0.5`, `training = false`.
 */
export const featureAlphaDropout: {
  (input: Tensor, options?: { p?: number; training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, options?: { training?: boolean }): Tensor;
  (input: Tensor, p?: number | null, training?: boolean | null): Tensor;
} = functionOf('featureAlphaDropout');

/** Functions of `linalg`. */
export const linalg = {
  /**
   * The inverse of square matrices. Throws LinAlgError on a singular one.
   *
   * $y = A^{-1}$
   */
  inv: functionOf('linalg.inv') as {
    (A: Tensor): Tensor;
  },
  /**
   * The determinant of square matrices.
   *
   * $y = \det A$
   */
  det: functionOf('linalg.det') as {
    (A: Tensor): Tensor;
  },
  /**
   * X with A X = B, for matrices or (where B has one dimension less) vectors. Throws LinAlgError on a singular A.
   *
   * $y = A^{-1} B$
   *
   * @example
   * linalg.solve(tensor([[2, 0], [0, 4]]), tensor([2, 4]))
   */
  solve: functionOf('linalg.solve') as {
    (A: Tensor, B: Tensor): Tensor;
  },
  /**
   * The lower triangular L with L L^T = A of symmetric positive definite matrices. Throws LinAlgError otherwise.
   *
   * $A = y \, y^{\top}$
   */
  cholesky: functionOf('linalg.cholesky') as {
    (A: Tensor): Tensor;
  },
  /**
   * Eigenvalues (rising) and eigenvectors (columns) of symmetric matrices, read from the lower triangle. The sign of a vector is arbitrary; gradients need distinct eigenvalues where vectors are used.
   *
   * $A = V \Lambda V^{\top}$
   */
  eigh: functionOf('linalg.eigh') as {
    (A: Tensor): [Tensor, Tensor];
  },
  /**
   * The thin QR factorisation: Q with orthonormal columns, R upper triangular.
   *
   * $A = Q R$
   */
  qr: functionOf('linalg.qr') as {
    (A: Tensor): [Tensor, Tensor];
  },
  /**
   * The thin singular value decomposition: U, the singular values (falling), and the transpose of V. Gradients through U and V need distinct singular values.
   *
   * $A = U \, \mathrm{diag}(s) \, V^{\top}$
   */
  svd: functionOf('linalg.svd') as {
    (A: Tensor): [Tensor, Tensor, Tensor];
  },
  /**
   * The n-th power of square matrices; negative powers are those of the inverse.
   */
  matrixPower: functionOf('linalg.matrixPower') as {
    (A: Tensor, n: number): Tensor;
  },
  /**
   * The product of two or more matrices (the first and last may be vectors), from left to right.
   */
  multiDot: functionOf('linalg.multiDot') as {
    (tensors: Tensor[]): Tensor;
  },
  /**
   * X with A X = B (or X A = B) for triangular A: only that triangle is read.
   *
   * Defaults: `left = true`, `unitriangular = false`.
   */
  solveTriangular: functionOf('linalg.solveTriangular') as {
    (A: Tensor, B: Tensor, options: { upper: boolean; left?: boolean; unitriangular?: boolean }): Tensor;
  },
  /**
   * The eigenvalues of symmetric matrices, rising.
   */
  eigvalsh: functionOf('linalg.eigvalsh') as {
    (A: Tensor): Tensor;
  },
  /**
   * The singular values of matrices, falling.
   */
  svdvals: functionOf('linalg.svdvals') as {
    (A: Tensor): Tensor;
  },
  /**
   * The Moore-Penrose inverse: singular values below `rtol` times the largest count as 0.
   */
  pinv: functionOf('linalg.pinv') as {
    (A: Tensor, options?: { rtol?: number | null }): Tensor;
  },
  /**
   * The least-squares solution X of A X = B (of least norm where several are).
   */
  lstsq: functionOf('linalg.lstsq') as {
    (A: Tensor, B: Tensor): Tensor;
  },
  /**
   * The p-norm of vectors over `dim`, or of all elements.
   *
   * Defaults: `ord = 2`, `keepdim = false`.
   */
  vectorNorm: functionOf('linalg.vectorNorm') as {
    (x: Tensor, options?: { ord?: number; dim?: number | number[] | null; keepdim?: boolean }): Tensor;
    (x: Tensor, ord?: number | null, options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
    (x: Tensor, ord?: number | null, dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
  },
  /**
   * A vector or matrix norm: Euclidean by default; with `ord` and a matrix (or two dims), the matrix norm of that order.
   *
   * Defaults: `keepdim = false`.
   */
  norm: functionOf('linalg.norm') as {
    (A: Tensor, options?: { ord?: number | 'fro' | 'nuc' | null; dim?: number | number[] | null; keepdim?: boolean }): Tensor;
    (A: Tensor, ord?: number | 'fro' | 'nuc' | null, options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
    (A: Tensor, ord?: number | 'fro' | 'nuc' | null, dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
  },
};
