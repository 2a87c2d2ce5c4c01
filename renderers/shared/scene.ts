/**
 * A scene is a display list in CSS pixels: plain data, made by a pure function of a view's model, state, theme and
 * width. Two painters draw it (`paint-canvas.ts`, `paint-svg.ts`), so what is exported is what is seen, and tests
 * assert on the list. Colours are resolved (opaque hex); nodes are drawn in order.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly SceneNode[];
}

export type SceneNode =
  | RectNode
  | LineNode
  | PolyNode
  | PathNode
  | CircleNode
  | TextNode
  | ImageNode
  | HatchNode
  | GroupNode;

export interface Stroke {
  readonly stroke?: string;
  readonly lineWidth?: number;
  readonly dash?: readonly number[];
}

export interface RectNode extends Stroke {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly fill?: string;
  readonly radius?: number;
}

export interface LineNode extends Stroke {
  readonly kind: 'line';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly cap?: 'butt' | 'round';
}

/** `points` is x0, y0, x1, y1, ...; a NaN coordinate starts a new stretch. */
export interface PolyNode extends Stroke {
  readonly kind: 'poly';
  readonly points: ArrayLike<number>;
  readonly closed?: boolean;
  readonly fill?: string;
  readonly join?: 'miter' | 'round';
}

/** `d` as in SVG. */
export interface PathNode extends Stroke {
  readonly kind: 'path';
  readonly d: string;
  readonly fill?: string;
  readonly cap?: 'butt' | 'round';
}

export interface CircleNode extends Stroke {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly fill?: string;
}

export interface TextNode {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly fill: string;
  /** A CSS font-family: `theme.uiFont` or `theme.monoFont`. */
  readonly font: string;
  readonly size: number;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly baseline?: 'alphabetic' | 'middle' | 'top';
  /** Degrees, clockwise, about (x, y). */
  readonly rotate?: number;
}

/** Heat cells: one pixel per cell, scaled to the rectangle. Keep the object while the pixels are the same: it is the painters' cache key. */
export interface CellImage {
  readonly cols: number;
  readonly rows: number;
  /** As `Ramp.lut`: r, g, b, a in memory order. */
  readonly pixels: Uint32Array;
}

export interface ImageNode {
  readonly kind: 'image';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly image: CellImage;
  /** Average the pixels; for more cells than device pixels. */
  readonly smooth?: boolean;
}

/** Diagonal lines, for what is masked: never a colour. */
export interface HatchNode {
  readonly kind: 'hatch';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly stroke: string;
  /** Distance between lines along x; 6 by default. */
  readonly gap?: number;
}

export interface GroupNode {
  readonly kind: 'group';
  readonly x?: number;
  readonly y?: number;
  readonly scale?: number;
  /** In the group's own coordinates. */
  readonly clip?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly opacity?: number;
  readonly nodes: readonly SceneNode[];
}

/** The hatch as line segments: x1, y1, x2, y2 each, at 45 degrees, aligned to the origin so that neighbours join. */
export function hatchLines(node: HatchNode): number[] {
  const gap = node.gap ?? 6;
  const { x, y, w, h } = node;
  const out: number[] = [];
  const first = Math.ceil((x + y) / gap) * gap;
  for (let c = first; c < x + w + y + h; c += gap) {
    const x1 = Math.min(x + w, c - y);
    const x2 = Math.max(x, c - y - h);
    out.push(x1, c - x1, x2, c - x2);
  }
  return out;
}

/** Every node in drawing order, groups flattened; for tests and searches. */
export function* walk(nodes: readonly SceneNode[]): Generator<SceneNode> {
  for (const node of nodes) {
    yield node;
    if (node.kind === 'group') yield* walk(node.nodes);
  }
}
