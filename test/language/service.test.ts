import { describe, expect, it } from 'vitest';
import { Notebook, newLanguage } from './notebook.ts';

describe('types across cells', () => {
  it('sees earlier cells across imports and top-level await', async () => {
    const book = new Notebook([
      "import { randn } from 'nnbook'\nconst x = randn(2, 3)",
      'const |>y = await Promise.resolve(x.matmul(x))',
      'const z = y.softmax(-1); |>z',
      'const w = |>randn(1)',
    ]);
    expect(await book.type('c2')).toBe('const y: Tensor');
    expect(await book.type('c3')).toBe('const z: Tensor');
    expect(await book.type('c4')).toBe('function randn(...size: number[]): Tensor');
    expect(await book.problems()).toEqual([]);
  });

  it('takes the nearest of redeclared names', async () => {
    const book = new Notebook(['const dup = 1', '|>dup', 'const dup = "two"', '|>dup', "const name = 'x'", '|>name']);
    expect([await book.type('c2'), await book.type('c4'), await book.type('c6')]).toEqual([
      'const dup: 1',
      'const dup: "two"',
      'const name: "x"',
    ]);
    expect(await book.problems()).toEqual([]);
  });

  it('lets a later cell write a variable, with its type, and not a constant', async () => {
    const book = new Notebook(['let count = 0; const fixed = 1', 'count += 1', 'count = "x"', 'fixed = 2']);
    expect(await book.problems()).toEqual(['c3 2322 count', 'c4 2588 fixed']);
  });

  it('links classes, functions, enums and types', async () => {
    const book = new Notebook([
      'class Net { layers = 2 }\nfunction twice(n: number) { return 2 * n }\nenum Mode { Train }\ntype Row = { id: number }\ninterface Col { id: string }',
      'const net = new Net(); const |>n = twice(net.layers); const row: Row = { id: n }; const col: Col = { id: 1 }; Mode.Train',
      '|>Net',
    ]);
    expect(await book.type('c2')).toBe('const n: number');
    expect(await book.type('c3')).toBe('class Net');
    expect(await book.problems()).toEqual(['c2 2322 id']);
  });

  it('follows edits, insertions and moves', async () => {
    const book = new Notebook(['const a = 1', 'const |>b = a']);
    expect(await book.type('c2')).toBe('const b: 1');
    book.edit('c1', 'const a = "s"');
    expect(await book.type('c2')).toBe('const b: "s"');
    book.texts.set('c3', 'const a = true');
    book.sync(['c1', 'c3', 'c2']);
    expect(await book.type('c2')).toBe('const b: true');
    book.sync(['c2', 'c1', 'c3']);
    expect(await book.problems()).toEqual(['c2 2304 a']);
    book.sync(['c3', 'c2']);
    expect(await book.type('c2')).toBe('const b: true');
  });

  it('keeps notebooks apart', async () => {
    const language = newLanguage();
    new Notebook(['const alpha = 1'], { language, file: '/notes/k.nnbook' });
    const other = new Notebook(['const other = alpha + 1'], { language, file: '/notes/other.nnbook' });
    expect(await other.problems()).toEqual(['c1 2304 alpha']);
  });
});

describe('diagnostics', () => {
  it('reports real errors, syntactic and semantic', async () => {
    const book = new Notebook(['const s: string = 42', 'const t = (1', 'noSuch()']);
    expect(await book.problems()).toEqual(['c1 2322 s', 'c2 1005 1', 'c3 2304 noSuch']);
  });

  it('is silent about what cells may do', async () => {
    const book = new Notebook([
      'const unused = 1\nawait 0',
      'const k = 1',
      'const k = k + 1',
      'for (const x of [1]) { console.log(x) }\nsetTimeout(() => {}, 10)',
      'function f(x) { return x }',
      'display(1); display.plot([])',
      'export const shared = 1; export default 3',
      'shared',
    ]);
    expect(await book.problems()).toEqual([]);
  });

  it('refuses a return at the top level, as the kernel does', async () => {
    expect(await new Notebook(['return 5']).problems()).toEqual(['c1 1108 return']);
  });

  it('checks imports of nnbook and of Node', async () => {
    const book = new Notebook([
      "import { randn, nope } from 'nnbook'",
      "import { readFileSync } from 'node:fs'\nconst |>text = readFileSync('x', 'utf8')\nprocess.exit()",
      "import missing from 'no-such-package'",
    ]);
    expect(await book.problems()).toEqual(['c1 2305 nope', "c3 2307 'no-such-package'"]);
    expect(await book.type('c2')).toBe('const text: string');
  });

  it('names a later cell that declares a missing name', async () => {
    const book = new Notebook(['lr', 'const lr = 1']);
    const [cell] = await book.ask('diagnostics', { cells: ['c1'] });
    expect(cell.problems[0].message).toBe('lr is declared in a later cell (code cell 2).');
  });

  it('offers to import a name of nnbook, and spelling fixes', async () => {
    const book = new Notebook(["import { zeros } from 'nnbook'\nrandn(2)", 'const value = 1\nvalu']);
    const start = book.texts.get('c1')?.indexOf('randn') ?? 0;
    const [fix] = await book.ask('fixes', { cell: 'c1', start, end: start + 5, codes: [2304] });
    expect(fix.title).toBe("Import randn from 'nnbook'");
    expect(fix.edits).toEqual([{ cell: 'c1', start: 14, end: 14, text: ', randn' }]);
    const spelling = await book.ask('fixes', { cell: 'c2', start: 16, end: 20, codes: [2552] });
    expect(spelling.map((s) => s.title)).toContain("Change spelling to 'value'");
  });
});

describe('hover', () => {
  it('names the path to a top-level value, and only to one', async () => {
    const book = new Notebook([
      "import { nn } from 'nnbook'\nconst fc1 = new nn.Linear(2, 3)\nconst net = { fc1 }",
      'net.fc1.|>weight',
      'function f(net: number) { return |>net }',
    ]);
    expect(await book.ask('hover', book.at('c2'))).toMatchObject({ path: ['net', 'fc1', 'weight'], declaredIn: 'c1' });
    expect((await book.ask('hover', book.at('c3')))?.path).toBeNull();
  });

  it('shows documentation and hides our module names', async () => {
    const book = new Notebook([
      "import * as T from 'nnbook'\nconst x = T.|>randn(2)",
      'class A {}',
      'const |>f = () => new A()',
      'class A { b = 1 }',
      '|>f',
    ]);
    expect(await book.ask('hover', book.at('c1'))).toMatchObject({
      docs: 'Standard normal numbers of the given shape.',
    });
    expect(await book.type('c5')).toBe('const f: () => A');
  });
});

describe('completion', () => {
  it('offers members', async () => {
    const book = new Notebook(["import { randn } from 'nnbook'\nconst x = randn(2)", 'x.|>']);
    const answer = await book.ask('complete', book.at('c2'));
    expect(answer.member).toBe(true);
    expect(answer.items.map((item) => item.name)).toContain('matmul');
    const details = await book.ask('completionDetails', { ...book.at('c2'), name: 'matmul', autoImport: false });
    expect(details).toMatchObject({
      signature: '(method) Tensor.matmul(other: Tensor): Tensor',
      docs: 'Matrix product.',
    });
  });

  it('offers names of earlier cells first, none of later cells, and names of nnbook with their import', async () => {
    const book = new Notebook(['const early = 1', '|>', 'const late = 2']);
    const { items } = await book.ask('complete', book.at('c2'));
    const names = items.map((item) => item.name);
    expect(names).toContain('early');
    expect(names).not.toContain('late');
    expect(items.find((item) => item.name === 'randn')).toMatchObject({ autoImport: true });
    const details = await book.ask('completionDetails', { ...book.at('c2'), name: 'randn', autoImport: true });
    expect(details?.edits).toEqual([{ start: 0, end: 0, text: "import { randn } from 'nnbook';\n" }]);
    const sorted = [...items].sort((a, b) => (a.sortText < b.sortText ? -1 : 1));
    expect(sorted[0].name).toBe('early');
    expect(items.length).toBeLessThan(300);
  });
});

it('helps with signatures', async () => {
  const book = new Notebook(["import { nn } from 'nnbook'", 'new nn.Linear(2, |>)']);
  const help = await book.ask('signature', { ...book.at('c2'), retrigger: false });
  expect(help).toMatchObject({
    activeParameter: 1,
    signatures: [{ label: 'Linear(inFeatures: number, outFeatures: number): nn.Linear' }],
  });
  const { start, end } = help?.signatures[0].parameters[1] ?? { start: 0, end: 0 };
  expect(help?.signatures[0].label.slice(start, end)).toBe('outFeatures: number');
});

describe('navigation', () => {
  const cells = [
    'let count = 0\nclass Net { size = 1 }',
    'count += 1\nconst net = new Net()',
    'const o = { count }\n|>count\nfunction f(count: string) { return count }',
    'net.size\nnew Net()',
    'const count = "mine"\ncount',
  ];

  it('goes to the declaring cell', async () => {
    const book = new Notebook(cells);
    const definition = await book.ask('definition', book.at('c3'));
    expect(definition?.places).toEqual([{ kind: 'cell', cell: 'c1', start: 4, end: 9 }]);
    const type = await book.ask('definition', { cell: 'c4', offset: 14 });
    expect(type?.places).toEqual([{ kind: 'cell', cell: 'c1', start: 20, end: 23 }]);
  });

  it('goes to the library, and serves its text', async () => {
    const book = new Notebook(["import { |>randn } from 'nnbook'"]);
    const definition = await book.ask('definition', book.at('c1'));
    expect(definition?.places).toMatchObject([{ kind: 'library', path: '/nnbook-core/core/index.d.ts' }]);
    expect(await book.ask('libraryFile', { path: '/nnbook-core/core/index.d.ts' })).toContain('function randn');
    expect(await book.ask('libraryFile', { path: '/etc/passwd' })).toBeNull();
  });

  it('finds references in every cell that means the same thing', async () => {
    const book = new Notebook(cells);
    const places = await book.ask('references', book.at('c3'));
    expect(places.map((p) => (p.kind === 'cell' ? book.show(p) : p.path)).sort()).toEqual([
      'c1:count@4',
      'c2:count@0',
      'c3:count@12',
      'c3:count@20',
    ]);
    const members = await book.ask('references', { cell: 'c4', offset: 5 });
    expect(members.map((p) => (p.kind === 'cell' ? book.show(p) : '')).sort()).toEqual(['c1:size@26', 'c4:size@4']);
  });

  it.each(['c1', 'c2', 'c3'])('renames across cells from %s, inside texts only', async (cell) => {
    const book = new Notebook(cells);
    const offset = book.texts.get(cell)?.indexOf('count') ?? 0;
    const answer = await book.ask('rename', { cell, offset, newName: 'total' });
    if (answer.kind === 'refused') throw new Error(answer.reason);
    expect(answer.edits.map((e) => `${book.show(e)}=${e.text}`).sort()).toEqual([
      'c1:count@4=total',
      'c2:count@0=total',
      'c3:count@12=count: total',
      'c3:count@20=total',
    ]);
  });

  it('renames classes across cells', async () => {
    const book = new Notebook(cells);
    const answer = await book.ask('rename', { cell: 'c4', offset: 14, newName: 'Model' });
    if (answer.kind === 'refused') throw new Error(answer.reason);
    expect(answer.edits.map((e) => `${book.show(e)}=${e.text}`).sort()).toEqual([
      'c1:Net@20=Model',
      'c2:Net@27=Model',
      'c4:Net@13=Model',
    ]);
  });

  it('refuses a rename that would clash, of an import, or to no name', async () => {
    const book = new Notebook([...cells, "import { randn } from 'nnbook'", '|>randn']);
    const refuse = async (cell: string, offset: number, newName: string) => {
      const answer = await book.ask('rename', { cell, offset, newName });
      return answer.kind === 'refused' ? answer.reason : 'renamed';
    };
    expect(await refuse('c1', 4, 'net')).toContain('already declared in cell 2');
    expect(await refuse('c1', 4, '2x')).toContain('not a name');
    expect(await refuse('c7', 1, 'normal')).toContain('imported');
  });
});

describe('the shape of the text', () => {
  it('formats a cell and only the cell', async () => {
    const book = new Notebook(['const a=1', 'if(a){\nconsole.log( a )\n}']);
    const text = book.texts.get('c2') ?? '';
    const edits = await book.ask('format', { cell: 'c2', start: 0, end: text.length, tabSize: 2, insertSpaces: true });
    const result = [...edits]
      .sort((a, b) => b.start - a.start)
      .reduce((t, e) => t.slice(0, e.start) + e.text + t.slice(e.end), text);
    expect(result).toBe('if (a) {\n  console.log(a)\n}');
  });

  it('classifies and folds', async () => {
    const book = new Notebook(['class Net {\n  size = 1\n}\nconst n = new Net()']);
    const tokens = await book.ask('semanticTokens', { cell: 'c1' });
    expect(tokens.slice(0, 3)).toEqual([6, 3, 0 | (1 << 8)]);
    expect(await book.ask('folding', { cell: 'c1' })).toEqual([{ start: 9, end: 24, kind: 'code' }]);
  });

  it('lists declared variables with a place for hints', async () => {
    const book = new Notebook(['const { a, b: [c] } = f\nlet d: number = 1\nfunction g() {}']);
    expect(await book.ask('declared', { cell: 'c1' })).toEqual([
      { name: 'a', start: 8, end: 9, annotationEnd: -1 },
      { name: 'c', start: 15, end: 16, annotationEnd: -1 },
      { name: 'd', start: 28, end: 29, annotationEnd: 37 },
    ]);
  });
});
