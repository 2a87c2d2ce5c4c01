import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksOf } from '../../../extension/notebook/convert/blocks.ts';
import { fromMarkdown, toMarkdown } from '../../../extension/notebook/convert/markdown.ts';
import { bytesOf } from '../../../extension/notebook/convert/outputs.ts';
import { fromPercent, toPercent } from '../../../extension/notebook/convert/percent.ts';
import { CANONICAL, type Cell, type Notebook } from '../../../extension/notebook/format.ts';

const note = (...cells: readonly (readonly [Cell['kind'], string])[]): Notebook => ({
  cells: cells.map(([kind, source], i) => ({
    id: `c${i + 1}`,
    kind,
    lang: kind === 'code' ? 'nnts' : 'markdown',
    source,
    outputs: [],
  })),
  layout: CANONICAL,
});
const plain = ({ cells }: Notebook) => cells.map(({ kind, source }) => [kind, source]);

const line = fc.oneof(
  fc.constantFrom(
    '',
    '// %%',
    '//%% [markdown]',
    '// \\%%',
    '// %% name',
    '```',
    '````ts',
    '~~~',
    '# head',
    '$$',
    'const a = `x`;',
  ),
  fc.string({ maxLength: 12, unit: fc.constantFrom(...'ab /%\\`$=[]# ') }),
);
const source = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'));
const kind = fc.constantFrom<Cell['kind'][]>('code', 'markdown');

describe('percent scripts', () => {
  test('any note comes back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, source), { maxLength: 6 }), (cells) => {
        expect(plain(fromPercent(toPercent(note(...cells))))).toEqual(cells);
      }),
      { numRuns: 2000 },
    );
  });
  test('reads what people write', () => {
    const script =
      "import x from 'y';\r\n\r\n//%% [md] Why\r\n// # Why\r\n//\r\n// text\r\n\r\n// %% Train\r\nlet a = 1;\r\n";
    const { cells } = fromPercent(script);
    expect(plain({ cells, layout: CANONICAL })).toEqual([
      ['code', "import x from 'y';"],
      ['markdown', '# Why\n\ntext'],
      ['code', 'let a = 1;'],
    ]);
    expect(cells.map(({ name }) => name)).toEqual([undefined, 'Why', 'Train']);
  });
});

describe('Markdown in', () => {
  test('TypeScript becomes cells, other languages and diagrams stay, headings part cells', () => {
    const text =
      '# One\n\nprose\n\n```ts\nconst a = 1;\n```\n\n```python\nx = 1\n```\n\n```mermaid\ngraph TD; A-->B\n```\n\n## Two\n\n```js {1}\na\n```\n';
    expect(plain(fromMarkdown(text))).toEqual([
      ['markdown', '# One\n\nprose'],
      ['code', 'const a = 1;'],
      ['markdown', '```python\nx = 1\n```\n\n```mermaid\ngraph TD; A-->B\n```'],
      ['markdown', '## Two'],
      ['code', 'a'],
    ]);
  });
  test('formulas and highlights in the notations that notebooks know; code is left alone', () => {
    const text = 'a \\(x\\) and \\[\nE = mc^2\n\\] ==so== `==no== \\(y\\)` $a == b == c$ ![[pic 1.png|net]] a == b\n';
    expect(plain(fromMarkdown(text))).toEqual([
      [
        'markdown',
        'a $x$ and $$\nE = mc^2\n$$ <mark>so</mark> `==no== \\(y\\)` $a == b == c$ ![net](<pic 1.png>) a == b',
      ],
    ]);
  });
  test('an unclosed or longer fence, and one in a list', () => {
    expect(plain(fromMarkdown('````ts\n```\n````'))).toEqual([['code', '```']]);
    expect(plain(fromMarkdown('```ts\nopen'))).toEqual([['code', 'open']]);
    expect(plain(fromMarkdown('- item\n\n      ```ts\n'))).toEqual([['markdown', '- item\n\n      ```ts']]);
  });
  test('blocks together are the text', () => {
    fc.assert(
      fc.property(source, (text) => {
        expect(
          blocksOf(text)
            .map((block) => block.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('Markdown out', () => {
  test('cells come back as they were', () => {
    const prose = fc
      .array(fc.constantFrom('word', '# head', '', '$$x$$', '- item', '`code`', '**b**'), {
        minLength: 1,
        maxLength: 5,
      })
      .map((lines) => lines.join('\n').trim())
      // A heading within a cell starts a cell of its own when the text is read again.
      .filter((text) => text !== '' && !/\n# /.test(text));
    const cells = fc.array(
      fc.oneof(
        prose.map((text) => ['markdown', text] as const),
        source.map((text) => ['code', text] as const),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(cells, (list) => {
        expect(plain(fromMarkdown(toMarkdown(note(...list))))).toEqual(list.map((x) => [...x]));
      }),
      { numRuns: 1000 },
    );
  });
  test('outputs follow their cell', () => {
    const { cells } = note(['code', 'x']);
    const outputs = [
      { items: [{ mime: 'application/vnd.code.notebook.stdout', data: bytesOf('one\n```\n') }] },
      {
        items: [
          { mime: 'image/png', data: new Uint8Array([1, 2]) },
          { mime: 'text/plain', data: bytesOf('twin') },
        ],
      },
    ];
    const text = toMarkdown({ cells: [{ ...cells[0], outputs }], layout: CANONICAL });
    expect(text).toBe('```ts\nx\n```\n\n````text\none\n```\n````\n\n![output](data:image/png;base64,AQI=)\n');
  });
});
