/** The picture of one level: camera, pointer and keys. */
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Tip } from '../shared/chrome.tsx';
import { useHost } from '../shared/host.ts';
import type { KeyHelp } from '../shared/keyboard.ts';
import { Picture } from '../shared/picture.tsx';
import { bytes } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import { gradAt, type LevelModel, nodeNumbers, pathThrough } from './model.ts';
import { type Camera, cardAt, graphScene, hoverScene } from './scene.ts';

export const GRAPH_KEYS: readonly KeyHelp[] = [
  { keys: '← →', does: 'to what a node was made from, to what was made of it' },
  { keys: '↑ ↓', does: 'to the next node of the column' },
  { keys: '[ ]', does: 'one step back, one step on' },
  { keys: 'space', does: 'play or pause the walk' },
  { keys: '/', does: 'search' },
  { keys: 'Enter', does: 'go to the code' },
  { keys: '+ − 0', does: 'zoom in, zoom out, fit' },
  { keys: 't', does: 'the table behind the picture' },
  { keys: 'Esc', does: 'let go of the node; leave' },
];

const MOST_HEIGHT = 520;
const MARGIN = 4;
/** Text of 11.5 px stays above 10.5 px. */
const MIN_SCALE = 0.92;

/** The level's own height where it fits, else a window onto it. */
export function pictureHeight(level: LevelModel, width: number): number {
  const scale = fitScale(level, width);
  return Math.ceil(Math.min(MOST_HEIGHT, level.spec.height * scale + 2 * MARGIN));
}

/** Shrinks to the width while text stays readable; wider graphs are panned. */
function fitScale(level: LevelModel, width: number): number {
  return Math.min(1, Math.max(MIN_SCALE, (width - 2 * MARGIN) / Math.max(1, level.spec.width)));
}

function home(level: LevelModel, width: number, height: number): Camera {
  const scale = fitScale(level, width);
  const w = level.spec.width * scale;
  const h = level.spec.height * scale;
  // A graph that is wider than the window starts at its result, where the walk begins.
  return {
    scale,
    x: w <= width ? (width - w) / 2 : width - w - MARGIN,
    y: h <= height ? (height - h) / 2 : MARGIN - Math.max(0, rootY(level) * scale - height / 2),
  };
}

function rootY(level: LevelModel): number {
  const r = level.spec.root;
  return level.columns.box[4 * r + 1] + level.columns.box[4 * r + 3] / 2;
}

function whole(level: LevelModel, width: number, height: number): Camera {
  const scale = Math.min(1, (width - 2 * MARGIN) / level.spec.width, (height - 2 * MARGIN) / level.spec.height);
  return { scale, x: (width - level.spec.width * scale) / 2, y: (height - level.spec.height * scale) / 2 };
}

export interface GraphPictureProps {
  readonly level: LevelModel;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly step: number;
  readonly locked: number;
  readonly matches: ReadonlySet<number> | null;
  readonly onLock: (v: number) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onReveal: (v: number) => void;
  readonly fit: { current: () => void };
}

const STEP_MOTION_MS = 160;

export function GraphPicture(props: GraphPictureProps): VNode {
  const { level, theme, width, height, step, locked, matches } = props;
  const host = useHost();
  const [camera, setCamera] = useState<Camera>(() => home(level, width, height));
  const [hover, setHover] = useState(-1);
  const [progress, setProgress] = useState(1);
  const dragged = useRef(0);
  const shownStep = useRef(step);
  useLayoutEffect(() => setCamera(home(level, width, height)), [level, width, height]);
  props.fit.current = () => setCamera(whole(level, width, height));

  useEffect(() => {
    if (shownStep.current === step) return undefined;
    shownStep.current = step;
    if (theme.reducedMotion) return undefined;
    const start = performance.now();
    let frame = 0;
    const tick = (now: number): void => {
      const t = Math.min(1, (now - start) / STEP_MOTION_MS);
      setProgress(1 - (1 - t) ** 2);
      if (t < 1) frame = requestAnimationFrame(tick);
    };
    setProgress(0);
    frame = requestAnimationFrame(tick);
    return () => {
      cancelAnimationFrame(frame);
      setProgress(1);
    };
  }, [step]);

  const focus = locked >= 0 ? locked : (level.spec.steps[step]?.node ?? -1);
  useEffect(() => {
    if (focus >= 0) setCamera((c) => reveal(level, c, focus, width, height));
  }, [focus, level]);

  const bright = useMemo(() => (locked >= 0 ? pathThrough(level, locked) : null), [level, locked]);
  const scene = useMemo(
    () => graphScene(level, { step, locked, bright, matches, progress }, theme, camera, width, height),
    [level, step, locked, bright, matches, progress, theme, camera, width, height],
  );
  const overlay = useMemo(
    () => hoverScene(level, hover, theme, camera, width, height),
    [level, hover, theme, camera, width, height],
  );

  const lock = (v: number): void => {
    props.onLock(v);
    if (v < 0) return;
    const node = level.spec.nodes[v];
    const value = nodeNumbers(level, v, 'value').text;
    host.announce(
      `${node.label}, ${node.op === '' ? 'leaf' : node.op}${value === '' ? '' : `, value ${value}`}, gradient ${gradAt(level, v, step).text}`,
    );
  };
  const zoom = (factor: number, x: number, y: number): void =>
    setCamera((c) => {
      const scale = Math.min(2, Math.max(0.02, c.scale * factor));
      return { scale, x: x - ((x - c.x) * scale) / c.scale, y: y - ((y - c.y) * scale) / c.scale };
    });

  const key = (event: KeyboardEvent): void => {
    const current = locked >= 0 ? locked : focus >= 0 ? focus : level.spec.root;
    const go = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (go !== undefined) {
      const next = neighbour(level, current, go[0], go[1]);
      lock(next < 0 ? current : next);
    } else if (event.key === 'Enter') props.onReveal(current);
    else if (event.key === '+' || event.key === '=') zoom(1.25, width / 2, height / 2);
    else if (event.key === '-') zoom(0.8, width / 2, height / 2);
    else if (event.key === '0') setCamera(home(level, width, height));
    else if (event.key === 'Escape' && locked >= 0) props.onLock(-1);
    else {
      props.onKey(event);
      return;
    }
    event.preventDefault();
  };
  const fits = level.spec.width * camera.scale <= width && level.spec.height * camera.scale <= height;

  return (
    <div class="gr-canvas">
      <Picture
        scene={scene}
        overlay={overlay}
        stop="main"
        cursor={hover >= 0 ? 'pointer' : fits ? 'default' : 'grab'}
        label={`Graph of ${level.spec.nodes.length} nodes. Arrow keys walk along it, brackets step through the backward pass, t shows the table.`}
        onMove={(x, y) => setHover(cardAt(level, camera, x, y))}
        onLeave={() => setHover(-1)}
        onPress={(x, y) => {
          dragged.current = 0;
          const v = cardAt(level, camera, x, y);
          if (v >= 0) lock(v === locked ? -1 : v);
        }}
        onDrag={
          fits
            ? undefined
            : (dx, dy) => {
                dragged.current += Math.abs(dx) + Math.abs(dy);
                setHover(-1);
                setCamera((c) => ({ ...c, x: c.x + dx, y: c.y + dy }));
              }
        }
        onZoom={zoom}
        onKey={key}
      >
        {hover >= 0 ? <NodeTip level={level} v={hover} step={step} camera={camera} width={width} /> : null}
      </Picture>
    </div>
  );
}

function NodeTip(props: {
  readonly level: LevelModel;
  readonly v: number;
  readonly step: number;
  readonly camera: Camera;
  readonly width: number;
}): VNode {
  const { level, v, step, camera } = props;
  const node = level.spec.nodes[v];
  const box = level.columns.box;
  const value = nodeNumbers(level, v, 'value').text;
  const lines = [
    `${node.label}${node.op === '' || node.label.startsWith(node.op) ? '' : `  ${node.op}`}  ${node.dtype} [${node.shape.join(', ')}]`,
    value === '' ? '' : `value ${value}`,
    `grad  ${gradAt(level, v, step).text}`,
    node.module === '' ? '' : `in ${node.module}`,
    node.saved > 0 ? `${bytes(node.saved)} saved for backward` : '',
  ];
  return (
    <Tip
      x={camera.x + (box[4 * v] + box[4 * v + 2]) * camera.scale}
      y={Math.max(0, camera.y + box[4 * v + 1] * camera.scale)}
      width={props.width}
    >
      {lines.filter((line) => line !== '').join('\n')}
    </Tip>
  );
}

/** Moves the camera just enough that a node is wholly in the window. */
function reveal(level: LevelModel, c: Camera, v: number, width: number, height: number): Camera {
  const { box } = level.columns;
  const left = c.x + box[4 * v] * c.scale;
  const top = c.y + box[4 * v + 1] * c.scale;
  const right = left + box[4 * v + 2] * c.scale;
  const bottom = top + box[4 * v + 3] * c.scale;
  const dx = left < 0 ? 40 - left : right > width ? width - 40 - right : 0;
  const dy = top < 0 ? 24 - top : bottom > height ? height - 24 - bottom : 0;
  return dx === 0 && dy === 0 ? c : { ...c, x: c.x + dx, y: c.y + dy };
}

/** Left: the first operand; right: the first user; up and down: the next card of the same column. -1: none. */
function neighbour(level: LevelModel, v: number, dx: number, dy: number): number {
  const { edges } = level.spec;
  if (dx < 0) return level.incoming[v].length > 0 ? edges[level.incoming[v][0]].from : -1;
  if (dx > 0) return level.outgoing[v].length > 0 ? edges[level.outgoing[v][0]].to : -1;
  const { box } = level.columns;
  let best = -1;
  let nearest = Number.POSITIVE_INFINITY;
  for (let u = 0; u < level.spec.nodes.length; u++) {
    const distance = (box[4 * u + 1] - box[4 * v + 1]) * dy;
    if (Math.abs(box[4 * u] - box[4 * v]) < 1 && distance > 0 && distance < nearest) {
      nearest = distance;
      best = u;
    }
  }
  return best;
}
