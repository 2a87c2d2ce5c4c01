/** The parts of a Markdown text that are not prose: fenced blocks, code spans, formulas. */

export interface Block {
  readonly kind: 'prose' | 'fence';
  /** With its line ends. */
  readonly text: string;
  /** First word behind the fence, in lower case. */
  readonly info: string;
  /** What a fence holds. */
  readonly body: string;
}

/** Prose and fenced blocks in turn (CommonMark 4.5); an open fence runs to the end of the text. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split(/(?<=\n)/);
  let prose = '';
  const flush = (): void => {
    if (prose !== '') blocks.push({ kind: 'prose', text: prose, info: '', body: '' });
    prose = '';
  };
  for (let at = 0; at < lines.length; at++) {
    const open = /^( {0,3})(`{3,}|~{3,})[ \t]*([^`\n]*)\n?$/.exec(lines[at]);
    if (!open) {
      prose += lines[at];
      continue;
    }
    const [, indent, fence, info] = open;
    const close = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}[ \\t]*\\n?$`);
    let end = at + 1;
    while (end < lines.length && !close.test(lines[end])) end++;
    flush();
    const body = lines
      .slice(at + 1, end)
      .map((line) => line.replace(new RegExp(`^ {0,${indent.length}}`), ''))
      .join('');
    blocks.push({
      kind: 'fence',
      text: lines.slice(at, end + 1).join(''),
      info: info
        .trim()
        .split(/[\s{,]/)[0]
        .toLowerCase(),
      body: body.replace(/\n$/, ''),
    });
    at = end;
  }
  flush();
  return blocks;
}

/** Code spans, then display and inline formulas in both notations. */
const SPANS =
  /(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|\$\$[\s\S]+?\$\$|(?<![\\$])\$(?![\s$])[^$\n]*?(?<![\s\\])\$(?!\d)|\\\[[\s\S]+?\\\](?!\()|\\\([\s\S]+?\\\)/g;

export interface Inline {
  text(prose: string): string;
  formula(tex: string, display: boolean): string;
  code(span: string): string;
}

/** Rewrites the prose of a text and leaves code where it is. */
export function mapInline(prose: string, to: Inline): string {
  let out = '';
  let last = 0;
  for (const match of prose.matchAll(SPANS)) {
    const [span] = match;
    out += to.text(prose.slice(last, match.index));
    if (span.startsWith('`')) out += to.code(span);
    else if (span.startsWith('$$') || span.startsWith('\\[')) out += to.formula(span.slice(2, -2), true);
    else out += to.formula(span.startsWith('$') ? span.slice(1, -1) : span.slice(2, -2), false);
    last = match.index + span.length;
  }
  return out + to.text(prose.slice(last));
}
