/** Look-up tables. */
import * as F from '../api.gen.ts';
import { noGrad } from '../autograd/modes.ts';
import { ArgumentError } from '../errors.ts';
import { normal_ } from '../init/index.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { FACTORY, type Factory, parameter } from './make.ts';
import { Module } from './module.ts';
import { Parameter } from './parameter.ts';

/** Checks that `paddingIdx` is a row and counts it from the front. */
function rowOf(paddingIdx: number | null, rows: number, name: string): number | null {
  if (paddingIdx === null) return null;
  const row = paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
  if (!(row >= 0 && row < rows))
    throw new ArgumentError(`${name}: paddingIdx ${paddingIdx} is outside the ${rows} embeddings`, { op: name });
  return row;
}

export interface EmbeddingOptions extends Factory {
  /** Its row starts at 0 and gets no gradient. */
  paddingIdx?: number | null;
}

/** One learned vector of `embeddingDim` numbers for each of `numEmbeddings` indices; drawn from a standard normal. */
export class Embedding extends Module {
  readonly numEmbeddings: number;
  readonly embeddingDim: number;
  readonly paddingIdx: number | null;
  weight: Parameter;

  constructor(numEmbeddings: number, embeddingDim: number, options?: EmbeddingOptions);
  constructor(numEmbeddings: number, embeddingDim: number, paddingIdx?: number | null, options?: Factory);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<EmbeddingOptions> & { numEmbeddings: number; embeddingDim: number }>(
      `Embedding(numEmbeddings: number, embeddingDim: number, paddingIdx?: number | null, ${FACTORY})`,
      args,
    );
    this.numEmbeddings = o.numEmbeddings;
    this.embeddingDim = o.embeddingDim;
    this.paddingIdx = rowOf(o.paddingIdx, o.numEmbeddings, 'Embedding');
    this.weight = parameter([o.numEmbeddings, o.embeddingDim], o);
    this.resetParameters();
  }

  /** An embedding with the given rows, frozen unless `freeze` is false. */
  static fromPretrained(embeddings: Tensor, options: { freeze?: boolean; paddingIdx?: number | null } = {}): Embedding {
    const [rows, columns] = embeddings.shape;
    const made = new Embedding(rows, columns, { paddingIdx: options.paddingIdx ?? null, device: 'meta' });
    made.weight = new Parameter(embeddings.detach().clone(), !(options.freeze ?? true));
    return made;
  }

  resetParameters(): void {
    normal_(this.weight);
    zeroRow(this.weight, this.paddingIdx);
  }

  forward(input: Tensor): Tensor {
    return F.embedding(input, this.weight, { paddingIdx: this.paddingIdx });
  }

  override extraRepr(): string {
    return `${this.numEmbeddings}, ${this.embeddingDim}${this.paddingIdx === null ? '' : `, padding_idx=${this.paddingIdx}`}`;
  }
}

function zeroRow(weight: Tensor, row: number | null): void {
  if (row !== null) noGrad(() => weight.select(0, row).fill_(0));
}

export interface EmbeddingBagOptions extends EmbeddingOptions {
  mode?: 'sum' | 'mean' | 'max';
  includeLastOffset?: boolean;
}

/** The sum, mean or maximum of the embeddings of each bag of indices: rows of a matrix, or stretches from `offsets`. */
export class EmbeddingBag extends Module {
  readonly numEmbeddings: number;
  readonly embeddingDim: number;
  readonly paddingIdx: number | null;
  readonly mode: 'sum' | 'mean' | 'max';
  readonly includeLastOffset: boolean;
  weight: Parameter;

  constructor(numEmbeddings: number, embeddingDim: number, options?: EmbeddingBagOptions);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<EmbeddingBagOptions> & { numEmbeddings: number; embeddingDim: number }>(
      `EmbeddingBag(numEmbeddings: number, embeddingDim: number, *, mode: 'sum' | 'mean' | 'max' = 'mean', includeLastOffset: boolean = false, paddingIdx?: number | null, device?: string, dtype?: DType)`,
      args,
    );
    this.numEmbeddings = o.numEmbeddings;
    this.embeddingDim = o.embeddingDim;
    this.paddingIdx = rowOf(o.paddingIdx, o.numEmbeddings, 'EmbeddingBag');
    this.mode = o.mode;
    this.includeLastOffset = o.includeLastOffset;
    this.weight = parameter([o.numEmbeddings, o.embeddingDim], o);
    normal_(this.weight);
    zeroRow(this.weight, this.paddingIdx);
  }

  forward(input: Tensor, offsets?: Tensor | null, perSampleWeights?: Tensor | null): Tensor {
    return F.embeddingBag(input, this.weight, offsets ?? null, perSampleWeights ?? null, {
      mode: this.mode,
      paddingIdx: this.paddingIdx,
      includeLastOffset: this.includeLastOffset,
    });
  }

  override extraRepr(): string {
    const padding = this.paddingIdx === null ? '' : `, padding_idx=${this.paddingIdx}`;
    return `${this.numEmbeddings}, ${this.embeddingDim}, mode='${this.mode}'${padding}`;
  }
}
