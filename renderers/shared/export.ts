/** Pictures and values as files: the pictures where they stand on the page, with the title and the sentence above. */
import type { ViewHost } from './host.ts';
import { bitmap, paintNodes } from './paint-canvas.ts';
import { paintSvg } from './paint-svg.ts';
import type { CellImage, Scene, SceneNode } from './scene.ts';
import { ascii } from './text.ts';
import type { Theme } from './theme.ts';

const MARGIN = 16;
const HEAD = 28;

/** All pictures of an output as one scene, or undefined if it has none. */
export function composeExport(host: ViewHost, title: string, theme: Theme): Scene | undefined {
  const placed = [...host.pictures].map((entry) => ({
    scene: entry.scene,
    rect: entry.element.getBoundingClientRect(),
  }));
  if (placed.length === 0) return undefined;
  const left = Math.min(...placed.map((p) => p.rect.left));
  const top = Math.min(...placed.map((p) => p.rect.top));
  const right = Math.max(...placed.map((p) => p.rect.left + p.scene.width));
  const bottom = Math.max(...placed.map((p) => p.rect.top + p.scene.height));
  const nodes: SceneNode[] = [
    { kind: 'text', x: MARGIN, y: MARGIN + 13, text: title, fill: theme.fg, font: theme.uiFont, size: 13, weight: 600 },
    ...placed.map(
      (p): SceneNode => ({
        kind: 'group',
        x: p.rect.left - left + MARGIN,
        y: p.rect.top - top + MARGIN + HEAD,
        nodes: p.scene.nodes,
      }),
    ),
  ];
  return { width: right - left + 2 * MARGIN, height: bottom - top + 2 * MARGIN + HEAD, nodes };
}

export function exportSvg(host: ViewHost, title: string, theme: Theme): void {
  const scene = composeExport(host, title, theme);
  if (scene === undefined) return;
  const svg = paintSvg(scene, {
    title,
    description: host.sentence,
    background: theme.bg,
    imageUrl: (image: CellImage) => bitmap(image).toDataURL('image/png'),
  });
  host.save(fileName(title, host), 'svg', new TextEncoder().encode(svg));
}

/** Twice the size on the page, on the theme's background. */
export async function exportPng(host: ViewHost, title: string, theme: Theme): Promise<void> {
  const scene = composeExport(host, title, theme);
  if (scene === undefined) return;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(scene.width * 2);
  canvas.height = Math.ceil(scene.height * 2);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = theme.bg;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(2, 2);
  paintNodes(context, scene.nodes);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob !== null) host.save(fileName(title, host), 'png', new Uint8Array(await blob.arrayBuffer()));
}

/** RFC 4180. Cells that a spreadsheet would run as a formula get an apostrophe, unless they are numbers. */
export function toCsv(rows: Iterable<readonly (string | number)[]>): string {
  let out = '';
  for (const row of rows) {
    out += `${row.map((cell) => csvCell(cell)).join(',')}\r\n`;
  }
  return out;
}

export function exportCsv(host: ViewHost, title: string, rows: Iterable<readonly (string | number)[]>): void {
  host.save(fileName(title, host), 'csv', new TextEncoder().encode(toCsv(rows)));
}

function csvCell(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const text = ascii(cell);
  const safe = /^[=+\-@\t]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function fileName(title: string, host: ViewHost): string {
  const name = title.replace(/[^\p{L}\p{N}_-]+/gu, '-').replace(/^-+|-+$/g, '');
  return name.slice(0, 60) || host.view;
}
