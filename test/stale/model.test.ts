import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyseCell } from '../../extension/stale/analyse.ts';
import type { CellLinks } from '../../extension/stale/cells.ts';
import {
  automaticRuns,
  type RunRecord,
  recordRun,
  runsFor,
  type StaleCell,
  staleness,
} from '../../extension/stale/model.ts';

/** A notebook whose cells are analysed and run as the editor does it. */
class Note {
  readonly cells: StaleCell[] = [];
  readonly records = new Map<string, RunRecord>();
  #run = 0;

  constructor(...sources: string[]) {
    for (const [i, source] of sources.entries()) this.cells.push(cell(`${i + 1}`, source));
  }

  run(...ids: string[]): this {
    for (const id of ids) this.records.set(id, recordRun(this.cells, this.records, id, ++this.#run));
    return this;
  }

  runAll(): this {
    return this.run(...this.cells.map(({ id }) => id));
  }

  edit(id: string, source: string): this {
    const at = this.cells.findIndex((found) => found.id === id);
    this.cells[at] = cell(id, source);
    return this;
  }

  get stale(): Record<string, unknown> {
    return Object.fromEntries(staleness(this.cells, this.records));
  }

  get toRun(): string[] {
    return runsFor(this.cells, this.records);
  }
}

function cell(id: string, source: string): StaleCell {
  return { id, source, links: analyseCell(source) };
}

describe('stale cells', () => {
  test('a cell whose input ran again, and what depends on it', () => {
    const note = new Note('const w = 1', 'const y = w + 1', 'y', 'const other = 2').runAll();
    expect(note.stale).toEqual({});
    note.run('1');
    expect(note.stale).toEqual({
      '2': [{ kind: 'ran', name: 'w', cell: '1' }],
      '3': [{ kind: 'above', name: 'y', cell: '2' }],
    });
    expect(note.toRun).toEqual(['2', '3']);
    expect(note.run(...note.toRun).stale).toEqual({});
  });

  test('an edited cell, until its text is again what ran', () => {
    const note = new Note('const w = 1', 'w').runAll().edit('1', 'const w = 2');
    expect(note.stale).toEqual({ '1': [{ kind: 'edited' }], '2': [{ kind: 'above', name: 'w', cell: '1' }] });
    expect(note.edit('1', 'const w = 1').stale).toEqual({});
  });

  test('cells that have not run are not stale', () => {
    expect(new Note('const w = 1', 'w').run('1').run('1').stale).toEqual({});
  });

  test('running an import again changes nothing, unless it imports something else or from a file', () => {
    const note = new Note("import { ones } from 'nnbook'", 'ones(2)').runAll().run('1');
    expect(note.stale).toEqual({});
    note.edit('1', "import { zeros as ones } from 'nnbook'").run('1');
    expect(note.stale).toEqual({ '2': [{ kind: 'ran', name: 'ones', cell: '1' }] });
    const local = new Note("import { size } from './model.ts'", 'size').runAll().run('1');
    expect(Object.keys(local.stale)).toEqual(['2']);
  });

  test('a name redefined below does not make the cells above stale', () => {
    const note = new Note('let x = 1', 'x', 'x = 2', 'x').runAll();
    expect(note.stale).toEqual({});
    expect(Object.keys(note.run('3').stale)).toEqual(['4']);
  });

  test('a cell run out of order ran with a value from below', () => {
    const note = new Note('const x = 1', 'x', 'const x = 2').runAll().run('2');
    expect(note.stale).toEqual({ '2': [{ kind: 'moved', name: 'x', cell: '1', was: '3' }] });
    expect(note.toRun).toEqual(['1', '2']);
    expect(note.run('1', '2').stale).toEqual({});
  });

  test('counting on by running a cell again is no mistake; running it as stale starts anew', () => {
    const note = new Note('let step = 0', 'step += 1', 'step').runAll().run('2');
    expect(note.stale).toEqual({ '3': [{ kind: 'ran', name: 'step', cell: '2' }] });
    note.edit('2', 'step += 2');
    expect(note.toRun).toEqual(['1', '2', '3']);
  });

  test('a function brings the names that it reads when it is called', () => {
    const note = new Note('function f() { return w }', 'const w = 1', 'f()').runAll();
    expect(note.runAll().stale).toEqual({});
    expect(note.run('2').stale).toEqual({ '3': [{ kind: 'ran', name: 'w', cell: '2' }] });
  });

  test('a new definition in between, and a definition taken away', () => {
    const note = new Note('const w = 1', '0', 'w').runAll().edit('2', 'const w = 2');
    expect(note.stale).toMatchObject({ '3': [{ kind: 'moved', name: 'w', cell: '2', was: '1' }] });
    const fresh = new Note('const w = 1', 'const w = 2', 'w').run('1', '3');
    expect(fresh.stale).toEqual({ '3': [{ kind: 'waits', name: 'w', cell: '2' }] });
    expect(fresh.toRun).toEqual(['2', '3']);
    const without = new Note('const w = 1', 'w').runAll().edit('1', 'const v = 1');
    expect(without.stale).toMatchObject({ '2': [{ kind: 'gone', name: 'w' }] });
  });

  test('by itself runs only what nobody has edited', () => {
    const note = new Note('const a = 1', 'const b = a', 'b', 'a + 1').runAll().run('1').edit('2', 'const b = a + 1');
    expect(note.toRun).toEqual(['2', '3', '4']);
    expect(automaticRuns(note.cells, note.records)).toEqual(['4']);
  });
});

describe('definitions and uses', () => {
  const names = (links: CellLinks | null) => links?.defines.map(({ name }) => name);
  test('declarations, patterns, assignments; local names stay local', () => {
    const links = analyseCell(
      'const { a, b: [c] } = data; function f(p) { const q = p; return q + free } count++; z.w = 1',
    );
    expect(names(links)?.sort()).toEqual(['a', 'c', 'count', 'f']);
    expect([...(links?.uses ?? [])].sort()).toEqual(['count', 'data', 'free', 'z']);
  });
  test('closures are deferred, types are nothing', () => {
    const links = analyseCell('const f = () => w; const v = 1; class K {}; interface I { x: T }; type T = number');
    expect(
      links?.defines
        .filter(({ deferred }) => deferred)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['K', 'f']);
    expect(links?.uses).toEqual(['w']);
  });
  test('a text that does not parse says nothing', () => {
    expect(analyseCell('const = 3')).toBeNull();
  });
});

/** Cells of the form `const a = mix(b, c)`, with a model of what they compute. */
const NAMES = ['a', 'b', 'c', 'd', 'e'];
interface Sketch {
  readonly defines: readonly string[];
  readonly uses: readonly string[];
  readonly salt: number;
}
const sketch: fc.Arbitrary<Sketch> = fc
  .record({
    defines: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
    uses: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 }),
    salt: fc.nat(9),
  })
  // A cell that reads what it defines gives something else each time it runs.
  .map(({ defines, uses, salt }) => ({ defines, uses: uses.filter((name) => !defines.includes(name)), salt }));

function sketchCell(id: string, { defines, uses, salt }: Sketch): StaleCell {
  const links = { defines: defines.map((name) => ({ name, key: null, deferred: false })), uses };
  return { id, source: JSON.stringify([defines, uses, salt]), links };
}

/** What runs compute: the output says which text ran on which values. */
class Machine {
  readonly values = new Map<string, string>();
  readonly outputs = new Map<string, string>();

  run(id: string, { defines, uses, salt }: Sketch, above: ReadonlySet<string>): void {
    // A name that no cell above defines is an error in a run from top to bottom; its value plays no part here.
    const inputs = uses.map((name) => (above.has(name) ? this.values.get(name) : 'missing'));
    const output = `${salt}(${inputs.join()})`;
    this.outputs.set(id, output);
    for (const name of defines) this.values.set(name, `${name}=${output}`);
  }
}

type Action =
  | { readonly kind: 'run'; readonly at: number }
  | { readonly kind: 'edit'; readonly at: number; readonly to: Sketch };

const story = fc.array(sketch, { minLength: 1, maxLength: 7 }).chain((start) => {
  const at = fc.nat(start.length - 1);
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.record({ kind: fc.constant('run' as const), at }),
    fc.record({ kind: fc.constant('edit' as const), at, to: sketch }),
  );
  return fc.record({ start: fc.constant(start), actions: fc.array(action, { maxLength: 12 }) });
});

test('in any story, running what is stale leaves nothing stale and gives the outputs of a run of all cells', () => {
  fc.assert(
    fc.property(story, ({ start, actions }) => {
      const sketches = [...start];
      const records = new Map<string, RunRecord>();
      const machine = new Machine();
      let count = 0;
      const cells = () => sketches.map((made, at) => sketchCell(`${at}`, made));
      const above = (at: number) => new Set(sketches.slice(0, at).flatMap(({ defines }) => defines));
      const run = (at: number) => {
        records.set(`${at}`, recordRun(cells(), records, `${at}`, ++count));
        machine.run(`${at}`, sketches[at], above(at));
      };
      for (const at of sketches.keys()) run(at);
      expect(staleness(cells(), records).size).toBe(0);
      for (const action of actions) {
        if (action.kind === 'run') run(action.at);
        else sketches[action.at] = action.to;
      }
      for (const id of runsFor(cells(), records)) run(Number(id));
      expect([...staleness(cells(), records)]).toEqual([]);
      const fresh = new Machine();
      for (const [at, made] of sketches.entries()) fresh.run(`${at}`, made, above(at));
      expect([...machine.outputs].sort()).toEqual([...fresh.outputs].sort());
    }),
    { numRuns: 2000 },
  );
});

test('by itself never runs what was edited, and only helps', () => {
  fc.assert(
    fc.property(story, ({ start, actions }) => {
      const sketches = [...start];
      const records = new Map<string, RunRecord>();
      let count = 0;
      const cells = () => sketches.map((made, at) => sketchCell(`${at}`, made));
      const run = (id: string) => records.set(id, recordRun(cells(), records, id, ++count));
      for (const action of actions) {
        if (action.kind === 'edit') sketches[action.at] = action.to;
        else run(`${action.at}`);
        const before = staleness(cells(), records);
        const edited = [...before].filter(([, list]) => list.some(({ kind }) => kind === 'edited')).map(([id]) => id);
        const runs = automaticRuns(cells(), records);
        expect(runs.filter((id) => edited.includes(id))).toEqual([]);
        for (const id of runs) run(id);
        const after = staleness(cells(), records);
        expect(runs.filter((id) => after.has(id))).toEqual([]);
        expect([...after.keys()].filter((id) => !before.has(id))).toEqual([]);
      }
    }),
    { numRuns: 1000 },
  );
});
