/**
 * Where output goes that comes after its cell has ended (a timer that prints): to the cell, as long as what is shown
 * there is of that run. A cell that was queued again has another run's output.
 */
export class LateOutput<Cell, Shown> {
  readonly #ended = new Map<number, { readonly cell: Cell; readonly shown: Shown }>();
  readonly #last = new Map<Cell, number>();

  ended(run: number, cell: Cell, shown: Shown): void {
    this.forget(cell);
    this.#ended.set(run, { cell, shown });
    this.#last.set(cell, run);
  }

  /** The cell was queued again, or is gone. */
  forget(cell: Cell): void {
    const run = this.#last.get(cell);
    this.#last.delete(cell);
    if (run !== undefined) this.#ended.delete(run);
  }

  /** What shows the run, if it is still what its cell shows. */
  find(run: number): Shown | null {
    return this.#ended.get(run)?.shown ?? null;
  }
}
