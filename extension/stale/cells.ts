/** What a cell's text gives to other cells and takes from them. Plain data: it crosses from the language worker. */

export interface DefinedName {
  readonly name: string;
  /**
   * Says what the name stands for where the text alone decides it (an import from a package): running the cell again
   * gives the same. Null for values, which every run makes anew.
   */
  readonly key: string | null;
  /** Its value is a function or class, whose free names are read when it is called. */
  readonly deferred: boolean;
}

export interface CellLinks {
  readonly defines: readonly DefinedName[];
  /** Names of other cells that the text reads or writes. */
  readonly uses: readonly string[];
}
