/** Markdown notes to notebooks and back. Fenced TypeScript becomes cells; everything else stays the text it is. */
import { CANONICAL, type Cell, DEFAULT_LANGUAGE, freshId, type Notebook } from '../format.ts';
import { blocksOf, mapInline } from './blocks.ts';
import { base64Of, fenced, imageOf, plainText } from './outputs.ts';

const CODE = new Set(['ts', 'typescript', 'nnts', 'js', 'javascript', 'mjs']);
/** Between two cells of prose that no heading parts. Invisible where Markdown is shown. */
const SPLIT = '<!-- cell -->';

export function fromMarkdown(text: string): Notebook {
  const ids = new Set<string>();
  const cells: Cell[] = [];
  const add = (kind: Cell['kind'], source: string): void => {
    const lang = kind === 'code' ? DEFAULT_LANGUAGE : 'markdown';
    cells.push({ id: freshId(undefined, ids), kind, lang, source, outputs: [] });
  };
  let prose = '';
  const flush = (): void => {
    const source = prose.replace(/^(?:[ \t]*\n)+|\s+$/g, '');
    if (source !== '') add('markdown', source);
    prose = '';
  };
  for (const block of blocksOf(text.replace(/\r\n?/g, '\n'))) {
    if (block.kind === 'fence') {
      if (!CODE.has(block.info)) {
        prose += block.text;
        continue;
      }
      flush();
      add('code', block.body);
      continue;
    }
    for (const [i, part] of block.text.split(/^(?=#{1,2} )|^<!-- cell -->\n?/m).entries()) {
      if (i > 0) flush();
      prose += modern(part);
    }
  }
  flush();
  return { cells, layout: CANONICAL };
}

/** Notations that the notebook's Markdown does not know, in those it does. */
function modern(prose: string): string {
  return mapInline(prose, {
    text: (part) =>
      part
        .replace(/==(?=\S)([^=\n]+?)(?<=\S)==/g, '<mark>$1</mark>')
        .replace(/!\[\[([^\]|\n]+)(?:\|([^\]\n]*))?\]\]/g, (_, file: string, alt = '') => `![${alt}](<${file}>)`),
    formula: (tex, display) => (display ? `$$${tex}$$` : `$${tex.trim()}$`),
    code: (span) => span,
  });
}

export interface MarkdownOptions {
  /** Text and pictures of the outputs behind each cell. */
  readonly outputs?: boolean;
}

export function toMarkdown(notebook: Notebook, { outputs = true }: MarkdownOptions = {}): string {
  const parts: string[] = [];
  let afterProse = false;
  for (const cell of notebook.cells) {
    if (cell.kind === 'markdown') {
      if (afterProse && !/^#{1,2} /.test(cell.source)) parts.push(SPLIT);
      parts.push(cell.source);
      afterProse = true;
      continue;
    }
    afterProse = false;
    parts.push(fenced(cell.source, cell.lang === DEFAULT_LANGUAGE ? 'ts' : cell.lang));
    if (!outputs) continue;
    for (const output of cell.outputs) {
      const image = imageOf(output);
      const text = plainText(output).replace(/\n+$/, '');
      if (image) parts.push(`![output](data:${image.mime};base64,${base64Of(image)})`);
      else if (text !== '') parts.push(fenced(text, 'text'));
      afterProse = true;
    }
  }
  return `${parts.join('\n\n')}\n`;
}
