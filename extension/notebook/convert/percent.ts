/** Scripts with `// %%` between the cells, as other tools for TypeScript and Python have them. */
import { CANONICAL, type Cell, DEFAULT_LANGUAGE, freshId, type Notebook } from '../format.ts';

const HEAD = /^\/\/ ?%%(?!%)[ \t]*(?:\[(\w+)\])?[ \t]*(.*)$/;

export function fromPercent(text: string): Notebook {
  const ids = new Set<string>();
  const cells: Cell[] = [];
  let head: { readonly markdown: boolean; readonly name: string } | null = null;
  let lines: string[] = [];
  const flush = (): void => {
    // The blank line in front of the next head belongs to the layout.
    if (lines.at(-1) === '') lines.pop();
    const source = lines
      .map((line) => (head?.markdown ? uncomment(unescapeHead(line)) : unescapeHead(line)))
      .join('\n');
    if (head || source.trim() !== '') {
      const kind = head?.markdown ? 'markdown' : 'code';
      const lang = head?.markdown ? 'markdown' : DEFAULT_LANGUAGE;
      const name = head?.name ? { name: head.name } : {};
      cells.push({ id: freshId(undefined, ids), kind, lang, source, ...name, outputs: [] });
    }
    lines = [];
  };
  for (const line of text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')) {
    const match = HEAD.exec(line);
    if (!match) {
      lines.push(line);
      continue;
    }
    flush();
    head = { markdown: /^(markdown|md)$/i.test(match[1] ?? ''), name: match[2].trim() };
  }
  // The last cell has no head behind it, and so no blank line of the layout.
  lines.push('');
  flush();
  return { cells, layout: CANONICAL };
}

export function toPercent(notebook: Notebook): string {
  const parts = notebook.cells.map(({ kind, source, name }) => {
    const title = name ? ` ${name.replace(/\s+/g, ' ')}` : '';
    const head = kind === 'markdown' ? `// %% [markdown]${title}` : `// %%${title}`;
    const body = source.split('\n').map((line) => escapeHead(kind === 'markdown' ? comment(line) : line));
    return source === '' ? `${head}\n` : `${head}\n${body.join('\n')}\n`;
  });
  return parts.join('\n');
}

function comment(line: string): string {
  return line === '' ? '//' : `// ${line}`;
}

function uncomment(line: string): string {
  return line.replace(/^\/\/ ?/, '');
}

/** A line of a cell that looks like a head gets a backslash; one that has some gets one more. */
function escapeHead(line: string): string {
  return line.replace(/^(\/\/ ?)(\\*%%)/, '$1\\$2');
}

function unescapeHead(line: string): string {
  return line.replace(/^(\/\/ ?)\\(\\*%%)/, '$1$2');
}
