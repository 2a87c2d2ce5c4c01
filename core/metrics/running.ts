/** The mean of what a training loop reports batch by batch. */
export class RunningMean {
  private total = 0;
  private weight = 0;

  /** Adds a value that stands for `count` samples. */
  update(value: number, count = 1): void {
    this.total += value * count;
    this.weight += count;
  }
  /** Mean per sample; NaN before the first update. */
  get value(): number {
    return this.total / this.weight;
  }
  reset(): void {
    this.total = 0;
    this.weight = 0;
  }
}
