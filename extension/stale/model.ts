/**
 * Which cells show results that are out of date. Pure functions over the cells in notebook order and the record of
 * their last runs.
 *
 * A name that a cell uses comes from the nearest cell above that defines it, as it does when the notebook runs from top
 * to bottom. So a run of all cells leaves nothing stale, whatever is redefined further down; and running what is stale
 * gives the outputs that running all cells would give.
 */
import type { CellLinks, DefinedName } from './cells.ts';

export interface StaleCell {
  readonly id: string;
  readonly source: string;
  /** Null while nothing is known of its text. */
  readonly links: CellLinks | null;
}

/** The run that gave a name its value. */
export interface Origin {
  readonly cell: string;
  /** Number of that run; null when the cell that defines the name had not run. */
  readonly run: number | null;
  readonly key: string | null;
}

/** The last run of a cell in this life of the kernel. */
export interface RunRecord {
  /** Runs count upwards. */
  readonly run: number;
  readonly source: string;
  /** The run of this cell that gave each name its value; a name that its text no longer defines keeps it. */
  readonly defined: ReadonlyMap<string, { readonly run: number; readonly key: string | null }>;
  /** By name. */
  readonly origins: ReadonlyMap<string, Origin>;
}

/** By cell; those of deleted cells stay, because their values do. */
export type RunRecords = ReadonlyMap<string, RunRecord>;

export type Reason =
  /** The text is not the one that ran. */
  | { readonly kind: 'edited' }
  /** `cell` ran again. */
  | { readonly kind: 'ran'; readonly name: string; readonly cell: string }
  /** The name comes from `cell`, and this ran with the value of `was`. */
  | { readonly kind: 'moved'; readonly name: string; readonly cell: string; readonly was: string | null }
  /** `cell` defines the name, and has not run. */
  | { readonly kind: 'waits'; readonly name: string; readonly cell: string }
  /** No cell above defines the name any more. */
  | { readonly kind: 'gone'; readonly name: string }
  /** `cell`, which the name comes from, is stale itself. */
  | { readonly kind: 'above'; readonly name: string; readonly cell: string };

/** Reasons of each stale cell, by id, in notebook order. */
export type Staleness = ReadonlyMap<string, readonly Reason[]>;

/** The record of a run that starts now. */
export function recordRun(cells: readonly StaleCell[], records: RunRecords, id: string, run: number): RunRecord {
  const index = new Index(cells);
  const at = cells.findIndex((cell) => cell.id === id);
  const { source, links } = cells[at];
  const origins = new Map<string, Origin>();
  for (const name of index.needs(at)) {
    const found = index.origin(name, at);
    if (!found) continue;
    const cell = cells[found.at].id;
    // A cell that runs twice may read what it wrote itself; that is counting on, not a mistake.
    const counts = links?.defines.some((own) => own.name === name);
    origins.set(name, lastDefined(name, records, counts ? id : null) ?? { cell, run: null, key: found.defined.key });
  }
  const defined = new Map(records.get(id)?.defined);
  for (const { name, key } of links?.defines ?? []) defined.set(name, { run, key });
  return { run, source, defined, origins };
}

/** Whose value a name has in the kernel. */
function lastDefined(name: string, records: RunRecords, but: string | null): Origin | undefined {
  let last: Origin | undefined;
  for (const [cell, record] of records) {
    const defined = record.defined.get(name);
    if (defined && cell !== but && defined.run > (last?.run ?? 0)) last = { cell, ...defined };
  }
  return last;
}

export function staleness(cells: readonly StaleCell[], records: RunRecords): Staleness {
  const index = new Index(cells);
  const stale = new Map<string, readonly Reason[]>();
  // Names come from above, so one pass in notebook order also finds what depends on stale cells.
  for (const [at, { id, source }] of cells.entries()) {
    const record = records.get(id);
    if (!record) continue;
    const reasons: Reason[] = record.source === source ? [] : [{ kind: 'edited' }];
    for (const name of index.needs(at)) {
      const reason = changed(name, index.origin(name, at), record);
      if (reason) reasons.push(reason);
    }
    if (reasons.length > 0) stale.set(id, reasons);
  }
  return stale;

  function changed(name: string, found: Found | undefined, record: RunRecord): Reason | undefined {
    const then = record.origins.get(name);
    if (!found) return then && { kind: 'gone', name };
    const { key } = found.defined;
    if (key !== null && key === then?.key) return undefined;
    const cell = cells[found.at].id;
    const last = records.get(cell)?.run ?? null;
    if (then?.cell !== cell) {
      return last === null ? { kind: 'waits', name, cell } : { kind: 'moved', name, cell, was: then?.cell ?? null };
    }
    if (last !== then.run) return { kind: 'ran', name, cell };
    return stale.has(cell) ? { kind: 'above', name, cell } : undefined;
  }
}

/**
 * What to run, in notebook order, so that the given stale cells (all of them, if none are given) are up to date: cells
 * that they wait for, cells whose value another cell has overwritten since, and whatever uses the new values.
 */
export function runsFor(
  cells: readonly StaleCell[],
  records: RunRecords,
  wanted: Iterable<string> = staleness(cells, records).keys(),
  /** Whether a cell that uses new values runs too. */
  follow: (id: string) => boolean = () => true,
): string[] {
  const index = new Index(cells);
  const place = new Map(cells.map(({ id }, at) => [id, at]));
  const runs = new Set<number>();
  for (const id of wanted) {
    const at = place.get(id);
    if (at !== undefined) runs.add(at);
  }
  const users = index.users(records);
  for (let size = -1; size !== runs.size; ) {
    size = runs.size;
    // The set grows while it is walked.
    for (const at of runs) {
      for (const name of index.needs(at)) {
        const found = index.origin(name, at);
        if (found && !holds(name, found)) runs.add(found.at);
      }
      for (const user of users.get(at) ?? []) if (follow(cells[user].id)) runs.add(user);
    }
  }

  /** True when the name has its definition's value in the kernel, and keeps it until its user runs. */
  function holds(name: string, { at, defined }: Found): boolean {
    const { id } = cells[at];
    if (!records.has(id)) return false;
    const last = lastDefined(name, records, null);
    const same = last?.cell === id || (defined.key !== null && defined.key === last?.key);
    return same && !index.definers(name).some((other) => other < at && runs.has(other));
  }
  return [...runs].sort((a, b) => a - b).map((at) => cells[at].id);
}

/**
 * What runs by itself after a run, for those who want that: stale cells, except those that the reader has edited or
 * added and not run yet, and what depends on these.
 */
export function automaticRuns(cells: readonly StaleCell[], records: RunRecords): string[] {
  const stale = staleness(cells, records);
  const blocked = new Set<string>();
  const mayRun = (runs: readonly string[]) => runs.every((id) => records.has(id) && !blocked.has(id));
  for (const [id, reasons] of stale) {
    const waits = reasons.some((reason) => {
      if (reason.kind === 'edited' || reason.kind === 'waits' || reason.kind === 'gone') return true;
      return blocked.has(reason.cell);
    });
    // A cell that needs such a one to run waits with it.
    if (waits || !mayRun(runsFor(cells, records, [id], () => false))) blocked.add(id);
  }
  const free = [...stale.keys()].filter((id) => !blocked.has(id));
  const runs = runsFor(cells, records, free, (id) => !blocked.has(id));
  return mayRun(runs) ? runs : [];
}

interface Found {
  readonly at: number;
  readonly defined: DefinedName;
}

/** Definitions by name. */
class Index {
  readonly #cells: readonly StaleCell[];
  readonly #defined = new Map<string, Found[]>();
  readonly #needs = new Map<number, ReadonlySet<string>>();

  constructor(cells: readonly StaleCell[]) {
    this.#cells = cells;
    for (const [at, { links }] of cells.entries()) {
      for (const defined of links?.defines ?? []) {
        const list = this.#defined.get(defined.name) ?? [];
        list.push({ at, defined });
        this.#defined.set(defined.name, list);
      }
    }
  }

  /** The definition that a cell's name comes from. */
  origin(name: string, at: number): Found | undefined {
    return this.#defined.get(name)?.findLast((found) => found.at < at);
  }

  /** Places of all cells that define a name. */
  definers(name: string): readonly number[] {
    return (this.#defined.get(name) ?? []).map(({ at }) => at);
  }

  /** Names that a run of the cell reads: its own, and those of functions that it may call. */
  needs(at: number): ReadonlySet<string> {
    const known = this.#needs.get(at);
    if (known) return known;
    const { links } = this.#cells[at];
    const own = new Set(links?.defines.map(({ name }) => name));
    const needs = new Set(links?.uses ?? []);
    // The set grows while it is walked: functions that call functions.
    for (const name of needs) {
      const found = this.origin(name, at);
      if (!found?.defined.deferred) continue;
      for (const inner of this.#cells[found.at].links?.uses ?? []) if (!own.has(inner)) needs.add(inner);
    }
    this.#needs.set(at, needs);
    return needs;
  }

  /** Cells that ran and take a value from each cell. */
  users(records: RunRecords): Map<number, Set<number>> {
    const users = new Map<number, Set<number>>();
    for (const [at, { id }] of this.#cells.entries()) {
      if (!records.has(id)) continue;
      for (const name of this.needs(at)) {
        const found = this.origin(name, at);
        if (!found || (found.defined.key !== null && found.defined.key === records.get(id)?.origins.get(name)?.key))
          continue;
        users.set(found.at, (users.get(found.at) ?? new Set()).add(at));
      }
    }
    return users;
  }
}
