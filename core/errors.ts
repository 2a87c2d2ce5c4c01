/**
 * The typed errors of the core. Each carries its facts as data (operation, operands with shapes, the offending axes,
 * one likely fix), and only then text, so that an editor can point at the right argument with the same message.
 */

/** One operand of a failed call, as the user knows it. */
export interface OperandFact {
  /** The parameter's name, or the name of the user's variable where it is known. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype?: string;
  /** Axes at fault, non-negative. */
  readonly axes?: readonly number[];
}

export interface ErrorFacts {
  /** Operation or module class, e.g. `matmul`, `Linear`. */
  readonly op?: string;
  readonly operands?: readonly OperandFact[];
  readonly expected?: string;
  readonly got?: string;
  /** One likely fix, a sentence. */
  readonly fix?: string;
}

/** Base of every error that the core throws on purpose. */
export class NNError extends Error implements ErrorFacts {
  override name = 'NNError';
  readonly op?: string;
  readonly operands?: readonly OperandFact[];
  readonly expected?: string;
  readonly got?: string;
  readonly fix?: string;
  /** The module that was running, e.g. `encoder.layers.0.linear1`; filled in where it is known. */
  modulePath?: string;

  constructor(message: string, facts: ErrorFacts = {}) {
    super(facts.fix ? `${message}\n${facts.fix}` : message);
    if (facts.op !== undefined) this.op = facts.op;
    if (facts.operands !== undefined) this.operands = facts.operands;
    if (facts.expected !== undefined) this.expected = facts.expected;
    if (facts.got !== undefined) this.got = facts.got;
    if (facts.fix !== undefined) this.fix = facts.fix;
  }
}

/** Shapes that do not fit an operation. */
export class ShapeError extends NNError {
  override name = 'ShapeError';
}
/** A dtype that an operation does not take. */
export class DTypeError extends NNError {
  override name = 'DTypeError';
}
/** A call that does not fit a signature: unknown option, missing or repeated parameter, value of the wrong kind. */
export class ArgumentError extends NNError {
  override name = 'ArgumentError';
}
/** An index, dimension or class out of range. */
export class IndexError extends NNError {
  override name = 'IndexError';
}
/** A request to the tape that it cannot answer. */
export class GradError extends NNError {
  override name = 'GradError';
}
/** A value asked of a tensor that has a shape but no data. */
export class MetaError extends NNError {
  override name = 'MetaError';
}
/** The byte budget for tensors is used up. */
export class MemoryError extends NNError {
  override name = 'MemoryError';
}
/** The user interrupted the run. */
export class InterruptError extends NNError {
  override name = 'InterruptError';
}

/** `[2, 3]`, as shapes are written in messages. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
