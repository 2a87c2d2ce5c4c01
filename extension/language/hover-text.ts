/** The hover card as Markdown with one table: what TypeScript knows, then what the kernel or the look-ahead knows. */
import { histogramSvg, type Theme } from './histogram.ts';
import type { LiveTensor, LiveValue } from './live.ts';
import type { PlannedTensor } from './lookahead/protocol.ts';
import { formatBytes, formatCount, formatNumber, formatShape } from './numbers.ts';

export interface HoverCard {
  readonly signature: string;
  readonly docs: string;
  readonly live: LiveValue | undefined;
  readonly planned: PlannedTensor | undefined;
  readonly theme: Theme;
  /** Number and link of a cell by its URI, for "made by ... in cell 4, line 12". */
  readonly cellLink: (cell: string, line: number) => { readonly label: string; readonly command: string } | null;
  /** Links at the foot, already encoded as command URIs. */
  readonly links: readonly { readonly label: string; readonly command: string }[];
}

/** Uses HTML: the string must be shown with `supportHtml`. Everything that is not ours is escaped. */
export function hoverMarkdown(card: HoverCard): string {
  const { signature, live, planned } = card;
  const tensor = live?.kind === 'tensor' ? live : planned;
  const shaped = tensor ? `${signature} ${tensor.dtype} ${formatShape(tensor.shape)}` : signature;
  const parts = [codeBlock(shaped, 'typescript')];
  if (live?.kind === 'tensor') parts.push(...tensorParts(live, card));
  else if (live?.kind === 'module') {
    parts.push(
      codeBlock(live.text, 'text'),
      `${formatCount(live.parameters)} parameters · ${formatCount(live.trainable)} trainable · ${formatBytes(live.bytes)}`,
    );
  } else if (live) parts.push(codeBlock(live.text, 'text'));
  else if (planned) parts.push('shape from a look-ahead: not run yet');
  if (card.docs !== '') parts.push(card.docs);
  if (card.links.length > 0 && tensor) {
    parts.push('---', card.links.map(({ label, command }) => `[${label}](${command})`).join(' &nbsp; '));
  }
  return parts.join('\n\n');
}

function tensorParts(tensor: LiveTensor, card: HoverCard): string[] {
  const { stats, gradNorm, bytes, shape, madeBy, requiresGrad } = tensor;
  const parts: string[] = [];
  if (stats) {
    const rows = [
      ['min', formatNumber(stats.min), 'NaN', formatCount(stats.nan)],
      ['mean', formatNumber(stats.mean), 'Inf', formatCount(stats.inf)],
      ['max', formatNumber(stats.max), '‖grad‖', gradNorm === null ? 'none' : formatNumber(gradNorm)],
      ['std', formatNumber(stats.std), 'memory', formatBytes(bytes)],
    ];
    const picture = stats.histogram
      ? `<td rowspan="4"><img src="data:image/svg+xml;base64,${base64(histogramSvg(stats.histogram, card.theme))}" width="176" height="68" alt="histogram"></td>`
      : '';
    const lines = rows.map(
      ([a, b, c, d], i) =>
        `<tr>${i === 0 ? picture : ''}<td>&nbsp;${a}&nbsp;</td><td align="right"><code>${b}</code></td><td>&nbsp;&nbsp;${c}&nbsp;</td><td align="right"><code>${d}</code></td></tr>`,
    );
    parts.push(`<table>${lines.join('')}</table>`);
  } else parts.push(`${formatBytes(bytes)}${gradNorm === null ? '' : ` · ‖grad‖ ${formatNumber(gradNorm)}`}`);
  const size = shape.reduce((n, d) => n * d, 1);
  const facts = [`${formatCount(size)} ${size === 1 ? 'value' : 'values'}`];
  if (madeBy) {
    const link = madeBy.cell !== null && madeBy.line !== null ? card.cellLink(madeBy.cell, madeBy.line) : null;
    facts.unshift(`made by **${escapeMarkdown(madeBy.op)}**${link ? ` in [${link.label}](${link.command})` : ''}`);
  }
  if (requiresGrad) facts.push('requires grad');
  parts.push(facts.join(' · '));
  return parts;
}

/** A fence longer than any run of backquotes inside, so that no value ends it. */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, (c) => (c === '<' ? '&lt;' : c === '&' ? '&amp;' : `\\${c}`));
}

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
