/** Follows one notebook's cells and runs, and knows which are stale. Free of VS Code. */
import type { CellLinks } from './cells.ts';
import {
  automaticRuns,
  type RunRecord,
  recordRun,
  runsFor,
  type StaleCell,
  type Staleness,
  staleness,
} from './model.ts';

export interface CellSource {
  readonly id: string;
  readonly source: string;
}

/** What texts define and use; undefined when nobody can tell now. */
export type Analyse = (sources: readonly string[]) => Promise<readonly (CellLinks | null)[] | undefined>;

export class StaleTracker {
  readonly #analyse: Analyse;
  readonly #links = new Map<string, CellLinks | null>();
  /** The last text of each cell that parsed: what it defines while a new text is being typed. */
  readonly #parsed = new Map<string, CellLinks>();
  #records = new Map<string, RunRecord>();
  #cells: readonly StaleCell[] = [];
  /** Runs that began, by number, until they are recorded. */
  #begun: { readonly cells: readonly CellSource[]; readonly id: string; readonly run: number }[] = [];
  #stale: Staleness = new Map();

  constructor(analyse: Analyse) {
    this.#analyse = analyse;
  }

  get stale(): Staleness {
    return this.#stale;
  }

  /** All stale cells and what they need, in notebook order. */
  get toRun(): string[] {
    return runsFor(this.#cells, this.#records);
  }

  get automatic(): string[] {
    return automaticRuns(this.#cells, this.#records);
  }

  /** A new kernel: nothing has run in it. */
  reset(): void {
    this.#records = new Map();
    this.#begun = [];
    this.#stale = new Map();
  }

  /** A cell's run begins, over the notebook as it is. */
  begin(cells: readonly CellSource[], id: string, run: number): void {
    this.#begun.push({ cells, id, run });
  }

  /** Brings the marks up to date. Says whether they are other than before. */
  async update(cells: readonly CellSource[]): Promise<boolean> {
    const begun = this.#begun;
    if (begun.length === 0 && this.#records.size === 0) return false;
    const texts = new Set([...begun.flatMap((entry) => entry.cells), ...cells].map(({ source }) => source));
    const fresh = [...texts].filter((source) => !this.#links.has(source));
    const answers = fresh.length > 0 ? await this.#analyse(fresh) : [];
    // A restart in between has taken the runs along.
    if (!answers || this.#begun !== begun) return false;
    for (const [i, source] of fresh.entries()) this.#links.set(source, answers[i] ?? null);
    this.#begun = [];
    for (const entry of begun) {
      if (!entry.cells.some(({ id }) => id === entry.id)) continue;
      const at = this.#linked(entry.cells);
      this.#records.set(entry.id, recordRun(at, this.#records, entry.id, entry.run));
    }
    this.#cells = this.#linked(cells);
    const before = JSON.stringify([...this.#stale]);
    this.#stale = staleness(this.#cells, this.#records);
    this.#forget();
    return JSON.stringify([...this.#stale]) !== before;
  }

  #linked(cells: readonly CellSource[]): StaleCell[] {
    return cells.map(({ id, source }) => {
      const links = this.#links.get(source);
      if (links) this.#parsed.set(id, links);
      return { id, source, links: links ?? this.#parsed.get(id) ?? null };
    });
  }

  /** Keeps the analyses of the texts that are there. */
  #forget(): void {
    if (this.#links.size <= 4 * this.#cells.length + 64) return;
    const kept = new Set(this.#cells.map(({ source }) => source));
    for (const source of this.#links.keys()) if (!kept.has(source)) this.#links.delete(source);
  }
}
