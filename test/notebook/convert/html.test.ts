import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proseHtml, toHtml } from '../../../extension/notebook/convert/html.ts';
import { readAs, writeAs } from '../../../extension/notebook/convert/index.ts';
import { bytesOf } from '../../../extension/notebook/convert/outputs.ts';
import { CANONICAL, type CellOutput, parseNotebook } from '../../../extension/notebook/format.ts';

const katexFile = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../../node_modules/katex/dist', name));
const page = (source: string, ...outputs: CellOutput[]) =>
  toHtml(
    { cells: [{ id: 'a', kind: 'code', lang: 'nnts', source, outputs }], layout: CANONICAL },
    { title: 'T', katexFile },
  );

describe('prose', () => {
  test('formulas are MathML, Markdown in them is not read', () => {
    const html = proseHtml('Loss $L_1 * L_2 * x$ and\n\n$$\\frac{a_1}{b_1}$$');
    expect(html.match(/<math/g)).toHaveLength(2);
    expect(html).toContain('<mfrac>');
    expect(html).not.toContain('<em>');
    expect(proseHtml('costs $5 and $6')).not.toContain('<math');
    expect(proseHtml('`$a$`')).toContain('<code>$a$</code>');
  });
  test('harmless HTML stays, everything else is text', () => {
    expect(proseHtml('a <mark>b</mark> H<sub>2</sub>O')).toContain('<mark>b</mark> H<sub>2</sub>O');
    const bad =
      '<script>alert(1)</script> <img src=x onerror=alert(1)> <b onclick=a>x</b> <a href="javascript:a">x</a>';
    expect(proseHtml(bad)).not.toMatch(/<(script|img|a|b )/i);
    expect(proseHtml('[x](javascript:alert(1)) ![y](javascript:a) [z](data:text/html,a)')).not.toMatch(
      /javascript|data:/,
    );
    expect(proseHtml('[ok](https://a.b "t") ![p](pic.png)')).toContain(
      '<a href="https://a.b">ok</a> <img src="pic.png"',
    );
  });
  test('no text makes an element that is not allowed', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      'script',
      'img',
      ' onerror=',
      '"',
      "'",
      '<!--',
      '-->',
      '`',
      '$',
      'a',
      '\n',
      '[',
      ']',
      '(',
      ')',
      '&lt;',
      'javascript:',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (parts) => {
        const html = proseHtml(parts.join(''));
        const tags = [...html.matchAll(/<\/?([a-z0-9]+)[^>]*>/gi)].map(([, tag]) => tag.toLowerCase());
        expect(tags.filter((tag) => ['script', 'iframe', 'object', 'style'].includes(tag))).toEqual([]);
        expect(html).not.toMatch(/<[^>"]* on\w+=/i);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('outputs', () => {
  test('code and text are text', () => {
    const html = page('a < b && "c"', {
      items: [{ mime: 'application/vnd.code.notebook.stdout', data: bytesOf('\u001b[31m<b>\u001b[0m') }],
    });
    expect(html).toContain('a &lt; b &amp;&amp; &quot;c&quot;');
    expect(html).toContain('<pre>&lt;b&gt;</pre>');
  });
  test('HTML runs nothing, an SVG is a picture with the text as its description', () => {
    const html = page('', { items: [{ mime: 'text/html', data: bytesOf('<script>a("b")</script>') }] });
    expect(html).toContain('<iframe sandbox="" srcdoc="&lt;script&gt;');
    const svg = page('', {
      items: [
        { mime: 'image/svg+xml', data: bytesOf('<svg onload="a()"/>') },
        { mime: 'text/plain', data: bytesOf('a "plot"') },
      ],
    });
    expect(svg).toMatch(/<img src="data:image\/svg\+xml;base64,[\w+/=]+" alt="a &quot;plot&quot;">/);
  });
  test('a view shows its text', () => {
    const view = { mime: 'application/vnd.nnbook.tensor.v1+nnb', data: new Uint8Array(9) };
    expect(page('', { items: [view, { mime: 'text/plain', data: bytesOf('tensor([1])') }] })).toContain('tensor([1])');
  });
});

test('the course goes through every format', () => {
  const folder = path.resolve(import.meta.dirname, '../../../media/notes');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.nnbook'))) {
    const notebook = parseNotebook(readFileSync(path.join(folder, file)));
    const sources = notebook.cells.map(({ kind, source }) => [kind, source]);
    for (const ending of ['ipynb', 'ts', 'nnbook']) {
      const again = readAs(`x.${ending}`, writeAs(`x.${ending}`, notebook, katexFile));
      expect(again.cells.map(({ kind, source }) => [kind, source])).toEqual(sources);
    }
    const code = (cells: typeof notebook.cells) =>
      cells.filter(({ kind }) => kind === 'code').map(({ source }) => source);
    expect(code(readAs('x.md', writeAs('x.md', notebook, katexFile)).cells)).toEqual(code(notebook.cells));
    const html = new TextDecoder().decode(writeAs('x.html', notebook, katexFile));
    expect(html).toContain('<math');
    expect(html).not.toContain('<script');
    // The page loads nothing, and carries no font that it does not use.
    expect(html).not.toMatch(/url\((?!data:)|KaTeX_Fraktur-/);
    expect(html).toMatch(/font-family:"?KaTeX_Main"?[^}]*data:font\/woff2;base64/);
    expect(html).not.toContain('katex-error');
  }
  expect(() => readAs('x.html', bytesOf(''))).toThrow(/can be written, not read/);
  expect(() => readAs('x.pdf', bytesOf(''))).toThrow(/known are \.nnbook, \.ipynb/);
});
