import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CANONICAL,
  type Cell,
  freshId,
  type Notebook,
  NotebookFormatError,
  parseNotebook,
  serializeNotebook,
} from '../../extension/notebook/format.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** JSON objects as they come back from a parser: no undefined, no -0, keys in insertion order. */
const json = fc
  .dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 })
  .map((value) => JSON.parse(JSON.stringify(value)));
const unknownKeys = fc
  .dictionary(
    fc.string().map((key) => `x-${key}`),
    fc.jsonValue(),
    { minKeys: 1, maxKeys: 3 },
  )
  .map((value) => JSON.parse(JSON.stringify(value)));
const text = fc.string({ unit: 'grapheme' }).map((value) => value.replace(/\r/g, ''));
const sourceText = fc.array(text, { maxLength: 6 }).map((lines) => lines.join('\n'));

const item = fc.oneof(
  fc.record({ mime: fc.constantFrom('text/plain', 'text/html', 'image/svg+xml'), data: text.map(encode) }),
  fc.record({
    mime: fc.constantFrom('application/json', 'application/vnd.x+json'),
    data: fc.oneof(
      text.map(encode),
      fc.jsonValue().map((v) => encode(JSON.stringify(v, undefined, '\t'))),
    ),
  }),
  fc.record({
    mime: fc.constantFrom('image/png', 'application/vnd.nnbook.tensor.v1+nnb', 'text/plain'),
    data: fc.uint8Array({ maxLength: 300 }),
  }),
);
const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((v) => (v === undefined ? {} : { [key]: v }));
const merged = <T>(base: fc.Arbitrary<T>, ...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(base, ...parts).map(([b, ...rest]) => Object.assign({}, b, ...rest) as T);
const output = merged(
  fc.record({ items: fc.array(item, { maxLength: 3 }) }),
  optional('metadata', json),
  optional('extra', unknownKeys),
);
const cell = merged(
  fc.record({
    id: fc.string({ minLength: 1 }),
    kind: fc.constantFrom('code', 'markdown'),
    lang: fc.string(),
    source: sourceText,
    outputs: fc.array(output, { maxLength: 2 }),
  }),
  optional('name', fc.string()),
  optional('tags', fc.array(fc.string())),
  optional('collapsed', json),
  optional('metadata', json),
  optional('extra', unknownKeys),
) as fc.Arbitrary<Cell>;
const notebook = merged(
  fc.record({
    cells: fc.array(cell, { maxLength: 5 }).map((cells) => {
      const ids = new Set<string>();
      return cells.map((one) => ({ ...one, id: freshId(one.id, ids) }));
    }),
    layout: fc.record({ indent: fc.constantFrom('  ', '    ', '\t'), eol: fc.constantFrom('\n', '\r\n') }),
  }),
  optional('metadata', json),
  optional('extra', unknownKeys),
) as fc.Arbitrary<Notebook>;

describe('round trips', () => {
  test('read(write(x)) = x', () => {
    fc.assert(
      fc.property(notebook, (value) => void expect(parseNotebook(serializeNotebook(value))).toEqual(value)),
      {
        numRuns: 300,
      },
    );
  });

  test('write(read(bytes)) = bytes for files in canonical form', () => {
    fc.assert(
      fc.property(notebook, (value) => {
        const bytes = serializeNotebook(value);
        expect(decode(serializeNotebook(parseNotebook(bytes)))).toBe(decode(bytes));
      }),
      { numRuns: 200 },
    );
  });

  test('a parser fed with anything answers or throws a NotebookFormatError', () => {
    const hostile = fc.oneof(
      fc.uint8Array(),
      fc.json().map(encode),
      fc.tuple(notebook, fc.nat()).map(([value, at]) => serializeNotebook(value).slice(0, at)),
      fc.jsonValue().map((cells) => encode(JSON.stringify({ nnbook: 1, cells }))),
    );
    fc.assert(
      fc.property(hostile, (bytes) => {
        try {
          parseNotebook(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(NotebookFormatError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const canonical = `{
  "nnbook": 1,
  "metadata": {
    "title": "One"
  },
  "cells": [
    {
      "id": "intro",
      "kind": "markdown",
      "lang": "markdown",
      "source": [
        "# One",
        "",
        "Two"
      ]
    },
    {
      "id": "c2",
      "kind": "code",
      "lang": "nnts",
      "tags": [
        "a"
      ],
      "source": [
        "1 + 1"
      ]
    }
  ],
  "outputs": {
    "c2": [
      {
        "items": [
          {
            "mime": "text/plain",
            "text": [
              "2"
            ]
          }
        ]
      }
    ]
  }
}
`;

test('the canonical form is as the reference says: order, lines, outputs at the end', () => {
  expect(decode(serializeNotebook(parseNotebook(encode(canonical))))).toBe(canonical);
});

test('unknown keys stay on every level', () => {
  const file = {
    nnbook: 1,
    future: { a: 1 },
    cells: [{ id: 'a', kind: 'code', lang: 'nnts', extra: 3, source: ['1'] }],
    outputs: { a: [{ items: [{ mime: 'text/plain', text: ['1'] }], y: [2] }] },
  };
  const again = JSON.parse(decode(serializeNotebook(parseNotebook(encode(JSON.stringify(file))))));
  expect(again).toMatchObject({ future: { a: 1 }, cells: [{ extra: 3 }], outputs: { a: [{ y: [2] }] } });
});

test('the layout of an existing file is kept', () => {
  const windows = JSON.stringify(JSON.parse(canonical), null, '\t').replaceAll('\n', '\r\n') + '\r\n';
  expect(decode(serializeNotebook(parseNotebook(encode(windows))))).toBe(windows);
});

test('duplicate and missing cell ids are repaired, the first keeps its id and its outputs', () => {
  const cells = ['a', 'a', undefined, 'a'].map((id) => ({ id, kind: 'code', source: [] }));
  const file = { nnbook: 1, cells, outputs: { a: [{ items: [{ mime: 'text/plain', text: ['x'] }] }] } };
  const { cells: read } = parseNotebook(encode(JSON.stringify(file)));
  expect(read.map(({ id }) => id)).toEqual(['a', 'a-2', 'c3', 'a-3']);
  expect(read.map(({ outputs }) => outputs.length)).toEqual([1, 0, 0, 0]);
});

test('an empty file is an empty notebook', () => {
  expect(parseNotebook(encode(''))).toEqual({ cells: [], layout: CANONICAL });
});

describe('refused files name the place', () => {
  const cases: readonly [string, Uint8Array, RegExp][] = [
    ['truncated', encode(canonical.slice(0, 200)), /Line 14, column \d+: The file ends too early/],
    ['not JSON', encode('{\n  "nnbook": 1,\n  cells: []\n}'), /Line 3, column 3: This is not JSON/],
    ['a comma too many', encode('{\n  "nnbook": 1,\n  "cells": [],\n}'), /Line 4, column 1/],
    [
      'merge conflict',
      encode(
        canonical.replace(
          '        "# One",',
          '<<<<<<< HEAD\n        "# One",\n=======\n        "# Uno",\n>>>>>>> other',
        ),
      ),
      /Line 12, column 1: .*merge conflict/,
    ],
    ['newer', encode('{\n  "nnbook": 2,\n  "cells": []\n}'), /Line 2, column 13: .*format version 2.*update/],
    ['no version', encode('{"cells": []}'), /nnbook is missing/],
    ['an array', encode('[]'), /The file is an array, expected an object/],
    ['cells of a wrong type', encode('{"nnbook": 1,\n "cells": 3}'), /Line 2, column 11: cells is a number/],
    [
      'a cell without kind',
      encode('{"nnbook": 1,\n "cells": [\n{"kind": "code", "source": []},\n{"kind": "raw"}]}'),
      /Line 4, column 10: cells\[1\].kind is a string, expected "code" or "markdown"/,
    ],
    [
      'source of numbers',
      encode('{"nnbook": 1, "cells": [{"kind": "code", "source": [1]}]}'),
      /cells\[0\].source is an array, expected an array of strings/,
    ],
    [
      'broken base64',
      encode(
        '{"nnbook": 1, "cells": [{"id": "a", "kind": "code", "source": []}], "outputs": {"a": [{"items": [{"mime": "image/png", "base64": ["?"]}]}]}}',
      ),
      /outputs.a\[0\].items\[0\].base64 is not base64/,
    ],
    [
      'not UTF-8',
      Uint8Array.from([...encode('{\n  "a": "'), 0xff, 0xfe, 10, 125]),
      /Line 2, column 9: This file is not UTF-8/,
    ],
  ];
  test.each(cases)('%s', (_name, bytes, message) => {
    expect(() => parseNotebook(bytes)).toThrow(message);
    expect(() => parseNotebook(bytes)).toThrow(NotebookFormatError);
  });
});
