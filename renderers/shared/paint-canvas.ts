/** Paints a scene on a canvas. */
import { type CellImage, hatchLines, type Scene, type SceneNode, type Stroke, type TextNode } from './scene.ts';

/** Sizes the canvas for the device's pixels and paints. Strokes of odd width sit on pixel centres by the scene's choice. */
export function paintCanvas(canvas: HTMLCanvasElement, scene: Scene, dpr: number): void {
  const width = Math.round(scene.width * dpr);
  const height = Math.round(scene.height * dpr);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(dpr, 0, 0, dpr, 0, 0);
  paintNodes(context, scene.nodes);
}

export function paintNodes(context: CanvasRenderingContext2D, nodes: readonly SceneNode[]): void {
  for (const node of nodes) paintNode(context, node);
}

function paintNode(c: CanvasRenderingContext2D, node: SceneNode): void {
  switch (node.kind) {
    case 'rect':
      if (node.radius !== undefined && node.radius > 0) {
        c.beginPath();
        c.roundRect(node.x, node.y, node.w, node.h, node.radius);
        fillAndStroke(c, node, node.fill);
        return;
      }
      if (node.fill !== undefined) {
        c.fillStyle = node.fill;
        c.fillRect(node.x, node.y, node.w, node.h);
      }
      if (setStroke(c, node)) c.strokeRect(node.x, node.y, node.w, node.h);
      return;
    case 'line':
      if (!setStroke(c, node)) return;
      c.lineCap = node.cap ?? 'butt';
      c.beginPath();
      c.moveTo(node.x1, node.y1);
      c.lineTo(node.x2, node.y2);
      c.stroke();
      return;
    case 'poly':
      c.beginPath();
      tracePoly(c, node.points, node.closed === true);
      c.lineJoin = node.join ?? 'miter';
      fillAndStroke(c, node, node.fill);
      return;
    case 'path': {
      const path = new Path2D(node.d);
      c.lineCap = node.cap ?? 'butt';
      if (node.fill !== undefined) {
        c.fillStyle = node.fill;
        c.fill(path);
      }
      if (setStroke(c, node)) c.stroke(path);
      return;
    }
    case 'circle':
      c.beginPath();
      c.arc(node.x, node.y, node.r, 0, 2 * Math.PI);
      fillAndStroke(c, node, node.fill);
      return;
    case 'text':
      paintText(c, node);
      return;
    case 'image':
      c.imageSmoothingEnabled = node.smooth === true;
      if (node.image.cols > 0 && node.image.rows > 0) c.drawImage(bitmap(node.image), node.x, node.y, node.w, node.h);
      return;
    case 'hatch': {
      const lines = hatchLines(node);
      setStroke(c, node);
      c.lineCap = 'butt';
      c.beginPath();
      for (let i = 0; i < lines.length; i += 4) {
        c.moveTo(lines[i], lines[i + 1]);
        c.lineTo(lines[i + 2], lines[i + 3]);
      }
      c.stroke();
      return;
    }
    case 'group':
      c.save();
      c.translate(node.x ?? 0, node.y ?? 0);
      if (node.scale !== undefined) c.scale(node.scale, node.scale);
      if (node.clip !== undefined) {
        c.beginPath();
        c.rect(node.clip.x, node.clip.y, node.clip.w, node.clip.h);
        c.clip();
      }
      if (node.opacity !== undefined) c.globalAlpha *= node.opacity;
      paintNodes(c, node.nodes);
      c.restore();
  }
}

function setStroke(c: CanvasRenderingContext2D, stroke: Stroke): boolean {
  if (stroke.stroke === undefined) return false;
  c.strokeStyle = stroke.stroke;
  c.lineWidth = stroke.lineWidth ?? 1;
  c.setLineDash(stroke.dash === undefined ? [] : [...stroke.dash]);
  return true;
}

function fillAndStroke(c: CanvasRenderingContext2D, stroke: Stroke, fill: string | undefined): void {
  if (fill !== undefined) {
    c.fillStyle = fill;
    c.fill();
  }
  if (setStroke(c, stroke)) c.stroke();
}

function tracePoly(c: CanvasRenderingContext2D, points: ArrayLike<number>, closed: boolean): void {
  let pen = false;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i];
    const y = points[i + 1];
    if (x - x !== 0 || y - y !== 0) {
      pen = false;
    } else if (pen) {
      c.lineTo(x, y);
    } else {
      c.moveTo(x, y);
      pen = true;
    }
  }
  if (closed) c.closePath();
}

function paintText(c: CanvasRenderingContext2D, node: TextNode): void {
  c.font = `${node.weight ?? 400} ${node.size}px ${node.font}`;
  c.fontKerning = 'none';
  c.fillStyle = node.fill;
  c.textAlign = node.anchor === 'middle' ? 'center' : node.anchor === 'end' ? 'right' : 'left';
  c.textBaseline = node.baseline ?? 'alphabetic';
  if (node.rotate === undefined) {
    c.fillText(node.text, node.x, node.y);
    return;
  }
  c.save();
  c.translate(node.x, node.y);
  c.rotate((node.rotate * Math.PI) / 180);
  c.fillText(node.text, 0, 0);
  c.restore();
}

const bitmaps = new WeakMap<CellImage, HTMLCanvasElement>();

/** The image as a canvas, one pixel per cell; made once per image object. */
export function bitmap(image: CellImage): HTMLCanvasElement {
  let canvas = bitmaps.get(image);
  if (canvas === undefined) {
    canvas = document.createElement('canvas');
    canvas.width = image.cols;
    canvas.height = image.rows;
    const bytes = new Uint8ClampedArray(
      image.pixels.buffer as ArrayBuffer,
      image.pixels.byteOffset,
      image.pixels.byteLength,
    );
    canvas.getContext('2d')?.putImageData(new ImageData(bytes, image.cols, image.rows), 0, 0);
    bitmaps.set(image, canvas);
  }
  return canvas;
}
