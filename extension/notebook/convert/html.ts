/** A page that stands alone: prose with formulas, code, outputs. It holds no script, and loads nothing. */
import katex from 'katex';
import { Marked } from 'marked';
import type { CellOutput, Notebook } from '../format.ts';
import { blocksOf, mapInline } from './blocks.ts';
import { mathStyle } from './math-style.ts';
import { base64Of, ERROR, imageOf, plainText, STDERR, textOf } from './outputs.ts';
import { PAGE_STYLE } from './page-style.ts';

/** Tags that prose may bring, without attributes. */
const ALLOWED =
  /^<\/?(?:mark|sub|sup|kbd|b|i|u|s|em|strong|small|del|ins|br|hr|details|summary|dl|dt|dd|ul|ol|li|p|blockquote|code|pre|table|thead|tbody|tr|td|th|center)\s*\/?>$/i;
/** Where links and pictures may point. */
const LINK = /^(?:https?:|mailto:|#|[^:]*$)/i;
const IMAGE = /^(?:https?:|data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,|[^:]*$)/i;

/** Reads a file of KaTeX's distribution: `katex.min.css`, `fonts/<name>.woff2`. */
export type KatexFile = (name: string) => Uint8Array;

export interface HtmlOptions {
  readonly title: string;
  readonly katexFile: KatexFile;
}

export function toHtml(notebook: Notebook, { title, katexFile }: HtmlOptions): string {
  const body = notebook.cells.map((cell) => {
    if (cell.kind === 'markdown') return `<section class="prose">${proseHtml(cell.source)}</section>`;
    const outputs = cell.outputs.map(outputHtml).filter((html) => html !== '');
    const code = `<pre class="code"><code>${escapeHtml(cell.source)}</code></pre>`;
    return `<section class="cell">${code}${outputs.map((html) => `<div class="output">${html}</div>`).join('')}</section>`;
  });
  const heading = notebook.cells.map(({ kind, source }) =>
    kind === 'markdown' ? /^# +(.+)$/m.exec(source)?.[1] : null,
  );
  const name = heading.find((found) => found) ?? title;
  const content = body.join('\n');
  const math = content.includes('class="katex"')
    ? mathStyle(new TextDecoder().decode(katexFile('katex.min.css')), (font) => katexFile(`fonts/${font}`), content)
    : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http: file: 'self'; font-src data:">
<title>${escapeHtml(name.replace(/[$*_`]/g, ''))}</title>
<style>${math}${PAGE_STYLE}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}

/** Prose as HTML: formulas by KaTeX, raw HTML and links only where they can do no harm. */
export function proseHtml(source: string): string {
  const kept: string[] = [];
  // Markdown must not look into formulas. The mark cannot stand in a text that a person wrote.
  const keep = (html: string): string => `\u{e000}${kept.push(html) - 1}\u{e001}`;
  const text = blocksOf(source.replace(/[\u{e000}\u{e001}]/gu, ''))
    .map((block) => {
      if (block.kind === 'fence') return block.text;
      return mapInline(block.text, {
        text: (part) => part,
        code: (span) => span,
        formula: (tex, display) => keep(formulaHtml(tex, display)),
      });
    })
    .join('');
  const html = renderer().parse(text, { async: false });
  return html.replace(/\u{e000}(\d+)\u{e001}/gu, (_, at: string) => kept[Number(at)] ?? '');
}

function renderer(): Marked {
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      html: ({ text }) => text.replace(/<[^>]*>|<|>/g, (tag) => (ALLOWED.test(tag) ? tag : escapeHtml(tag))),
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        return LINK.test(href) ? `<a href="${escapeHtml(href)}">${inner}</a>` : inner;
      },
      image({ href, text }) {
        return IMAGE.test(href) ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}">` : escapeHtml(text);
      },
    },
  });
  return marked;
}

/** For the eye as KaTeX sets it, for a screen reader as MathML. KaTeX marks what it cannot read. */
function formulaHtml(tex: string, displayMode: boolean): string {
  return katex.renderToString(tex.trim(), { displayMode, throwOnError: false, trust: false });
}

function outputHtml(output: CellOutput): string {
  const image = imageOf(output);
  // As a picture, an SVG runs no script and loads nothing.
  if (image) return `<img src="data:${image.mime};base64,${base64Of(image)}" alt="${escapeHtml(plainText(output))}">`;
  const item = (mime: string) => output.items.find((candidate) => candidate.mime === mime);
  const html = item('text/html');
  if (html) {
    // A frame without any permission: the page's own look is safe from it, and it runs nothing.
    return `<iframe sandbox="" srcdoc="${escapeHtml(textOf(html))}"></iframe>`;
  }
  const markdown = item('text/markdown');
  if (markdown) return proseHtml(textOf(markdown));
  const latex = item('text/latex');
  if (latex) return formulaHtml(textOf(latex).replace(/^\$+|\$+$/g, ''), true);
  const text = plainText(output);
  if (text === '') return '';
  const kind = item(ERROR) ? ' class="error"' : item(STDERR) ? ' class="warning"' : '';
  return `<pre${kind}>${escapeHtml(text)}</pre>`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
