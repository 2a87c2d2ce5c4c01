// Generated from the operation records by `npm run build`; edit those instead.
import type { Generator } from './random/generator.ts';
import type { DTypeName } from './tensor/dtype.ts';
import type { RemovableHandle, Tensor } from './tensor/tensor.ts';
import type { TensorData } from './ops/creation.ts';
import type { Index } from './ops/indexing-numpy.ts';
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
  cast(options: { dtype: DTypeName }): Tensor;
  /**
   * The tensor in another dtype (itself if nothing changes). The devices are `cpu` and `meta`.
   *
   * @example
   * tensor([1.7, 0]).to('bool')
   */
  to(dtype: DTypeName): Tensor;
  to(options: { dtype: DTypeName }): Tensor;
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
  fullLike(options: { fillValue: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  /**
   * A view of given sizes and strides over the memory of the tensor. Elements may overlap.
   *
   * $y_{ij} = \text{memory}[o + i s_0 + j s_1]$
   *
   * @example
   * arange(5).asStrided([3, 3], [1, 1])
   */
  asStrided(size: number[], stride: number[], options?: { storageOffset?: number | null }): Tensor;
  asStrided(size: number[], stride: number[], storageOffset?: number | null): Tensor;
  asStrided(options: { size: number[]; stride: number[]; storageOffset?: number | null }): Tensor;
  /**
   * The input with the elements at flat places `index` replaced by those of `source`: what an in-place write through a view is to the whole tensor.
   *
   * $y = x;\; y_{[r]} = s$
   */
  copySlices(source: Tensor, index: Tensor): Tensor;
  copySlices(options: { source: Tensor; index: Tensor }): Tensor;
  /**
   * A tensor of zeros with the dtype and device of this one.
   *
   * Defaults: `requiresGrad = false`.
   */
  newZeros(size: number[], options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  newZeros(options: { size: number[]; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  /**
   * A tensor of ones with the dtype and device of this one.
   *
   * Defaults: `requiresGrad = false`.
   */
  newOnes(size: number[], options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  newOnes(options: { size: number[]; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  /**
   * A tensor of zeros with the dtype and device of this one.
   *
   * Defaults: `requiresGrad = false`.
   */
  newEmpty(size: number[], options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  newEmpty(options: { size: number[]; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  /**
   * A tensor filled with one value, with the dtype and device of this one.
   *
   * Defaults: `requiresGrad = false`.
   */
  newFull(size: number[], fillValue: number, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  newFull(options: { size: number[]; fillValue: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  /**
   * A tensor of the data, with the dtype of this one.
   *
   * Defaults: `requiresGrad = false`.
   */
  newTensor(data: TensorData, options?: { dtype?: DTypeName | null; requiresGrad?: boolean }): Tensor;
  newTensor(options: { data: TensorData; dtype?: DTypeName | null; requiresGrad?: boolean }): Tensor;
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
   * The square of each element.
   *
   * $y = x^2$
   *
   * @example
   * square(tensor([-2, 3]))
   */
  square(): Tensor;
  /** In-place form of `square`. */
  square_(): this;
  /**
   * One over the square root of each element.
   *
   * $y = x^{-1/2}$
   *
   * @example
   * rsqrt(tensor([4, 16]))
   */
  rsqrt(): Tensor;
  /** In-place form of `rsqrt`. */
  rsqrt_(): this;
  /**
   * One over each element.
   *
   * $y = \frac{1}{x}$
   *
   * @example
   * reciprocal(tensor([2, 4]))
   */
  reciprocal(): Tensor;
  /** In-place form of `reciprocal`. */
  reciprocal_(): this;
  /**
   * Two to the power of each element.
   *
   * $y = 2^{x}$
   *
   * @example
   * exp2(tensor([0, 1, 3]))
   */
  exp2(): Tensor;
  /** In-place form of `exp2`. */
  exp2_(): this;
  /**
   * The exponential of each element, less one, exact for small elements.
   *
   * $y = e^{x} - 1$
   *
   * @example
   * expm1(tensor([0, 1e-6]))
   */
  expm1(): Tensor;
  /** In-place form of `expm1`. */
  expm1_(): this;
  /**
   * The natural logarithm of one plus each element, exact for small elements.
   *
   * $y = \ln(1 + x)$
   *
   * @example
   * log1p(tensor([0, 1e-6]))
   */
  log1p(): Tensor;
  /** In-place form of `log1p`. */
  log1p_(): this;
  /**
   * The logarithm to base 2 of each element.
   *
   * $y = \log_2 x$
   *
   * @example
   * log2(tensor([1, 8]))
   */
  log2(): Tensor;
  /** In-place form of `log2`. */
  log2_(): this;
  /**
   * The logarithm to base 10 of each element.
   *
   * $y = \log_{10} x$
   *
   * @example
   * log10(tensor([1, 100]))
   */
  log10(): Tensor;
  /** In-place form of `log10`. */
  log10_(): this;
  /**
   * The sine of each element, in radians.
   *
   * $y = \sin x$
   *
   * @example
   * sin(tensor([0, Math.PI / 2]))
   */
  sin(): Tensor;
  /** In-place form of `sin`. */
  sin_(): this;
  /**
   * The cosine of each element, in radians.
   *
   * $y = \cos x$
   *
   * @example
   * cos(tensor([0, Math.PI]))
   */
  cos(): Tensor;
  /** In-place form of `cos`. */
  cos_(): this;
  /**
   * The tangent of each element, in radians.
   *
   * $y = \tan x$
   *
   * @example
   * tan(tensor([0, Math.PI / 4]))
   */
  tan(): Tensor;
  /** In-place form of `tan`. */
  tan_(): this;
  /**
   * The arcsine of each element; NaN outside -1 to 1.
   *
   * $y = \arcsin x$
   *
   * @example
   * asin(tensor([0, 1]))
   */
  asin(): Tensor;
  /** In-place form of `asin`. */
  asin_(): this;
  /**
   * The arcsine of each element; NaN outside -1 to 1.
   *
   * $y = \arcsin x$
   *
   * @example
   * asin(tensor([0, 1]))
   */
  arcsin(): Tensor;
  /** In-place form of `arcsin`. */
  arcsin_(): this;
  /**
   * The arccosine of each element; NaN outside -1 to 1.
   *
   * $y = \arccos x$
   *
   * @example
   * acos(tensor([0, 1]))
   */
  acos(): Tensor;
  /** In-place form of `acos`. */
  acos_(): this;
  /**
   * The arccosine of each element; NaN outside -1 to 1.
   *
   * $y = \arccos x$
   *
   * @example
   * acos(tensor([0, 1]))
   */
  arccos(): Tensor;
  /** In-place form of `arccos`. */
  arccos_(): this;
  /**
   * The arctangent of each element.
   *
   * $y = \arctan x$
   *
   * @example
   * atan(tensor([0, 1]))
   */
  atan(): Tensor;
  /** In-place form of `atan`. */
  atan_(): this;
  /**
   * The arctangent of each element.
   *
   * $y = \arctan x$
   *
   * @example
   * atan(tensor([0, 1]))
   */
  arctan(): Tensor;
  /** In-place form of `arctan`. */
  arctan_(): this;
  /**
   * The hyperbolic sine of each element.
   *
   * $y = \sinh x$
   *
   * @example
   * sinh(tensor([0, 1]))
   */
  sinh(): Tensor;
  /** In-place form of `sinh`. */
  sinh_(): this;
  /**
   * The hyperbolic cosine of each element.
   *
   * $y = \cosh x$
   *
   * @example
   * cosh(tensor([0, 1]))
   */
  cosh(): Tensor;
  /** In-place form of `cosh`. */
  cosh_(): this;
  /**
   * The inverse hyperbolic sine of each element.
   *
   * $y = \operatorname{arsinh} x$
   *
   * @example
   * asinh(tensor([0, 1]))
   */
  asinh(): Tensor;
  /** In-place form of `asinh`. */
  asinh_(): this;
  /**
   * The inverse hyperbolic sine of each element.
   *
   * $y = \operatorname{arsinh} x$
   *
   * @example
   * asinh(tensor([0, 1]))
   */
  arcsinh(): Tensor;
  /** In-place form of `arcsinh`. */
  arcsinh_(): this;
  /**
   * The inverse hyperbolic cosine of each element; NaN below 1.
   *
   * $y = \operatorname{arcosh} x$
   *
   * @example
   * acosh(tensor([1, 2]))
   */
  acosh(): Tensor;
  /** In-place form of `acosh`. */
  acosh_(): this;
  /**
   * The inverse hyperbolic cosine of each element; NaN below 1.
   *
   * $y = \operatorname{arcosh} x$
   *
   * @example
   * acosh(tensor([1, 2]))
   */
  arccosh(): Tensor;
  /** In-place form of `arccosh`. */
  arccosh_(): this;
  /**
   * The inverse hyperbolic tangent of each element; NaN outside -1 to 1.
   *
   * $y = \operatorname{artanh} x$
   *
   * @example
   * atanh(tensor([0, 0.5]))
   */
  atanh(): Tensor;
  /** In-place form of `atanh`. */
  atanh_(): this;
  /**
   * The inverse hyperbolic tangent of each element; NaN outside -1 to 1.
   *
   * $y = \operatorname{artanh} x$
   *
   * @example
   * atanh(tensor([0, 0.5]))
   */
  arctanh(): Tensor;
  /** In-place form of `arctanh`. */
  arctanh_(): this;
  /**
   * True where the element is NaN.
   *
   * @example
   * isnan(tensor([1, NaN, -Infinity]))
   */
  isnan(): Tensor;
  /**
   * True where the element is infinite.
   *
   * @example
   * isinf(tensor([1, NaN, -Infinity]))
   */
  isinf(): Tensor;
  /**
   * True where the element is neither infinite nor NaN.
   *
   * @example
   * isfinite(tensor([1, NaN, -Infinity]))
   */
  isfinite(): Tensor;
  /**
   * True where the element is positive infinity.
   *
   * @example
   * isposinf(tensor([1, NaN, -Infinity]))
   */
  isposinf(): Tensor;
  /**
   * True where the element is negative infinity.
   *
   * @example
   * isneginf(tensor([1, NaN, -Infinity]))
   */
  isneginf(): Tensor;
  /**
   * True where the element is negative, -0 included.
   *
   * @example
   * signbit(tensor([1, NaN, -Infinity]))
   */
  signbit(): Tensor;
  /**
   * True where |input - other| <= atol + rtol |other|; equal infinities are close, NaN only with `equalNan`.
   *
   * Defaults: `rtol = 1e-5`, `atol = 1e-8`, `equalNan = false`.
   *
   * @example
   * isclose(tensor([1, 2]), tensor([1.000001, 3]))
   */
  isclose(other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): Tensor;
  isclose(other: Tensor, rtol?: number | null, options?: { atol?: number; equalNan?: boolean }): Tensor;
  isclose(other: Tensor, rtol?: number | null, atol?: number | null, equalNan?: boolean | null): Tensor;
  /**
   * Whether all elements of two tensors are close (see isclose).
   *
   * Defaults: `rtol = 1e-5`, `atol = 1e-8`, `equalNan = false`.
   *
   * @example
   * allclose(tensor([1, 2]), tensor([1, 2]))
   */
  allclose(other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): boolean;
  allclose(other: Tensor, rtol?: number | null, options?: { atol?: number; equalNan?: boolean }): boolean;
  allclose(other: Tensor, rtol?: number | null, atol?: number | null, equalNan?: boolean | null): boolean;
  /**
   * Whether two tensors have the same shape and the same elements (NaN differs from itself).
   *
   * @example
   * equal(tensor([1, 2]), tensor([1, 2]))
   */
  equal(other: Tensor): boolean;
  equal(options: { other: Tensor }): boolean;
  /**
   * Bits set in both; of booleans: both true.
   *
   * $y = a \mathbin{\&} b$
   *
   * @example
   * bitwiseAnd(tensor([5, 3], { dtype: 'int32' }), 6)
   */
  bitwiseAnd(other: Tensor | number): Tensor;
  bitwiseAnd(options: { other: Tensor | number }): Tensor;
  /** In-place form of `bitwiseAnd`. */
  bitwiseAnd_(other: Tensor | number): this;
  bitwiseAnd_(options: { other: Tensor | number }): this;
  /**
   * Bits set in either; of booleans: either true.
   *
   * $y = a \mathbin{|} b$
   *
   * @example
   * bitwiseOr(tensor([5, 3], { dtype: 'int32' }), 6)
   */
  bitwiseOr(other: Tensor | number): Tensor;
  bitwiseOr(options: { other: Tensor | number }): Tensor;
  /** In-place form of `bitwiseOr`. */
  bitwiseOr_(other: Tensor | number): this;
  bitwiseOr_(options: { other: Tensor | number }): this;
  /**
   * Bits set in exactly one; of booleans: exactly one true.
   *
   * $y = a \mathbin{\oplus} b$
   *
   * @example
   * bitwiseXor(tensor([5, 3], { dtype: 'int32' }), 6)
   */
  bitwiseXor(other: Tensor | number): Tensor;
  bitwiseXor(options: { other: Tensor | number }): Tensor;
  /** In-place form of `bitwiseXor`. */
  bitwiseXor_(other: Tensor | number): this;
  bitwiseXor_(options: { other: Tensor | number }): this;
  /**
   * The first operand shifted left by so many bits.
   *
   * $y = a \mathbin{\ll} b$
   *
   * @example
   * bitwiseLeftShift(tensor([5, 3], { dtype: 'int32' }), 6)
   */
  bitwiseLeftShift(other: Tensor | number): Tensor;
  bitwiseLeftShift(options: { other: Tensor | number }): Tensor;
  /** In-place form of `bitwiseLeftShift`. */
  bitwiseLeftShift_(other: Tensor | number): this;
  bitwiseLeftShift_(options: { other: Tensor | number }): this;
  /**
   * The first operand shifted right by so many bits, with its sign.
   *
   * $y = a \mathbin{\gg} b$
   *
   * @example
   * bitwiseRightShift(tensor([5, 3], { dtype: 'int32' }), 6)
   */
  bitwiseRightShift(other: Tensor | number): Tensor;
  bitwiseRightShift(options: { other: Tensor | number }): Tensor;
  /** In-place form of `bitwiseRightShift`. */
  bitwiseRightShift_(other: Tensor | number): this;
  bitwiseRightShift_(options: { other: Tensor | number }): this;
  /**
   * Every bit flipped; of booleans: not.
   *
   * @example
   * bitwiseNot(tensor([0, 1], { dtype: 'int32' }))
   */
  bitwiseNot(): Tensor;
  /** In-place form of `bitwiseNot`. */
  bitwiseNot_(): this;
  /**
   * The elements brought into bounds given as tensors, as a method.
   *
   * $y = \min(\max(x, l), h)$
   */
  clampBetween(bounds: Tensor[], options: { min: boolean; max: boolean }): Tensor;
  clampBetween(options: { bounds: Tensor[]; min: boolean; max: boolean }): Tensor;
  /**
   * The elements brought into [min, max]; either bound may be left out. At a bound the gradient passes, outside it is 0.
   *
   * @example
   * clamp(tensor([-2, 0.5, 3]), -1, 1)
   */
  clamp(options?: { min?: Tensor | number | null; max?: Tensor | number | null }): Tensor;
  clamp(min?: Tensor | number | null, options?: { max?: Tensor | number | null }): Tensor;
  clamp(min?: Tensor | number | null, max?: Tensor | number | null): Tensor;
  /** In-place form of `clamp`. */
  clamp_(options?: { min?: Tensor | number | null; max?: Tensor | number | null }): this;
  clamp_(min?: Tensor | number | null, options?: { max?: Tensor | number | null }): this;
  clamp_(min?: Tensor | number | null, max?: Tensor | number | null): this;
  /**
   * The elements brought into [min, max]; either bound may be left out. At a bound the gradient passes, outside it is 0.
   *
   * @example
   * clamp(tensor([-2, 0.5, 3]), -1, 1)
   */
  clip(options?: { min?: Tensor | number | null; max?: Tensor | number | null }): Tensor;
  clip(min?: Tensor | number | null, options?: { max?: Tensor | number | null }): Tensor;
  clip(min?: Tensor | number | null, max?: Tensor | number | null): Tensor;
  /** In-place form of `clip`. */
  clip_(options?: { min?: Tensor | number | null; max?: Tensor | number | null }): this;
  clip_(min?: Tensor | number | null, options?: { max?: Tensor | number | null }): this;
  clip_(min?: Tensor | number | null, max?: Tensor | number | null): this;
  /**
   * The elements brought up to at least the bound.
   *
   * @example
   * clampMin(tensor([-1, 2]), 0.5)
   */
  clampMin(min: Tensor | number): Tensor;
  clampMin(options: { min: Tensor | number }): Tensor;
  /** In-place form of `clampMin`. */
  clampMin_(min: Tensor | number): this;
  clampMin_(options: { min: Tensor | number }): this;
  /**
   * The elements brought down to at most the bound.
   *
   * @example
   * clampMax(tensor([-1, 2]), 0.5)
   */
  clampMax(max: Tensor | number): Tensor;
  clampMax(options: { max: Tensor | number }): Tensor;
  /** In-place form of `clampMax`. */
  clampMax_(max: Tensor | number): this;
  clampMax_(options: { max: Tensor | number }): this;
  /**
   * The number of elements.
   *
   * @example
   * numel(zeros([2, 3]))
   */
  numel(): number;
  /**
   * Whether a tensor holds floating-point numbers.
   */
  isFloatingPoint(): boolean;
  /**
   * Whether the only element of a tensor is not 0.
   */
  isNonzero(): boolean;
  /**
   * The largest whole number that is not above each element. Its derivative is 0 everywhere.
   *
   * $y = \lfloor x \rfloor$
   *
   * @example
   * floor(tensor([1.7, -1.2]))
   */
  floor(): Tensor;
  /** In-place form of `floor`. */
  floor_(): this;
  /**
   * The smallest whole number that is not below each element. Its derivative is 0 everywhere.
   *
   * $y = \lceil x \rceil$
   *
   * @example
   * ceil(tensor([1.2, -1.7]))
   */
  ceil(): Tensor;
  /** In-place form of `ceil`. */
  ceil_(): this;
  /**
   * Each element without its fraction, rounded towards zero. Its derivative is 0 everywhere.
   *
   * $y = \mathrm{trunc}\,x$
   *
   * @example
   * trunc(tensor([1.7, -1.7]))
   */
  trunc(): Tensor;
  /** In-place form of `trunc`. */
  trunc_(): this;
  /**
   * Each element without its fraction, rounded towards zero. Its derivative is 0 everywhere.
   *
   * $y = \mathrm{trunc}\,x$
   *
   * @example
   * trunc(tensor([1.7, -1.7]))
   */
  fix(): Tensor;
  /** In-place form of `fix`. */
  fix_(): this;
  /**
   * The fraction of each element, with its sign.
   *
   * $y = x - \mathrm{trunc}\,x$
   *
   * @example
   * frac(tensor([1.75, -1.75]))
   */
  frac(): Tensor;
  /** In-place form of `frac`. */
  frac_(): this;
  /**
   * Degrees to radians.
   *
   * $y = \tfrac{\pi}{180} x$
   *
   * @example
   * deg2rad(tensor([90, 180]))
   */
  deg2rad(): Tensor;
  /** In-place form of `deg2rad`. */
  deg2rad_(): this;
  /**
   * Radians to degrees.
   *
   * $y = \tfrac{180}{\pi} x$
   *
   * @example
   * rad2deg(tensor([Math.PI]))
   */
  rad2deg(): Tensor;
  /** In-place form of `rad2deg`. */
  rad2deg_(): this;
  /**
   * The nearest number of so many decimals; halves go to the even neighbour. Negative `decimals` round to tens, hundreds, ... The derivative is 0.
   *
   * $y = \mathrm{round}\,x$
   *
   * Defaults: `decimals = 0`.
   *
   * @example
   * round(tensor([0.5, 1.5, -2.6]))
   */
  round(options?: { decimals?: number }): Tensor;
  /** In-place form of `round`. */
  round_(options?: { decimals?: number }): this;
  /**
   * The tensor itself, as unary plus.
   *
   * $y = x$
   */
  positive(): Tensor;
  /**
   * NaN replaced by `nan` (0) and infinities by `posinf` and `neginf` (the largest and the smallest number of the dtype). No gradient flows through what was replaced.
   *
   * $y = \text{finite}(x) \; ? \; x : \text{the number for it}$
   *
   * @example
   * nanToNum(tensor([NaN, Infinity, 1]), 0, 9)
   */
  nanToNum(options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): Tensor;
  nanToNum(nan?: number | null, options?: { posinf?: number | null; neginf?: number | null }): Tensor;
  nanToNum(nan?: number | null, posinf?: number | null, neginf?: number | null): Tensor;
  /** In-place form of `nanToNum`. */
  nanToNum_(options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): this;
  nanToNum_(nan?: number | null, options?: { posinf?: number | null; neginf?: number | null }): this;
  nanToNum_(nan?: number | null, posinf?: number | null, neginf?: number | null): this;
  /**
   * One less the error function of each element, without cancellation for large elements.
   *
   * $y = 1 - \mathrm{erf}\,x$
   *
   * @example
   * erfc(tensor([0, 3]))
   */
  erfc(): Tensor;
  /** In-place form of `erfc`. */
  erfc_(): this;
  /**
   * The inverse of the error function; infinite at -1 and 1, NaN outside.
   *
   * $y = \mathrm{erf}^{-1} x$
   *
   * @example
   * erfinv(tensor([0, 0.5]))
   */
  erfinv(): Tensor;
  /** In-place form of `erfinv`. */
  erfinv_(): this;
  /**
   * The logarithm of the absolute value of the gamma function.
   *
   * $y = \ln |\Gamma(x)|$
   *
   * @example
   * lgamma(tensor([1, 5]))
   */
  lgamma(): Tensor;
  /** In-place form of `lgamma`. */
  lgamma_(): this;
  /**
   * The gamma function's logarithmic derivative.
   *
   * $y = \psi(x) = \Gamma'(x) / \Gamma(x)$
   *
   * @example
   * digamma(tensor([1]))
   */
  digamma(): Tensor;
  /** In-place form of `digamma`. */
  digamma_(): this;
  /**
   * The n-th derivative of digamma. The function takes `n` first, the method alone.
   *
   * $y = \psi^{(n)}(x)$
   *
   * @example
   * polygamma(1, tensor([1]))
   */
  polygamma(n: number): Tensor;
  polygamma(options: { n: number }): Tensor;
  /**
   * The inverse of sigmoid: the logarithm of the odds. With `eps` the input is first brought into [eps, 1 - eps]; without, it is NaN outside 0 to 1.
   *
   * $y = \ln\frac{x}{1 - x}$
   *
   * @example
   * logit(tensor([0.5, 0.9]))
   */
  logit(options?: { eps?: number | null }): Tensor;
  logit(eps?: number | null): Tensor;
  /** In-place form of `logit`. */
  logit_(options?: { eps?: number | null }): this;
  logit_(eps?: number | null): this;
  /**
   * sin(pi x) / (pi x), and 1 at 0.
   *
   * $y = \frac{\sin \pi x}{\pi x}$
   *
   * @example
   * sinc(tensor([0, 0.5]))
   */
  sinc(): Tensor;
  /** In-place form of `sinc`. */
  sinc_(): this;
  /**
   * The angle of the point (other, input): the arctangent of input / other in the right quadrant.
   *
   * $y = \operatorname{atan2}(a, b)$
   *
   * @example
   * atan2(tensor([1, 1]), tensor([1, -1]))
   */
  atan2(other: Tensor): Tensor;
  atan2(options: { other: Tensor }): Tensor;
  /** In-place form of `atan2`. */
  atan2_(other: Tensor): this;
  atan2_(options: { other: Tensor }): this;
  /**
   * The angle of the point (other, input): the arctangent of input / other in the right quadrant.
   *
   * $y = \operatorname{atan2}(a, b)$
   *
   * @example
   * atan2(tensor([1, 1]), tensor([1, -1]))
   */
  arctan2(other: Tensor): Tensor;
  arctan2(options: { other: Tensor }): Tensor;
  /** In-place form of `arctan2`. */
  arctan2_(other: Tensor): this;
  arctan2_(options: { other: Tensor }): this;
  /**
   * The length of the hypotenuse: the square root of the sum of squares.
   *
   * $y = \sqrt{a^2 + b^2}$
   *
   * @example
   * hypot(tensor([3]), tensor([4]))
   */
  hypot(other: Tensor): Tensor;
  hypot(options: { other: Tensor }): Tensor;
  /** In-place form of `hypot`. */
  hypot_(other: Tensor): this;
  hypot_(options: { other: Tensor }): this;
  /**
   * The remainder of the division, with the sign of the dividend (C, JavaScript).
   *
   * $y = a - b \, \mathrm{trunc}\tfrac{a}{b}$
   *
   * @example
   * fmod(tensor([-7, 7]), 3)
   */
  fmod(other: Tensor | number): Tensor;
  fmod(options: { other: Tensor | number }): Tensor;
  /** In-place form of `fmod`. */
  fmod_(other: Tensor | number): this;
  fmod_(options: { other: Tensor | number }): this;
  /**
   * The remainder of the division, with the sign of the divisor (Python).
   *
   * $y = a - b \lfloor\tfrac{a}{b}\rfloor$
   *
   * @example
   * remainder(tensor([-7, 7]), 3)
   */
  remainder(other: Tensor | number): Tensor;
  remainder(options: { other: Tensor | number }): Tensor;
  /** In-place form of `remainder`. */
  remainder_(other: Tensor | number): this;
  remainder_(options: { other: Tensor | number }): this;
  /**
   * The larger of two operands; a NaN gives way to a number.
   *
   * $y = \max(a, b)$
   *
   * @example
   * fmax(tensor([1, NaN]), tensor([0, 2]))
   */
  fmax(other: Tensor): Tensor;
  fmax(options: { other: Tensor }): Tensor;
  /** In-place form of `fmax`. */
  fmax_(other: Tensor): this;
  fmax_(options: { other: Tensor }): this;
  /**
   * The smaller of two operands; a NaN gives way to a number.
   *
   * $y = \min(a, b)$
   *
   * @example
   * fmin(tensor([1, NaN]), tensor([0, 2]))
   */
  fmin(other: Tensor): Tensor;
  fmin(options: { other: Tensor }): Tensor;
  /** In-place form of `fmin`. */
  fmin_(other: Tensor): this;
  fmin_(options: { other: Tensor }): this;
  /**
   * The logarithm of the sum of the exponentials, without overflow.
   *
   * $y = \ln(e^{a} + e^{b})$
   *
   * @example
   * logaddexp(tensor([1000]), tensor([1000]))
   */
  logaddexp(other: Tensor): Tensor;
  logaddexp(options: { other: Tensor }): Tensor;
  /** In-place form of `logaddexp`. */
  logaddexp_(other: Tensor): this;
  logaddexp_(options: { other: Tensor }): this;
  /**
   * The logarithm to base 2 of the sum of the powers of 2, without overflow.
   *
   * $y = \log_2(2^{a} + 2^{b})$
   *
   * @example
   * logaddexp2(tensor([3]), tensor([3]))
   */
  logaddexp2(other: Tensor): Tensor;
  logaddexp2(options: { other: Tensor }): Tensor;
  /** In-place form of `logaddexp2`. */
  logaddexp2_(other: Tensor): this;
  logaddexp2_(options: { other: Tensor }): this;
  /**
   * The first operand times the logarithm of the second; 0 where the first is 0.
   *
   * $y = a \ln b$
   *
   * @example
   * xlogy(tensor([0, 2]), tensor([0, 3]))
   */
  xlogy(other: Tensor | number): Tensor;
  xlogy(options: { other: Tensor | number }): Tensor;
  /** In-place form of `xlogy`. */
  xlogy_(other: Tensor | number): this;
  xlogy_(options: { other: Tensor | number }): this;
  /**
   * The magnitude of the first operand with the sign of the second (also that of -0).
   *
   * $y = |a| \, \mathrm{sign}\,b$
   *
   * @example
   * copysign(tensor([1, 2]), tensor([-1, 1]))
   */
  copysign(other: Tensor | number): Tensor;
  copysign(options: { other: Tensor | number }): Tensor;
  /** In-place form of `copysign`. */
  copysign_(other: Tensor | number): this;
  copysign_(options: { other: Tensor | number }): this;
  /**
   * The step function: 0 below zero, 1 above, and `values` at zero. It has no derivative.
   *
   * $y = [x > 0] + v \, [x = 0]$
   *
   * @example
   * heaviside(tensor([-1, 0, 2]), tensor(0.5))
   */
  heaviside(values: Tensor): Tensor;
  heaviside(options: { values: Tensor }): Tensor;
  /** In-place form of `heaviside`. */
  heaviside_(values: Tensor): this;
  heaviside_(options: { values: Tensor }): this;
  /**
   * The second operand less the first (times `alpha`).
   *
   * $y = b - \alpha a$
   *
   * Defaults: `alpha = 1`.
   *
   * @example
   * rsub(tensor([1, 2]), 10)
   */
  rsub(other: Tensor | number, options?: { alpha?: number }): Tensor;
  rsub(options: { other: Tensor | number; alpha?: number }): Tensor;
  /**
   * Quotient of two operands; integers divide to float32. The same as div.
   */
  trueDivide(other: Tensor | number): Tensor;
  trueDivide(options: { other: Tensor | number }): Tensor;
  /**
   * Quotient rounded down to a whole number; integers stay integers.
   *
   * $y = \lfloor\tfrac{a}{b}\rfloor$
   *
   * @example
   * floorDivide(tensor([7, -7]), 2)
   */
  floorDivide(other: Tensor | number): Tensor;
  floorDivide(options: { other: Tensor | number }): Tensor;
  /** In-place form of `floorDivide`. */
  floorDivide_(other: Tensor | number): this;
  floorDivide_(options: { other: Tensor | number }): this;
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
  add(options: { other: Tensor | number; alpha?: number }): Tensor;
  /** In-place form of `add`. */
  add_(other: Tensor | number, options?: { alpha?: number }): this;
  add_(options: { other: Tensor | number; alpha?: number }): this;
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
  sub(options: { other: Tensor | number; alpha?: number }): Tensor;
  /** In-place form of `sub`. */
  sub_(other: Tensor | number, options?: { alpha?: number }): this;
  sub_(options: { other: Tensor | number; alpha?: number }): this;
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
  subtract(options: { other: Tensor | number; alpha?: number }): Tensor;
  /** In-place form of `subtract`. */
  subtract_(other: Tensor | number, options?: { alpha?: number }): this;
  subtract_(options: { other: Tensor | number; alpha?: number }): this;
  /**
   * Product of two operands, elementwise with broadcasting.
   *
   * $y = a \, b$
   *
   * @example
   * mul(tensor([1, 2, 3]), tensor([2, 2, 2]))
   */
  mul(other: Tensor | number): Tensor;
  mul(options: { other: Tensor | number }): Tensor;
  /** In-place form of `mul`. */
  mul_(other: Tensor | number): this;
  mul_(options: { other: Tensor | number }): this;
  /**
   * Product of two operands, elementwise with broadcasting.
   *
   * $y = a \, b$
   *
   * @example
   * mul(tensor([1, 2, 3]), tensor([2, 2, 2]))
   */
  multiply(other: Tensor | number): Tensor;
  multiply(options: { other: Tensor | number }): Tensor;
  /** In-place form of `multiply`. */
  multiply_(other: Tensor | number): this;
  multiply_(options: { other: Tensor | number }): this;
  /**
   * Quotient of two operands, elementwise with broadcasting. Integers divide to float32 unless `roundingMode` is 'floor' or 'trunc'.
   *
   * $y = \frac{a}{b}$
   *
   * @example
   * div(tensor([6, 9]), 3)
   */
  div(other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): Tensor;
  div(options: { other: Tensor | number; roundingMode?: 'trunc' | 'floor' | null }): Tensor;
  /** In-place form of `div`. */
  div_(other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): this;
  div_(options: { other: Tensor | number; roundingMode?: 'trunc' | 'floor' | null }): this;
  /**
   * Quotient of two operands, elementwise with broadcasting. Integers divide to float32 unless `roundingMode` is 'floor' or 'trunc'.
   *
   * $y = \frac{a}{b}$
   *
   * @example
   * div(tensor([6, 9]), 3)
   */
  divide(other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): Tensor;
  divide(options: { other: Tensor | number; roundingMode?: 'trunc' | 'floor' | null }): Tensor;
  /** In-place form of `divide`. */
  divide_(other: Tensor | number, options?: { roundingMode?: 'trunc' | 'floor' | null }): this;
  divide_(options: { other: Tensor | number; roundingMode?: 'trunc' | 'floor' | null }): this;
  /**
   * Power of two operands, elementwise with broadcasting.
   *
   * $y = a^{b}$
   *
   * @example
   * pow(tensor([1, 2, 3]), 2)
   */
  pow(exponent: Tensor | number): Tensor;
  pow(options: { exponent: Tensor | number }): Tensor;
  /** In-place form of `pow`. */
  pow_(exponent: Tensor | number): this;
  pow_(options: { exponent: Tensor | number }): this;
  /**
   * The input plus `value` times the product of two tensors.
   *
   * $y = x + v \, a \, b$
   *
   * Defaults: `value = 1`.
   *
   * @example
   * addcmul(tensor([1, 1]), tensor([2, 3]), tensor([4, 5]))
   */
  addcmul(tensor1: Tensor, tensor2: Tensor, options?: { value?: number }): Tensor;
  addcmul(options: { tensor1: Tensor; tensor2: Tensor; value?: number }): Tensor;
  /** In-place form of `addcmul`. */
  addcmul_(tensor1: Tensor, tensor2: Tensor, options?: { value?: number }): this;
  addcmul_(options: { tensor1: Tensor; tensor2: Tensor; value?: number }): this;
  /**
   * The input plus `value` times the quotient of two tensors.
   *
   * $y = x + v \, \frac{a}{b}$
   *
   * Defaults: `value = 1`.
   *
   * @example
   * addcdiv(tensor([1, 1]), tensor([6, 8]), tensor([2, 4]))
   */
  addcdiv(tensor1: Tensor, tensor2: Tensor, options?: { value?: number }): Tensor;
  addcdiv(options: { tensor1: Tensor; tensor2: Tensor; value?: number }): Tensor;
  /** In-place form of `addcdiv`. */
  addcdiv_(tensor1: Tensor, tensor2: Tensor, options?: { value?: number }): this;
  addcdiv_(options: { tensor1: Tensor; tensor2: Tensor; value?: number }): this;
  /**
   * Linear interpolation with a weight that may be a tensor, as a method.
   *
   * $y = a + w \, (b - a)$
   */
  lerpTensor(end: Tensor, weight: Tensor | number): Tensor;
  lerpTensor(options: { end: Tensor; weight: Tensor | number }): Tensor;
  /**
   * Linear interpolation: the input at weight 0, `end` at weight 1.
   *
   * $y = a + w \, (b - a)$
   *
   * @example
   * lerp(tensor([0, 10]), tensor([1, 20]), 0.5)
   */
  lerp(end: Tensor, weight: Tensor | number): Tensor;
  lerp(options: { end: Tensor; weight: Tensor | number }): Tensor;
  /** In-place form of `lerp`. */
  lerp_(end: Tensor, weight: Tensor | number): this;
  lerp_(options: { end: Tensor; weight: Tensor | number }): this;
  /**
   * True where the operands are equal, elementwise with broadcasting.
   *
   * @example
   * eq(tensor([1, 2, 3]), 2)
   */
  eq(other: Tensor | number): Tensor;
  eq(options: { other: Tensor | number }): Tensor;
  /** In-place form of `eq`. */
  eq_(other: Tensor | number): this;
  eq_(options: { other: Tensor | number }): this;
  /**
   * True where the operands differ, elementwise with broadcasting.
   *
   * @example
   * ne(tensor([1, 2, 3]), 2)
   */
  ne(other: Tensor | number): Tensor;
  ne(options: { other: Tensor | number }): Tensor;
  /** In-place form of `ne`. */
  ne_(other: Tensor | number): this;
  ne_(options: { other: Tensor | number }): this;
  /**
   * True where the operands differ, elementwise with broadcasting.
   *
   * @example
   * ne(tensor([1, 2, 3]), 2)
   */
  notEqual(other: Tensor | number): Tensor;
  notEqual(options: { other: Tensor | number }): Tensor;
  /** In-place form of `notEqual`. */
  notEqual_(other: Tensor | number): this;
  notEqual_(options: { other: Tensor | number }): this;
  /**
   * True where the first operand is less, elementwise with broadcasting.
   *
   * @example
   * lt(tensor([1, 2, 3]), 2)
   */
  lt(other: Tensor | number): Tensor;
  lt(options: { other: Tensor | number }): Tensor;
  /** In-place form of `lt`. */
  lt_(other: Tensor | number): this;
  lt_(options: { other: Tensor | number }): this;
  /**
   * True where the first operand is less, elementwise with broadcasting.
   *
   * @example
   * lt(tensor([1, 2, 3]), 2)
   */
  less(other: Tensor | number): Tensor;
  less(options: { other: Tensor | number }): Tensor;
  /** In-place form of `less`. */
  less_(other: Tensor | number): this;
  less_(options: { other: Tensor | number }): this;
  /**
   * True where the first operand is less or equal, elementwise with broadcasting.
   *
   * @example
   * le(tensor([1, 2, 3]), 2)
   */
  le(other: Tensor | number): Tensor;
  le(options: { other: Tensor | number }): Tensor;
  /** In-place form of `le`. */
  le_(other: Tensor | number): this;
  le_(options: { other: Tensor | number }): this;
  /**
   * True where the first operand is less or equal, elementwise with broadcasting.
   *
   * @example
   * le(tensor([1, 2, 3]), 2)
   */
  lessEqual(other: Tensor | number): Tensor;
  lessEqual(options: { other: Tensor | number }): Tensor;
  /** In-place form of `lessEqual`. */
  lessEqual_(other: Tensor | number): this;
  lessEqual_(options: { other: Tensor | number }): this;
  /**
   * True where the first operand is greater, elementwise with broadcasting.
   *
   * @example
   * gt(tensor([1, 2, 3]), 2)
   */
  gt(other: Tensor | number): Tensor;
  gt(options: { other: Tensor | number }): Tensor;
  /** In-place form of `gt`. */
  gt_(other: Tensor | number): this;
  gt_(options: { other: Tensor | number }): this;
  /**
   * True where the first operand is greater, elementwise with broadcasting.
   *
   * @example
   * gt(tensor([1, 2, 3]), 2)
   */
  greater(other: Tensor | number): Tensor;
  greater(options: { other: Tensor | number }): Tensor;
  /** In-place form of `greater`. */
  greater_(other: Tensor | number): this;
  greater_(options: { other: Tensor | number }): this;
  /**
   * True where the first operand is greater or equal, elementwise with broadcasting.
   *
   * @example
   * ge(tensor([1, 2, 3]), 2)
   */
  ge(other: Tensor | number): Tensor;
  ge(options: { other: Tensor | number }): Tensor;
  /** In-place form of `ge`. */
  ge_(other: Tensor | number): this;
  ge_(options: { other: Tensor | number }): this;
  /**
   * True where the first operand is greater or equal, elementwise with broadcasting.
   *
   * @example
   * ge(tensor([1, 2, 3]), 2)
   */
  greaterEqual(other: Tensor | number): Tensor;
  greaterEqual(options: { other: Tensor | number }): Tensor;
  /** In-place form of `greaterEqual`. */
  greaterEqual_(other: Tensor | number): this;
  greaterEqual_(options: { other: Tensor | number }): this;
  /**
   * True where both are, elementwise with broadcasting; numbers count as true unless 0.
   */
  logicalAnd(other: Tensor): Tensor;
  logicalAnd(options: { other: Tensor }): Tensor;
  /** In-place form of `logicalAnd`. */
  logicalAnd_(other: Tensor): this;
  logicalAnd_(options: { other: Tensor }): this;
  /**
   * True where either is, elementwise with broadcasting; numbers count as true unless 0.
   */
  logicalOr(other: Tensor): Tensor;
  logicalOr(options: { other: Tensor }): Tensor;
  /** In-place form of `logicalOr`. */
  logicalOr_(other: Tensor): this;
  logicalOr_(options: { other: Tensor }): this;
  /**
   * True where exactly one is, elementwise with broadcasting; numbers count as true unless 0.
   */
  logicalXor(other: Tensor): Tensor;
  logicalXor(options: { other: Tensor }): Tensor;
  /** In-place form of `logicalXor`. */
  logicalXor_(other: Tensor): this;
  logicalXor_(options: { other: Tensor }): this;
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
  whereTensor(options: { input: Tensor; other: Tensor }): Tensor;
  /**
   * Elements of `input` where `condition` holds, else of `other`, with broadcasting. Gradients go only where elements came from; a NaN in the branch not taken still makes its gradient NaN.
   *
   * @example
   * where(tensor([true, false]), tensor([1, 2]), 0)
   */
  where(input: Tensor | number, other: Tensor | number): Tensor;
  where(options: { input: Tensor | number; other: Tensor | number }): Tensor;
  where(): Tensor[];
  /**
   * The input with `value` where `mask` holds; the mask broadcasts to the input.
   *
   * @example
   * maskedFill(tensor([1, 2]), tensor([true, false]), 0)
   */
  maskedFill(mask: Tensor, value: Tensor | number): Tensor;
  maskedFill(options: { mask: Tensor; value: Tensor | number }): Tensor;
  /** In-place form of `maskedFill`. */
  maskedFill_(mask: Tensor, value: Tensor | number): this;
  maskedFill_(options: { mask: Tensor; value: Tensor | number }): this;
  /**
   * The same elements under another shape, without copying; one size may be -1. Throws where that needs a copy: use reshape.
   *
   * $y = \mathrm{view}(x)$
   *
   * @example
   * arange(6).view(2, 3)
   */
  view(size: number[]): Tensor;
  view(options: { size: number[] }): Tensor;
  view(...size: number[]): Tensor;
  view(shape: number[]): Tensor;
  view(options: { shape: number[] }): Tensor;
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
  reshape(options: { shape: number[] }): Tensor;
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
  permute(options: { dims: number[] }): Tensor;
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
  transpose(options: { dim0: number; dim1: number }): Tensor;
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
  expand(options: { size: number[] }): Tensor;
  expand(...size: number[]): Tensor;
  /**
   * The tensor broadcast to a shape, without copying.
   */
  broadcastTo(size: number[]): Tensor;
  broadcastTo(options: { size: number[] }): Tensor;
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
  unsqueeze(options: { dim: number }): Tensor;
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
  select(options: { dim: number; index: number }): Tensor;
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
  narrow(options: { dim: number; start: number; length: number }): Tensor;
  /**
   * Zeros of `shape` with the input written along `dim` at `start`, `start + step`, ...: the derivative of slicing.
   *
   * $y_{[i:j:k]} = x$
   */
  sliceBackward(options: { shape: number[]; dim: number; start: number; step: number }): Tensor;
  /**
   * Matrix product. Vectors count as a row (left) or a column (right), and leading dimensions are batches that broadcast.
   *
   * $y_{ij} = \textstyle\sum_k a_{ik} \, b_{kj}$
   *
   * @example
   * matmul(tensor([[1, 2], [3, 4]]), tensor([1, 1]))
   */
  matmul(other: Tensor): Tensor;
  matmul(options: { other: Tensor }): Tensor;
  /**
   * Product of two matrices.
   */
  mm(mat2: Tensor): Tensor;
  mm(options: { mat2: Tensor }): Tensor;
  /**
   * Products of two batches of matrices.
   */
  bmm(mat2: Tensor): Tensor;
  bmm(options: { mat2: Tensor }): Tensor;
  /**
   * Product of a matrix and a vector.
   */
  mv(vec: Tensor): Tensor;
  mv(options: { vec: Tensor }): Tensor;
  /**
   * Inner product of two vectors.
   */
  dot(tensor: Tensor): Tensor;
  dot(options: { tensor: Tensor }): Tensor;
  /**
   * The elements in reverse order along the given dimensions.
   *
   * $y_i = x_{n-1-i}$
   *
   * @example
   * flip(tensor([1, 2, 3]), [0])
   */
  flip(dims: number[]): Tensor;
  flip(options: { dims: number[] }): Tensor;
  flip(...dims: number[]): Tensor;
  /**
   * The columns (dim 1) in reverse order.
   *
   * @example
   * fliplr(tensor([[1, 2], [3, 4]]))
   */
  fliplr(): Tensor;
  /**
   * The rows (dim 0) in reverse order.
   *
   * @example
   * flipud(tensor([[1, 2], [3, 4]]))
   */
  flipud(): Tensor;
  /**
   * The tensor turned `k` times by 90 degrees in the plane of two dimensions, from the first towards the second.
   *
   * Defaults: `k = 1`, `dims = [0, 1]`.
   *
   * @example
   * rot90(tensor([[1, 2], [3, 4]]))
   */
  rot90(options?: { k?: number; dims?: number[] }): Tensor;
  rot90(k?: number | null, options?: { dims?: number[] }): Tensor;
  rot90(k?: number | null, dims?: number[] | null): Tensor;
  /**
   * The elements moved on along dimensions, those past the end coming back in front; without `dims`, of the flattened tensor.
   *
   * $y_{(i + s) \bmod n} = x_i$
   *
   * @example
   * roll(tensor([1, 2, 3]), 1)
   */
  roll(shifts: number | number[], options?: { dims?: number | number[] | null }): Tensor;
  roll(shifts: number | number[], dims?: number | number[] | null): Tensor;
  roll(options: { shifts: number | number[]; dims?: number | number[] | null }): Tensor;
  /**
   * The whole tensor repeated so many times along each dimension; more counts than dimensions add dimensions in front.
   *
   * $y = \text{copies of } x$
   *
   * @example
   * repeat(tensor([1, 2]), [2, 2])
   */
  repeat(repeats: number[]): Tensor;
  repeat(options: { repeats: number[] }): Tensor;
  repeat(...repeats: number[]): Tensor;
  /**
   * The whole tensor repeated so many times along each dimension; counts left out in front are 1.
   *
   * @example
   * tile(tensor([[1, 2]]), [2])
   */
  tile(dims: number[]): Tensor;
  tile(options: { dims: number[] }): Tensor;
  tile(...dims: number[]): Tensor;
  /**
   * Every slice along `dim` (every element, without) repeated so many times in place; `repeats` may differ by slice.
   *
   * @example
   * repeatInterleave(tensor([1, 2]), 2)
   */
  repeatInterleave(repeats: Tensor | number, options?: { dim?: number | null; outputSize?: number | null }): Tensor;
  repeatInterleave(repeats: Tensor | number, dim?: number | null, options?: { outputSize?: number | null }): Tensor;
  /**
   * Dimensions moved to new places, the others keeping their order.
   *
   * @example
   * zeros([2, 3, 4]).movedim(0, 2).shape
   */
  movedim(source: number | number[], destination: number | number[]): Tensor;
  movedim(options: { source: number | number[]; destination: number | number[] }): Tensor;
  /**
   * Dimensions moved to new places, the others keeping their order.
   *
   * @example
   * zeros([2, 3, 4]).movedim(0, 2).shape
   */
  moveaxis(source: number | number[], destination: number | number[]): Tensor;
  moveaxis(options: { source: number | number[]; destination: number | number[] }): Tensor;
  /**
   * Two dimensions exchanged, as transpose.
   */
  swapaxes(axis0: number, axis1: number): Tensor;
  swapaxes(options: { axis0: number; axis1: number }): Tensor;
  /**
   * Two dimensions exchanged, as transpose.
   */
  swapdims(dim0: number, dim1: number): Tensor;
  swapdims(options: { dim0: number; dim1: number }): Tensor;
  /**
   * All elements in one dimension.
   *
   * @example
   * ravel(tensor([[1, 2], [3, 4]]))
   */
  ravel(): Tensor;
  /**
   * The tensor expanded to the shape of another.
   */
  expandAs(other: Tensor): Tensor;
  expandAs(options: { other: Tensor }): Tensor;
  /**
   * The same elements under the shape of another tensor.
   */
  viewAs(other: Tensor): Tensor;
  viewAs(options: { other: Tensor }): Tensor;
  /**
   * The same elements under the shape of another tensor.
   */
  reshapeAs(other: Tensor): Tensor;
  reshapeAs(options: { other: Tensor }): Tensor;
  /**
   * All windows of `size` along a dimension, `step` apart, as a new last dimension: a view.
   *
   * $y_{i, k} = x_{i s + k}$
   */
  windows(dimension: number, size: number, step: number): Tensor;
  windows(options: { dimension: number; size: number; step: number }): Tensor;
  /**
   * With `dimension`, all windows of `size` along it, `step` apart, as a new last dimension (a view). With `kernelSize`, the sliding windows of images [N, C, H, W] as columns [N, C kh kw, windows] (im2col).
   *
   * Defaults: `dilation = 1`, `padding = 0`, `stride = 1`.
   *
   * @example
   * arange(5).unfold(0, 3, 1)
   */
  unfold(dimension: number, size: number, step: number): Tensor;
  unfold(options: { dimension: number; size: number; step: number }): Tensor;
  unfold(kernelSize: number | number[], options?: { dilation?: number | number[]; padding?: number | number[]; stride?: number | number[] }): Tensor;
  unfold(kernelSize: number | number[], dilation?: number | number[] | null, options?: { padding?: number | number[]; stride?: number | number[] }): Tensor;
  unfold(kernelSize: number | number[], dilation?: number | number[] | null, padding?: number | number[] | null, stride?: number | number[] | null): Tensor;
  unfold(options: { kernelSize: number | number[]; dilation?: number | number[]; padding?: number | number[]; stride?: number | number[] }): Tensor;
  /**
   * Pieces of one size along `dim` (the last may be smaller), or of the sizes given. The pieces are views.
   *
   * Defaults: `dim = 0`.
   *
   * @example
   * split(arange(5), 2)
   */
  split(splitSizeOrSections: number | number[], options?: { dim?: number }): Tensor[];
  split(splitSizeOrSections: number | number[], dim?: number | null): Tensor[];
  split(options: { splitSizeOrSections: number | number[]; dim?: number }): Tensor[];
  /**
   * At most `chunks` pieces of equal size along `dim`; the last may be smaller. The pieces are views.
   *
   * Defaults: `dim = 0`.
   *
   * @example
   * chunk(arange(5), 2)
   */
  chunk(chunks: number, options?: { dim?: number }): Tensor[];
  chunk(chunks: number, dim?: number | null): Tensor[];
  chunk(options: { chunks: number; dim?: number }): Tensor[];
  /**
   * So many pieces along `dim`, as equal as can be, or pieces cut before the given indices. The pieces are views.
   *
   * Defaults: `dim = 0`.
   *
   * @example
   * tensorSplit(arange(5), 2)
   */
  tensorSplit(sections: number, options?: { dim?: number }): Tensor[];
  tensorSplit(sections: number, dim?: number | null): Tensor[];
  tensorSplit(options: { sections: number; dim?: number }): Tensor[];
  tensorSplit(indices: number[], options?: { dim?: number }): Tensor[];
  tensorSplit(indices: number[], dim?: number | null): Tensor[];
  tensorSplit(options: { indices: number[]; dim?: number }): Tensor[];
  tensorSplit(indicesOrSections: Tensor, options?: { dim?: number }): Tensor[];
  tensorSplit(indicesOrSections: Tensor, dim?: number | null): Tensor[];
  /**
   * Pieces along the columns (dim 1, or dim 0 of a vector): so many equal ones, or cut before the given indices.
   */
  hsplit(indicesOrSections: number | number[]): Tensor[];
  hsplit(options: { indicesOrSections: number | number[] }): Tensor[];
  /**
   * Pieces along dim 0: so many equal ones, or cut before the given indices.
   */
  vsplit(indicesOrSections: number | number[]): Tensor[];
  vsplit(options: { indicesOrSections: number | number[] }): Tensor[];
  /**
   * Pieces along dim 2: so many equal ones, or cut before the given indices.
   */
  dsplit(indicesOrSections: number | number[]): Tensor[];
  dsplit(options: { indicesOrSections: number | number[] }): Tensor[];
  /**
   * All slices along `dim`, without that dimension. The slices are views.
   *
   * Defaults: `dim = 0`.
   *
   * @example
   * unbind(tensor([[1, 2], [3, 4]]))
   */
  unbind(options?: { dim?: number }): Tensor[];
  unbind(dim?: number | null): Tensor[];
  /**
   * One dimension unfolded into several; one of their sizes may be -1.
   *
   * @example
   * unflatten(arange(6), 0, [2, 3])
   */
  unflatten(dim: number, sizes: number[]): Tensor;
  unflatten(options: { dim: number; sizes: number[] }): Tensor;
  /**
   * The lower triangle of a matrix, or of every matrix of a batch, with zeros elsewhere; `diagonal` moves its edge up.
   *
   * $y_{ij} = x_{ij} \, [j \le i + d]$
   *
   * Defaults: `diagonal = 0`.
   *
   * @example
   * tril(ones([3, 3]))
   */
  tril(options?: { diagonal?: number }): Tensor;
  tril(diagonal?: number | null): Tensor;
  /** In-place form of `tril`. */
  tril_(options?: { diagonal?: number }): this;
  tril_(diagonal?: number | null): this;
  /**
   * The upper triangle of a matrix, or of every matrix of a batch, with zeros elsewhere; `diagonal` moves its edge up.
   *
   * $y_{ij} = x_{ij} \, [j \ge i + d]$
   *
   * Defaults: `diagonal = 0`.
   *
   * @example
   * triu(ones([3, 3]))
   */
  triu(options?: { diagonal?: number }): Tensor;
  triu(diagonal?: number | null): Tensor;
  /** In-place form of `triu`. */
  triu_(options?: { diagonal?: number }): this;
  triu_(diagonal?: number | null): this;
  /**
   * The diagonal of the planes of two dimensions, as a new last dimension: a view. `offset` moves it up.
   *
   * $y_i = x_{i,\, i + o}$
   *
   * Defaults: `offset = 0`, `dim1 = 0`, `dim2 = 1`.
   *
   * @example
   * diagonal(tensor([[1, 2], [3, 4]]))
   */
  diagonal(options?: { offset?: number; dim1?: number; dim2?: number }): Tensor;
  diagonal(offset?: number | null, options?: { dim1?: number; dim2?: number }): Tensor;
  diagonal(offset?: number | null, dim1?: number | null, dim2?: number | null): Tensor;
  /**
   * The last dimension written on the diagonal of a new plane of zeros.
   *
   * $y_{i,\, i + o} = x_i$
   *
   * Defaults: `offset = 0`, `dim1 = -2`, `dim2 = -1`.
   *
   * @example
   * diagEmbed(tensor([1, 2]))
   */
  diagEmbed(options?: { offset?: number; dim1?: number; dim2?: number }): Tensor;
  diagEmbed(offset?: number | null, options?: { dim1?: number; dim2?: number }): Tensor;
  diagEmbed(offset?: number | null, dim1?: number | null, dim2?: number | null): Tensor;
  /**
   * The matrix with a vector on its diagonal, or the diagonal of a matrix.
   *
   * Defaults: `diagonal = 0`.
   *
   * @example
   * diag(tensor([1, 2]))
   */
  diag(options?: { diagonal?: number }): Tensor;
  diag(diagonal?: number | null): Tensor;
  /**
   * The matrix with all elements of the input on its diagonal.
   *
   * Defaults: `offset = 0`.
   *
   * @example
   * diagflat(tensor([[1, 2], [3, 4]]))
   */
  diagflat(options?: { offset?: number }): Tensor;
  diagflat(offset?: number | null): Tensor;
  /**
   * The sum of the diagonal of a matrix.
   *
   * $y = \textstyle\sum_i x_{ii}$
   *
   * @example
   * trace(tensor([[1, 2], [3, 4]]))
   */
  trace(): Tensor;
  /**
   * Constants before and after every dimension, as a method: the common part of padding and its derivative.
   *
   * $y = [v, x, v]$
   */
  constantPad(before: number[], after: number[], value: number): Tensor;
  constantPad(options: { before: number[]; after: number[]; value: number }): Tensor;
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
  maxAlong(options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
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
  max(options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
  max(other: Tensor): Tensor;
  max(options: { other: Tensor }): Tensor;
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
  maximum(options: { other: Tensor | number }): Tensor;
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
  minAlong(options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
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
  min(options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
  min(other: Tensor): Tensor;
  min(options: { other: Tensor }): Tensor;
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
  minimum(options: { other: Tensor | number }): Tensor;
  /**
   * The input after `head`, joined along the last dimension.
   */
  concatAfter(head: Tensor): Tensor;
  concatAfter(options: { head: Tensor }): Tensor;
  /**
   * Product along a dimension, or of all elements. Integers and booleans give int32.
   *
   * $y = \textstyle\prod_i x_i$
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * prod(tensor([[1, 2], [3, 4]]), 1)
   */
  prod(options?: { dim?: number | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  prod(dim?: number | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  prod(dim?: number | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
  /**
   * Variance over some dimensions, or over all: the squared distances from the mean over their number less `correction` (1).
   *
   * $y = \tfrac{1}{n - c} \textstyle\sum_i (x_i - \mu)^2$
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * tensor([1, 2, 3, 4]).var()
   */
  var(options?: { dim?: number | number[] | null; unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): Tensor;
  var(dim?: number | number[] | null, options?: { unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): Tensor;
  var(dim?: number | number[] | null, unbiased?: boolean | null, keepdim?: boolean | null, options?: { correction?: number | null }): Tensor;
  var(unbiased: boolean): Tensor;
  var(options: { unbiased: boolean }): Tensor;
  /**
   * Standard deviation over some dimensions, or over all: the square root of the variance. Its derivative at 0 is 0.
   *
   * $y = \sqrt{\tfrac{1}{n - c} \textstyle\sum_i (x_i - \mu)^2}$
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * std(tensor([1, 2, 3, 4]))
   */
  std(options?: { dim?: number | number[] | null; unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): Tensor;
  std(dim?: number | number[] | null, options?: { unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): Tensor;
  std(dim?: number | number[] | null, unbiased?: boolean | null, keepdim?: boolean | null, options?: { correction?: number | null }): Tensor;
  std(unbiased: boolean): Tensor;
  std(options: { unbiased: boolean }): Tensor;
  /**
   * The logarithm of the sum of the exponentials over some dimensions, without overflow.
   *
   * $y = \ln \textstyle\sum_i e^{x_i}$
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * logsumexp(tensor([1000, 1000]), 0)
   */
  logsumexp(dim: number | number[], options?: { keepdim?: boolean }): Tensor;
  logsumexp(dim: number | number[], keepdim?: boolean | null): Tensor;
  logsumexp(options: { dim: number | number[]; keepdim?: boolean }): Tensor;
  /**
   * The p-norm over dimensions, as a method: the common kernel of norm, normalize and distances.
   *
   * $y = \left(\textstyle\sum_i |x_i|^p\right)^{1/p}$
   *
   * Defaults: `keepdim = false`.
   */
  vectorNormOver(p: number, options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  vectorNormOver(p: number, dim?: number | number[] | null, options?: { keepdim?: boolean }): Tensor;
  vectorNormOver(p: number, dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
  vectorNormOver(options: { p: number; dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  /**
   * The p-norm over some dimensions, or over all. 'fro' is p = 2; Infinity and -Infinity are the largest and the smallest absolute value, 0 counts what is not 0.
   *
   * $y = \left(\textstyle\sum_i |x_i|^p\right)^{1/p}$
   *
   * Defaults: `p = 'fro'`, `keepdim = false`.
   *
   * @example
   * norm(tensor([3, 4]))
   */
  norm(options?: { p?: number | 'fro'; dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  norm(p?: number | 'fro' | null, options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  norm(p?: number | 'fro' | null, dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
  /**
   * Whether every element is true, over some dimensions or over all. Numbers count as true unless 0.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * all(tensor([[true, false], [true, true]]), 1)
   */
  all(options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  all(dim?: number | number[] | null, options?: { keepdim?: boolean }): Tensor;
  all(dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
  /**
   * Whether some element is true, over some dimensions or over all. Numbers count as true unless 0.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * any(tensor([[true, false], [true, true]]), 1)
   */
  any(options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  any(dim?: number | number[] | null, options?: { keepdim?: boolean }): Tensor;
  any(dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
  /**
   * How many elements are not 0, over some dimensions or over all.
   *
   * @example
   * countNonzero(tensor([0, 1, 2]))
   */
  countNonzero(options?: { dim?: number | number[] | null }): Tensor;
  countNonzero(dim?: number | number[] | null): Tensor;
  /**
   * The smallest and the largest element, along a dimension or of all.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * aminmax(tensor([3, 1, 2]))
   */
  aminmax(options?: { dim?: number | null; keepdim?: boolean }): [Tensor, Tensor];
  /**
   * Sum over some dimensions, or over all, with NaN counted as 0.
   *
   * $y = \textstyle\sum_{x_i \ne \text{NaN}} x_i$
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * nansum(tensor([1, NaN, 2]))
   */
  nansum(options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  nansum(dim?: number | number[] | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  nansum(dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
  /**
   * Mean of the elements that are not NaN, over some dimensions or over all.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * nanmean(tensor([1, NaN, 3]))
   */
  nanmean(options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  nanmean(dim?: number | number[] | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  nanmean(dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
  /**
   * Covariances of the rows (variables) over the columns (observations), which may be repeated (`fweights`) or weighted (`aweights`).
   *
   * $y_{ij} = \tfrac{1}{n - c} \textstyle\sum_k (x_{ik} - \mu_i)(x_{jk} - \mu_j)$
   *
   * Defaults: `correction = 1`.
   *
   * @example
   * cov(tensor([[0, 1, 2], [2, 1, 0]]))
   */
  cov(options?: { correction?: number; fweights?: Tensor | null; aweights?: Tensor | null }): Tensor;
  /**
   * Pearson's correlation coefficients of the rows (variables) over the columns (observations).
   *
   * $y_{ij} = \frac{C_{ij}}{\sqrt{C_{ii} C_{jj}}}$
   *
   * @example
   * corrcoef(tensor([[0, 1, 2], [2, 1, 0]]))
   */
  corrcoef(): Tensor;
  /**
   * How many elements fall into each of `bins` equal intervals from `min` to `max` (both 0: the range of the data). Elements outside are not counted.
   *
   * Defaults: `bins = 100`, `min = 0`, `max = 0`.
   *
   * @example
   * histc(tensor([1, 2, 2, 3]), 3, 1, 3)
   */
  histc(options?: { bins?: number; min?: number; max?: number }): Tensor;
  histc(bins?: number | null, options?: { min?: number; max?: number }): Tensor;
  histc(bins?: number | null, min?: number | null, max?: number | null): Tensor;
  /**
   * How often each of 0, 1, 2, ... occurs in a 1-d tensor of whole numbers, or the sum of its weights.
   *
   * Defaults: `minlength = 0`.
   *
   * @example
   * bincount(tensor([0, 2, 2], { dtype: 'int32' }))
   */
  bincount(options?: { weights?: Tensor | null; minlength?: number }): Tensor;
  bincount(weights?: Tensor | null, options?: { minlength?: number }): Tensor;
  bincount(weights?: Tensor | null, minlength?: number | null): Tensor;
  /**
   * Running sums along `dim`. float32 is accumulated in float64; integers and booleans give int32.
   *
   * $y_i = \textstyle\sum_{j \le i} x_j$
   *
   * @example
   * cumsum(tensor([1, 2, 3]), 0)
   */
  cumsum(dim: number, options?: { dtype?: DTypeName | null }): Tensor;
  cumsum(options: { dim: number; dtype?: DTypeName | null }): Tensor;
  /** In-place form of `cumsum`. */
  cumsum_(dim: number, options?: { dtype?: DTypeName | null }): this;
  cumsum_(options: { dim: number; dtype?: DTypeName | null }): this;
  /**
   * Running products along `dim`. Integers and booleans give int32.
   *
   * $y_i = \textstyle\prod_{j \le i} x_j$
   *
   * @example
   * cumprod(tensor([1, 2, 3]), 0)
   */
  cumprod(dim: number, options?: { dtype?: DTypeName | null }): Tensor;
  cumprod(options: { dim: number; dtype?: DTypeName | null }): Tensor;
  /** In-place form of `cumprod`. */
  cumprod_(dim: number, options?: { dtype?: DTypeName | null }): this;
  cumprod_(options: { dim: number; dtype?: DTypeName | null }): this;
  /**
   * The logarithm of the running sums of exponentials along `dim`, without overflow.
   *
   * $y_i = \ln \textstyle\sum_{j \le i} e^{x_j}$
   *
   * @example
   * logcumsumexp(tensor([1, 2, 3]), 0)
   */
  logcumsumexp(dim: number): Tensor;
  logcumsumexp(options: { dim: number }): Tensor;
  /**
   * The largest element so far along `dim`, and its index (the last one on ties).
   *
   * $y_i = \max_{j \le i} x_j$
   *
   * @example
   * cummax(tensor([1, 3, 2]), 0)
   */
  cummax(dim: number): [Tensor, Tensor];
  cummax(options: { dim: number }): [Tensor, Tensor];
  /**
   * The smallest element so far along `dim`, and its index (the last one on ties).
   *
   * $y_i = \min_{j \le i} x_j$
   *
   * @example
   * cummin(tensor([1, 3, 2]), 0)
   */
  cummin(dim: number): [Tensor, Tensor];
  cummin(options: { dim: number }): [Tensor, Tensor];
  /**
   * Differences of neighbours along `dim`, taken `n` times.
   *
   * $y_i = x_{i+1} - x_i$
   *
   * Defaults: `n = 1`, `dim = -1`.
   *
   * @example
   * diff(tensor([1, 4, 9]))
   */
  diff(options?: { n?: number; dim?: number; prepend?: Tensor | null; append?: Tensor | null }): Tensor;
  diff(n?: number | null, options?: { dim?: number; prepend?: Tensor | null; append?: Tensor | null }): Tensor;
  diff(n?: number | null, dim?: number | null, prepend?: Tensor | null, append?: Tensor | null): Tensor;
  /**
   * The elements along `dim` in order, and the indices that they came from. Equal elements keep their order; NaN counts as largest.
   *
   * $y_i = x_{\pi(i)},\; y_1 \le y_2 \le \dots$
   *
   * Defaults: `dim = -1`, `descending = false`, `stable = true`.
   *
   * @example
   * sort(tensor([3, 1, 2]))
   */
  sort(options?: { dim?: number; descending?: boolean; stable?: boolean }): [Tensor, Tensor];
  sort(dim?: number | null, options?: { descending?: boolean; stable?: boolean }): [Tensor, Tensor];
  sort(dim?: number | null, descending?: boolean | null, stable?: boolean | null): [Tensor, Tensor];
  /**
   * The indices that sort the elements along `dim`; equal elements keep their order.
   *
   * Defaults: `dim = -1`, `descending = false`, `stable = true`.
   *
   * @example
   * argsort(tensor([3, 1, 2]))
   */
  argsort(options?: { dim?: number; descending?: boolean; stable?: boolean }): Tensor;
  argsort(dim?: number | null, options?: { descending?: boolean; stable?: boolean }): Tensor;
  argsort(dim?: number | null, descending?: boolean | null, stable?: boolean | null): Tensor;
  /**
   * The elements in order along the first dimension.
   *
   * @example
   * msort(tensor([3, 1, 2]))
   */
  msort(): Tensor;
  /**
   * The `k` largest (or smallest) elements along `dim`, in order, and their indices. NaN counts as largest.
   *
   * $y_i = x_{\pi(i)},\; i \le k$
   *
   * Defaults: `dim = -1`, `largest = true`, `sorted = true`.
   *
   * @example
   * topk(tensor([3, 1, 2]), 2)
   */
  topk(k: number, options?: { dim?: number; largest?: boolean; sorted?: boolean }): [Tensor, Tensor];
  topk(k: number, dim?: number | null, options?: { largest?: boolean; sorted?: boolean }): [Tensor, Tensor];
  topk(k: number, dim?: number | null, largest?: boolean | null, sorted?: boolean | null): [Tensor, Tensor];
  topk(options: { k: number; dim?: number; largest?: boolean; sorted?: boolean }): [Tensor, Tensor];
  /**
   * The `k`-th smallest element along `dim` (1 is the smallest), and its index.
   *
   * $y = x_k$
   *
   * Defaults: `dim = -1`, `keepdim = false`.
   */
  kthvalue(k: number, options?: { dim?: number; keepdim?: boolean }): [Tensor, Tensor];
  kthvalue(k: number, dim?: number | null, options?: { keepdim?: boolean }): [Tensor, Tensor];
  kthvalue(k: number, dim?: number | null, keepdim?: boolean | null): [Tensor, Tensor];
  kthvalue(options: { k: number; dim?: number; keepdim?: boolean }): [Tensor, Tensor];
  /**
   * The median along `dim` and its index, as a method.
   *
   * $y = x_k$
   *
   * Defaults: `dim = -1`, `keepdim = false`.
   */
  medianAlong(options?: { dim?: number; keepdim?: boolean }): [Tensor, Tensor];
  medianAlong(dim?: number | null, options?: { keepdim?: boolean }): [Tensor, Tensor];
  medianAlong(dim?: number | null, keepdim?: boolean | null): [Tensor, Tensor];
  /**
   * The median of what is not NaN along `dim` and its index, as a method.
   *
   * $y = x_k$
   *
   * Defaults: `dim = -1`, `keepdim = false`.
   */
  nanmedianAlong(options?: { dim?: number; keepdim?: boolean }): [Tensor, Tensor];
  nanmedianAlong(dim?: number | null, options?: { keepdim?: boolean }): [Tensor, Tensor];
  nanmedianAlong(dim?: number | null, keepdim?: boolean | null): [Tensor, Tensor];
  /**
   * The most frequent element along `dim` (the smallest of several) and the index of its last occurrence.
   *
   * $y = x_k$
   *
   * Defaults: `dim = -1`, `keepdim = false`.
   */
  mode(options?: { dim?: number; keepdim?: boolean }): [Tensor, Tensor];
  mode(dim?: number | null, options?: { keepdim?: boolean }): [Tensor, Tensor];
  mode(dim?: number | null, keepdim?: boolean | null): [Tensor, Tensor];
  /**
   * The median: the lower of the two middle elements where there are two. With `dim`, also its index.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * median(tensor([3, 1, 2, 4]))
   */
  median(): Tensor;
  median(dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  median(dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  median(options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
  /**
   * The median of the elements that are not NaN: the lower of the two middle elements where there are two. With `dim`, also its index.
   *
   * Defaults: `keepdim = false`.
   *
   * @example
   * nanmedian(tensor([3, 1, 2, 4]))
   */
  nanmedian(): Tensor;
  nanmedian(dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  nanmedian(dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  nanmedian(options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
  /**
   * The `q`-quantiles along `dim`, or of all elements; between two elements by `interpolation`. Several q give a new first dimension.
   *
   * Defaults: `keepdim = false`, `interpolation = 'linear'`.
   *
   * @example
   * quantile(tensor([1, 2, 3, 4]), 0.5)
   */
  quantile(q: Tensor | number, options?: { dim?: number | null; keepdim?: boolean; interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  quantile(q: Tensor | number, dim?: number | null, options?: { keepdim?: boolean; interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  quantile(q: Tensor | number, dim?: number | null, keepdim?: boolean | null, options?: { interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  /**
   * The `q`-quantiles of the elements that are not NaN along `dim`, or of all elements; between two elements by `interpolation`. Several q give a new first dimension.
   *
   * Defaults: `keepdim = false`, `interpolation = 'linear'`.
   *
   * @example
   * nanquantile(tensor([1, 2, 3, 4]), 0.5)
   */
  nanquantile(q: Tensor | number, options?: { dim?: number | null; keepdim?: boolean; interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  nanquantile(q: Tensor | number, dim?: number | null, options?: { keepdim?: boolean; interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  nanquantile(q: Tensor | number, dim?: number | null, keepdim?: boolean | null, options?: { interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  /**
   * The largest element of all, as a method.
   *
   * $y = x_k$
   */
  maxAll(): Tensor;
  /**
   * The smallest element of all, as a method.
   *
   * $y = x_k$
   */
  minAll(): Tensor;
  /**
   * The lower median of all elements, as a method.
   *
   * $y = x_k$
   */
  medianAll(): Tensor;
  /**
   * The lower median of all elements that are not NaN, as a method.
   *
   * $y = x_k$
   */
  nanmedianAll(): Tensor;
  /**
   * The distinct elements in order; with `dim`, the distinct slices. With `returnInverse` also the place of every element among them, with `returnCounts` how often each occurs: then the result is an array.
   *
   * Defaults: `sorted = true`, `returnInverse = false`, `returnCounts = false`.
   *
   * @example
   * unique(tensor([3, 1, 3]))
   */
  unique(options?: { sorted?: boolean; dim?: number | null }): Tensor;
  unique(sorted?: boolean | null, options?: { dim?: number | null }): Tensor;
  unique(options?: { sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean; dim?: number | null }): Tensor[];
  unique(sorted?: boolean | null, options?: { returnInverse?: boolean; returnCounts?: boolean; dim?: number | null }): Tensor[];
  /**
   * One element of every run of equal ones; with `dim`, of equal slices. Further results as in unique.
   *
   * Defaults: `returnInverse = false`, `returnCounts = false`.
   *
   * @example
   * uniqueConsecutive(tensor([1, 1, 2, 1]))
   */
  uniqueConsecutive(options?: { dim?: number | null }): Tensor;
  uniqueConsecutive(options?: { returnInverse?: boolean; returnCounts?: boolean; dim?: number | null }): Tensor[];
  /**
   * The index of the bucket that each element falls into, between ascending boundaries.
   *
   * Defaults: `outInt32 = false`, `right = false`.
   *
   * @example
   * bucketize(tensor([0, 2, 9]), tensor([1, 3, 5]))
   */
  bucketize(boundaries: Tensor, options?: { outInt32?: boolean; right?: boolean }): Tensor;
  bucketize(options: { boundaries: Tensor; outInt32?: boolean; right?: boolean }): Tensor;
  /**
   * The indices of the elements that are not 0, one row each; with `asTuple`, an array with one index tensor per dimension.
   *
   * @example
   * nonzero(tensor([[0, 1], [2, 0]]))
   */
  nonzero(): Tensor;
  nonzero(options: { asTuple: boolean }): Tensor[];
  /**
   * The indices of the elements that are not 0, one row each.
   *
   * @example
   * argwhere(tensor([0, 1, 2]))
   */
  argwhere(): Tensor;
  /**
   * The elements where `mask` holds, in order, as a 1-d tensor; input and mask broadcast.
   *
   * $y = (x_i)_{m_i}$
   *
   * @example
   * maskedSelect(tensor([1, 2, 3]), tensor([true, false, true]))
   */
  maskedSelect(mask: Tensor): Tensor;
  maskedSelect(options: { mask: Tensor }): Tensor;
  /**
   * The input with the elements of `source`, in order, where `mask` holds.
   *
   * $y = m \; ? \; s_{\text{next}} : x$
   *
   * @example
   * maskedScatter(tensor([0, 0, 0]), tensor([true, false, true]), tensor([1, 2]))
   */
  maskedScatter(mask: Tensor, source: Tensor): Tensor;
  maskedScatter(options: { mask: Tensor; source: Tensor }): Tensor;
  /** In-place form of `maskedScatter`. */
  maskedScatter_(mask: Tensor, source: Tensor): this;
  maskedScatter_(options: { mask: Tensor; source: Tensor }): this;
  /**
   * Elements picked along `dim` by an index tensor of the same rank: y[i][j] = x[index[i][j]][j] for dim 0.
   *
   * $y_{ij} = x_{i,\,k_{ij}}$
   *
   * @example
   * gather(tensor([[1, 2], [3, 4]]), 1, tensor([[0], [1]], { dtype: 'int32' }))
   */
  gather(dim: number, index: Tensor): Tensor;
  gather(options: { dim: number; index: Tensor }): Tensor;
  /**
   * The input with the elements of `src` added at the places that `index` names along `dim`: the transpose of gather.
   *
   * $y = x;\; y_{k_{ij},\,j} \mathrel{+}= s_{ij}$
   *
   * @example
   * scatterAdd(zeros([3]), 0, tensor([0, 2, 0], { dtype: 'int32' }), tensor([1, 2, 3]))
   */
  scatterAdd(dim: number, index: Tensor, src: Tensor): Tensor;
  scatterAdd(options: { dim: number; index: Tensor; src: Tensor }): Tensor;
  /** In-place form of `scatterAdd`. */
  scatterAdd_(dim: number, index: Tensor, src: Tensor): this;
  scatterAdd_(options: { dim: number; index: Tensor; src: Tensor }): this;
  /**
   * Whole slices along `dim`, in the order of a 1-d index; slices may repeat.
   *
   * $y_{i} = x_{k_i}$
   *
   * @example
   * indexSelect(tensor([[1, 2], [3, 4]]), 0, tensor([1, 1], { dtype: 'int32' }))
   */
  indexSelect(dim: number, index: Tensor): Tensor;
  indexSelect(options: { dim: number; index: Tensor }): Tensor;
  /**
   * The input with the slices of `source` (times `alpha`) added at the entries of a 1-d index along `dim`.
   *
   * $y = x;\; y_{k_i} \mathrel{+}= \alpha \, s_i$
   *
   * Defaults: `alpha = 1`.
   */
  indexAdd(dim: number, index: Tensor, source: Tensor, options?: { alpha?: number }): Tensor;
  indexAdd(options: { dim: number; index: Tensor; source: Tensor; alpha?: number }): Tensor;
  /** In-place form of `indexAdd`. */
  indexAdd_(dim: number, index: Tensor, source: Tensor, options?: { alpha?: number }): this;
  indexAdd_(options: { dim: number; index: Tensor; source: Tensor; alpha?: number }): this;
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
   * Reads by index as in NumPy: each argument is an integer, `null` (a new axis), `'...'`, a slice (`'1:5:2'` or `slice(1, 5, 2)`, steps may be negative), an integer array, or a boolean mask. Integers and slices give a view.
   *
   * $y = x_{[\dots]}$
   *
   * @example
   * arange(6).view(2, 3).at(1, '::2')
   */
  at(...index: Index[]): Tensor;
  /**
   * The input with the elements at flat places replaced by (or added to) those of a flat source: the common part of indexed writes.
   *
   * $y = x;\; y_{k_i} = s_i$
   */
  writePlaces(source: Tensor, index: Tensor, accumulate: boolean): Tensor;
  writePlaces(source: Tensor, index: Tensor, options: { accumulate: boolean }): Tensor;
  /**
   * Writes in place by index as in NumPy, `x[...] = value`: the index as in `at`, then the value, which broadcasts. Returns the tensor.
   *
   * $x_{[\dots]} \leftarrow v$
   *
   * @example
   * zeros([2, 3]).put(0, '1:', 5)
   */
  put(...indexAndValue: [...Index[], Tensor | number | boolean]): Tensor;
  /**
   * The input with `values` at the places that index tensors name, one per dimension; with `accumulate` they are added.
   *
   * $y = x;\; y_{[k]} = v$
   *
   * Defaults: `accumulate = false`.
   *
   * @example
   * indexPut(zeros([3]), [tensor([0, 2], { dtype: 'int32' })], tensor([1, 2]))
   */
  indexPut(indices: Tensor[], values: Tensor | number, options?: { accumulate?: boolean }): Tensor;
  indexPut(indices: Tensor[], values: Tensor | number, accumulate?: boolean | null): Tensor;
  /** In-place form of `indexPut`. */
  indexPut_(indices: Tensor[], values: Tensor | number, options?: { accumulate?: boolean }): this;
  indexPut_(indices: Tensor[], values: Tensor | number, accumulate?: boolean | null): this;
  /**
   * The input with elements replaced by those of `src` at the places that `index` names along `dim`, as a method.
   *
   * $y = x;\; y_{k_{ij},\,j} = s_{ij}$
   */
  scatterFrom(dim: number, index: Tensor, src: Tensor): Tensor;
  scatterFrom(options: { dim: number; index: Tensor; src: Tensor }): Tensor;
  /**
   * The input with elements replaced by those of `src`, or by a number, at the places that `index` names along `dim`: y[index[i][j]][j] = src[i][j] for dim 0.
   *
   * $y = x;\; y_{k_{ij},\,j} = s_{ij}$
   *
   * @example
   * scatter(zeros([3]), 0, tensor([0, 2], { dtype: 'int32' }), tensor([1, 2]))
   */
  scatter(dim: number, index: Tensor, src: Tensor, options?: { reduce?: 'add' | 'multiply' | null }): Tensor;
  scatter(options: { dim: number; index: Tensor; src: Tensor; reduce?: 'add' | 'multiply' | null }): Tensor;
  scatter(dim: number, index: Tensor, value: number, options?: { reduce?: 'add' | 'multiply' | null }): Tensor;
  scatter(options: { dim: number; index: Tensor; value: number; reduce?: 'add' | 'multiply' | null }): Tensor;
  /** In-place form of `scatter`. */
  scatter_(dim: number, index: Tensor, src: Tensor, options?: { reduce?: 'add' | 'multiply' | null }): this;
  scatter_(options: { dim: number; index: Tensor; src: Tensor; reduce?: 'add' | 'multiply' | null }): this;
  scatter_(dim: number, index: Tensor, value: number, options?: { reduce?: 'add' | 'multiply' | null }): this;
  scatter_(options: { dim: number; index: Tensor; value: number; reduce?: 'add' | 'multiply' | null }): this;
  /**
   * The elements of `src` reduced at the places that `index` names along `dim`, together with the element of the input there unless `includeSelf` is false.
   *
   * $y_{k} = \mathrm{reduce}(x_k, \{ s_i : k_i = k \})$
   *
   * Defaults: `includeSelf = true`.
   *
   * @example
   * scatterReduce(zeros([2]), 0, tensor([0, 0], { dtype: 'int32' }), tensor([1, 5]), 'amax')
   */
  scatterReduce(dim: number, index: Tensor, src: Tensor, reduce: 'sum' | 'prod' | 'mean' | 'amax' | 'amin', options?: { includeSelf?: boolean }): Tensor;
  scatterReduce(options: { dim: number; index: Tensor; src: Tensor; reduce: 'sum' | 'prod' | 'mean' | 'amax' | 'amin'; includeSelf?: boolean }): Tensor;
  /** In-place form of `scatterReduce`. */
  scatterReduce_(dim: number, index: Tensor, src: Tensor, reduce: 'sum' | 'prod' | 'mean' | 'amax' | 'amin', options?: { includeSelf?: boolean }): this;
  scatterReduce_(options: { dim: number; index: Tensor; src: Tensor; reduce: 'sum' | 'prod' | 'mean' | 'amax' | 'amin'; includeSelf?: boolean }): this;
  /**
   * The input with the slices of `source` in place of those that a 1-d index names along `dim`.
   *
   * $y = x;\; y_{k_i} = s_i$
   *
   * @example
   * indexCopy(zeros([3]), 0, tensor([2, 0], { dtype: 'int32' }), tensor([5, 6]))
   */
  indexCopy(dim: number, index: Tensor, source: Tensor): Tensor;
  indexCopy(options: { dim: number; index: Tensor; source: Tensor }): Tensor;
  /** In-place form of `indexCopy`. */
  indexCopy_(dim: number, index: Tensor, source: Tensor): this;
  indexCopy_(options: { dim: number; index: Tensor; source: Tensor }): this;
  /**
   * The input with a 0-d value in the slices that a 1-d index names along `dim`, as a method.
   *
   * $y = x;\; y_{k_i} = v$
   */
  indexFillWith(dim: number, index: Tensor, value: Tensor): Tensor;
  indexFillWith(options: { dim: number; index: Tensor; value: Tensor }): Tensor;
  /**
   * The input with one value in the slices that a 1-d index names along `dim`.
   *
   * @example
   * indexFill(zeros([2, 3]), 1, tensor([0, 2], { dtype: 'int32' }), 7)
   */
  indexFill(dim: number, index: Tensor, value: Tensor | number): Tensor;
  indexFill(options: { dim: number; index: Tensor; value: Tensor | number }): Tensor;
  /** In-place form of `indexFill`. */
  indexFill_(dim: number, index: Tensor, value: Tensor | number): this;
  indexFill_(options: { dim: number; index: Tensor; value: Tensor | number }): this;
  /**
   * Elements picked by their places in the flattened input; negative ones count from the end.
   *
   * $y_i = x_{k_i}$
   *
   * @example
   * take(tensor([[1, 2], [3, 4]]), tensor([0, 3], { dtype: 'int32' }))
   */
  take(index: Tensor): Tensor;
  take(options: { index: Tensor }): Tensor;
  /**
   * Elements picked along `dim` by indices such as argsort gives; other dimensions broadcast. Without `dim`, of the flattened input.
   *
   * @example
   * takeAlongDim(tensor([[3, 1]]), tensor([[1]], { dtype: 'int32' }), 1)
   */
  takeAlongDim(indices: Tensor, options?: { dim?: number | null }): Tensor;
  takeAlongDim(indices: Tensor, dim?: number | null): Tensor;
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
  softmax(options: { dim: number; dtype?: DTypeName | null }): Tensor;
  /**
   * The logarithm of softmax along `dim`, computed without overflow or cancellation.
   *
   * $y_i = x_i - \ln \sum_j e^{x_j}$
   *
   * @example
   * logSoftmax(tensor([1, 2, 3]), 0)
   */
  logSoftmax(dim: number, options?: { dtype?: DTypeName | null }): Tensor;
  logSoftmax(options: { dim: number; dtype?: DTypeName | null }): Tensor;
  /**
   * Rectifier that leaks: the element where it is positive, else the element times `negativeSlope` (Maas et al., 2013).
   *
   * $y = x > 0 \; ? \; x : a \, x$
   *
   * Defaults: `negativeSlope = 0.01`.
   *
   * @example
   * leakyRelu(tensor([-2, 0.25, 2]))
   */
  leakyRelu(options?: { negativeSlope?: number }): Tensor;
  leakyRelu(negativeSlope?: number | null): Tensor;
  /** In-place form of `leakyRelu`. */
  leakyRelu_(options?: { negativeSlope?: number }): this;
  leakyRelu_(negativeSlope?: number | null): this;
  /**
   * The element, cut off at `minVal` and `maxVal`. At and beyond the bounds the derivative is 0.
   *
   * $y = \min(\max(x, l), h)$
   *
   * Defaults: `minVal = -1`, `maxVal = 1`.
   *
   * @example
   * hardtanh(tensor([-2, 0.25, 2]))
   */
  hardtanh(options?: { minVal?: number; maxVal?: number }): Tensor;
  hardtanh(minVal?: number | null, options?: { maxVal?: number }): Tensor;
  hardtanh(minVal?: number | null, maxVal?: number | null): Tensor;
  /** In-place form of `hardtanh`. */
  hardtanh_(options?: { minVal?: number; maxVal?: number }): this;
  hardtanh_(minVal?: number | null, options?: { maxVal?: number }): this;
  hardtanh_(minVal?: number | null, maxVal?: number | null): this;
  /**
   * The positive part, cut off at 6 (Howard et al., 2017).
   *
   * $y = \min(\max(x, 0), 6)$
   *
   * @example
   * relu6(tensor([-2, 0.25, 2]))
   */
  relu6(): Tensor;
  /** In-place form of `relu6`. */
  relu6_(): this;
  /**
   * Sigmoid by three lines: 0 up to -3, 1 from 3 on (Courbariaux et al., 2015).
   *
   * $y = \tfrac16 \min(\max(x + 3, 0), 6)$
   *
   * @example
   * hardsigmoid(tensor([-2, 0.25, 2]))
   */
  hardsigmoid(): Tensor;
  /** In-place form of `hardsigmoid`. */
  hardsigmoid_(): this;
  /**
   * The element times its hard sigmoid (Howard et al., 2019).
   *
   * $y = \tfrac{x}{6} \min(\max(x + 3, 0), 6)$
   *
   * @example
   * hardswish(tensor([-2, 0.25, 2]))
   */
  hardswish(): Tensor;
  /** In-place form of `hardswish`. */
  hardswish_(): this;
  /**
   * The element, or 0 where its absolute value is at most `lambd`.
   *
   * $y = |x| > \lambda \; ? \; x : 0$
   *
   * Defaults: `lambd = 0.5`.
   *
   * @example
   * hardshrink(tensor([-2, 0.25, 2]))
   */
  hardshrink(options?: { lambd?: number }): Tensor;
  hardshrink(lambd?: number | null): Tensor;
  /** In-place form of `hardshrink`. */
  hardshrink_(options?: { lambd?: number }): this;
  hardshrink_(lambd?: number | null): this;
  /**
   * The element brought `lambd` closer to 0, and 0 where it is closer already.
   *
   * $y = \mathrm{sign}(x) \max(|x| - \lambda, 0)$
   *
   * Defaults: `lambd = 0.5`.
   *
   * @example
   * softshrink(tensor([-2, 0.25, 2]))
   */
  softshrink(options?: { lambd?: number }): Tensor;
  softshrink(lambd?: number | null): Tensor;
  /** In-place form of `softshrink`. */
  softshrink_(options?: { lambd?: number }): this;
  softshrink_(lambd?: number | null): this;
  /**
   * The element where it is above `threshold`, else `value`.
   *
   * $y = x > t \; ? \; x : v$
   *
   * @example
   * threshold(tensor([-2, 0.25, 2]), 0.1, 20)
   */
  threshold(threshold: number, value: number): Tensor;
  threshold(options: { threshold: number; value: number }): Tensor;
  /** In-place form of `threshold`. */
  threshold_(threshold: number, value: number): this;
  threshold_(options: { threshold: number; value: number }): this;
  /**
   * The element where it is positive, else the element times the weight, which broadcasts.
   *
   * $y = x > 0 \; ? \; x : w \, x$
   */
  preluShaped(weight: Tensor): Tensor;
  preluShaped(options: { weight: Tensor }): Tensor;
  /**
   * Leaky rectifier with learned slopes: one, or one per channel (dim 1) (He et al., 2015).
   *
   * $y = x > 0 \; ? \; x : w \, x$
   *
   * @example
   * prelu(tensor([-2, 2]), tensor([0.25]))
   */
  prelu(weight: Tensor): Tensor;
  prelu(options: { weight: Tensor }): Tensor;
  /**
   * Exponential linear unit: the element where it is positive, else `alpha` (e^x - 1) (Clevert et al., 2015).
   *
   * $y = x > 0 \; ? \; x : \alpha (e^{x} - 1)$
   *
   * Defaults: `alpha = 1`.
   *
   * @example
   * elu(tensor([-2, 0.25, 2]))
   */
  elu(options?: { alpha?: number }): Tensor;
  elu(alpha?: number | null): Tensor;
  /** In-place form of `elu`. */
  elu_(options?: { alpha?: number }): this;
  elu_(alpha?: number | null): this;
  /**
   * Continuously differentiable exponential linear unit (Barron, 2017).
   *
   * $y = x > 0 \; ? \; x : \alpha (e^{x / \alpha} - 1)$
   *
   * Defaults: `alpha = 1`.
   *
   * @example
   * celu(tensor([-2, 0.25, 2]))
   */
  celu(options?: { alpha?: number }): Tensor;
  celu(alpha?: number | null): Tensor;
  /** In-place form of `celu`. */
  celu_(options?: { alpha?: number }): this;
  celu_(alpha?: number | null): this;
  /**
   * Scaled exponential linear unit, which keeps mean 0 and variance 1 through layers (Klambauer et al., 2017).
   *
   * $y = \lambda \, (x > 0 \; ? \; x : \alpha (e^{x} - 1))$
   *
   * @example
   * selu(tensor([-2, 0.25, 2]))
   */
  selu(): Tensor;
  /** In-place form of `selu`. */
  selu_(): this;
  /**
   * Sigmoid linear unit, also called swish: the element times its sigmoid (Ramachandran et al., 2017).
   *
   * $y = x \, \sigma(x)$
   *
   * @example
   * silu(tensor([-2, 0.25, 2]))
   */
  silu(): Tensor;
  /** In-place form of `silu`. */
  silu_(): this;
  /**
   * The element times the hyperbolic tangent of its softplus (Misra, 2019).
   *
   * $y = x \tanh(\ln(1 + e^{x}))$
   *
   * @example
   * mish(tensor([-2, 0.25, 2]))
   */
  mish(): Tensor;
  /** In-place form of `mish`. */
  mish_(): this;
  /**
   * A smooth rectifier. Where `beta` x passes `threshold` it is the element itself.
   *
   * $y = \tfrac{1}{\beta} \ln(1 + e^{\beta x})$
   *
   * Defaults: `beta = 1`, `threshold = 20`.
   *
   * @example
   * softplus(tensor([-2, 0.25, 2]))
   */
  softplus(options?: { beta?: number; threshold?: number }): Tensor;
  softplus(beta?: number | null, options?: { threshold?: number }): Tensor;
  softplus(beta?: number | null, threshold?: number | null): Tensor;
  /** In-place form of `softplus`. */
  softplus_(options?: { beta?: number; threshold?: number }): this;
  softplus_(beta?: number | null, options?: { threshold?: number }): this;
  softplus_(beta?: number | null, threshold?: number | null): this;
  /**
   * The element over one plus its absolute value.
   *
   * $y = \frac{x}{1 + |x|}$
   *
   * @example
   * softsign(tensor([-2, 0.25, 2]))
   */
  softsign(): Tensor;
  /** In-place form of `softsign`. */
  softsign_(): this;
  /**
   * The logarithm of the sigmoid of each element, without overflow.
   *
   * $y = -\ln(1 + e^{-x})$
   *
   * @example
   * logsigmoid(tensor([-2, 0.25, 2]))
   */
  logsigmoid(): Tensor;
  /** In-place form of `logsigmoid`. */
  logsigmoid_(): this;
  /**
   * The element less its hyperbolic tangent.
   *
   * $y = x - \tanh x$
   *
   * @example
   * tanhshrink(tensor([-2, 0.25, 2]))
   */
  tanhshrink(): Tensor;
  /** In-place form of `tanhshrink`. */
  tanhshrink_(): this;
  /**
   * Softmax of the negated elements along `dim`.
   *
   * $y_i = \frac{e^{-x_i}}{\sum_j e^{-x_j}}$
   *
   * @example
   * softmin(tensor([1, 2, 3]), 0)
   */
  softmin(dim: number, options?: { dtype?: DTypeName | null }): Tensor;
  softmin(options: { dim: number; dtype?: DTypeName | null }): Tensor;
  /**
   * Gated linear unit: the first half along `dim` times the sigmoid of the second half (Dauphin et al., 2016).
   *
   * $y = a \, \sigma(b),\; [a, b] = x$
   *
   * Defaults: `dim = -1`.
   *
   * @example
   * glu(tensor([1, 2, 0, 0]))
   */
  glu(options?: { dim?: number }): Tensor;
  glu(dim?: number | null): Tensor;
  /**
   * Leaky rectifier with a slope drawn for every negative element between `lower` and `upper` in training, and their mean else (Xu et al., 2015).
   *
   * $y = x > 0 \; ? \; x : a \, x$
   *
   * Defaults: `lower = 0.125`, `upper = 0.3333333333333333`, `training = false`.
   *
   * @example
   * rrelu(tensor([-3, 2]))
   */
  rrelu(options?: { lower?: number; upper?: number; training?: boolean; generator?: Generator | null }): Tensor;
  rrelu(lower?: number | null, options?: { upper?: number; training?: boolean; generator?: Generator | null }): Tensor;
  rrelu(lower?: number | null, upper?: number | null, training?: boolean | null, options?: { generator?: Generator | null }): Tensor;
  /** In-place form of `rrelu`. */
  rrelu_(options?: { lower?: number; upper?: number; training?: boolean; generator?: Generator | null }): this;
  rrelu_(lower?: number | null, options?: { upper?: number; training?: boolean; generator?: Generator | null }): this;
  rrelu_(lower?: number | null, upper?: number | null, training?: boolean | null, options?: { generator?: Generator | null }): this;
  /**
   * Binary cross-entropy per element with logarithms bounded below by -100.
   *
   * $y = -\left(t \ln p + (1 - t) \ln (1 - p)\right)$
   */
  boundedBce(target: Tensor): Tensor;
  boundedBce(options: { target: Tensor }): Tensor;
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
  addmm(options: { mat1: Tensor; mat2: Tensor; beta?: number; alpha?: number }): Tensor;
  /** In-place form of `addmm`. */
  addmm_(mat1: Tensor, mat2: Tensor, options?: { beta?: number; alpha?: number }): this;
  addmm_(options: { mat1: Tensor; mat2: Tensor; beta?: number; alpha?: number }): this;
  /**
   * A vector plus the product of a matrix and a vector: beta input + alpha mat vec.
   *
   * Defaults: `beta = 1`, `alpha = 1`.
   */
  addmv(mat: Tensor, vec: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  addmv(options: { mat: Tensor; vec: Tensor; beta?: number; alpha?: number }): Tensor;
  /** In-place form of `addmv`. */
  addmv_(mat: Tensor, vec: Tensor, options?: { beta?: number; alpha?: number }): this;
  addmv_(options: { mat: Tensor; vec: Tensor; beta?: number; alpha?: number }): this;
  /**
   * A batch of matrices plus the products of two batches: beta input + alpha batch1 batch2.
   *
   * Defaults: `beta = 1`, `alpha = 1`.
   */
  baddbmm(batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  baddbmm(options: { batch1: Tensor; batch2: Tensor; beta?: number; alpha?: number }): Tensor;
  /** In-place form of `baddbmm`. */
  baddbmm_(batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): this;
  baddbmm_(options: { batch1: Tensor; batch2: Tensor; beta?: number; alpha?: number }): this;
  /**
   * A matrix plus the sum of the products of two batches.
   *
   * Defaults: `beta = 1`, `alpha = 1`.
   */
  addbmm(batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  addbmm(options: { batch1: Tensor; batch2: Tensor; beta?: number; alpha?: number }): Tensor;
  /**
   * A matrix plus the outer product of two vectors.
   *
   * Defaults: `beta = 1`, `alpha = 1`.
   */
  addr(vec1: Tensor, vec2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  addr(options: { vec1: Tensor; vec2: Tensor; beta?: number; alpha?: number }): Tensor;
  /**
   * The outer product of two vectors.
   *
   * @example
   * outer(tensor([1, 2]), tensor([3, 4]))
   */
  outer(vec2: Tensor): Tensor;
  outer(options: { vec2: Tensor }): Tensor;
  /**
   * Inner products over the last dimensions of both.
   */
  inner(other: Tensor): Tensor;
  inner(options: { other: Tensor }): Tensor;
  /**
   * Inner product of two vectors.
   */
  vdot(other: Tensor): Tensor;
  vdot(options: { other: Tensor }): Tensor;
  /**
   * The cross product of vectors of 3 along `dim` (by default the first dimension of size 3).
   */
  cross(other: Tensor, options?: { dim?: number | null }): Tensor;
  cross(other: Tensor, dim?: number | null): Tensor;
  /**
   * The Kronecker product.
   */
  kron(other: Tensor): Tensor;
  kron(options: { other: Tensor }): Tensor;
  /**
   * The n-th power of square matrices; negative powers are those of the inverse.
   */
  matrixPower(n: number): Tensor;
  matrixPower(options: { n: number }): Tensor;
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
  pixelShuffle(options: { upscaleFactor: number }): Tensor;
  /**
   * Space to channels: [..., C, H r, W r] to [..., C r^2, H, W].
   */
  pixelUnshuffle(downscaleFactor: number): Tensor;
  pixelUnshuffle(options: { downscaleFactor: number }): Tensor;
  /**
   * Interleaves the channels of the groups (Zhang et al., 2018).
   */
  channelShuffle(groups: number): Tensor;
  channelShuffle(options: { groups: number }): Tensor;
  /**
   * Overwrites the tensor with the elements of `src`, broadcast and converted.
   */
  copy_(src: Tensor): Tensor;
  copy_(options: { src: Tensor }): Tensor;
  /**
   * Overwrites every element with one value.
   */
  fill_(value: Tensor | number): Tensor;
  fill_(options: { value: Tensor | number }): Tensor;
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
  registerHook(options: { hook: (grad: Tensor) => Tensor | null | undefined | void }): RemovableHandle;
  /**
   * Ones and zeros: each element is 1 with the probability that the input holds there (or `p`).
   *
   * @example
   * manualSeed(0); bernoulli(full([5], 0.3))
   */
  bernoulli(p: number, options?: { generator?: Generator | null }): Tensor;
  bernoulli(options: { p: number; generator?: Generator | null }): Tensor;
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
  multinomial(options: { numSamples: number; replacement?: boolean; generator?: Generator | null }): Tensor;
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
  geometric_(options: { p: number; generator?: Generator | null }): Tensor;
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
  random_(options: { from: number; to: number; generator?: Generator | null }): Tensor;
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
  (input: Tensor, options: { dtype: DTypeName }): Tensor;
  (input: Tensor, options?: { device?: string | null; dtype?: DTypeName | null }): Tensor;
  (options: { input: Tensor; device?: string | null; dtype?: DTypeName | null }): Tensor;
} = functionOf('to');

/**
 * A copy with memory of its own; gradients flow through.
 *
 * $y = x$
 */
export const clone: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('clone');

/**
 * The same memory outside the graph: no gradient flows through it.
 */
export const detach: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
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
  (options: { data: TensorData; shape?: number[] | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
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
  (options: { size: number[]; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('zeros');

/**
 * A tensor of zeros, with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const zerosLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (options: { input: Tensor; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
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
  (options: { size: number[]; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('ones');

/**
 * A tensor of ones, with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const onesLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (options: { input: Tensor; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
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
  (options: { size: number[]; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('empty');

/**
 * A tensor whose contents do not matter (zeros here), with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const emptyLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (options: { input: Tensor; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
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
  (options: { size: number[]; fillValue: number | boolean; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('full');

/**
 * A tensor filled with one value, with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const fullLike: {
  (input: Tensor, fillValue: number, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (input: Tensor, options: { fillValue: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
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
  (options: { end: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (start: number, end: number, options?: { step?: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (start: number, end: number, step?: number | null, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (options: { start: number; end: number; step?: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
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
  (options: { start: number; end: number; steps: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
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
  (options: { n: number; m?: number | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('eye');

/**
 * A view of given sizes and strides over the memory of the tensor. Elements may overlap.
 *
 * $y_{ij} = \text{memory}[o + i s_0 + j s_1]$
 *
 * @example
 * arange(5).asStrided([3, 3], [1, 1])
 */
export const asStrided: {
  (input: Tensor, size: number[], stride: number[], options?: { storageOffset?: number | null }): Tensor;
  (input: Tensor, size: number[], stride: number[], storageOffset?: number | null): Tensor;
  (input: Tensor, options: { size: number[]; stride: number[]; storageOffset?: number | null }): Tensor;
} = functionOf('asStrided');

/**
 * `steps` numbers from base^start to base^end, evenly spaced in the exponent.
 *
 * Defaults: `base = 10`, `requiresGrad = false`.
 *
 * @example
 * logspace(0, 2, 3)
 */
export const logspace: {
  (start: number, end: number, steps: number, options?: { base?: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (start: number, end: number, steps: number, base?: number | null, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (options: { start: number; end: number; steps: number; base?: number; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('logspace');

/**
 * The tensor itself if it is one of that dtype, else a new tensor of the data.
 *
 * @example
 * asTensor([1, 2])
 */
export const asTensor: {
  (data: TensorData, options?: { dtype?: DTypeName | null; device?: string | null }): Tensor;
  (options: { data: TensorData; dtype?: DTypeName | null; device?: string | null }): Tensor;
} = functionOf('asTensor');

/**
 * The negative of each element.
 *
 * $y = -x$
 */
export const neg: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('neg');

/**
 * The negative of each element.
 *
 * $y = -x$
 */
export const negative: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
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
  (options: { input: Tensor }): Tensor;
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
  (options: { input: Tensor }): Tensor;
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
  (options: { input: Tensor }): Tensor;
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
  (options: { input: Tensor }): Tensor;
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
  (options: { input: Tensor }): Tensor;
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
  (options: { input: Tensor }): Tensor;
} = functionOf('relu');

/**
 * The error function of each element.
 *
 * $y = \mathrm{erf}\,x$
 */
export const erf: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('erf');

/**
 * The absolute value of each element. The derivative at 0 is 0.
 *
 * $y = |x|$
 */
export const abs: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('abs');

/**
 * The absolute value of each element. The derivative at 0 is 0.
 *
 * $y = |x|$
 */
export const absolute: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('abs');

/**
 * The sign of each element: -1, 0 or 1.
 */
export const sign: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('sign');

/**
 * The square of each element.
 *
 * $y = x^2$
 *
 * @example
 * square(tensor([-2, 3]))
 */
export const square: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('square');

/**
 * One over the square root of each element.
 *
 * $y = x^{-1/2}$
 *
 * @example
 * rsqrt(tensor([4, 16]))
 */
export const rsqrt: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('rsqrt');

/**
 * One over each element.
 *
 * $y = \frac{1}{x}$
 *
 * @example
 * reciprocal(tensor([2, 4]))
 */
export const reciprocal: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('reciprocal');

/**
 * Two to the power of each element.
 *
 * $y = 2^{x}$
 *
 * @example
 * exp2(tensor([0, 1, 3]))
 */
export const exp2: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('exp2');

/**
 * The exponential of each element, less one, exact for small elements.
 *
 * $y = e^{x} - 1$
 *
 * @example
 * expm1(tensor([0, 1e-6]))
 */
export const expm1: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('expm1');

/**
 * The natural logarithm of one plus each element, exact for small elements.
 *
 * $y = \ln(1 + x)$
 *
 * @example
 * log1p(tensor([0, 1e-6]))
 */
export const log1p: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('log1p');

/**
 * The logarithm to base 2 of each element.
 *
 * $y = \log_2 x$
 *
 * @example
 * log2(tensor([1, 8]))
 */
export const log2: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('log2');

/**
 * The logarithm to base 10 of each element.
 *
 * $y = \log_{10} x$
 *
 * @example
 * log10(tensor([1, 100]))
 */
export const log10: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('log10');

/**
 * The sine of each element, in radians.
 *
 * $y = \sin x$
 *
 * @example
 * sin(tensor([0, Math.PI / 2]))
 */
export const sin: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('sin');

/**
 * The cosine of each element, in radians.
 *
 * $y = \cos x$
 *
 * @example
 * cos(tensor([0, Math.PI]))
 */
export const cos: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('cos');

/**
 * The tangent of each element, in radians.
 *
 * $y = \tan x$
 *
 * @example
 * tan(tensor([0, Math.PI / 4]))
 */
export const tan: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('tan');

/**
 * The arcsine of each element; NaN outside -1 to 1.
 *
 * $y = \arcsin x$
 *
 * @example
 * asin(tensor([0, 1]))
 */
export const asin: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('asin');

/**
 * The arcsine of each element; NaN outside -1 to 1.
 *
 * $y = \arcsin x$
 *
 * @example
 * asin(tensor([0, 1]))
 */
export const arcsin: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('asin');

/**
 * The arccosine of each element; NaN outside -1 to 1.
 *
 * $y = \arccos x$
 *
 * @example
 * acos(tensor([0, 1]))
 */
export const acos: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('acos');

/**
 * The arccosine of each element; NaN outside -1 to 1.
 *
 * $y = \arccos x$
 *
 * @example
 * acos(tensor([0, 1]))
 */
export const arccos: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('acos');

/**
 * The arctangent of each element.
 *
 * $y = \arctan x$
 *
 * @example
 * atan(tensor([0, 1]))
 */
export const atan: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('atan');

/**
 * The arctangent of each element.
 *
 * $y = \arctan x$
 *
 * @example
 * atan(tensor([0, 1]))
 */
export const arctan: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('atan');

/**
 * The hyperbolic sine of each element.
 *
 * $y = \sinh x$
 *
 * @example
 * sinh(tensor([0, 1]))
 */
export const sinh: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('sinh');

/**
 * The hyperbolic cosine of each element.
 *
 * $y = \cosh x$
 *
 * @example
 * cosh(tensor([0, 1]))
 */
export const cosh: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('cosh');

/**
 * The inverse hyperbolic sine of each element.
 *
 * $y = \operatorname{arsinh} x$
 *
 * @example
 * asinh(tensor([0, 1]))
 */
export const asinh: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('asinh');

/**
 * The inverse hyperbolic sine of each element.
 *
 * $y = \operatorname{arsinh} x$
 *
 * @example
 * asinh(tensor([0, 1]))
 */
export const arcsinh: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('asinh');

/**
 * The inverse hyperbolic cosine of each element; NaN below 1.
 *
 * $y = \operatorname{arcosh} x$
 *
 * @example
 * acosh(tensor([1, 2]))
 */
export const acosh: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('acosh');

/**
 * The inverse hyperbolic cosine of each element; NaN below 1.
 *
 * $y = \operatorname{arcosh} x$
 *
 * @example
 * acosh(tensor([1, 2]))
 */
export const arccosh: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('acosh');

/**
 * The inverse hyperbolic tangent of each element; NaN outside -1 to 1.
 *
 * $y = \operatorname{artanh} x$
 *
 * @example
 * atanh(tensor([0, 0.5]))
 */
export const atanh: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('atanh');

/**
 * The inverse hyperbolic tangent of each element; NaN outside -1 to 1.
 *
 * $y = \operatorname{artanh} x$
 *
 * @example
 * atanh(tensor([0, 0.5]))
 */
export const arctanh: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('atanh');

/**
 * True where the element is NaN.
 *
 * @example
 * isnan(tensor([1, NaN, -Infinity]))
 */
export const isnan: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('isnan');

/**
 * True where the element is infinite.
 *
 * @example
 * isinf(tensor([1, NaN, -Infinity]))
 */
export const isinf: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('isinf');

/**
 * True where the element is neither infinite nor NaN.
 *
 * @example
 * isfinite(tensor([1, NaN, -Infinity]))
 */
export const isfinite: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('isfinite');

/**
 * True where the element is positive infinity.
 *
 * @example
 * isposinf(tensor([1, NaN, -Infinity]))
 */
export const isposinf: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('isposinf');

/**
 * True where the element is negative infinity.
 *
 * @example
 * isneginf(tensor([1, NaN, -Infinity]))
 */
export const isneginf: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('isneginf');

/**
 * True where the element is negative, -0 included.
 *
 * @example
 * signbit(tensor([1, NaN, -Infinity]))
 */
export const signbit: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('signbit');

/**
 * True where |input - other| <= atol + rtol |other|; equal infinities are close, NaN only with `equalNan`.
 *
 * Defaults: `rtol = 1e-5`, `atol = 1e-8`, `equalNan = false`.
 *
 * @example
 * isclose(tensor([1, 2]), tensor([1.000001, 3]))
 */
export const isclose: {
  (input: Tensor, other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): Tensor;
  (input: Tensor, other: Tensor, rtol?: number | null, options?: { atol?: number; equalNan?: boolean }): Tensor;
  (input: Tensor, other: Tensor, rtol?: number | null, atol?: number | null, equalNan?: boolean | null): Tensor;
} = functionOf('isclose');

/**
 * Whether all elements of two tensors are close (see isclose).
 *
 * Defaults: `rtol = 1e-5`, `atol = 1e-8`, `equalNan = false`.
 *
 * @example
 * allclose(tensor([1, 2]), tensor([1, 2]))
 */
export const allclose: {
  (input: Tensor, other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): boolean;
  (input: Tensor, other: Tensor, rtol?: number | null, options?: { atol?: number; equalNan?: boolean }): boolean;
  (input: Tensor, other: Tensor, rtol?: number | null, atol?: number | null, equalNan?: boolean | null): boolean;
} = functionOf('allclose');

/**
 * Whether two tensors have the same shape and the same elements (NaN differs from itself).
 *
 * @example
 * equal(tensor([1, 2]), tensor([1, 2]))
 */
export const equal: {
  (input: Tensor, other: Tensor): boolean;
  (options: { input: Tensor; other: Tensor }): boolean;
} = functionOf('equal');

/**
 * True where the element occurs in `testElements` (or does not, with `invert`).
 *
 * Defaults: `assumeUnique = false`, `invert = false`.
 *
 * @example
 * isin(tensor([1, 2, 3]), tensor([3, 1]))
 */
export const isin: {
  (elements: Tensor | number, testElements: Tensor | number, options?: { assumeUnique?: boolean; invert?: boolean }): Tensor;
  (options: { elements: Tensor | number; testElements: Tensor | number; assumeUnique?: boolean; invert?: boolean }): Tensor;
} = functionOf('isin');

/**
 * Bits set in both; of booleans: both true.
 *
 * $y = a \mathbin{\&} b$
 *
 * @example
 * bitwiseAnd(tensor([5, 3], { dtype: 'int32' }), 6)
 */
export const bitwiseAnd: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('bitwiseAnd');

/**
 * Bits set in either; of booleans: either true.
 *
 * $y = a \mathbin{|} b$
 *
 * @example
 * bitwiseOr(tensor([5, 3], { dtype: 'int32' }), 6)
 */
export const bitwiseOr: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('bitwiseOr');

/**
 * Bits set in exactly one; of booleans: exactly one true.
 *
 * $y = a \mathbin{\oplus} b$
 *
 * @example
 * bitwiseXor(tensor([5, 3], { dtype: 'int32' }), 6)
 */
export const bitwiseXor: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('bitwiseXor');

/**
 * The first operand shifted left by so many bits.
 *
 * $y = a \mathbin{\ll} b$
 *
 * @example
 * bitwiseLeftShift(tensor([5, 3], { dtype: 'int32' }), 6)
 */
export const bitwiseLeftShift: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('bitwiseLeftShift');

/**
 * The first operand shifted right by so many bits, with its sign.
 *
 * $y = a \mathbin{\gg} b$
 *
 * @example
 * bitwiseRightShift(tensor([5, 3], { dtype: 'int32' }), 6)
 */
export const bitwiseRightShift: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('bitwiseRightShift');

/**
 * Every bit flipped; of booleans: not.
 *
 * @example
 * bitwiseNot(tensor([0, 1], { dtype: 'int32' }))
 */
export const bitwiseNot: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('bitwiseNot');

/**
 * The elements brought into [min, max]; either bound may be left out. At a bound the gradient passes, outside it is 0.
 *
 * @example
 * clamp(tensor([-2, 0.5, 3]), -1, 1)
 */
export const clamp: {
  (input: Tensor, options?: { min?: Tensor | number | null; max?: Tensor | number | null }): Tensor;
  (input: Tensor, min?: Tensor | number | null, options?: { max?: Tensor | number | null }): Tensor;
  (input: Tensor, min?: Tensor | number | null, max?: Tensor | number | null): Tensor;
} = functionOf('clamp');

/**
 * The elements brought into [min, max]; either bound may be left out. At a bound the gradient passes, outside it is 0.
 *
 * @example
 * clamp(tensor([-2, 0.5, 3]), -1, 1)
 */
export const clip: {
  (input: Tensor, options?: { min?: Tensor | number | null; max?: Tensor | number | null }): Tensor;
  (input: Tensor, min?: Tensor | number | null, options?: { max?: Tensor | number | null }): Tensor;
  (input: Tensor, min?: Tensor | number | null, max?: Tensor | number | null): Tensor;
} = functionOf('clamp');

/**
 * The elements brought up to at least the bound.
 *
 * @example
 * clampMin(tensor([-1, 2]), 0.5)
 */
export const clampMin: {
  (input: Tensor, min: Tensor | number): Tensor;
  (options: { input: Tensor; min: Tensor | number }): Tensor;
} = functionOf('clampMin');

/**
 * The elements brought down to at most the bound.
 *
 * @example
 * clampMax(tensor([-1, 2]), 0.5)
 */
export const clampMax: {
  (input: Tensor, max: Tensor | number): Tensor;
  (options: { input: Tensor; max: Tensor | number }): Tensor;
} = functionOf('clampMax');

/**
 * The number of elements.
 *
 * @example
 * numel(zeros([2, 3]))
 */
export const numel: {
  (input: Tensor): number;
  (options: { input: Tensor }): number;
} = functionOf('numel');

/**
 * Whether a value is a tensor.
 */
export const isTensor: {
  (obj: unknown): boolean;
  (options: { obj: unknown }): boolean;
} = functionOf('isTensor');

/**
 * Whether a tensor holds floating-point numbers.
 */
export const isFloatingPoint: {
  (input: Tensor): boolean;
  (options: { input: Tensor }): boolean;
} = functionOf('isFloatingPoint');

/**
 * Whether the only element of a tensor is not 0.
 */
export const isNonzero: {
  (input: Tensor): boolean;
  (options: { input: Tensor }): boolean;
} = functionOf('isNonzero');

/**
 * The largest whole number that is not above each element. Its derivative is 0 everywhere.
 *
 * $y = \lfloor x \rfloor$
 *
 * @example
 * floor(tensor([1.7, -1.2]))
 */
export const floor: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('floor');

/**
 * The smallest whole number that is not below each element. Its derivative is 0 everywhere.
 *
 * $y = \lceil x \rceil$
 *
 * @example
 * ceil(tensor([1.2, -1.7]))
 */
export const ceil: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('ceil');

/**
 * Each element without its fraction, rounded towards zero. Its derivative is 0 everywhere.
 *
 * $y = \mathrm{trunc}\,x$
 *
 * @example
 * trunc(tensor([1.7, -1.7]))
 */
export const trunc: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('trunc');

/**
 * Each element without its fraction, rounded towards zero. Its derivative is 0 everywhere.
 *
 * $y = \mathrm{trunc}\,x$
 *
 * @example
 * trunc(tensor([1.7, -1.7]))
 */
export const fix: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('trunc');

/**
 * The fraction of each element, with its sign.
 *
 * $y = x - \mathrm{trunc}\,x$
 *
 * @example
 * frac(tensor([1.75, -1.75]))
 */
export const frac: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('frac');

/**
 * Degrees to radians.
 *
 * $y = \tfrac{\pi}{180} x$
 *
 * @example
 * deg2rad(tensor([90, 180]))
 */
export const deg2rad: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('deg2rad');

/**
 * Radians to degrees.
 *
 * $y = \tfrac{180}{\pi} x$
 *
 * @example
 * rad2deg(tensor([Math.PI]))
 */
export const rad2deg: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('rad2deg');

/**
 * The nearest number of so many decimals; halves go to the even neighbour. Negative `decimals` round to tens, hundreds, ... The derivative is 0.
 *
 * $y = \mathrm{round}\,x$
 *
 * Defaults: `decimals = 0`.
 *
 * @example
 * round(tensor([0.5, 1.5, -2.6]))
 */
export const round: {
  (input: Tensor, options?: { decimals?: number }): Tensor;
  (options: { input: Tensor; decimals?: number }): Tensor;
} = functionOf('round');

/**
 * The tensor itself, as unary plus.
 *
 * $y = x$
 */
export const positive: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('positive');

/**
 * NaN replaced by `nan` (0) and infinities by `posinf` and `neginf` (the largest and the smallest number of the dtype). No gradient flows through what was replaced.
 *
 * $y = \text{finite}(x) \; ? \; x : \text{the number for it}$
 *
 * @example
 * nanToNum(tensor([NaN, Infinity, 1]), 0, 9)
 */
export const nanToNum: {
  (input: Tensor, options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): Tensor;
  (input: Tensor, nan?: number | null, options?: { posinf?: number | null; neginf?: number | null }): Tensor;
  (input: Tensor, nan?: number | null, posinf?: number | null, neginf?: number | null): Tensor;
} = functionOf('nanToNum');

/**
 * One less the error function of each element, without cancellation for large elements.
 *
 * $y = 1 - \mathrm{erf}\,x$
 *
 * @example
 * erfc(tensor([0, 3]))
 */
export const erfc: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('erfc');

/**
 * The inverse of the error function; infinite at -1 and 1, NaN outside.
 *
 * $y = \mathrm{erf}^{-1} x$
 *
 * @example
 * erfinv(tensor([0, 0.5]))
 */
export const erfinv: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('erfinv');

/**
 * The logarithm of the absolute value of the gamma function.
 *
 * $y = \ln |\Gamma(x)|$
 *
 * @example
 * lgamma(tensor([1, 5]))
 */
export const lgamma: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('lgamma');

/**
 * The gamma function's logarithmic derivative.
 *
 * $y = \psi(x) = \Gamma'(x) / \Gamma(x)$
 *
 * @example
 * digamma(tensor([1]))
 */
export const digamma: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('digamma');

/**
 * The n-th derivative of digamma. The function takes `n` first, the method alone.
 *
 * $y = \psi^{(n)}(x)$
 *
 * @example
 * polygamma(1, tensor([1]))
 */
export const polygamma: {
  (n: number, input: Tensor): Tensor;
  (options: { n: number; input: Tensor }): Tensor;
  (input: Tensor, n: number): Tensor;
  (input: Tensor, options: { n: number }): Tensor;
} = functionOf('polygamma');

/**
 * The inverse of sigmoid: the logarithm of the odds. With `eps` the input is first brought into [eps, 1 - eps]; without, it is NaN outside 0 to 1.
 *
 * $y = \ln\frac{x}{1 - x}$
 *
 * @example
 * logit(tensor([0.5, 0.9]))
 */
export const logit: {
  (input: Tensor, options?: { eps?: number | null }): Tensor;
  (input: Tensor, eps?: number | null): Tensor;
} = functionOf('logit');

/**
 * sin(pi x) / (pi x), and 1 at 0.
 *
 * $y = \frac{\sin \pi x}{\pi x}$
 *
 * @example
 * sinc(tensor([0, 0.5]))
 */
export const sinc: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('sinc');

/**
 * The angle of the point (other, input): the arctangent of input / other in the right quadrant.
 *
 * $y = \operatorname{atan2}(a, b)$
 *
 * @example
 * atan2(tensor([1, 1]), tensor([1, -1]))
 */
export const atan2: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('atan2');

/**
 * The angle of the point (other, input): the arctangent of input / other in the right quadrant.
 *
 * $y = \operatorname{atan2}(a, b)$
 *
 * @example
 * atan2(tensor([1, 1]), tensor([1, -1]))
 */
export const arctan2: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('atan2');

/**
 * The length of the hypotenuse: the square root of the sum of squares.
 *
 * $y = \sqrt{a^2 + b^2}$
 *
 * @example
 * hypot(tensor([3]), tensor([4]))
 */
export const hypot: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('hypot');

/**
 * The remainder of the division, with the sign of the dividend (C, JavaScript).
 *
 * $y = a - b \, \mathrm{trunc}\tfrac{a}{b}$
 *
 * @example
 * fmod(tensor([-7, 7]), 3)
 */
export const fmod: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('fmod');

/**
 * The remainder of the division, with the sign of the divisor (Python).
 *
 * $y = a - b \lfloor\tfrac{a}{b}\rfloor$
 *
 * @example
 * remainder(tensor([-7, 7]), 3)
 */
export const remainder: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('remainder');

/**
 * The larger of two operands; a NaN gives way to a number.
 *
 * $y = \max(a, b)$
 *
 * @example
 * fmax(tensor([1, NaN]), tensor([0, 2]))
 */
export const fmax: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('fmax');

/**
 * The smaller of two operands; a NaN gives way to a number.
 *
 * $y = \min(a, b)$
 *
 * @example
 * fmin(tensor([1, NaN]), tensor([0, 2]))
 */
export const fmin: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('fmin');

/**
 * The logarithm of the sum of the exponentials, without overflow.
 *
 * $y = \ln(e^{a} + e^{b})$
 *
 * @example
 * logaddexp(tensor([1000]), tensor([1000]))
 */
export const logaddexp: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('logaddexp');

/**
 * The logarithm to base 2 of the sum of the powers of 2, without overflow.
 *
 * $y = \log_2(2^{a} + 2^{b})$
 *
 * @example
 * logaddexp2(tensor([3]), tensor([3]))
 */
export const logaddexp2: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('logaddexp2');

/**
 * The first operand times the logarithm of the second; 0 where the first is 0.
 *
 * $y = a \ln b$
 *
 * @example
 * xlogy(tensor([0, 2]), tensor([0, 3]))
 */
export const xlogy: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('xlogy');

/**
 * The magnitude of the first operand with the sign of the second (also that of -0).
 *
 * $y = |a| \, \mathrm{sign}\,b$
 *
 * @example
 * copysign(tensor([1, 2]), tensor([-1, 1]))
 */
export const copysign: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('copysign');

/**
 * The step function: 0 below zero, 1 above, and `values` at zero. It has no derivative.
 *
 * $y = [x > 0] + v \, [x = 0]$
 *
 * @example
 * heaviside(tensor([-1, 0, 2]), tensor(0.5))
 */
export const heaviside: {
  (input: Tensor, values: Tensor): Tensor;
  (options: { input: Tensor; values: Tensor }): Tensor;
} = functionOf('heaviside');

/**
 * The second operand less the first (times `alpha`).
 *
 * $y = b - \alpha a$
 *
 * Defaults: `alpha = 1`.
 *
 * @example
 * rsub(tensor([1, 2]), 10)
 */
export const rsub: {
  (input: Tensor, other: Tensor | number, options?: { alpha?: number }): Tensor;
  (options: { input: Tensor; other: Tensor | number; alpha?: number }): Tensor;
} = functionOf('rsub');

/**
 * Quotient of two operands; integers divide to float32. The same as div.
 */
export const trueDivide: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('trueDivide');

/**
 * Quotient rounded down to a whole number; integers stay integers.
 *
 * $y = \lfloor\tfrac{a}{b}\rfloor$
 *
 * @example
 * floorDivide(tensor([7, -7]), 2)
 */
export const floorDivide: {
  (input: Tensor, other: Tensor | number): Tensor;
  (options: { input: Tensor; other: Tensor | number }): Tensor;
} = functionOf('floorDivide');

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
  (options: { input: Tensor | number; other: Tensor | number; alpha?: number }): Tensor;
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
  (options: { input: Tensor | number; other: Tensor | number; alpha?: number }): Tensor;
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
  (options: { input: Tensor | number; other: Tensor | number; alpha?: number }): Tensor;
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
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
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
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
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
  (options: { input: Tensor | number; other: Tensor | number; roundingMode?: 'trunc' | 'floor' | null }): Tensor;
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
  (options: { input: Tensor | number; other: Tensor | number; roundingMode?: 'trunc' | 'floor' | null }): Tensor;
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
  (options: { input: Tensor | number; exponent: Tensor | number }): Tensor;
} = functionOf('pow');

/**
 * The input plus `value` times the product of two tensors.
 *
 * $y = x + v \, a \, b$
 *
 * Defaults: `value = 1`.
 *
 * @example
 * addcmul(tensor([1, 1]), tensor([2, 3]), tensor([4, 5]))
 */
export const addcmul: {
  (input: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: number }): Tensor;
  (options: { input: Tensor; tensor1: Tensor; tensor2: Tensor; value?: number }): Tensor;
} = functionOf('addcmul');

/**
 * The input plus `value` times the quotient of two tensors.
 *
 * $y = x + v \, \frac{a}{b}$
 *
 * Defaults: `value = 1`.
 *
 * @example
 * addcdiv(tensor([1, 1]), tensor([6, 8]), tensor([2, 4]))
 */
export const addcdiv: {
  (input: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: number }): Tensor;
  (options: { input: Tensor; tensor1: Tensor; tensor2: Tensor; value?: number }): Tensor;
} = functionOf('addcdiv');

/**
 * Linear interpolation: the input at weight 0, `end` at weight 1.
 *
 * $y = a + w \, (b - a)$
 *
 * @example
 * lerp(tensor([0, 10]), tensor([1, 20]), 0.5)
 */
export const lerp: {
  (input: Tensor, end: Tensor, weight: Tensor | number): Tensor;
  (options: { input: Tensor; end: Tensor; weight: Tensor | number }): Tensor;
} = functionOf('lerp');

/**
 * True where the operands are equal, elementwise with broadcasting.
 *
 * @example
 * eq(tensor([1, 2, 3]), 2)
 */
export const eq: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('eq');

/**
 * True where the operands differ, elementwise with broadcasting.
 *
 * @example
 * ne(tensor([1, 2, 3]), 2)
 */
export const ne: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('ne');

/**
 * True where the operands differ, elementwise with broadcasting.
 *
 * @example
 * ne(tensor([1, 2, 3]), 2)
 */
export const notEqual: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('ne');

/**
 * True where the first operand is less, elementwise with broadcasting.
 *
 * @example
 * lt(tensor([1, 2, 3]), 2)
 */
export const lt: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('lt');

/**
 * True where the first operand is less, elementwise with broadcasting.
 *
 * @example
 * lt(tensor([1, 2, 3]), 2)
 */
export const less: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('lt');

/**
 * True where the first operand is less or equal, elementwise with broadcasting.
 *
 * @example
 * le(tensor([1, 2, 3]), 2)
 */
export const le: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('le');

/**
 * True where the first operand is less or equal, elementwise with broadcasting.
 *
 * @example
 * le(tensor([1, 2, 3]), 2)
 */
export const lessEqual: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('le');

/**
 * True where the first operand is greater, elementwise with broadcasting.
 *
 * @example
 * gt(tensor([1, 2, 3]), 2)
 */
export const gt: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('gt');

/**
 * True where the first operand is greater, elementwise with broadcasting.
 *
 * @example
 * gt(tensor([1, 2, 3]), 2)
 */
export const greater: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('gt');

/**
 * True where the first operand is greater or equal, elementwise with broadcasting.
 *
 * @example
 * ge(tensor([1, 2, 3]), 2)
 */
export const ge: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('ge');

/**
 * True where the first operand is greater or equal, elementwise with broadcasting.
 *
 * @example
 * ge(tensor([1, 2, 3]), 2)
 */
export const greaterEqual: {
  (input: Tensor | number, other: Tensor | number): Tensor;
  (options: { input: Tensor | number; other: Tensor | number }): Tensor;
} = functionOf('ge');

/**
 * True where both are, elementwise with broadcasting; numbers count as true unless 0.
 */
export const logicalAnd: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('logicalAnd');

/**
 * True where either is, elementwise with broadcasting; numbers count as true unless 0.
 */
export const logicalOr: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('logicalOr');

/**
 * True where exactly one is, elementwise with broadcasting; numbers count as true unless 0.
 */
export const logicalXor: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('logicalXor');

/**
 * True where the element is false or 0.
 */
export const logicalNot: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('logicalNot');

/**
 * Elements of `input` where `condition` holds, else of `other`, with broadcasting. Gradients go only where elements came from; a NaN in the branch not taken still makes its gradient NaN.
 *
 * @example
 * where(tensor([true, false]), tensor([1, 2]), 0)
 */
export const where: {
  (condition: Tensor, input: Tensor | number, other: Tensor | number): Tensor;
  (options: { condition: Tensor; input: Tensor | number; other: Tensor | number }): Tensor;
  (condition: Tensor): Tensor[];
  (options: { condition: Tensor }): Tensor[];
} = functionOf('where');

/**
 * The input with `value` where `mask` holds; the mask broadcasts to the input.
 *
 * @example
 * maskedFill(tensor([1, 2]), tensor([true, false]), 0)
 */
export const maskedFill: {
  (input: Tensor, mask: Tensor, value: Tensor | number): Tensor;
  (options: { input: Tensor; mask: Tensor; value: Tensor | number }): Tensor;
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
  (input: Tensor, options: { size: number[] }): Tensor;
  (input: Tensor, ...size: number[]): Tensor;
  (input: Tensor, shape: number[]): Tensor;
  (input: Tensor, options: { shape: number[] }): Tensor;
  (input: Tensor, ...shape: number[]): Tensor;
} = functionOf('view');

/**
 * The tensor with its elements dense in row-major order: itself if it is, else a copy.
 *
 * $y = x$
 */
export const contiguous: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('contiguous');

/**
 * The same elements in the same order under another shape; one size may be -1. A view where possible, else a copy.
 *
 * @example
 * arange(6).reshape(2, -1)
 */
export const reshape: {
  (input: Tensor, shape: number[]): Tensor;
  (input: Tensor, options: { shape: number[] }): Tensor;
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
  (input: Tensor, options: { dims: number[] }): Tensor;
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
  (input: Tensor, options: { dim0: number; dim1: number }): Tensor;
} = functionOf('transpose');

/**
 * The transpose of a matrix; tensors of fewer dimensions are returned as they are.
 *
 * @example
 * tensor([[1, 2, 3]]).t()
 */
export const t: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
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
  (input: Tensor, options: { size: number[] }): Tensor;
  (input: Tensor, ...size: number[]): Tensor;
} = functionOf('expand');

/**
 * The tensor broadcast to a shape, without copying.
 */
export const broadcastTo: {
  (input: Tensor, size: number[]): Tensor;
  (input: Tensor, options: { size: number[] }): Tensor;
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
  (input: Tensor, options: { dim: number }): Tensor;
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
  (input: Tensor, options: { dim: number; index: number }): Tensor;
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
  (input: Tensor, options: { dim: number; start: number; length: number }): Tensor;
} = functionOf('narrow');

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
  (options: { input: Tensor; other: Tensor }): Tensor;
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
  (options: { input: Tensor; weight: Tensor; bias?: Tensor | null }): Tensor;
} = functionOf('linear');

/**
 * Product of two matrices.
 */
export const mm: {
  (input: Tensor, mat2: Tensor): Tensor;
  (options: { input: Tensor; mat2: Tensor }): Tensor;
} = functionOf('mm');

/**
 * Products of two batches of matrices.
 */
export const bmm: {
  (input: Tensor, mat2: Tensor): Tensor;
  (options: { input: Tensor; mat2: Tensor }): Tensor;
} = functionOf('bmm');

/**
 * Product of a matrix and a vector.
 */
export const mv: {
  (input: Tensor, vec: Tensor): Tensor;
  (options: { input: Tensor; vec: Tensor }): Tensor;
} = functionOf('mv');

/**
 * Inner product of two vectors.
 */
export const dot: {
  (input: Tensor, tensor: Tensor): Tensor;
  (options: { input: Tensor; tensor: Tensor }): Tensor;
} = functionOf('dot');

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
  (options: { input: Tensor; weight: Tensor; bias?: Tensor | null; stride?: number | number[]; padding?: number | number[] | 'same' | 'valid'; dilation?: number | number[]; groups?: number }): Tensor;
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
  (options: { input: Tensor; weight: Tensor; bias?: Tensor | null; stride?: number | number[]; padding?: number | number[]; outputPadding?: number | number[]; groups?: number; dilation?: number | number[] }): Tensor;
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
  (options: { input: Tensor; weight: Tensor; bias?: Tensor | null; stride?: number | number[]; padding?: number | number[] | 'same' | 'valid'; dilation?: number | number[]; groups?: number }): Tensor;
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
  (options: { input: Tensor; weight: Tensor; bias?: Tensor | null; stride?: number | number[]; padding?: number | number[]; outputPadding?: number | number[]; groups?: number; dilation?: number | number[] }): Tensor;
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
  (options: { input: Tensor; weight: Tensor; bias?: Tensor | null; stride?: number | number[]; padding?: number | number[] | 'same' | 'valid'; dilation?: number | number[]; groups?: number }): Tensor;
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
  (options: { input: Tensor; weight: Tensor; bias?: Tensor | null; stride?: number | number[]; padding?: number | number[]; outputPadding?: number | number[]; groups?: number; dilation?: number | number[] }): Tensor;
} = functionOf('convTranspose3d');

/**
 * Adds columns [N, C kh kw, windows] back into the places of their windows: the adjoint of unfold.
 *
 * Defaults: `dilation = 1`, `padding = 0`, `stride = 1`.
 */
export const fold: {
  (input: Tensor, outputSize: number | number[], kernelSize: number | number[], options?: { dilation?: number | number[]; padding?: number | number[]; stride?: number | number[] }): Tensor;
  (input: Tensor, outputSize: number | number[], kernelSize: number | number[], dilation?: number | number[] | null, options?: { padding?: number | number[]; stride?: number | number[] }): Tensor;
  (input: Tensor, outputSize: number | number[], kernelSize: number | number[], dilation?: number | number[] | null, padding?: number | number[] | null, stride?: number | number[] | null): Tensor;
  (input: Tensor, options: { outputSize: number | number[]; kernelSize: number | number[]; dilation?: number | number[]; padding?: number | number[]; stride?: number | number[] }): Tensor;
} = functionOf('fold');

/**
 * The elements in reverse order along the given dimensions.
 *
 * $y_i = x_{n-1-i}$
 *
 * @example
 * flip(tensor([1, 2, 3]), [0])
 */
export const flip: {
  (input: Tensor, dims: number[]): Tensor;
  (input: Tensor, options: { dims: number[] }): Tensor;
  (input: Tensor, ...dims: number[]): Tensor;
} = functionOf('flip');

/**
 * The columns (dim 1) in reverse order.
 *
 * @example
 * fliplr(tensor([[1, 2], [3, 4]]))
 */
export const fliplr: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('fliplr');

/**
 * The rows (dim 0) in reverse order.
 *
 * @example
 * flipud(tensor([[1, 2], [3, 4]]))
 */
export const flipud: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('flipud');

/**
 * The tensor turned `k` times by 90 degrees in the plane of two dimensions, from the first towards the second.
 *
 * Defaults: `k = 1`, `dims = [0, 1]`.
 *
 * @example
 * rot90(tensor([[1, 2], [3, 4]]))
 */
export const rot90: {
  (input: Tensor, options?: { k?: number; dims?: number[] }): Tensor;
  (input: Tensor, k?: number | null, options?: { dims?: number[] }): Tensor;
  (input: Tensor, k?: number | null, dims?: number[] | null): Tensor;
} = functionOf('rot90');

/**
 * The elements moved on along dimensions, those past the end coming back in front; without `dims`, of the flattened tensor.
 *
 * $y_{(i + s) \bmod n} = x_i$
 *
 * @example
 * roll(tensor([1, 2, 3]), 1)
 */
export const roll: {
  (input: Tensor, shifts: number | number[], options?: { dims?: number | number[] | null }): Tensor;
  (input: Tensor, shifts: number | number[], dims?: number | number[] | null): Tensor;
  (input: Tensor, options: { shifts: number | number[]; dims?: number | number[] | null }): Tensor;
} = functionOf('roll');

/**
 * The whole tensor repeated so many times along each dimension; more counts than dimensions add dimensions in front.
 *
 * $y = \text{copies of } x$
 *
 * @example
 * repeat(tensor([1, 2]), [2, 2])
 */
export const repeat: {
  (input: Tensor, repeats: number[]): Tensor;
  (input: Tensor, options: { repeats: number[] }): Tensor;
  (input: Tensor, ...repeats: number[]): Tensor;
} = functionOf('repeat');

/**
 * The whole tensor repeated so many times along each dimension; counts left out in front are 1.
 *
 * @example
 * tile(tensor([[1, 2]]), [2])
 */
export const tile: {
  (input: Tensor, dims: number[]): Tensor;
  (input: Tensor, options: { dims: number[] }): Tensor;
  (input: Tensor, ...dims: number[]): Tensor;
} = functionOf('tile');

/**
 * Every slice along `dim` (every element, without) repeated so many times in place; `repeats` may differ by slice.
 *
 * @example
 * repeatInterleave(tensor([1, 2]), 2)
 */
export const repeatInterleave: {
  (input: Tensor, repeats: Tensor | number, options?: { dim?: number | null; outputSize?: number | null }): Tensor;
  (input: Tensor, repeats: Tensor | number, dim?: number | null, options?: { outputSize?: number | null }): Tensor;
} = functionOf('repeatInterleave');

/**
 * Dimensions moved to new places, the others keeping their order.
 *
 * @example
 * zeros([2, 3, 4]).movedim(0, 2).shape
 */
export const movedim: {
  (input: Tensor, source: number | number[], destination: number | number[]): Tensor;
  (input: Tensor, options: { source: number | number[]; destination: number | number[] }): Tensor;
} = functionOf('movedim');

/**
 * Dimensions moved to new places, the others keeping their order.
 *
 * @example
 * zeros([2, 3, 4]).movedim(0, 2).shape
 */
export const moveaxis: {
  (input: Tensor, source: number | number[], destination: number | number[]): Tensor;
  (input: Tensor, options: { source: number | number[]; destination: number | number[] }): Tensor;
} = functionOf('movedim');

/**
 * Two dimensions exchanged, as transpose.
 */
export const swapaxes: {
  (input: Tensor, axis0: number, axis1: number): Tensor;
  (input: Tensor, options: { axis0: number; axis1: number }): Tensor;
} = functionOf('swapaxes');

/**
 * Two dimensions exchanged, as transpose.
 */
export const swapdims: {
  (input: Tensor, dim0: number, dim1: number): Tensor;
  (input: Tensor, options: { dim0: number; dim1: number }): Tensor;
} = functionOf('swapdims');

/**
 * All elements in one dimension.
 *
 * @example
 * ravel(tensor([[1, 2], [3, 4]]))
 */
export const ravel: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('ravel');

/**
 * The tensor expanded to the shape of another.
 */
export const expandAs: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('expandAs');

/**
 * With `dimension`, all windows of `size` along it, `step` apart, as a new last dimension (a view). With `kernelSize`, the sliding windows of images [N, C, H, W] as columns [N, C kh kw, windows] (im2col).
 *
 * Defaults: `dilation = 1`, `padding = 0`, `stride = 1`.
 *
 * @example
 * arange(5).unfold(0, 3, 1)
 */
export const unfold: {
  (input: Tensor, dimension: number, size: number, step: number): Tensor;
  (input: Tensor, options: { dimension: number; size: number; step: number }): Tensor;
  (input: Tensor, kernelSize: number | number[], options?: { dilation?: number | number[]; padding?: number | number[]; stride?: number | number[] }): Tensor;
  (input: Tensor, kernelSize: number | number[], dilation?: number | number[] | null, options?: { padding?: number | number[]; stride?: number | number[] }): Tensor;
  (input: Tensor, kernelSize: number | number[], dilation?: number | number[] | null, padding?: number | number[] | null, stride?: number | number[] | null): Tensor;
  (input: Tensor, options: { kernelSize: number | number[]; dilation?: number | number[]; padding?: number | number[]; stride?: number | number[] }): Tensor;
} = functionOf('unfold');

/**
 * Pieces of one size along `dim` (the last may be smaller), or of the sizes given. The pieces are views.
 *
 * Defaults: `dim = 0`.
 *
 * @example
 * split(arange(5), 2)
 */
export const split: {
  (tensor: Tensor, splitSizeOrSections: number | number[], options?: { dim?: number }): Tensor[];
  (tensor: Tensor, splitSizeOrSections: number | number[], dim?: number | null): Tensor[];
  (tensor: Tensor, options: { splitSizeOrSections: number | number[]; dim?: number }): Tensor[];
} = functionOf('split');

/**
 * At most `chunks` pieces of equal size along `dim`; the last may be smaller. The pieces are views.
 *
 * Defaults: `dim = 0`.
 *
 * @example
 * chunk(arange(5), 2)
 */
export const chunk: {
  (input: Tensor, chunks: number, options?: { dim?: number }): Tensor[];
  (input: Tensor, chunks: number, dim?: number | null): Tensor[];
  (input: Tensor, options: { chunks: number; dim?: number }): Tensor[];
} = functionOf('chunk');

/**
 * So many pieces along `dim`, as equal as can be, or pieces cut before the given indices. The pieces are views.
 *
 * Defaults: `dim = 0`.
 *
 * @example
 * tensorSplit(arange(5), 2)
 */
export const tensorSplit: {
  (input: Tensor, sections: number, options?: { dim?: number }): Tensor[];
  (input: Tensor, sections: number, dim?: number | null): Tensor[];
  (input: Tensor, options: { sections: number; dim?: number }): Tensor[];
  (input: Tensor, indices: number[], options?: { dim?: number }): Tensor[];
  (input: Tensor, indices: number[], dim?: number | null): Tensor[];
  (input: Tensor, options: { indices: number[]; dim?: number }): Tensor[];
  (input: Tensor, indicesOrSections: Tensor, options?: { dim?: number }): Tensor[];
  (input: Tensor, indicesOrSections: Tensor, dim?: number | null): Tensor[];
} = functionOf('tensorSplit');

/**
 * Pieces along the columns (dim 1, or dim 0 of a vector): so many equal ones, or cut before the given indices.
 */
export const hsplit: {
  (input: Tensor, indicesOrSections: number | number[]): Tensor[];
  (input: Tensor, options: { indicesOrSections: number | number[] }): Tensor[];
} = functionOf('hsplit');

/**
 * Pieces along dim 0: so many equal ones, or cut before the given indices.
 */
export const vsplit: {
  (input: Tensor, indicesOrSections: number | number[]): Tensor[];
  (input: Tensor, options: { indicesOrSections: number | number[] }): Tensor[];
} = functionOf('vsplit');

/**
 * Pieces along dim 2: so many equal ones, or cut before the given indices.
 */
export const dsplit: {
  (input: Tensor, indicesOrSections: number | number[]): Tensor[];
  (input: Tensor, options: { indicesOrSections: number | number[] }): Tensor[];
} = functionOf('dsplit');

/**
 * All slices along `dim`, without that dimension. The slices are views.
 *
 * Defaults: `dim = 0`.
 *
 * @example
 * unbind(tensor([[1, 2], [3, 4]]))
 */
export const unbind: {
  (input: Tensor, options?: { dim?: number }): Tensor[];
  (input: Tensor, dim?: number | null): Tensor[];
} = functionOf('unbind');

/**
 * The tensor with axes of size 1 added until it has 1 dimension.
 *
 * @example
 * atleast1d(tensor(1)).shape
 */
export const atleast1d: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
  (tensors: Tensor[]): Tensor[];
  (options: { tensors: Tensor[] }): Tensor[];
  (...tensors: Tensor[]): Tensor[];
} = functionOf('atleast1d');

/**
 * The tensor with axes of size 1 added until it has 2 dimensions.
 *
 * @example
 * atleast2d(tensor(1)).shape
 */
export const atleast2d: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
  (tensors: Tensor[]): Tensor[];
  (options: { tensors: Tensor[] }): Tensor[];
  (...tensors: Tensor[]): Tensor[];
} = functionOf('atleast2d');

/**
 * The tensor with axes of size 1 added until it has 3 dimensions.
 *
 * @example
 * atleast3d(tensor(1)).shape
 */
export const atleast3d: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
  (tensors: Tensor[]): Tensor[];
  (options: { tensors: Tensor[] }): Tensor[];
  (...tensors: Tensor[]): Tensor[];
} = functionOf('atleast3d');

/**
 * Tensors side by side: joined along dim 1, vectors along dim 0.
 *
 * @example
 * hstack([tensor([1, 2]), tensor([3, 4])])
 */
export const hstack: {
  (tensors: Tensor[]): Tensor;
  (options: { tensors: Tensor[] }): Tensor;
} = functionOf('hstack');

/**
 * Tensors below each other: joined along dim 0, vectors as rows.
 *
 * @example
 * vstack([tensor([1, 2]), tensor([3, 4])])
 */
export const vstack: {
  (tensors: Tensor[]): Tensor;
  (options: { tensors: Tensor[] }): Tensor;
} = functionOf('vstack');

/**
 * Tensors below each other: joined along dim 0, vectors as rows.
 *
 * @example
 * vstack([tensor([1, 2]), tensor([3, 4])])
 */
export const rowStack: {
  (tensors: Tensor[]): Tensor;
  (options: { tensors: Tensor[] }): Tensor;
} = functionOf('vstack');

/**
 * Tensors behind each other: joined along dim 2.
 *
 * @example
 * dstack([tensor([1, 2]), tensor([3, 4])])
 */
export const dstack: {
  (tensors: Tensor[]): Tensor;
  (options: { tensors: Tensor[] }): Tensor;
} = functionOf('dstack');

/**
 * Tensors side by side as columns: vectors become columns.
 *
 * @example
 * columnStack([tensor([1, 2]), tensor([3, 4])])
 */
export const columnStack: {
  (tensors: Tensor[]): Tensor;
  (options: { tensors: Tensor[] }): Tensor;
} = functionOf('columnStack');

/**
 * Matrices along a diagonal of blocks, zeros elsewhere.
 *
 * @example
 * blockDiag(tensor([[1, 2]]), tensor([[3]]))
 */
export const blockDiag: {
  (tensors: Tensor[]): Tensor;
  (options: { tensors: Tensor[] }): Tensor;
  (...tensors: Tensor[]): Tensor;
} = functionOf('blockDiag');

/**
 * Tensors expanded to their common broadcast shape.
 *
 * @example
 * broadcastTensors(zeros([2, 1]), zeros([3])).map((t) => t.shape)
 */
export const broadcastTensors: {
  (tensors: Tensor[]): Tensor[];
  (options: { tensors: Tensor[] }): Tensor[];
  (...tensors: Tensor[]): Tensor[];
} = functionOf('broadcastTensors');

/**
 * Coordinates of the grid over 1-d tensors, one tensor of the grid's shape each. 'xy' exchanges the first two dimensions.
 *
 * Defaults: `indexing = 'ij'`.
 *
 * @example
 * meshgrid(tensor([1, 2]), tensor([3, 4, 5]))
 */
export const meshgrid: {
  (tensors: Tensor[], options?: { indexing?: 'ij' | 'xy' }): Tensor[];
  (options: { tensors: Tensor[]; indexing?: 'ij' | 'xy' }): Tensor[];
  (...tensors: Tensor[]): Tensor[];
} = functionOf('meshgrid');

/**
 * Every combination of one element of each 1-d tensor, one row each.
 *
 * @example
 * cartesianProd(tensor([1, 2]), tensor([3, 4]))
 */
export const cartesianProd: {
  (tensors: Tensor[]): Tensor;
  (options: { tensors: Tensor[] }): Tensor;
  (...tensors: Tensor[]): Tensor;
} = functionOf('cartesianProd');

/**
 * One dimension unfolded into several; one of their sizes may be -1.
 *
 * @example
 * unflatten(arange(6), 0, [2, 3])
 */
export const unflatten: {
  (input: Tensor, dim: number, sizes: number[]): Tensor;
  (input: Tensor, options: { dim: number; sizes: number[] }): Tensor;
} = functionOf('unflatten');

/**
 * The lower triangle of a matrix, or of every matrix of a batch, with zeros elsewhere; `diagonal` moves its edge up.
 *
 * $y_{ij} = x_{ij} \, [j \le i + d]$
 *
 * Defaults: `diagonal = 0`.
 *
 * @example
 * tril(ones([3, 3]))
 */
export const tril: {
  (input: Tensor, options?: { diagonal?: number }): Tensor;
  (input: Tensor, diagonal?: number | null): Tensor;
} = functionOf('tril');

/**
 * The upper triangle of a matrix, or of every matrix of a batch, with zeros elsewhere; `diagonal` moves its edge up.
 *
 * $y_{ij} = x_{ij} \, [j \ge i + d]$
 *
 * Defaults: `diagonal = 0`.
 *
 * @example
 * triu(ones([3, 3]))
 */
export const triu: {
  (input: Tensor, options?: { diagonal?: number }): Tensor;
  (input: Tensor, diagonal?: number | null): Tensor;
} = functionOf('triu');

/**
 * Row and column numbers of the lower triangle of a matrix, as a tensor of 2 rows.
 *
 * Defaults: `offset = 0`.
 *
 * @example
 * trilIndices(2, 2)
 */
export const trilIndices: {
  (row: number, col: number, options?: { offset?: number }): Tensor;
  (row: number, col: number, offset?: number | null): Tensor;
  (options: { row: number; col: number; offset?: number }): Tensor;
} = functionOf('trilIndices');

/**
 * Row and column numbers of the upper triangle of a matrix, as a tensor of 2 rows.
 *
 * Defaults: `offset = 0`.
 *
 * @example
 * triuIndices(2, 2)
 */
export const triuIndices: {
  (row: number, col: number, options?: { offset?: number }): Tensor;
  (row: number, col: number, offset?: number | null): Tensor;
  (options: { row: number; col: number; offset?: number }): Tensor;
} = functionOf('triuIndices');

/**
 * The diagonal of the planes of two dimensions, as a new last dimension: a view. `offset` moves it up.
 *
 * $y_i = x_{i,\, i + o}$
 *
 * Defaults: `offset = 0`, `dim1 = 0`, `dim2 = 1`.
 *
 * @example
 * diagonal(tensor([[1, 2], [3, 4]]))
 */
export const diagonal: {
  (input: Tensor, options?: { offset?: number; dim1?: number; dim2?: number }): Tensor;
  (input: Tensor, offset?: number | null, options?: { dim1?: number; dim2?: number }): Tensor;
  (input: Tensor, offset?: number | null, dim1?: number | null, dim2?: number | null): Tensor;
} = functionOf('diagonal');

/**
 * The last dimension written on the diagonal of a new plane of zeros.
 *
 * $y_{i,\, i + o} = x_i$
 *
 * Defaults: `offset = 0`, `dim1 = -2`, `dim2 = -1`.
 *
 * @example
 * diagEmbed(tensor([1, 2]))
 */
export const diagEmbed: {
  (input: Tensor, options?: { offset?: number; dim1?: number; dim2?: number }): Tensor;
  (input: Tensor, offset?: number | null, options?: { dim1?: number; dim2?: number }): Tensor;
  (input: Tensor, offset?: number | null, dim1?: number | null, dim2?: number | null): Tensor;
} = functionOf('diagEmbed');

/**
 * The matrix with a vector on its diagonal, or the diagonal of a matrix.
 *
 * Defaults: `diagonal = 0`.
 *
 * @example
 * diag(tensor([1, 2]))
 */
export const diag: {
  (input: Tensor, options?: { diagonal?: number }): Tensor;
  (input: Tensor, diagonal?: number | null): Tensor;
} = functionOf('diag');

/**
 * The matrix with all elements of the input on its diagonal.
 *
 * Defaults: `offset = 0`.
 *
 * @example
 * diagflat(tensor([[1, 2], [3, 4]]))
 */
export const diagflat: {
  (input: Tensor, options?: { offset?: number }): Tensor;
  (input: Tensor, offset?: number | null): Tensor;
} = functionOf('diagflat');

/**
 * The sum of the diagonal of a matrix.
 *
 * $y = \textstyle\sum_i x_{ii}$
 *
 * @example
 * trace(tensor([[1, 2], [3, 4]]))
 */
export const trace: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('trace');

/**
 * Entries added before and after the last dimensions: `pad` is [left, right] of the last one, then of the one before it, and so on; negative ones cut off. They are `value` (0), or mirrored, repeated or wrapped entries.
 *
 * $y = [\cdots, x, \cdots]$
 *
 * Defaults: `mode = 'constant'`.
 *
 * @example
 * pad(tensor([[1, 2, 3]]), [1, 1])
 */
export const pad: {
  (input: Tensor, pad: number[], options?: { mode?: 'constant' | 'reflect' | 'replicate' | 'circular'; value?: number | null }): Tensor;
  (input: Tensor, pad: number[], mode?: 'constant' | 'reflect' | 'replicate' | 'circular' | null, options?: { value?: number | null }): Tensor;
  (input: Tensor, pad: number[], mode?: 'constant' | 'reflect' | 'replicate' | 'circular' | null, value?: number | null): Tensor;
  (input: Tensor, options: { pad: number[]; mode?: 'constant' | 'reflect' | 'replicate' | 'circular'; value?: number | null }): Tensor;
} = functionOf('pad');

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
  (options: { input: Tensor }): Tensor;
  (input: Tensor, dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  (input: Tensor, options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
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
  (options: { input: Tensor; other: Tensor | number }): Tensor;
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
  (options: { input: Tensor }): Tensor;
  (input: Tensor, dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  (input: Tensor, options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
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
  (options: { input: Tensor; other: Tensor | number }): Tensor;
} = functionOf('minimum');

/**
 * Product along a dimension, or of all elements. Integers and booleans give int32.
 *
 * $y = \textstyle\prod_i x_i$
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * prod(tensor([[1, 2], [3, 4]]), 1)
 */
export const prod: {
  (input: Tensor, options?: { dim?: number | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
} = functionOf('prod');

/**
 * Variance over some dimensions, or over all: the squared distances from the mean over their number less `correction` (1).
 *
 * $y = \tfrac{1}{n - c} \textstyle\sum_i (x_i - \mu)^2$
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * tensor([1, 2, 3, 4]).var()
 */
const var_: {
  (input: Tensor, options?: { dim?: number | number[] | null; unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, unbiased?: boolean | null, keepdim?: boolean | null, options?: { correction?: number | null }): Tensor;
  (input: Tensor, unbiased: boolean): Tensor;
  (input: Tensor, options: { unbiased: boolean }): Tensor;
} = functionOf('var');

export { var_ as var };

/**
 * Standard deviation over some dimensions, or over all: the square root of the variance. Its derivative at 0 is 0.
 *
 * $y = \sqrt{\tfrac{1}{n - c} \textstyle\sum_i (x_i - \mu)^2}$
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * std(tensor([1, 2, 3, 4]))
 */
export const std: {
  (input: Tensor, options?: { dim?: number | number[] | null; unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, unbiased?: boolean | null, keepdim?: boolean | null, options?: { correction?: number | null }): Tensor;
  (input: Tensor, unbiased: boolean): Tensor;
  (input: Tensor, options: { unbiased: boolean }): Tensor;
} = functionOf('std');

/**
 * The variance and the mean over some dimensions, or over all.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * varMean(tensor([1, 2, 3, 4]))
 */
export const varMean: {
  (input: Tensor, options?: { dim?: number | number[] | null; unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): [Tensor, Tensor];
  (input: Tensor, dim?: number | number[] | null, options?: { unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): [Tensor, Tensor];
  (input: Tensor, dim?: number | number[] | null, unbiased?: boolean | null, keepdim?: boolean | null, options?: { correction?: number | null }): [Tensor, Tensor];
  (input: Tensor, unbiased: boolean): [Tensor, Tensor];
  (input: Tensor, options: { unbiased: boolean }): [Tensor, Tensor];
} = functionOf('varMean');

/**
 * The standard deviation and the mean over some dimensions, or over all.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * stdMean(tensor([1, 2, 3, 4]))
 */
export const stdMean: {
  (input: Tensor, options?: { dim?: number | number[] | null; unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): [Tensor, Tensor];
  (input: Tensor, dim?: number | number[] | null, options?: { unbiased?: boolean | null; keepdim?: boolean; correction?: number | null }): [Tensor, Tensor];
  (input: Tensor, dim?: number | number[] | null, unbiased?: boolean | null, keepdim?: boolean | null, options?: { correction?: number | null }): [Tensor, Tensor];
  (input: Tensor, unbiased: boolean): [Tensor, Tensor];
  (input: Tensor, options: { unbiased: boolean }): [Tensor, Tensor];
} = functionOf('stdMean');

/**
 * The logarithm of the sum of the exponentials over some dimensions, without overflow.
 *
 * $y = \ln \textstyle\sum_i e^{x_i}$
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * logsumexp(tensor([1000, 1000]), 0)
 */
export const logsumexp: {
  (input: Tensor, dim: number | number[], options?: { keepdim?: boolean }): Tensor;
  (input: Tensor, dim: number | number[], keepdim?: boolean | null): Tensor;
  (input: Tensor, options: { dim: number | number[]; keepdim?: boolean }): Tensor;
} = functionOf('logsumexp');

/**
 * The p-norm over some dimensions, or over all. 'fro' is p = 2; Infinity and -Infinity are the largest and the smallest absolute value, 0 counts what is not 0.
 *
 * $y = \left(\textstyle\sum_i |x_i|^p\right)^{1/p}$
 *
 * Defaults: `p = 'fro'`, `keepdim = false`.
 *
 * @example
 * norm(tensor([3, 4]))
 */
export const norm: {
  (input: Tensor, options?: { p?: number | 'fro'; dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, p?: number | 'fro' | null, options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, p?: number | 'fro' | null, dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
} = functionOf('norm');

/**
 * Whether every element is true, over some dimensions or over all. Numbers count as true unless 0.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * all(tensor([[true, false], [true, true]]), 1)
 */
export const all: {
  (input: Tensor, options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
} = functionOf('all');

/**
 * Whether some element is true, over some dimensions or over all. Numbers count as true unless 0.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * any(tensor([[true, false], [true, true]]), 1)
 */
export const any: {
  (input: Tensor, options?: { dim?: number | number[] | null; keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { keepdim?: boolean }): Tensor;
  (input: Tensor, dim?: number | number[] | null, keepdim?: boolean | null): Tensor;
} = functionOf('any');

/**
 * How many elements are not 0, over some dimensions or over all.
 *
 * @example
 * countNonzero(tensor([0, 1, 2]))
 */
export const countNonzero: {
  (input: Tensor, options?: { dim?: number | number[] | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null): Tensor;
} = functionOf('countNonzero');

/**
 * The smallest and the largest element, along a dimension or of all.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * aminmax(tensor([3, 1, 2]))
 */
export const aminmax: {
  (input: Tensor, options?: { dim?: number | null; keepdim?: boolean }): [Tensor, Tensor];
  (options: { input: Tensor; dim?: number | null; keepdim?: boolean }): [Tensor, Tensor];
} = functionOf('aminmax');

/**
 * Sum over some dimensions, or over all, with NaN counted as 0.
 *
 * $y = \textstyle\sum_{x_i \ne \text{NaN}} x_i$
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * nansum(tensor([1, NaN, 2]))
 */
export const nansum: {
  (input: Tensor, options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
} = functionOf('nansum');

/**
 * Mean of the elements that are not NaN, over some dimensions or over all.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * nanmean(tensor([1, NaN, 3]))
 */
export const nanmean: {
  (input: Tensor, options?: { dim?: number | number[] | null; keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, options?: { keepdim?: boolean; dtype?: DTypeName | null }): Tensor;
  (input: Tensor, dim?: number | number[] | null, keepdim?: boolean | null, options?: { dtype?: DTypeName | null }): Tensor;
} = functionOf('nanmean');

/**
 * Covariances of the rows (variables) over the columns (observations), which may be repeated (`fweights`) or weighted (`aweights`).
 *
 * $y_{ij} = \tfrac{1}{n - c} \textstyle\sum_k (x_{ik} - \mu_i)(x_{jk} - \mu_j)$
 *
 * Defaults: `correction = 1`.
 *
 * @example
 * cov(tensor([[0, 1, 2], [2, 1, 0]]))
 */
export const cov: {
  (input: Tensor, options?: { correction?: number; fweights?: Tensor | null; aweights?: Tensor | null }): Tensor;
  (options: { input: Tensor; correction?: number; fweights?: Tensor | null; aweights?: Tensor | null }): Tensor;
} = functionOf('cov');

/**
 * Pearson's correlation coefficients of the rows (variables) over the columns (observations).
 *
 * $y_{ij} = \frac{C_{ij}}{\sqrt{C_{ii} C_{jj}}}$
 *
 * @example
 * corrcoef(tensor([[0, 1, 2], [2, 1, 0]]))
 */
export const corrcoef: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('corrcoef');

/**
 * How many elements fall into each of `bins` equal intervals from `min` to `max` (both 0: the range of the data). Elements outside are not counted.
 *
 * Defaults: `bins = 100`, `min = 0`, `max = 0`.
 *
 * @example
 * histc(tensor([1, 2, 2, 3]), 3, 1, 3)
 */
export const histc: {
  (input: Tensor, options?: { bins?: number; min?: number; max?: number }): Tensor;
  (input: Tensor, bins?: number | null, options?: { min?: number; max?: number }): Tensor;
  (input: Tensor, bins?: number | null, min?: number | null, max?: number | null): Tensor;
} = functionOf('histc');

/**
 * How often each of 0, 1, 2, ... occurs in a 1-d tensor of whole numbers, or the sum of its weights.
 *
 * Defaults: `minlength = 0`.
 *
 * @example
 * bincount(tensor([0, 2, 2], { dtype: 'int32' }))
 */
export const bincount: {
  (input: Tensor, options?: { weights?: Tensor | null; minlength?: number }): Tensor;
  (input: Tensor, weights?: Tensor | null, options?: { minlength?: number }): Tensor;
  (input: Tensor, weights?: Tensor | null, minlength?: number | null): Tensor;
} = functionOf('bincount');

/**
 * Running sums along `dim`. float32 is accumulated in float64; integers and booleans give int32.
 *
 * $y_i = \textstyle\sum_{j \le i} x_j$
 *
 * @example
 * cumsum(tensor([1, 2, 3]), 0)
 */
export const cumsum: {
  (input: Tensor, dim: number, options?: { dtype?: DTypeName | null }): Tensor;
  (input: Tensor, options: { dim: number; dtype?: DTypeName | null }): Tensor;
} = functionOf('cumsum');

/**
 * Running products along `dim`. Integers and booleans give int32.
 *
 * $y_i = \textstyle\prod_{j \le i} x_j$
 *
 * @example
 * cumprod(tensor([1, 2, 3]), 0)
 */
export const cumprod: {
  (input: Tensor, dim: number, options?: { dtype?: DTypeName | null }): Tensor;
  (input: Tensor, options: { dim: number; dtype?: DTypeName | null }): Tensor;
} = functionOf('cumprod');

/**
 * The logarithm of the running sums of exponentials along `dim`, without overflow.
 *
 * $y_i = \ln \textstyle\sum_{j \le i} e^{x_j}$
 *
 * @example
 * logcumsumexp(tensor([1, 2, 3]), 0)
 */
export const logcumsumexp: {
  (input: Tensor, dim: number): Tensor;
  (input: Tensor, options: { dim: number }): Tensor;
} = functionOf('logcumsumexp');

/**
 * The largest element so far along `dim`, and its index (the last one on ties).
 *
 * $y_i = \max_{j \le i} x_j$
 *
 * @example
 * cummax(tensor([1, 3, 2]), 0)
 */
export const cummax: {
  (input: Tensor, dim: number): [Tensor, Tensor];
  (input: Tensor, options: { dim: number }): [Tensor, Tensor];
} = functionOf('cummax');

/**
 * The smallest element so far along `dim`, and its index (the last one on ties).
 *
 * $y_i = \min_{j \le i} x_j$
 *
 * @example
 * cummin(tensor([1, 3, 2]), 0)
 */
export const cummin: {
  (input: Tensor, dim: number): [Tensor, Tensor];
  (input: Tensor, options: { dim: number }): [Tensor, Tensor];
} = functionOf('cummin');

/**
 * Differences of neighbours along `dim`, taken `n` times.
 *
 * $y_i = x_{i+1} - x_i$
 *
 * Defaults: `n = 1`, `dim = -1`.
 *
 * @example
 * diff(tensor([1, 4, 9]))
 */
export const diff: {
  (input: Tensor, options?: { n?: number; dim?: number; prepend?: Tensor | null; append?: Tensor | null }): Tensor;
  (input: Tensor, n?: number | null, options?: { dim?: number; prepend?: Tensor | null; append?: Tensor | null }): Tensor;
  (input: Tensor, n?: number | null, dim?: number | null, prepend?: Tensor | null, append?: Tensor | null): Tensor;
} = functionOf('diff');

/**
 * The area under `y` along `dim` by trapezoids, over places `x` or `dx` (1) apart.
 *
 * $A = \textstyle\sum_i \tfrac{1}{2} (y_i + y_{i+1}) (x_{i+1} - x_i)$
 *
 * Defaults: `dim = -1`.
 *
 * @example
 * trapezoid(tensor([1, 2, 3]))
 */
export const trapezoid: {
  (y: Tensor, options?: { x?: Tensor | null; dx?: number | null; dim?: number }): Tensor;
  (y: Tensor, x?: Tensor | null, options?: { dx?: number | null; dim?: number }): Tensor;
  (options: { y: Tensor; x?: Tensor | null; dx?: number | null; dim?: number }): Tensor;
} = functionOf('trapezoid');

/**
 * The area under `y` along `dim` by trapezoids, over places `x` or `dx` (1) apart.
 *
 * $A = \textstyle\sum_i \tfrac{1}{2} (y_i + y_{i+1}) (x_{i+1} - x_i)$
 *
 * Defaults: `dim = -1`.
 *
 * @example
 * trapezoid(tensor([1, 2, 3]))
 */
export const trapz: {
  (y: Tensor, options?: { x?: Tensor | null; dx?: number | null; dim?: number }): Tensor;
  (y: Tensor, x?: Tensor | null, options?: { dx?: number | null; dim?: number }): Tensor;
  (options: { y: Tensor; x?: Tensor | null; dx?: number | null; dim?: number }): Tensor;
} = functionOf('trapezoid');

/**
 * The running area under `y` along `dim` by trapezoids.
 *
 * Defaults: `dim = -1`.
 *
 * @example
 * cumulativeTrapezoid(tensor([1, 2, 3]))
 */
export const cumulativeTrapezoid: {
  (y: Tensor, options?: { x?: Tensor | null; dx?: number | null; dim?: number }): Tensor;
  (y: Tensor, x?: Tensor | null, options?: { dx?: number | null; dim?: number }): Tensor;
  (options: { y: Tensor; x?: Tensor | null; dx?: number | null; dim?: number }): Tensor;
} = functionOf('cumulativeTrapezoid');

/**
 * The elements along `dim` in order, and the indices that they came from. Equal elements keep their order; NaN counts as largest.
 *
 * $y_i = x_{\pi(i)},\; y_1 \le y_2 \le \dots$
 *
 * Defaults: `dim = -1`, `descending = false`, `stable = true`.
 *
 * @example
 * sort(tensor([3, 1, 2]))
 */
export const sort: {
  (input: Tensor, options?: { dim?: number; descending?: boolean; stable?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim?: number | null, options?: { descending?: boolean; stable?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim?: number | null, descending?: boolean | null, stable?: boolean | null): [Tensor, Tensor];
} = functionOf('sort');

/**
 * The indices that sort the elements along `dim`; equal elements keep their order.
 *
 * Defaults: `dim = -1`, `descending = false`, `stable = true`.
 *
 * @example
 * argsort(tensor([3, 1, 2]))
 */
export const argsort: {
  (input: Tensor, options?: { dim?: number; descending?: boolean; stable?: boolean }): Tensor;
  (input: Tensor, dim?: number | null, options?: { descending?: boolean; stable?: boolean }): Tensor;
  (input: Tensor, dim?: number | null, descending?: boolean | null, stable?: boolean | null): Tensor;
} = functionOf('argsort');

/**
 * The elements in order along the first dimension.
 *
 * @example
 * msort(tensor([3, 1, 2]))
 */
export const msort: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('msort');

/**
 * The `k` largest (or smallest) elements along `dim`, in order, and their indices. NaN counts as largest.
 *
 * $y_i = x_{\pi(i)},\; i \le k$
 *
 * Defaults: `dim = -1`, `largest = true`, `sorted = true`.
 *
 * @example
 * topk(tensor([3, 1, 2]), 2)
 */
export const topk: {
  (input: Tensor, k: number, options?: { dim?: number; largest?: boolean; sorted?: boolean }): [Tensor, Tensor];
  (input: Tensor, k: number, dim?: number | null, options?: { largest?: boolean; sorted?: boolean }): [Tensor, Tensor];
  (input: Tensor, k: number, dim?: number | null, largest?: boolean | null, sorted?: boolean | null): [Tensor, Tensor];
  (input: Tensor, options: { k: number; dim?: number; largest?: boolean; sorted?: boolean }): [Tensor, Tensor];
} = functionOf('topk');

/**
 * The `k`-th smallest element along `dim` (1 is the smallest), and its index.
 *
 * $y = x_k$
 *
 * Defaults: `dim = -1`, `keepdim = false`.
 */
export const kthvalue: {
  (input: Tensor, k: number, options?: { dim?: number; keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, k: number, dim?: number | null, options?: { keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, k: number, dim?: number | null, keepdim?: boolean | null): [Tensor, Tensor];
  (input: Tensor, options: { k: number; dim?: number; keepdim?: boolean }): [Tensor, Tensor];
} = functionOf('kthvalue');

/**
 * The most frequent element along `dim` (the smallest of several) and the index of its last occurrence.
 *
 * $y = x_k$
 *
 * Defaults: `dim = -1`, `keepdim = false`.
 */
export const mode: {
  (input: Tensor, options?: { dim?: number; keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim?: number | null, options?: { keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim?: number | null, keepdim?: boolean | null): [Tensor, Tensor];
} = functionOf('mode');

/**
 * The median: the lower of the two middle elements where there are two. With `dim`, also its index.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * median(tensor([3, 1, 2, 4]))
 */
export const median: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
  (input: Tensor, dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  (input: Tensor, options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
} = functionOf('median');

/**
 * The median of the elements that are not NaN: the lower of the two middle elements where there are two. With `dim`, also its index.
 *
 * Defaults: `keepdim = false`.
 *
 * @example
 * nanmedian(tensor([3, 1, 2, 4]))
 */
export const nanmedian: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
  (input: Tensor, dim: number, options?: { keepdim?: boolean }): [Tensor, Tensor];
  (input: Tensor, dim: number, keepdim?: boolean | null): [Tensor, Tensor];
  (input: Tensor, options: { dim: number; keepdim?: boolean }): [Tensor, Tensor];
} = functionOf('nanmedian');

/**
 * The `q`-quantiles along `dim`, or of all elements; between two elements by `interpolation`. Several q give a new first dimension.
 *
 * Defaults: `keepdim = false`, `interpolation = 'linear'`.
 *
 * @example
 * quantile(tensor([1, 2, 3, 4]), 0.5)
 */
export const quantile: {
  (input: Tensor, q: Tensor | number, options?: { dim?: number | null; keepdim?: boolean; interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  (input: Tensor, q: Tensor | number, dim?: number | null, options?: { keepdim?: boolean; interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  (input: Tensor, q: Tensor | number, dim?: number | null, keepdim?: boolean | null, options?: { interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
} = functionOf('quantile');

/**
 * The `q`-quantiles of the elements that are not NaN along `dim`, or of all elements; between two elements by `interpolation`. Several q give a new first dimension.
 *
 * Defaults: `keepdim = false`, `interpolation = 'linear'`.
 *
 * @example
 * nanquantile(tensor([1, 2, 3, 4]), 0.5)
 */
export const nanquantile: {
  (input: Tensor, q: Tensor | number, options?: { dim?: number | null; keepdim?: boolean; interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  (input: Tensor, q: Tensor | number, dim?: number | null, options?: { keepdim?: boolean; interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
  (input: Tensor, q: Tensor | number, dim?: number | null, keepdim?: boolean | null, options?: { interpolation?: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' }): Tensor;
} = functionOf('nanquantile');

/**
 * The distinct elements in order; with `dim`, the distinct slices. With `returnInverse` also the place of every element among them, with `returnCounts` how often each occurs: then the result is an array.
 *
 * Defaults: `sorted = true`, `returnInverse = false`, `returnCounts = false`.
 *
 * @example
 * unique(tensor([3, 1, 3]))
 */
export const unique: {
  (input: Tensor, options?: { sorted?: boolean; dim?: number | null }): Tensor;
  (input: Tensor, sorted?: boolean | null, options?: { dim?: number | null }): Tensor;
  (input: Tensor, options?: { sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean; dim?: number | null }): Tensor[];
  (input: Tensor, sorted?: boolean | null, options?: { returnInverse?: boolean; returnCounts?: boolean; dim?: number | null }): Tensor[];
} = functionOf('unique');

/**
 * One element of every run of equal ones; with `dim`, of equal slices. Further results as in unique.
 *
 * Defaults: `returnInverse = false`, `returnCounts = false`.
 *
 * @example
 * uniqueConsecutive(tensor([1, 1, 2, 1]))
 */
export const uniqueConsecutive: {
  (input: Tensor, options?: { dim?: number | null }): Tensor;
  (options: { input: Tensor; dim?: number | null }): Tensor;
  (input: Tensor, options?: { returnInverse?: boolean; returnCounts?: boolean; dim?: number | null }): Tensor[];
  (options: { input: Tensor; returnInverse?: boolean; returnCounts?: boolean; dim?: number | null }): Tensor[];
} = functionOf('uniqueConsecutive');

/**
 * Where each value would be inserted into an ascending sequence (1-d, or one per row) to keep it in order: before equal elements, or after them with `right`.
 *
 * Defaults: `outInt32 = false`, `right = false`.
 *
 * @example
 * searchsorted(tensor([1, 3, 5]), tensor([2, 3]))
 */
export const searchsorted: {
  (sortedSequence: Tensor, input: Tensor | number, options?: { outInt32?: boolean; right?: boolean; side?: 'left' | 'right' | null; sorter?: Tensor | null }): Tensor;
  (options: { sortedSequence: Tensor; input: Tensor | number; outInt32?: boolean; right?: boolean; side?: 'left' | 'right' | null; sorter?: Tensor | null }): Tensor;
} = functionOf('searchsorted');

/**
 * The index of the bucket that each element falls into, between ascending boundaries.
 *
 * Defaults: `outInt32 = false`, `right = false`.
 *
 * @example
 * bucketize(tensor([0, 2, 9]), tensor([1, 3, 5]))
 */
export const bucketize: {
  (input: Tensor | number, boundaries: Tensor, options?: { outInt32?: boolean; right?: boolean }): Tensor;
  (options: { input: Tensor | number; boundaries: Tensor; outInt32?: boolean; right?: boolean }): Tensor;
} = functionOf('bucketize');

/**
 * The indices of the elements that are not 0, one row each; with `asTuple`, an array with one index tensor per dimension.
 *
 * @example
 * nonzero(tensor([[0, 1], [2, 0]]))
 */
export const nonzero: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
  (input: Tensor, options: { asTuple: boolean }): Tensor[];
  (options: { input: Tensor; asTuple: boolean }): Tensor[];
} = functionOf('nonzero');

/**
 * The indices of the elements that are not 0, one row each.
 *
 * @example
 * argwhere(tensor([0, 1, 2]))
 */
export const argwhere: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('argwhere');

/**
 * The elements where `mask` holds, in order, as a 1-d tensor; input and mask broadcast.
 *
 * $y = (x_i)_{m_i}$
 *
 * @example
 * maskedSelect(tensor([1, 2, 3]), tensor([true, false, true]))
 */
export const maskedSelect: {
  (input: Tensor, mask: Tensor): Tensor;
  (options: { input: Tensor; mask: Tensor }): Tensor;
} = functionOf('maskedSelect');

/**
 * The input with the elements of `source`, in order, where `mask` holds.
 *
 * $y = m \; ? \; s_{\text{next}} : x$
 *
 * @example
 * maskedScatter(tensor([0, 0, 0]), tensor([true, false, true]), tensor([1, 2]))
 */
export const maskedScatter: {
  (input: Tensor, mask: Tensor, source: Tensor): Tensor;
  (options: { input: Tensor; mask: Tensor; source: Tensor }): Tensor;
} = functionOf('maskedScatter');

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
  (input: Tensor, options: { dim: number; index: Tensor }): Tensor;
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
  (input: Tensor, options: { dim: number; index: Tensor; src: Tensor }): Tensor;
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
  (input: Tensor, options: { dim: number; index: Tensor }): Tensor;
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
  (input: Tensor, options: { dim: number; index: Tensor; source: Tensor; alpha?: number }): Tensor;
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
 * Reads by index as in NumPy: each argument is an integer, `null` (a new axis), `'...'`, a slice (`'1:5:2'` or `slice(1, 5, 2)`, steps may be negative), an integer array, or a boolean mask. Integers and slices give a view.
 *
 * $y = x_{[\dots]}$
 *
 * @example
 * arange(6).view(2, 3).at(1, '::2')
 */
export const at: {
  (input: Tensor, ...index: Index[]): Tensor;
} = functionOf('at');

/**
 * Writes in place by index as in NumPy, `x[...] = value`: the index as in `at`, then the value, which broadcasts. Returns the tensor.
 *
 * $x_{[\dots]} \leftarrow v$
 *
 * @example
 * zeros([2, 3]).put(0, '1:', 5)
 */
export const put: {
  (input: Tensor, ...indexAndValue: [...Index[], Tensor | number | boolean]): Tensor;
} = functionOf('put');

/**
 * The input with `values` at the places that index tensors name, one per dimension; with `accumulate` they are added.
 *
 * $y = x;\; y_{[k]} = v$
 *
 * Defaults: `accumulate = false`.
 *
 * @example
 * indexPut(zeros([3]), [tensor([0, 2], { dtype: 'int32' })], tensor([1, 2]))
 */
export const indexPut: {
  (input: Tensor, indices: Tensor[], values: Tensor | number, options?: { accumulate?: boolean }): Tensor;
  (input: Tensor, indices: Tensor[], values: Tensor | number, accumulate?: boolean | null): Tensor;
} = functionOf('indexPut');

/**
 * The input with elements replaced by those of `src`, or by a number, at the places that `index` names along `dim`: y[index[i][j]][j] = src[i][j] for dim 0.
 *
 * $y = x;\; y_{k_{ij},\,j} = s_{ij}$
 *
 * @example
 * scatter(zeros([3]), 0, tensor([0, 2], { dtype: 'int32' }), tensor([1, 2]))
 */
export const scatter: {
  (input: Tensor, dim: number, index: Tensor, src: Tensor, options?: { reduce?: 'add' | 'multiply' | null }): Tensor;
  (input: Tensor, options: { dim: number; index: Tensor; src: Tensor; reduce?: 'add' | 'multiply' | null }): Tensor;
  (input: Tensor, dim: number, index: Tensor, value: number, options?: { reduce?: 'add' | 'multiply' | null }): Tensor;
  (input: Tensor, options: { dim: number; index: Tensor; value: number; reduce?: 'add' | 'multiply' | null }): Tensor;
} = functionOf('scatter');

/**
 * The elements of `src` reduced at the places that `index` names along `dim`, together with the element of the input there unless `includeSelf` is false.
 *
 * $y_{k} = \mathrm{reduce}(x_k, \{ s_i : k_i = k \})$
 *
 * Defaults: `includeSelf = true`.
 *
 * @example
 * scatterReduce(zeros([2]), 0, tensor([0, 0], { dtype: 'int32' }), tensor([1, 5]), 'amax')
 */
export const scatterReduce: {
  (input: Tensor, dim: number, index: Tensor, src: Tensor, reduce: 'sum' | 'prod' | 'mean' | 'amax' | 'amin', options?: { includeSelf?: boolean }): Tensor;
  (input: Tensor, options: { dim: number; index: Tensor; src: Tensor; reduce: 'sum' | 'prod' | 'mean' | 'amax' | 'amin'; includeSelf?: boolean }): Tensor;
} = functionOf('scatterReduce');

/**
 * The input with the slices of `source` in place of those that a 1-d index names along `dim`.
 *
 * $y = x;\; y_{k_i} = s_i$
 *
 * @example
 * indexCopy(zeros([3]), 0, tensor([2, 0], { dtype: 'int32' }), tensor([5, 6]))
 */
export const indexCopy: {
  (input: Tensor, dim: number, index: Tensor, source: Tensor): Tensor;
  (input: Tensor, options: { dim: number; index: Tensor; source: Tensor }): Tensor;
} = functionOf('indexCopy');

/**
 * The input with one value in the slices that a 1-d index names along `dim`.
 *
 * @example
 * indexFill(zeros([2, 3]), 1, tensor([0, 2], { dtype: 'int32' }), 7)
 */
export const indexFill: {
  (input: Tensor, dim: number, index: Tensor, value: Tensor | number): Tensor;
  (input: Tensor, options: { dim: number; index: Tensor; value: Tensor | number }): Tensor;
} = functionOf('indexFill');

/**
 * Elements picked by their places in the flattened input; negative ones count from the end.
 *
 * $y_i = x_{k_i}$
 *
 * @example
 * take(tensor([[1, 2], [3, 4]]), tensor([0, 3], { dtype: 'int32' }))
 */
export const take: {
  (input: Tensor, index: Tensor): Tensor;
  (options: { input: Tensor; index: Tensor }): Tensor;
} = functionOf('take');

/**
 * Elements picked along `dim` by indices such as argsort gives; other dimensions broadcast. Without `dim`, of the flattened input.
 *
 * @example
 * takeAlongDim(tensor([[3, 1]]), tensor([[1]], { dtype: 'int32' }), 1)
 */
export const takeAlongDim: {
  (input: Tensor, indices: Tensor, options?: { dim?: number | null }): Tensor;
  (input: Tensor, indices: Tensor, dim?: number | null): Tensor;
} = functionOf('takeAlongDim');

/**
 * Rows of `weight` looked up and reduced by bags: each row of a 2-d input is a bag, or `offsets` say where bags of a 1-d input start. Entries equal to `paddingIdx` are left out.
 *
 * $y_b = \mathrm{reduce}_{i \in b} \, W_{k_i}$
 *
 * Defaults: `mode = 'mean'`, `includeLastOffset = false`, `normType = 2`, `scaleGradByFreq = false`, `sparse = false`.
 *
 * @example
 * embeddingBag(tensor([[0, 1]], { dtype: 'int32' }), tensor([[1, 2], [3, 4]]))
 */
export const embeddingBag: {
  (input: Tensor, weight: Tensor, options?: { offsets?: Tensor | null; perSampleWeights?: Tensor | null; mode?: 'mean' | 'sum' | 'max'; includeLastOffset?: boolean; paddingIdx?: number | null; maxNorm?: number | null; normType?: number; scaleGradByFreq?: boolean; sparse?: boolean }): Tensor;
  (input: Tensor, weight: Tensor, offsets?: Tensor | null, options?: { perSampleWeights?: Tensor | null; mode?: 'mean' | 'sum' | 'max'; includeLastOffset?: boolean; paddingIdx?: number | null; maxNorm?: number | null; normType?: number; scaleGradByFreq?: boolean; sparse?: boolean }): Tensor;
  (input: Tensor, weight: Tensor, offsets?: Tensor | null, perSampleWeights?: Tensor | null, options?: { mode?: 'mean' | 'sum' | 'max'; includeLastOffset?: boolean; paddingIdx?: number | null; maxNorm?: number | null; normType?: number; scaleGradByFreq?: boolean; sparse?: boolean }): Tensor;
} = functionOf('embeddingBag');

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
  (options: { input: Tensor; approximate?: 'none' | 'tanh' }): Tensor;
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
  (input: Tensor, options: { dim: number; dtype?: DTypeName | null }): Tensor;
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
  (input: Tensor, options: { dim: number; dtype?: DTypeName | null }): Tensor;
} = functionOf('logSoftmax');

/**
 * Rectifier that leaks: the element where it is positive, else the element times `negativeSlope` (Maas et al., 2013).
 *
 * $y = x > 0 \; ? \; x : a \, x$
 *
 * Defaults: `negativeSlope = 0.01`.
 *
 * @example
 * leakyRelu(tensor([-2, 0.25, 2]))
 */
export const leakyRelu: {
  (input: Tensor, options?: { negativeSlope?: number }): Tensor;
  (input: Tensor, negativeSlope?: number | null): Tensor;
} = functionOf('leakyRelu');

/**
 * The element, cut off at `minVal` and `maxVal`. At and beyond the bounds the derivative is 0.
 *
 * $y = \min(\max(x, l), h)$
 *
 * Defaults: `minVal = -1`, `maxVal = 1`.
 *
 * @example
 * hardtanh(tensor([-2, 0.25, 2]))
 */
export const hardtanh: {
  (input: Tensor, options?: { minVal?: number; maxVal?: number }): Tensor;
  (input: Tensor, minVal?: number | null, options?: { maxVal?: number }): Tensor;
  (input: Tensor, minVal?: number | null, maxVal?: number | null): Tensor;
} = functionOf('hardtanh');

/**
 * The positive part, cut off at 6 (Howard et al., 2017).
 *
 * $y = \min(\max(x, 0), 6)$
 *
 * @example
 * relu6(tensor([-2, 0.25, 2]))
 */
export const relu6: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('relu6');

/**
 * Sigmoid by three lines: 0 up to -3, 1 from 3 on (Courbariaux et al., 2015).
 *
 * $y = \tfrac16 \min(\max(x + 3, 0), 6)$
 *
 * @example
 * hardsigmoid(tensor([-2, 0.25, 2]))
 */
export const hardsigmoid: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('hardsigmoid');

/**
 * The element times its hard sigmoid (Howard et al., 2019).
 *
 * $y = \tfrac{x}{6} \min(\max(x + 3, 0), 6)$
 *
 * @example
 * hardswish(tensor([-2, 0.25, 2]))
 */
export const hardswish: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('hardswish');

/**
 * The element, or 0 where its absolute value is at most `lambd`.
 *
 * $y = |x| > \lambda \; ? \; x : 0$
 *
 * Defaults: `lambd = 0.5`.
 *
 * @example
 * hardshrink(tensor([-2, 0.25, 2]))
 */
export const hardshrink: {
  (input: Tensor, options?: { lambd?: number }): Tensor;
  (input: Tensor, lambd?: number | null): Tensor;
} = functionOf('hardshrink');

/**
 * The element brought `lambd` closer to 0, and 0 where it is closer already.
 *
 * $y = \mathrm{sign}(x) \max(|x| - \lambda, 0)$
 *
 * Defaults: `lambd = 0.5`.
 *
 * @example
 * softshrink(tensor([-2, 0.25, 2]))
 */
export const softshrink: {
  (input: Tensor, options?: { lambd?: number }): Tensor;
  (input: Tensor, lambd?: number | null): Tensor;
} = functionOf('softshrink');

/**
 * The element where it is above `threshold`, else `value`.
 *
 * $y = x > t \; ? \; x : v$
 *
 * @example
 * threshold(tensor([-2, 0.25, 2]), 0.1, 20)
 */
export const threshold: {
  (input: Tensor, threshold: number, value: number): Tensor;
  (input: Tensor, options: { threshold: number; value: number }): Tensor;
} = functionOf('threshold');

/**
 * Leaky rectifier with learned slopes: one, or one per channel (dim 1) (He et al., 2015).
 *
 * $y = x > 0 \; ? \; x : w \, x$
 *
 * @example
 * prelu(tensor([-2, 2]), tensor([0.25]))
 */
export const prelu: {
  (input: Tensor, weight: Tensor): Tensor;
  (options: { input: Tensor; weight: Tensor }): Tensor;
} = functionOf('prelu');

/**
 * Exponential linear unit: the element where it is positive, else `alpha` (e^x - 1) (Clevert et al., 2015).
 *
 * $y = x > 0 \; ? \; x : \alpha (e^{x} - 1)$
 *
 * Defaults: `alpha = 1`.
 *
 * @example
 * elu(tensor([-2, 0.25, 2]))
 */
export const elu: {
  (input: Tensor, options?: { alpha?: number }): Tensor;
  (input: Tensor, alpha?: number | null): Tensor;
} = functionOf('elu');

/**
 * Continuously differentiable exponential linear unit (Barron, 2017).
 *
 * $y = x > 0 \; ? \; x : \alpha (e^{x / \alpha} - 1)$
 *
 * Defaults: `alpha = 1`.
 *
 * @example
 * celu(tensor([-2, 0.25, 2]))
 */
export const celu: {
  (input: Tensor, options?: { alpha?: number }): Tensor;
  (input: Tensor, alpha?: number | null): Tensor;
} = functionOf('celu');

/**
 * Scaled exponential linear unit, which keeps mean 0 and variance 1 through layers (Klambauer et al., 2017).
 *
 * $y = \lambda \, (x > 0 \; ? \; x : \alpha (e^{x} - 1))$
 *
 * @example
 * selu(tensor([-2, 0.25, 2]))
 */
export const selu: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('selu');

/**
 * Sigmoid linear unit, also called swish: the element times its sigmoid (Ramachandran et al., 2017).
 *
 * $y = x \, \sigma(x)$
 *
 * @example
 * silu(tensor([-2, 0.25, 2]))
 */
export const silu: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('silu');

/**
 * The element times the hyperbolic tangent of its softplus (Misra, 2019).
 *
 * $y = x \tanh(\ln(1 + e^{x}))$
 *
 * @example
 * mish(tensor([-2, 0.25, 2]))
 */
export const mish: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('mish');

/**
 * A smooth rectifier. Where `beta` x passes `threshold` it is the element itself.
 *
 * $y = \tfrac{1}{\beta} \ln(1 + e^{\beta x})$
 *
 * Defaults: `beta = 1`, `threshold = 20`.
 *
 * @example
 * softplus(tensor([-2, 0.25, 2]))
 */
export const softplus: {
  (input: Tensor, options?: { beta?: number; threshold?: number }): Tensor;
  (input: Tensor, beta?: number | null, options?: { threshold?: number }): Tensor;
  (input: Tensor, beta?: number | null, threshold?: number | null): Tensor;
} = functionOf('softplus');

/**
 * The element over one plus its absolute value.
 *
 * $y = \frac{x}{1 + |x|}$
 *
 * @example
 * softsign(tensor([-2, 0.25, 2]))
 */
export const softsign: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('softsign');

/**
 * The logarithm of the sigmoid of each element, without overflow.
 *
 * $y = -\ln(1 + e^{-x})$
 *
 * @example
 * logsigmoid(tensor([-2, 0.25, 2]))
 */
export const logsigmoid: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('logsigmoid');

/**
 * The element less its hyperbolic tangent.
 *
 * $y = x - \tanh x$
 *
 * @example
 * tanhshrink(tensor([-2, 0.25, 2]))
 */
export const tanhshrink: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('tanhshrink');

/**
 * Softmax of the negated elements along `dim`.
 *
 * $y_i = \frac{e^{-x_i}}{\sum_j e^{-x_j}}$
 *
 * @example
 * softmin(tensor([1, 2, 3]), 0)
 */
export const softmin: {
  (input: Tensor, dim: number, options?: { dtype?: DTypeName | null }): Tensor;
  (input: Tensor, options: { dim: number; dtype?: DTypeName | null }): Tensor;
} = functionOf('softmin');

/**
 * Gated linear unit: the first half along `dim` times the sigmoid of the second half (Dauphin et al., 2016).
 *
 * $y = a \, \sigma(b),\; [a, b] = x$
 *
 * Defaults: `dim = -1`.
 *
 * @example
 * glu(tensor([1, 2, 0, 0]))
 */
export const glu: {
  (input: Tensor, options?: { dim?: number }): Tensor;
  (input: Tensor, dim?: number | null): Tensor;
} = functionOf('glu');

/**
 * The input over its p-norm along `dim`, which counts as at least `eps`.
 *
 * $y = \frac{x}{\max(\lVert x \rVert_p, \varepsilon)}$
 *
 * Defaults: `p = 2`, `dim = 1`, `eps = 1e-12`.
 *
 * @example
 * normalize(tensor([[3, 4]]))
 */
export const normalize: {
  (input: Tensor, options?: { p?: number; dim?: number | number[]; eps?: number }): Tensor;
  (input: Tensor, p?: number | null, options?: { dim?: number | number[]; eps?: number }): Tensor;
  (input: Tensor, p?: number | null, dim?: number | number[] | null, eps?: number | null): Tensor;
} = functionOf('normalize');

/**
 * The element times the sigmoid of `beta` times the element (Ramachandran et al., 2017): x / 2 at beta = 0, silu at 1, and relu for beta to infinity.
 *
 * $y = x \, \sigma(\beta x)$
 *
 * Defaults: `beta = 1`.
 */
export const swish: {
  (input: Tensor, options?: { beta?: Tensor | number }): Tensor;
  (input: Tensor, beta?: Tensor | number | null): Tensor;
  (options: { input: Tensor; beta?: Tensor | number }): Tensor;
} = functionOf('swish');

/**
 * The sigmoid approximation of gelu (Hendrycks and Gimpel, 2016); at most 0.0203 away from it.
 *
 * $y = x \, \sigma(1.702 \, x)$
 */
export const quickGelu: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('quickGelu');

/**
 * Halves `dim` into a and b and returns silu(a) times b, element by element (Shazeer, 2020). In `glu` it is the second half that gates.
 *
 * $y = \mathrm{silu}(a) \odot b$
 *
 * Defaults: `dim = -1`.
 */
export const swiglu: {
  (input: Tensor, options?: { dim?: number }): Tensor;
  (input: Tensor, dim?: number | null): Tensor;
} = functionOf('swiglu');

/**
 * Halves `dim` into a and b and returns gelu(a) times b, element by element (Shazeer, 2020). In `glu` it is the second half that gates.
 *
 * $y = \mathrm{gelu}(a) \odot b$
 *
 * Defaults: `dim = -1`.
 */
export const geglu: {
  (input: Tensor, options?: { dim?: number }): Tensor;
  (input: Tensor, dim?: number | null): Tensor;
} = functionOf('geglu');

/**
 * Halves `dim` into a and b and returns relu(a) times b, element by element (Shazeer, 2020). In `glu` it is the second half that gates.
 *
 * $y = \mathrm{relu}(a) \odot b$
 *
 * Defaults: `dim = -1`.
 */
export const reglu: {
  (input: Tensor, options?: { dim?: number }): Tensor;
  (input: Tensor, dim?: number | null): Tensor;
} = functionOf('reglu');

/**
 * The largest of every `pieces` neighbours along `dim` (Goodfellow et al., 2013), which becomes that many times shorter.
 *
 * $y_i = \max_k z_{iK + k}$
 *
 * Defaults: `dim = -1`.
 *
 * @example
 * maxout(tensor([1, 2, 5, 3]), 2)
 */
export const maxout: {
  (input: Tensor, pieces: number, options?: { dim?: number }): Tensor;
  (input: Tensor, pieces: number, dim?: number | null): Tensor;
  (input: Tensor, options: { pieces: number; dim?: number }): Tensor;
} = functionOf('maxout');

/**
 * Shrinks vectors along `dim` to a length below 1 and keeps their direction (Sabour et al., 2017). `eps` under the root keeps the gradient of a zero vector finite.
 *
 * $y = \frac{\lVert s \rVert^2}{1 + \lVert s \rVert^2} \frac{s}{\lVert s \rVert}$
 *
 * Defaults: `dim = -1`, `eps = 1e-8`.
 *
 * @example
 * squash(tensor([3, 4]))
 */
export const squash: {
  (input: Tensor, options?: { dim?: number; eps?: number }): Tensor;
  (input: Tensor, dim?: number | null, options?: { eps?: number }): Tensor;
  (input: Tensor, dim?: number | null, eps?: number | null): Tensor;
} = functionOf('squash');

/**
 * The point of the probability simplex that is closest to the scores along `dim` (Martins and Astudillo, 2016): like softmax, with exact zeros.
 *
 * $y_i = \max(0, z_i - \tau(z)), \quad \textstyle\sum_i y_i = 1$
 *
 * Defaults: `dim = -1`.
 *
 * @example
 * sparsemax(tensor([1, 0.8, -1]))
 */
export const sparsemax: {
  (input: Tensor, options?: { dim?: number }): Tensor;
  (input: Tensor, dim?: number | null): Tensor;
} = functionOf('sparsemax');

/**
 * One where the element reaches the threshold, else 0: the neuron of McCulloch and Pitts (1943). Its derivative is 0 everywhere.
 *
 * $y = x \ge \theta \; ? \; 1 : 0$
 *
 * Defaults: `threshold = 0`.
 */
export const unitStep: {
  (input: Tensor, options?: { threshold?: number }): Tensor;
  (input: Tensor, threshold?: number | null): Tensor;
} = functionOf('unitStep');

/**
 * Leaky rectifier with a slope drawn for every negative element between `lower` and `upper` in training, and their mean else (Xu et al., 2015).
 *
 * $y = x > 0 \; ? \; x : a \, x$
 *
 * Defaults: `lower = 0.125`, `upper = 0.3333333333333333`, `training = false`.
 *
 * @example
 * rrelu(tensor([-3, 2]))
 */
export const rrelu: {
  (input: Tensor, options?: { lower?: number; upper?: number; training?: boolean; generator?: Generator | null }): Tensor;
  (input: Tensor, lower?: number | null, options?: { upper?: number; training?: boolean; generator?: Generator | null }): Tensor;
  (input: Tensor, lower?: number | null, upper?: number | null, training?: boolean | null, options?: { generator?: Generator | null }): Tensor;
} = functionOf('rrelu');

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
  (input: Tensor, options: { normalizedShape: number | number[]; weight?: Tensor | null; bias?: Tensor | null; eps?: number }): Tensor;
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
  (options: { input: Tensor; target: Tensor; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
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
  (options: { input: Tensor; target: Tensor; weight?: Tensor | null; ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
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
  (options: { input: Tensor; target: Tensor; weight?: Tensor | null; ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum'; labelSmoothing?: number }): Tensor;
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
  (options: { input: Tensor; target: Tensor; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
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
  (options: { input: Tensor; target: Tensor; reduction?: 'none' | 'mean' | 'sum'; delta?: number; weight?: Tensor | null }): Tensor;
} = functionOf('huberLoss');

/**
 * The Huber loss divided by `beta`: slope 1 far out; `beta` 0 is the L1 loss.
 *
 * Defaults: `reduction = 'mean'`, `beta = 1`.
 */
export const smoothL1Loss: {
  (input: Tensor, target: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum'; beta?: number }): Tensor;
  (options: { input: Tensor; target: Tensor; reduction?: 'none' | 'mean' | 'sum'; beta?: number }): Tensor;
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
  (options: { input: Tensor; target: Tensor; logInput?: boolean; full?: boolean; eps?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
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
  (options: { input: Tensor; target: Tensor; var: Tensor | number; full?: boolean; eps?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
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
  (options: { input: Tensor; target: Tensor; reduction?: 'none' | 'mean' | 'sum' | 'batchmean'; logTarget?: boolean }): Tensor;
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
  (options: { input: Tensor; target: Tensor; weight?: Tensor | null; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
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
  (options: { input: Tensor; target: Tensor; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('softMarginLoss');

/**
 * The input where the target is 1, and what is missing to the margin where it is -1.
 *
 * Defaults: `margin = 1`, `reduction = 'mean'`.
 */
export const hingeEmbeddingLoss: {
  (input: Tensor, target: Tensor, options?: { margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; target: Tensor; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
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
  (options: { input1: Tensor; input2: Tensor; target: Tensor; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
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
  (options: { input: Tensor; target: Tensor; weight?: Tensor | null; p?: number; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('multiMarginLoss');

/**
 * Hinge loss between every label class and every other class; the target lists label classes, ended by -1.
 *
 * Defaults: `reduction = 'mean'`.
 */
export const multilabelMarginLoss: {
  (input: Tensor, target: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; target: Tensor; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('multilabelMarginLoss');

/**
 * Binary cross-entropy of raw scores per class, averaged over the classes.
 *
 * Defaults: `reduction = 'mean'`.
 */
export const multilabelSoftMarginLoss: {
  (input: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, weight?: Tensor | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; target: Tensor; weight?: Tensor | null; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('multilabelSoftMarginLoss');

/**
 * One minus the cosine of pairs that belong together (target 1), and the cosine beyond the margin of those that do not (-1).
 *
 * Defaults: `margin = 0`, `reduction = 'mean'`.
 */
export const cosineEmbeddingLoss: {
  (input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input1: Tensor; input2: Tensor; target: Tensor; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
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
  (options: { anchor: Tensor; positive: Tensor; negative: Tensor; margin?: number; p?: number; eps?: number; swap?: boolean; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('tripletMarginLoss');

/**
 * Negative log-likelihood of label sequences over all their alignments to log-probabilities [T, N, C]. The mean divides each loss by its target length first.
 *
 * Defaults: `blank = 0`, `reduction = 'mean'`, `zeroInfinity = false`.
 */
export const ctcLoss: {
  (logProbs: Tensor, targets: Tensor, inputLengths: Tensor | number[], targetLengths: Tensor | number[], options?: { blank?: number; reduction?: 'none' | 'mean' | 'sum'; zeroInfinity?: boolean }): Tensor;
  (logProbs: Tensor, targets: Tensor, options: { inputLengths: Tensor | number[]; targetLengths: Tensor | number[]; blank?: number; reduction?: 'none' | 'mean' | 'sum'; zeroInfinity?: boolean }): Tensor;
} = functionOf('ctcLoss');

/**
 * Cross-entropy that turns away from what is already known (Lin et al., 2017). Logits [N, C, ...], class indices [N, ...]; `weight` [C] holds alpha for each class. The mean divides by the number of targets, not by their weights.
 *
 * $y = -\alpha_t (1 - p_t)^{\gamma} \ln p_t$
 *
 * Defaults: `gamma = 2`, `ignoreIndex = -100`, `reduction = 'mean'`.
 *
 * @example
 * focalLoss(tensor([[0.9, 0.1]]).log(), tensor([0], { dtype: 'int32' }))
 */
export const focalLoss: {
  (input: Tensor, target: Tensor, options?: { weight?: Tensor | null; gamma?: number; ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, weight?: Tensor | null, options?: { gamma?: number; ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; target: Tensor; weight?: Tensor | null; gamma?: number; ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('focalLoss');

/**
 * Focal loss of independent yes-no questions, as in torchvision: logits and targets (0 or 1) of one shape. `alpha` weighs targets of 1, 1 - alpha those of 0; a negative `alpha` weighs none.
 *
 * $y = -\alpha_t (1 - p_t)^{\gamma} \ln p_t$
 *
 * Defaults: `alpha = 0.25`, `gamma = 2`, `reduction = 'none'`.
 */
export const sigmoidFocalLoss: {
  (input: Tensor, target: Tensor, options?: { alpha?: number; gamma?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, alpha?: number | null, options?: { gamma?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, alpha?: number | null, gamma?: number | null, reduction?: 'none' | 'mean' | 'sum' | null): Tensor;
} = functionOf('sigmoidFocalLoss');

/**
 * Cross-entropy with the first coefficient of its series in 1 - p changed by `epsilon` (Leng et al., 2022). Logits [N, C, ...], class indices [N, ...].
 *
 * $y = -\ln p_t + \varepsilon (1 - p_t)$
 *
 * Defaults: `epsilon = 1`, `ignoreIndex = -100`, `reduction = 'mean'`.
 *
 * @example
 * poly1CrossEntropy(tensor([[0.9, 0.1]]).log(), tensor([0], { dtype: 'int32' }))
 */
export const poly1CrossEntropy: {
  (input: Tensor, target: Tensor, options?: { epsilon?: number; ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, epsilon?: number | null, options?: { ignoreIndex?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('poly1CrossEntropy');

/**
 * A weight for each class by its effective number of samples (Cui et al., 2019), for the `weight` of a loss. `normalize` scales them to a mean of 1. A class without samples gets 0.
 *
 * $w_c = \frac{1 - \beta}{1 - \beta^{n_c}}$
 *
 * Defaults: `beta = 0.999`, `normalize = false`.
 *
 * @example
 * classBalancedWeights([5000, 50])
 */
export const classBalancedWeights: {
  (counts: Tensor | number[], options?: { beta?: number; normalize?: boolean }): Tensor;
  (counts: Tensor | number[], beta?: number | null, options?: { normalize?: boolean }): Tensor;
  (options: { counts: Tensor | number[]; beta?: number; normalize?: boolean }): Tensor;
} = functionOf('classBalancedWeights');

/**
 * Gradient-harmonised binary cross-entropy (Li et al., 2019): logits and targets (0 or 1) of one shape. An element with gradient g = |p - t| weighs N / GD(g), the density of gradients being the count of its bin times the number of bins; weights are constants for the derivative.
 *
 * $y = \tfrac{1}{N} \textstyle\sum_i \frac{N}{M R_{b(i)}} \, \mathrm{BCE}_i$
 *
 * Defaults: `bins = 10`, `reduction = 'mean'`.
 */
export const ghmcLoss: {
  (input: Tensor, target: Tensor, options?: { bins?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, bins?: number | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, bins?: number | null, reduction?: 'none' | 'mean' | 'sum' | null): Tensor;
} = functionOf('ghmcLoss');

/**
 * Cross-entropy against targets softened to (1 - s) one-hot + s / C. `smoothing` is one number for all (Szegedy et al., 2016), or a tensor [N] with one for each example (adaptive smoothing). Logits [N, C], class indices [N].
 *
 * $y_i = -(1 - s_i) \ln p_{i t_i} - \tfrac{s_i}{C} \textstyle\sum_c \ln p_{ic}$
 *
 * Defaults: `smoothing = 0.1`, `reduction = 'mean'`.
 *
 * @example
 * labelSmoothingLoss(tensor([[2, 0], [0, 0]]), tensor([0, 1], { dtype: 'int32' }), tensor([0.2, 0]))
 */
export const labelSmoothingLoss: {
  (input: Tensor, target: Tensor, options?: { smoothing?: Tensor | number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, smoothing?: Tensor | number | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, smoothing?: Tensor | number | null, reduction?: 'none' | 'mean' | 'sum' | null): Tensor;
} = functionOf('labelSmoothingLoss');

/**
 * One minus the Dice coefficient (Milletari et al., 2016). Probabilities and targets (0 to 1) of one shape [N, ...]; sums run over one example, a 1-d tensor is one example.
 *
 * $y = 1 - \frac{2 \sum p t + s}{\sum p + \sum t + s}$
 *
 * Defaults: `smooth = 1`, `reduction = 'mean'`.
 *
 * @example
 * diceLoss(tensor([0.5, 0.5, 0]), tensor([1, 0, 0]))
 */
export const diceLoss: {
  (input: Tensor, target: Tensor, options?: { smooth?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; target: Tensor; smooth?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('diceLoss');

/**
 * One minus the Tversky index (Salehi et al., 2017): `alpha` weighs false positives, `beta` false negatives. Probabilities and targets (0 to 1) of one shape [N, ...]; sums run over one example, a 1-d tensor is one example.
 *
 * $y = 1 - \frac{TP + s}{TP + \alpha \, FP + \beta \, FN + s}$
 *
 * Defaults: `alpha = 0.5`, `beta = 0.5`, `smooth = 1`, `reduction = 'mean'`.
 */
export const tverskyLoss: {
  (input: Tensor, target: Tensor, options?: { alpha?: number; beta?: number; smooth?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, alpha?: number | null, options?: { beta?: number; smooth?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, alpha?: number | null, beta?: number | null, options?: { smooth?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('tverskyLoss');

/**
 * One minus intersection over union (the Jaccard index). Probabilities and targets (0 to 1) of one shape [N, ...]; sums run over one example, a 1-d tensor is one example.
 *
 * $y = 1 - \frac{\sum p t + s}{\sum p + \sum t - \sum p t + s}$
 *
 * Defaults: `smooth = 1`, `reduction = 'mean'`.
 */
export const iouLoss: {
  (input: Tensor, target: Tensor, options?: { smooth?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; target: Tensor; smooth?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('iouLoss');

/**
 * The cross-entropy of finding each query's positive among candidates (van den Oord et al., 2018). Query and positive [N, D]; candidates are all positives of the batch, or the own positive and `negatives` [M, D]. Similarities are cosines, or dot products with `normalize: false`.
 *
 * $y = -\ln \frac{e^{s^{+} / \tau}}{\sum_j e^{s_j / \tau}}$
 *
 * Defaults: `temperature = 0.1`, `normalize = true`, `reduction = 'mean'`.
 *
 * @example
 * infoNce(eye(2), eye(2), { temperature: 1 })
 */
export const infoNce: {
  (query: Tensor, positive: Tensor, options?: { negatives?: Tensor | null; temperature?: number; normalize?: boolean; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (query: Tensor, positive: Tensor, negatives?: Tensor | null, options?: { temperature?: number; normalize?: boolean; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { query: Tensor; positive: Tensor; negatives?: Tensor | null; temperature?: number; normalize?: boolean; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('infoNce');

/**
 * Normalised temperature-scaled cross-entropy of SimCLR (Chen et al., 2020): two views [N, D] of the same N examples. Each of the 2N views has its partner for positive and the other 2N - 2 for negatives.
 *
 * $y = -\ln \frac{e^{\cos(z_i, z_j) / \tau}}{\sum_{k \ne i} e^{\cos(z_i, z_k) / \tau}}$
 *
 * Defaults: `temperature = 0.5`, `reduction = 'mean'`.
 */
export const ntXent: {
  (z1: Tensor, z2: Tensor, options?: { temperature?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (z1: Tensor, z2: Tensor, temperature?: number | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (z1: Tensor, z2: Tensor, temperature?: number | null, reduction?: 'none' | 'mean' | 'sum' | null): Tensor;
} = functionOf('ntXent');

/**
 * Decoupled contrastive loss (Yeh et al., 2022): NT-Xent without the positive pair in the denominator, so that easy positives do not shrink the gradient. Two views [N, D] of N >= 2 examples.
 *
 * $y = -\frac{\cos(z_i, z_j)}{\tau} + \ln \sum_{k \ne i, j} e^{\cos(z_i, z_k) / \tau}$
 *
 * Defaults: `temperature = 0.1`, `reduction = 'mean'`.
 */
export const dclLoss: {
  (z1: Tensor, z2: Tensor, options?: { temperature?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (z1: Tensor, z2: Tensor, temperature?: number | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (z1: Tensor, z2: Tensor, temperature?: number | null, reduction?: 'none' | 'mean' | 'sum' | null): Tensor;
} = functionOf('dclLoss');

/**
 * Noise-contrastive estimation (Gutmann and Hyvarinen, 2010): tells data from noise by an unnormalised log-density. `input` [N] holds it at the data, `noise` [N, k] at k noise samples for each; the last two are the log-density of the noise at the same places. The mean is over the data.
 *
 * $y = -\ln \sigma(G(x)) - \textstyle\sum_j \ln \sigma(-G(n_j)), \quad G(u) = s(u) - \ln (k \, q(u))$
 *
 * Defaults: `reduction = 'mean'`.
 */
export const nceLoss: {
  (input: Tensor, noise: Tensor, inputLogNoise: Tensor, noiseLogNoise: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, noise: Tensor, inputLogNoise: Tensor, noiseLogNoise: Tensor, reduction?: 'none' | 'mean' | 'sum' | null): Tensor;
} = functionOf('nceLoss');

/**
 * Pulls pairs with target 1 together and pushes those with target 0 to a distance of at least `margin` (Hadsell et al., 2006). Inputs [N, D], target [N].
 *
 * $y = \tfrac{1}{2} \left(t d^2 + (1 - t) \max(0, m - d)^2\right), \quad d = \lVert x_1 - x_2 \rVert$
 *
 * Defaults: `margin = 1`, `reduction = 'mean'`.
 */
export const contrastiveLoss: {
  (input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input1: Tensor, input2: Tensor, target: Tensor, margin?: number | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input1: Tensor, input2: Tensor, target: Tensor, margin?: number | null, reduction?: 'none' | 'mean' | 'sum' | null): Tensor;
} = functionOf('contrastiveLoss');

/**
 * Orders the cosines of pairs as their scores are ordered (CoSENT, Su, 2022): pairs of vectors [N, D] with scores `target` [N]; one number for the batch.
 *
 * $y = \ln \left(1 + \textstyle\sum_{t_i > t_j} e^{\lambda (\cos_j - \cos_i)}\right)$
 *
 * Defaults: `scale = 20`.
 */
export const cosentLoss: {
  (input1: Tensor, input2: Tensor, target: Tensor, options?: { scale?: number }): Tensor;
  (input1: Tensor, input2: Tensor, target: Tensor, scale?: number | null): Tensor;
} = functionOf('cosentLoss');

/**
 * Additive-margin softmax, also CosFace (Wang et al., 2018): cross-entropy of scaled cosines between features [N, D] and class vectors [C, D], the true class lowered by `margin`.
 *
 * $y = -\ln \frac{e^{s (\cos\theta_t - m)}}{e^{s (\cos\theta_t - m)} + \sum_{j \ne t} e^{s \cos\theta_j}}$
 *
 * Defaults: `scale = 30`, `margin = 0.35`, `reduction = 'mean'`.
 */
export const amSoftmaxLoss: {
  (input: Tensor, weight: Tensor, target: Tensor, options?: { scale?: number; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; weight: Tensor; target: Tensor; scale?: number; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('amSoftmaxLoss');

/**
 * Additive-margin softmax, also CosFace (Wang et al., 2018): cross-entropy of scaled cosines between features [N, D] and class vectors [C, D], the true class lowered by `margin`.
 *
 * $y = -\ln \frac{e^{s (\cos\theta_t - m)}}{e^{s (\cos\theta_t - m)} + \sum_{j \ne t} e^{s \cos\theta_j}}$
 *
 * Defaults: `scale = 30`, `margin = 0.35`, `reduction = 'mean'`.
 */
export const cosFaceLoss: {
  (input: Tensor, weight: Tensor, target: Tensor, options?: { scale?: number; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; weight: Tensor; target: Tensor; scale?: number; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('amSoftmaxLoss');

/**
 * Cross-entropy of scaled cosines with `margin` (radians) added to the angle of the true class (Deng et al., 2019). Where the angle would pass pi, the cosine goes on as a line, cos - m sin m.
 *
 * $y = -\ln \frac{e^{s \cos(\theta_t + m)}}{e^{s \cos(\theta_t + m)} + \sum_{j \ne t} e^{s \cos\theta_j}}$
 *
 * Defaults: `scale = 64`, `margin = 0.5`, `reduction = 'mean'`.
 */
export const arcFaceLoss: {
  (input: Tensor, weight: Tensor, target: Tensor, options?: { scale?: number; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; weight: Tensor; target: Tensor; scale?: number; margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('arcFaceLoss');

/**
 * The multi-class hinge of support vector machines (Weston and Watkins, 1999): the sum over the wrong classes. PyTorch's `multiMarginLoss` is this divided by the number of classes. Scores [N, C], class indices [N].
 *
 * $y = \textstyle\sum_{j \ne t} \max(0, s_j - s_t + m)$
 *
 * Defaults: `margin = 1`, `reduction = 'mean'`.
 *
 * @example
 * multiclassHingeLoss(tensor([[3.2, 5.1, -1.7]]), tensor([0], { dtype: 'int32' }))
 */
export const multiclassHingeLoss: {
  (input: Tensor, target: Tensor, options?: { margin?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, margin?: number | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, margin?: number | null, reduction?: 'none' | 'mean' | 'sum' | null): Tensor;
} = functionOf('multiclassHingeLoss');

/**
 * Lengths of class capsules [N, C] (Sabour et al., 2017): that of the target class [N] is to exceed `upper`, the others are to stay below `lower`, weighed by `absent`. Summed over classes.
 *
 * $y = \max(0, m^{+} - l_t)^2 + \lambda \textstyle\sum_{j \ne t} \max(0, l_j - m^{-})^2$
 *
 * Defaults: `upper = 0.9`, `lower = 0.1`, `absent = 0.5`, `reduction = 'mean'`.
 */
export const capsuleMarginLoss: {
  (input: Tensor, target: Tensor, options?: { upper?: number; lower?: number; absent?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (options: { input: Tensor; target: Tensor; upper?: number; lower?: number; absent?: number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
} = functionOf('capsuleMarginLoss');

/**
 * What a discriminator minimises, from its raw scores (logits) of real and generated examples, averaged over each: 'minimax' (and 'nonSaturating', which differs in the generator only; Goodfellow et al., 2014), 'hinge' (Lim and Ye, 2017), 'leastSquares' (Mao et al., 2017) or 'wasserstein' (Arjovsky et al., 2017).
 *
 * $y = -\mathbb{E}[\ln \sigma(r)] - \mathbb{E}[\ln (1 - \sigma(f))]$
 *
 * Defaults: `kind = 'minimax'`.
 *
 * @example
 * ganDiscriminatorLoss(zeros([4]), zeros([4]))
 */
export const ganDiscriminatorLoss: {
  (real: Tensor, fake: Tensor, options?: { kind?: 'minimax' | 'nonSaturating' | 'hinge' | 'leastSquares' | 'wasserstein' }): Tensor;
  (real: Tensor, fake: Tensor, kind?: 'minimax' | 'nonSaturating' | 'hinge' | 'leastSquares' | 'wasserstein' | null): Tensor;
} = functionOf('ganDiscriminatorLoss');

/**
 * What a generator minimises, from the discriminator's raw scores of its examples. 'minimax' is ln (1 - D), which is flat where the discriminator wins; 'nonSaturating' is -ln D, which is steep there.
 *
 * $y = -\mathbb{E}[\ln \sigma(f)]$
 *
 * Defaults: `kind = 'nonSaturating'`.
 */
export const ganGeneratorLoss: {
  (fake: Tensor, options?: { kind?: 'minimax' | 'nonSaturating' | 'hinge' | 'leastSquares' | 'wasserstein' }): Tensor;
  (fake: Tensor, kind?: 'minimax' | 'nonSaturating' | 'hinge' | 'leastSquares' | 'wasserstein' | null): Tensor;
} = functionOf('ganGeneratorLoss');

/**
 * The divergence KL(N(mean, exp(logVar)) || N(0, 1)) of a variational autoencoder's code [N, latent]: summed over the code and averaged over the batch.
 *
 * $y = \tfrac{1}{2} \textstyle\sum (\mu^2 + \sigma^2 - 1 - \ln \sigma^2)$
 *
 * Defaults: `reduction = 'batchmean'`.
 *
 * @example
 * klNormal(tensor([[0.5]]), tensor([[0.8]]).log())
 */
export const klNormal: {
  (mean: Tensor, logVar: Tensor, options?: { reduction?: 'none' | 'mean' | 'sum' | 'batchmean' }): Tensor;
  (mean: Tensor, logVar: Tensor, reduction?: 'none' | 'mean' | 'sum' | 'batchmean' | null): Tensor;
} = functionOf('klNormal');

/**
 * Minus the evidence lower bound of a variational autoencoder (Kingma and Welling, 2014; `beta` as in Higgins et al., 2017), summed over each example and averaged over the batch. The decoder's output `input` [N, ...] is read as Bernoulli logits, Bernoulli probabilities, or the mean of a Gaussian of variance 1 (up to its constant).
 *
 * $y = -\mathbb{E}_q[\ln p(x \mid z)] + \beta \, KL(q(z \mid x) \,\|\, N(0, 1))$
 *
 * Defaults: `reconstruction = 'logits'`, `beta = 1`.
 */
export const elboLoss: {
  (input: Tensor, target: Tensor, mean: Tensor, logVar: Tensor, options?: { reconstruction?: 'logits' | 'probabilities' | 'gaussian'; beta?: number }): Tensor;
  (options: { input: Tensor; target: Tensor; mean: Tensor; logVar: Tensor; reconstruction?: 'logits' | 'probabilities' | 'gaussian'; beta?: number }): Tensor;
} = functionOf('elboLoss');

/**
 * Cross-entropy averaged over two passes with different dropout, and `alpha` times their symmetric divergence (R-Drop, Liang et al., 2021, whose first term is the sum of the two). Logits [N, C], class indices [N]; averaged over the batch.
 *
 * $y = \tfrac{1}{2}(CE_1 + CE_2) + \tfrac{\alpha}{2} \left(KL(p_1 \| p_2) + KL(p_2 \| p_1)\right)$
 *
 * Defaults: `alpha = 1`.
 */
export const rDropLoss: {
  (input1: Tensor, input2: Tensor, target: Tensor, options?: { alpha?: number }): Tensor;
  (input1: Tensor, input2: Tensor, target: Tensor, alpha?: number | null): Tensor;
} = functionOf('rDropLoss');

/**
 * Minus the log-likelihood of Laplace distributions around `input`: absolute error is what it leaves for a fixed scale.
 *
 * $y = \frac{|x - t|}{b} + \ln 2 b$
 *
 * Defaults: `scale = 1`, `reduction = 'mean'`.
 */
export const laplaceNllLoss: {
  (input: Tensor, target: Tensor, options?: { scale?: Tensor | number; reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, scale?: Tensor | number | null, options?: { reduction?: 'none' | 'mean' | 'sum' }): Tensor;
  (input: Tensor, target: Tensor, scale?: Tensor | number | null, reduction?: 'none' | 'mean' | 'sum' | null): Tensor;
} = functionOf('laplaceNllLoss');

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
  (input: Tensor, options: { numGroups: number; weight?: Tensor | null; bias?: Tensor | null; eps?: number }): Tensor;
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
  (input: Tensor, options: { normalizedShape: number | number[]; weight?: Tensor | null; eps?: number | null }): Tensor;
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
  (input: Tensor, options: { size: number; alpha?: number; beta?: number; k?: number }): Tensor;
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
  (input: Tensor, options: { kernelSize: number | number[]; stride?: number | number[] | null; padding?: number | number[]; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
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
  (input: Tensor, options: { kernelSize: number | number[]; stride?: number | number[] | null; padding?: number | number[]; dilation?: number | number[]; ceilMode?: boolean; returnIndices?: boolean }): Tensor;
} = functionOf('maxPool1d');

/**
 * Means over as many windows as `outputSize` asks for, over 1 spatial dimension; null keeps a size.
 */
export const adaptiveAvgPool1d: {
  (input: Tensor, outputSize: number | (number | null)[]): Tensor;
  (input: Tensor, options: { outputSize: number | (number | null)[] }): Tensor;
} = functionOf('adaptiveAvgPool1d');

/**
 * Maxima over as many windows as `outputSize` asks for, over 1 spatial dimension.
 *
 * Defaults: `returnIndices = false`.
 */
export const adaptiveMaxPool1d: {
  (input: Tensor, outputSize: number | (number | null)[], options?: { returnIndices?: boolean }): Tensor;
  (input: Tensor, outputSize: number | (number | null)[], returnIndices?: boolean | null): Tensor;
  (input: Tensor, options: { outputSize: number | (number | null)[]; returnIndices?: boolean }): Tensor;
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
  (input: Tensor, indices: Tensor, options: { kernelSize: number | number[]; stride?: number | number[] | null; padding?: number | number[]; outputSize?: number[] | null }): Tensor;
} = functionOf('maxUnpool1d');

/**
 * The p-norm of every window over 1 spatial dimension.
 *
 * Defaults: `ceilMode = false`.
 */
export const lpPool1d: {
  (input: Tensor, normType: number, kernelSize: number | number[], options?: { stride?: number | number[] | null; ceilMode?: boolean }): Tensor;
  (input: Tensor, normType: number, kernelSize: number | number[], stride?: number | number[] | null, options?: { ceilMode?: boolean }): Tensor;
  (input: Tensor, options: { normType: number; kernelSize: number | number[]; stride?: number | number[] | null; ceilMode?: boolean }): Tensor;
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
  (input: Tensor, options: { kernelSize: number | number[]; stride?: number | number[] | null; padding?: number | number[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | null }): Tensor;
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
  (input: Tensor, options: { kernelSize: number | number[]; stride?: number | number[] | null; padding?: number | number[]; dilation?: number | number[]; ceilMode?: boolean; returnIndices?: boolean }): Tensor;
} = functionOf('maxPool2d');

/**
 * Means over as many windows as `outputSize` asks for, over 2 spatial dimensions; null keeps a size.
 */
export const adaptiveAvgPool2d: {
  (input: Tensor, outputSize: number | (number | null)[]): Tensor;
  (input: Tensor, options: { outputSize: number | (number | null)[] }): Tensor;
} = functionOf('adaptiveAvgPool2d');

/**
 * Maxima over as many windows as `outputSize` asks for, over 2 spatial dimensions.
 *
 * Defaults: `returnIndices = false`.
 */
export const adaptiveMaxPool2d: {
  (input: Tensor, outputSize: number | (number | null)[], options?: { returnIndices?: boolean }): Tensor;
  (input: Tensor, outputSize: number | (number | null)[], returnIndices?: boolean | null): Tensor;
  (input: Tensor, options: { outputSize: number | (number | null)[]; returnIndices?: boolean }): Tensor;
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
  (input: Tensor, indices: Tensor, options: { kernelSize: number | number[]; stride?: number | number[] | null; padding?: number | number[]; outputSize?: number[] | null }): Tensor;
} = functionOf('maxUnpool2d');

/**
 * The p-norm of every window over 2 spatial dimensions.
 *
 * Defaults: `ceilMode = false`.
 */
export const lpPool2d: {
  (input: Tensor, normType: number, kernelSize: number | number[], options?: { stride?: number | number[] | null; ceilMode?: boolean }): Tensor;
  (input: Tensor, normType: number, kernelSize: number | number[], stride?: number | number[] | null, options?: { ceilMode?: boolean }): Tensor;
  (input: Tensor, options: { normType: number; kernelSize: number | number[]; stride?: number | number[] | null; ceilMode?: boolean }): Tensor;
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
  (input: Tensor, options: { kernelSize: number | number[]; stride?: number | number[] | null; padding?: number | number[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | null }): Tensor;
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
  (input: Tensor, options: { kernelSize: number | number[]; stride?: number | number[] | null; padding?: number | number[]; dilation?: number | number[]; ceilMode?: boolean; returnIndices?: boolean }): Tensor;
} = functionOf('maxPool3d');

/**
 * Means over as many windows as `outputSize` asks for, over 3 spatial dimensions; null keeps a size.
 */
export const adaptiveAvgPool3d: {
  (input: Tensor, outputSize: number | (number | null)[]): Tensor;
  (input: Tensor, options: { outputSize: number | (number | null)[] }): Tensor;
} = functionOf('adaptiveAvgPool3d');

/**
 * Maxima over as many windows as `outputSize` asks for, over 3 spatial dimensions.
 *
 * Defaults: `returnIndices = false`.
 */
export const adaptiveMaxPool3d: {
  (input: Tensor, outputSize: number | (number | null)[], options?: { returnIndices?: boolean }): Tensor;
  (input: Tensor, outputSize: number | (number | null)[], returnIndices?: boolean | null): Tensor;
  (input: Tensor, options: { outputSize: number | (number | null)[]; returnIndices?: boolean }): Tensor;
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
  (input: Tensor, indices: Tensor, options: { kernelSize: number | number[]; stride?: number | number[] | null; padding?: number | number[]; outputSize?: number[] | null }): Tensor;
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
  (options: { input: Tensor }): Tensor;
} = functionOf('inverse');

/**
 * The sign of the determinant and the logarithm of its absolute value.
 *
 * $y = (\mathrm{sign} \det A,\; \ln |\det A|)$
 */
export const slogdet: {
  (input: Tensor): [Tensor, Tensor];
  (options: { input: Tensor }): [Tensor, Tensor];
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
  (options: { input: Tensor }): Tensor;
} = functionOf('det');

/**
 * The logarithm of the determinant: NaN where it is negative.
 */
export const logdet: {
  (input: Tensor): Tensor;
  (options: { input: Tensor }): Tensor;
} = functionOf('logdet');

/**
 * A matrix plus the product of two matrices: beta input + alpha mat1 mat2.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const addmm: {
  (input: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  (options: { input: Tensor; mat1: Tensor; mat2: Tensor; beta?: number; alpha?: number }): Tensor;
} = functionOf('addmm');

/**
 * A vector plus the product of a matrix and a vector: beta input + alpha mat vec.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const addmv: {
  (input: Tensor, mat: Tensor, vec: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  (options: { input: Tensor; mat: Tensor; vec: Tensor; beta?: number; alpha?: number }): Tensor;
} = functionOf('addmv');

/**
 * A batch of matrices plus the products of two batches: beta input + alpha batch1 batch2.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const baddbmm: {
  (input: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  (options: { input: Tensor; batch1: Tensor; batch2: Tensor; beta?: number; alpha?: number }): Tensor;
} = functionOf('baddbmm');

/**
 * A matrix plus the sum of the products of two batches.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const addbmm: {
  (input: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  (options: { input: Tensor; batch1: Tensor; batch2: Tensor; beta?: number; alpha?: number }): Tensor;
} = functionOf('addbmm');

/**
 * A matrix plus the outer product of two vectors.
 *
 * Defaults: `beta = 1`, `alpha = 1`.
 */
export const addr: {
  (input: Tensor, vec1: Tensor, vec2: Tensor, options?: { beta?: number; alpha?: number }): Tensor;
  (options: { input: Tensor; vec1: Tensor; vec2: Tensor; beta?: number; alpha?: number }): Tensor;
} = functionOf('addr');

/**
 * The outer product of two vectors.
 *
 * @example
 * outer(tensor([1, 2]), tensor([3, 4]))
 */
export const outer: {
  (input: Tensor, vec2: Tensor): Tensor;
  (options: { input: Tensor; vec2: Tensor }): Tensor;
} = functionOf('outer');

/**
 * Inner products over the last dimensions of both.
 */
export const inner: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('inner');

/**
 * Inner product of two vectors.
 */
export const vdot: {
  (input: Tensor, other: Tensor): Tensor;
  (options: { input: Tensor; other: Tensor }): Tensor;
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
  (options: { input: Tensor; other: Tensor }): Tensor;
} = functionOf('kron');

/**
 * The n-th power of square matrices; negative powers are those of the inverse.
 */
export const matrixPower: {
  (input: Tensor, n: number): Tensor;
  (input: Tensor, options: { n: number }): Tensor;
} = functionOf('matrixPower');

/**
 * Sums of products by an equation: one letter per dimension, letters missing on the right are summed; `...` stands for broadcast dimensions.
 *
 * @example
 * einsum('ij,jk->ik', ones([2, 3]), ones([3, 4])).shape
 */
export const einsum: {
  (equation: string, operands: Tensor[]): Tensor;
  (options: { equation: string; operands: Tensor[] }): Tensor;
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
  (options: { input1: Tensor; input2: Tensor; weight: Tensor; bias?: Tensor | null }): Tensor;
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
  (options: { query: Tensor; key: Tensor; value: Tensor; attnMask?: Tensor | null; dropoutP?: number; isCausal?: boolean; scale?: number | null; enableGqa?: boolean }): Tensor;
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
  (input: Tensor, options: { upscaleFactor: number }): Tensor;
} = functionOf('pixelShuffle');

/**
 * Space to channels: [..., C, H r, W r] to [..., C r^2, H, W].
 */
export const pixelUnshuffle: {
  (input: Tensor, downscaleFactor: number): Tensor;
  (input: Tensor, options: { downscaleFactor: number }): Tensor;
} = functionOf('pixelUnshuffle');

/**
 * Interleaves the channels of the groups (Zhang et al., 2018).
 */
export const channelShuffle: {
  (input: Tensor, groups: number): Tensor;
  (input: Tensor, options: { groups: number }): Tensor;
} = functionOf('channelShuffle');

/**
 * Sampling points [N, H, W, 2] (x, y in [-1, 1]) of affine maps theta [N, 2, 3] for images of `size` [N, C, H, W]; for volumes [N, C, D, H, W] points [N, D, H, W, 3] of theta [N, 3, 4].
 *
 * Defaults: `alignCorners = false`.
 *
 * @example
 * affineGrid(tensor([[[1, 0, 0], [0, 1, 0]]]), [1, 1, 2, 2])
 */
export const affineGrid: {
  (theta: Tensor, size: number[], options?: { alignCorners?: boolean }): Tensor;
  (theta: Tensor, size: number[], alignCorners?: boolean | null): Tensor;
  (theta: Tensor, options: { size: number[]; alignCorners?: boolean }): Tensor;
} = functionOf('affineGrid');

/**
 * Values of images [N, C, H, W] at the points of a grid [N, Ho, Wo, 2] (x, y in [-1, 1]), differentiable in both; of volumes [N, C, D, H, W] at those of a grid [N, Do, Ho, Wo, 3].
 *
 * Defaults: `mode = 'bilinear'`, `paddingMode = 'zeros'`, `alignCorners = false`.
 *
 * @example
 * gridSample(tensor([[[[1, 2], [3, 4]]]]), tensor([[[[0, 0]]]]))
 */
export const gridSample: {
  (input: Tensor, grid: Tensor, options?: { mode?: 'bilinear' | 'nearest' | 'bicubic'; paddingMode?: 'zeros' | 'border' | 'reflection'; alignCorners?: boolean }): Tensor;
  (input: Tensor, grid: Tensor, mode?: 'bilinear' | 'nearest' | 'bicubic' | null, options?: { paddingMode?: 'zeros' | 'border' | 'reflection'; alignCorners?: boolean }): Tensor;
  (input: Tensor, grid: Tensor, mode?: 'bilinear' | 'nearest' | 'bicubic' | null, paddingMode?: 'zeros' | 'border' | 'reflection' | null, alignCorners?: boolean | null): Tensor;
} = functionOf('gridSample');

/**
 * torchvision's deformable convolution: the input [N, C, H, W] is read, bilinearly and 0 outside, at the places of the kernel [O, C / groups, kh, kw] plus `offset` [N, 2 kh kw, H', W'], (y, x) in pixels for each place; `mask` [N, kh kw, H', W'] scales what is read.
 *
 * $y(p) = \textstyle\sum_k w_k \, x(p + p_k + \Delta p_k) \, m_k$
 *
 * Defaults: `stride = 1`, `padding = 0`, `dilation = 1`.
 */
export const deformConv2d: {
  (input: Tensor, offset: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | number[]; padding?: number | number[]; dilation?: number | number[]; mask?: Tensor | null }): Tensor;
  (input: Tensor, offset: Tensor, weight: Tensor, bias?: Tensor | null, options?: { stride?: number | number[]; padding?: number | number[]; dilation?: number | number[]; mask?: Tensor | null }): Tensor;
  (options: { input: Tensor; offset: Tensor; weight: Tensor; bias?: Tensor | null; stride?: number | number[]; padding?: number | number[]; dilation?: number | number[]; mask?: Tensor | null }): Tensor;
} = functionOf('deformConv2d');

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
  (options: { size: number[]; generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('rand');

/**
 * A tensor of uniform numbers in [0, 1), with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const randLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean; generator?: Generator | null }): Tensor;
  (options: { input: Tensor; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean; generator?: Generator | null }): Tensor;
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
  (options: { size: number[]; generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (...size: number[]): Tensor;
} = functionOf('randn');

/**
 * A tensor of standard normal numbers, with the shape and dtype of the input.
 *
 * Defaults: `requiresGrad = false`.
 */
export const randnLike: {
  (input: Tensor, options?: { dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean; generator?: Generator | null }): Tensor;
  (options: { input: Tensor; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean; generator?: Generator | null }): Tensor;
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
  (options: { low: number; high: number; size: number[]; generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (high: number, size: number[], options?: { generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (options: { high: number; size: number[]; generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
} = functionOf('randint');

/**
 * A tensor of whole numbers from `low` (0) up to but without `high`, with the shape and dtype of the input.
 */
export const randintLike: {
  (input: Tensor, low: number, high: number, options?: { dtype?: DTypeName | null; generator?: Generator | null }): Tensor;
  (input: Tensor, options: { low: number; high: number; dtype?: DTypeName | null; generator?: Generator | null }): Tensor;
  (input: Tensor, high: number, options?: { dtype?: DTypeName | null; generator?: Generator | null }): Tensor;
  (input: Tensor, options: { high: number; dtype?: DTypeName | null; generator?: Generator | null }): Tensor;
} = functionOf('randintLike');

/**
 * The whole numbers from 0 to `n` - 1 in random order, int32 unless told otherwise.
 *
 * @example
 * manualSeed(0); randperm(5)
 */
export const randperm: {
  (n: number, options?: { generator?: Generator | null; dtype?: DTypeName | null; device?: string | null }): Tensor;
  (options: { n: number; generator?: Generator | null; dtype?: DTypeName | null; device?: string | null }): Tensor;
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
  (options: { mean: number; std: number; size: number[]; generator?: Generator | null; dtype?: DTypeName | null; device?: string | null; requiresGrad?: boolean }): Tensor;
  (mean: Tensor, options?: { std?: Tensor | number; generator?: Generator | null }): Tensor;
  (mean: Tensor, std?: Tensor | number | null, options?: { generator?: Generator | null }): Tensor;
  (options: { mean: Tensor; std?: Tensor | number; generator?: Generator | null }): Tensor;
  (mean: number, std: Tensor, options?: { generator?: Generator | null }): Tensor;
  (options: { mean: number; std: Tensor; generator?: Generator | null }): Tensor;
} = functionOf('normal');

/**
 * Ones and zeros: each element is 1 with the probability that the input holds there (or `p`).
 *
 * @example
 * manualSeed(0); bernoulli(full([5], 0.3))
 */
export const bernoulli: {
  (input: Tensor, p: number, options?: { generator?: Generator | null }): Tensor;
  (input: Tensor, options: { p: number; generator?: Generator | null }): Tensor;
  (input: Tensor, options?: { generator?: Generator | null }): Tensor;
  (options: { input: Tensor; generator?: Generator | null }): Tensor;
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
  (input: Tensor, options: { numSamples: number; replacement?: boolean; generator?: Generator | null }): Tensor;
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

/**
 * A draw from the categorical distribution of the logits along `dim`, relaxed to the softmax at temperature `tau` so that gradients pass (Jang et al., 2017). `hard` returns the one-hot draw and keeps the gradient of the soft one. `eps` has no effect, as in PyTorch.
 *
 * $y = \mathrm{softmax}\!\left(\frac{x + g}{\tau}\right), \quad g = -\ln E, \; E \sim \mathrm{Exp}(1)$
 *
 * Defaults: `tau = 1`, `hard = false`, `eps = 1e-10`, `dim = -1`.
 *
 * @example
 * manualSeed(0); gumbelSoftmax(tensor([1, 2, 3]))
 */
export const gumbelSoftmax: {
  (logits: Tensor, options?: { tau?: number; hard?: boolean; eps?: number; dim?: number }): Tensor;
  (logits: Tensor, tau?: number | null, options?: { hard?: boolean; eps?: number; dim?: number }): Tensor;
  (logits: Tensor, tau?: number | null, hard?: boolean | null, eps?: number | null, dim?: number | null): Tensor;
} = functionOf('gumbelSoftmax');

/**
 * A draw from N(mean, exp(logVar)) as mean + std * noise, so that gradients reach both (Kingma and Welling, 2014).
 *
 * $z = \mu + e^{v / 2} \varepsilon, \quad \varepsilon \sim N(0, 1)$
 */
export const reparameterize: {
  (mean: Tensor, logVar: Tensor): Tensor;
  (options: { mean: Tensor; logVar: Tensor }): Tensor;
} = functionOf('reparameterize');

/** Functions of `linalg`. */
export const linalg = {
  /**
   * The inverse of square matrices. Throws LinAlgError on a singular one.
   *
   * $y = A^{-1}$
   */
  inv: functionOf('linalg.inv') as {
    (A: Tensor): Tensor;
    (options: { A: Tensor }): Tensor;
  },
  /**
   * The determinant of square matrices.
   *
   * $y = \det A$
   */
  det: functionOf('linalg.det') as {
    (A: Tensor): Tensor;
    (options: { A: Tensor }): Tensor;
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
    (options: { A: Tensor; B: Tensor }): Tensor;
  },
  /**
   * The lower triangular L with L L^T = A of symmetric positive definite matrices. Throws LinAlgError otherwise.
   *
   * $A = y \, y^{\top}$
   */
  cholesky: functionOf('linalg.cholesky') as {
    (A: Tensor): Tensor;
    (options: { A: Tensor }): Tensor;
  },
  /**
   * Eigenvalues (rising) and eigenvectors (columns) of symmetric matrices, read from the lower triangle. The sign of a vector is arbitrary; gradients need distinct eigenvalues where vectors are used.
   *
   * $A = V \Lambda V^{\top}$
   */
  eigh: functionOf('linalg.eigh') as {
    (A: Tensor): [Tensor, Tensor];
    (options: { A: Tensor }): [Tensor, Tensor];
  },
  /**
   * The thin QR factorisation: Q with orthonormal columns, R upper triangular.
   *
   * $A = Q R$
   */
  qr: functionOf('linalg.qr') as {
    (A: Tensor): [Tensor, Tensor];
    (options: { A: Tensor }): [Tensor, Tensor];
  },
  /**
   * The thin singular value decomposition: U, the singular values (falling), and the transpose of V. Gradients through U and V need distinct singular values.
   *
   * $A = U \, \mathrm{diag}(s) \, V^{\top}$
   */
  svd: functionOf('linalg.svd') as {
    (A: Tensor): [Tensor, Tensor, Tensor];
    (options: { A: Tensor }): [Tensor, Tensor, Tensor];
  },
  /**
   * The n-th power of square matrices; negative powers are those of the inverse.
   */
  matrixPower: functionOf('linalg.matrixPower') as {
    (A: Tensor, n: number): Tensor;
    (A: Tensor, options: { n: number }): Tensor;
  },
  /**
   * The product of two or more matrices (the first and last may be vectors), from left to right.
   */
  multiDot: functionOf('linalg.multiDot') as {
    (tensors: Tensor[]): Tensor;
    (options: { tensors: Tensor[] }): Tensor;
  },
  /**
   * X with A X = B (or X A = B) for triangular A: only that triangle is read.
   *
   * Defaults: `left = true`, `unitriangular = false`.
   */
  solveTriangular: functionOf('linalg.solveTriangular') as {
    (A: Tensor, B: Tensor, options: { upper: boolean; left?: boolean; unitriangular?: boolean }): Tensor;
    (options: { A: Tensor; B: Tensor; upper: boolean; left?: boolean; unitriangular?: boolean }): Tensor;
  },
  /**
   * The eigenvalues of symmetric matrices, rising.
   */
  eigvalsh: functionOf('linalg.eigvalsh') as {
    (A: Tensor): Tensor;
    (options: { A: Tensor }): Tensor;
  },
  /**
   * The singular values of matrices, falling.
   */
  svdvals: functionOf('linalg.svdvals') as {
    (A: Tensor): Tensor;
    (options: { A: Tensor }): Tensor;
  },
  /**
   * The Moore-Penrose inverse: singular values below `rtol` times the largest count as 0.
   */
  pinv: functionOf('linalg.pinv') as {
    (A: Tensor, options?: { rtol?: number | null }): Tensor;
    (options: { A: Tensor; rtol?: number | null }): Tensor;
  },
  /**
   * The least-squares solution X of A X = B (of least norm where several are).
   */
  lstsq: functionOf('linalg.lstsq') as {
    (A: Tensor, B: Tensor): Tensor;
    (options: { A: Tensor; B: Tensor }): Tensor;
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
