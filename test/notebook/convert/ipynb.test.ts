import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConvertError } from '../../../extension/notebook/convert/convert-error.ts';
import { fromIpynb } from '../../../extension/notebook/convert/ipynb.ts';
import { bytesOf, textOf } from '../../../extension/notebook/convert/outputs.ts';
import { toIpynb } from '../../../extension/notebook/convert/to-ipynb.ts';
import { CANONICAL, type Cell, type CellOutput, type Notebook } from '../../../extension/notebook/format.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const jupyter = (cells: unknown[], metadata: object = {}) =>
  bytesOf(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }));

const word = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'abcxyz019-_é ') });
const text = fc.string({ unit: fc.constantFrom(...'ab $\\`()[]{}"\nπ') });
const json = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(fc.integer(), word, fc.boolean()), { maxKeys: 2 });
const item = (mime: string, data: fc.Arbitrary<Uint8Array>) => data.map((bytes) => ({ mime, data: bytes }));
const utf8 = text.map(bytesOf);
const tabbed = json.map((value) => bytesOf(JSON.stringify(value, undefined, '\t')));
const stream = fc.constantFrom('stdout', 'stderr').chain((name) => item(`application/vnd.code.notebook.${name}`, utf8));
const error = fc
  .record({ name: word, message: text, stack: text })
  .map((value) => bytesOf(JSON.stringify(value, undefined, '\t')));
const rich = fc.uniqueArray(
  fc.oneof(
    item('text/plain', utf8),
    item('text/html', utf8),
    item('image/svg+xml', utf8),
    item('application/json', tabbed),
    item('image/png', fc.uint8Array({ maxLength: 20 })),
    item('application/vnd.nnbook.tensor.v1+nnb', fc.uint8Array({ maxLength: 20 })),
  ),
  { selector: ({ mime }) => mime, minLength: 1, maxLength: 3 },
);
const output: fc.Arbitrary<CellOutput> = fc.oneof(
  stream.map((one) => ({ items: [one] })),
  error.map((data) => ({ items: [{ mime: 'application/vnd.code.notebook.error', data }] })),
  rich.map((items) => ({ items })),
);
const optional = fc.record(
  { name: word, tags: fc.array(word, { maxLength: 2 }), collapsed: json, extra: json },
  { requiredKeys: [] },
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc
    .record({ id: word, source: text, more: optional, outputs: fc.array(output, { maxLength: 3 }) })
    .map(({ more, ...rest }) => ({ ...more, ...rest, kind: 'code' as const, lang: 'nnts' })),
  fc
    .record({ id: word, source: text, more: optional })
    .map(({ more, ...rest }) => ({ ...more, ...rest, kind: 'markdown' as const, lang: 'markdown', outputs: [] })),
);
const notebook: fc.Arbitrary<Notebook> = fc
  .uniqueArray(cell, { selector: ({ id }) => id, maxLength: 5 })
  .map((cells) => ({ cells, layout: CANONICAL }));

describe('round trip', () => {
  test('a note comes back from Jupyter as it went, outputs and ids too', () => {
    fc.assert(
      fc.property(notebook, (note) => {
        expect(fromIpynb(toIpynb(note))).toEqual(note);
      }),
      { numRuns: 500 },
    );
  });

  test('pictures in prose travel as attachments', () => {
    const source = `![one](data:image/png;base64,${PIXEL}) and ![two](data:image/png;base64,${PIXEL})`;
    const note: Notebook = {
      cells: [{ id: 'a', kind: 'markdown', lang: 'markdown', source, outputs: [] }],
      layout: CANONICAL,
    };
    const file = JSON.parse(new TextDecoder().decode(toIpynb(note)));
    expect(Object.keys(file.cells[0].attachments)).toEqual(['image-1.png', 'image-2.png']);
    expect(file.cells[0].source.join('')).toBe('![one](attachment:image-1.png) and ![two](attachment:image-2.png)');
    expect(fromIpynb(toIpynb(note))).toEqual(note);
  });

  test('ids are those that Jupyter allows', () => {
    fc.assert(
      fc.property(notebook, (note) => {
        const ids = JSON.parse(new TextDecoder().decode(toIpynb(note))).cells.map(({ id }: { id: string }) => id);
        expect(ids.filter((id: string) => !/^[a-zA-Z0-9-_]{1,64}$/.test(id))).toEqual([]);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('notebooks of others', () => {
  const python = jupyter(
    [
      { cell_type: 'markdown', metadata: {}, source: ['# Title\n', 'text'], id: 'm' },
      {
        cell_type: 'code',
        metadata: {},
        execution_count: 3,
        source: 'import torch\nprint(1)',
        outputs: [
          { output_type: 'stream', name: 'stdout', text: ['1\n', '2\n'] },
          { output_type: 'execute_result', execution_count: 3, metadata: {}, data: { 'image/png': `${PIXEL}\n` } },
          { output_type: 'error', ename: 'ValueError', evalue: 'no', traceback: ['\u001b[31mValueError\u001b[0m: no'] },
        ],
      },
    ],
    {
      kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
      language_info: { name: 'python' },
    },
  );

  test('Python cells stand as text with their outputs, and a note says so', () => {
    const { cells } = fromIpynb(python);
    expect(cells.map(({ kind }) => kind)).toEqual(['markdown', 'markdown', 'markdown']);
    expect(cells[0].source).toContain('Python');
    expect(cells[1]).toMatchObject({ id: 'm', source: '# Title\ntext' });
    expect(cells[2].source).toBe(
      [
        '```python\nimport torch\nprint(1)\n```',
        '```text\n1\n2\n```',
        `![output](data:image/png;base64,${PIXEL})`,
        '```text\nValueError: no\n```',
      ].join('\n\n'),
    );
  });

  test('TypeScript cells run, with their outputs', () => {
    const data = { 'text/plain': ['3'], 'text/html': '<b>3</b>', 'application/json': { a: [1] } };
    const bytes = jupyter(
      [
        {
          cell_type: 'code',
          metadata: {},
          source: '1 + 2',
          outputs: [{ output_type: 'display_data', metadata: {}, data }],
        },
      ],
      { kernelspec: { name: 'deno', display_name: 'Deno', language: 'typescript' } },
    );
    const [only] = fromIpynb(bytes).cells;
    expect(only).toMatchObject({ kind: 'code', lang: 'nnts', source: '1 + 2' });
    expect(only.outputs[0].items.map((one) => [one.mime, textOf(one)])).toEqual([
      ['text/plain', '3'],
      ['text/html', '<b>3</b>'],
      ['application/json', '{\n\t"a": [\n\t\t1\n\t]\n}'],
    ]);
  });

  test('attachments become pictures; what is no picture stays a link', () => {
    const attachments = {
      'a b.png': { 'image/png': PIXEL },
      'x.png': { 'text/html': 'aaaa' },
      'y.png': { 'image/png': '<>' },
    };
    const source = '![](attachment:a%20b.png) ![](attachment:x.png) ![](attachment:y.png) ![](attachment:none.png)';
    const [only] = fromIpynb(jupyter([{ cell_type: 'markdown', metadata: {}, source, attachments }])).cells;
    expect(only.source).toBe(
      `![](data:image/png;base64,${PIXEL}) ![](attachment:x.png) ![](attachment:y.png) ![](attachment:none.png)`,
    );
  });

  test('refuses what it cannot read, and says what and where', () => {
    expect(() => fromIpynb(bytesOf('{"nbformat": 3, "worksheets": []}'))).toThrow(ConvertError);
    expect(() => fromIpynb(bytesOf('{"cells": []}'))).toThrow(/nbformat is missing/);
    expect(() => fromIpynb(jupyter([{ cell_type: 'code', metadata: {}, source: 7 }]))).toThrow(
      /Line 1.*source is not text/,
    );
    expect(() => fromIpynb(bytesOf('{"nbformat": 4, "cells": [}'))).toThrow(/Line 1, column/);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          fromIpynb(jupyter([value]));
        } catch (error) {
          expect((error as Error).name).toMatch(/^(NotebookFormatError|ConvertError)$/);
        }
      }),
    );
  });
});
