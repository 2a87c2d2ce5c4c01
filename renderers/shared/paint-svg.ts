/** Paints a scene as SVG text. Heat cells become one embedded PNG; everything else stays vector. */
import { type CellImage, hatchLines, type Scene, type SceneNode, type Stroke } from './scene.ts';

export interface SvgOptions {
  readonly title: string;
  readonly description: string;
  /** Painted under the scene; undefined leaves it transparent. */
  readonly background?: string;
  /** The cells as a `data:image/png` URL. */
  imageUrl(image: CellImage): string;
}

export function paintSvg(scene: Scene, options: SvgOptions): string {
  const clips: string[] = [];
  const body = nodesSvg(scene.nodes, options, clips);
  const size = `width="${round(scene.width)}" height="${round(scene.height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${round(scene.width)} ${round(scene.height)}" role="img">`,
    `<title>${escapeXml(options.title)}</title><desc>${escapeXml(options.description)}</desc>`,
    clips.length > 0 ? `<defs>${clips.join('')}</defs>` : '',
    options.background === undefined ? '' : `<rect width="100%" height="100%" fill="${options.background}"/>`,
    body,
    '</svg>',
  ].join('');
}

function nodesSvg(nodes: readonly SceneNode[], options: SvgOptions, clips: string[]): string {
  return nodes.map((node) => nodeSvg(node, options, clips)).join('');
}

function nodeSvg(node: SceneNode, options: SvgOptions, clips: string[]): string {
  switch (node.kind) {
    case 'rect':
      return `<rect ${box(node)}${node.radius ? ` rx="${node.radius}"` : ''}${paint(node, node.fill)}/>`;
    case 'line': {
      const ends = `x1="${round(node.x1)}" y1="${round(node.y1)}" x2="${round(node.x2)}" y2="${round(node.y2)}"`;
      return `<line ${ends}${paint(node, undefined)}${node.cap ? ` stroke-linecap="${node.cap}"` : ''}/>`;
    }
    case 'poly': {
      const join = node.join ? ` stroke-linejoin="${node.join}"` : '';
      return `<path d="${polyPath(node.points, node.closed === true)}"${paint(node, node.fill)}${join}/>`;
    }
    case 'path':
      return `<path d="${escapeXml(node.d)}"${paint(node, node.fill)}${node.cap ? ` stroke-linecap="${node.cap}"` : ''}/>`;
    case 'circle':
      return `<circle cx="${round(node.x)}" cy="${round(node.y)}" r="${round(node.r)}"${paint(node, node.fill)}/>`;
    case 'text': {
      const turn =
        node.rotate === undefined ? '' : ` transform="rotate(${node.rotate} ${round(node.x)} ${round(node.y)})"`;
      const align = node.anchor === undefined || node.anchor === 'start' ? '' : ` text-anchor="${node.anchor}"`;
      const line =
        node.baseline === 'middle'
          ? ' dominant-baseline="central"'
          : node.baseline === 'top'
            ? ' dominant-baseline="hanging"'
            : '';
      const font = ` font-family="${escapeXml(node.font)}" font-size="${node.size}"${node.weight ? ` font-weight="${node.weight}"` : ''}`;
      return `<text x="${round(node.x)}" y="${round(node.y)}" fill="${node.fill}" xml:space="preserve"${font}${align}${line}${turn}>${escapeXml(node.text)}</text>`;
    }
    case 'image': {
      const look = node.smooth === true ? '' : ' style="image-rendering:pixelated"';
      return `<image ${box(node)} preserveAspectRatio="none"${look} href="${escapeXml(options.imageUrl(node.image))}"/>`;
    }
    case 'hatch': {
      const lines = hatchLines(node);
      let d = '';
      for (let i = 0; i < lines.length; i += 4) {
        d += `M${round(lines[i])} ${round(lines[i + 1])}L${round(lines[i + 2])} ${round(lines[i + 3])}`;
      }
      return `<path d="${d}" fill="none" stroke="${node.stroke}"/>`;
    }
    case 'group': {
      let clip = '';
      if (node.clip !== undefined) {
        const id = `clip${clips.length}`;
        clips.push(`<clipPath id="${id}"><rect ${box(node.clip)}/></clipPath>`);
        clip = ` clip-path="url(#${id})"`;
      }
      const scale = node.scale === undefined ? '' : ` scale(${node.scale})`;
      const move = ` transform="translate(${round(node.x ?? 0)} ${round(node.y ?? 0)})${scale}"`;
      const fade = node.opacity === undefined ? '' : ` opacity="${node.opacity}"`;
      return `<g${move}${clip}${fade}>${nodesSvg(node.nodes, options, clips)}</g>`;
    }
  }
}

function box(rect: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }): string {
  return `x="${round(rect.x)}" y="${round(rect.y)}" width="${round(rect.w)}" height="${round(rect.h)}"`;
}

function paint(stroke: Stroke, fill: string | undefined): string {
  const line =
    stroke.stroke === undefined
      ? ''
      : ` stroke="${stroke.stroke}" stroke-width="${stroke.lineWidth ?? 1}"${stroke.dash?.length ? ` stroke-dasharray="${stroke.dash.join(' ')}"` : ''}`;
  return ` fill="${fill ?? 'none'}"${line}`;
}

function polyPath(points: ArrayLike<number>, closed: boolean): string {
  let d = '';
  let pen = false;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const ok = Number.isFinite(points[i]) && Number.isFinite(points[i + 1]);
    if (ok) d += `${pen ? 'L' : 'M'}${round(points[i])} ${round(points[i + 1])}`;
    pen = ok;
  }
  return closed ? `${d}Z` : d;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Safe in text and in double-quoted attributes; control characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'))
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
