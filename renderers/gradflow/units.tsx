/** The units of one layer's activation at the last recorded step: how much gradient each lets through. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { derivativeName } from '../../core/payload/gradflow-diagnose.ts';
import { Picture } from '../shared/picture.tsx';
import { ramp } from '../shared/ramps.ts';
import type { Scene, SceneNode } from '../shared/scene.ts';
import { count } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import type { FlowModel } from './model.ts';

const CELL = 16;
const GAP = 3;
const MOST = 512;

export function unitsScene(values: Float32Array, deadBelow: number, width: number, theme: Theme): Scene {
  const colours = ramp(theme, 'sequential');
  const columns = Math.max(1, Math.floor(width / (CELL + GAP)));
  const shown = values.slice(0, MOST).sort();
  const nodes: SceneNode[] = [];
  shown.forEach((v, i) => {
    const x = (i % columns) * (CELL + GAP);
    const y = Math.floor(i / columns) * (CELL + GAP);
    const dead = v < deadBelow;
    nodes.push({
      kind: 'rect',
      x: x + 0.5,
      y: y + 0.5,
      w: CELL - 1,
      h: CELL - 1,
      fill: dead ? theme.bg : colours.css(0.15 + 0.85 * v),
      stroke: dead ? theme.warn : theme.line2,
    });
    if (!dead) return;
    for (const d of [1, -1]) {
      nodes.push({ kind: 'line', x1: x + 5, y1: y + 8 - 3 * d, x2: x + 11, y2: y + 8 + 3 * d, stroke: theme.warn });
    }
  });
  const rows = Math.ceil(shown.length / columns);
  return { width, height: Math.max(CELL, rows * (CELL + GAP)), nodes };
}

export function Units(props: {
  readonly model: FlowModel;
  readonly row: number;
  readonly width: number;
  readonly theme: Theme;
}): VNode | null {
  const { model, row, width, theme } = props;
  const values = model.data.cause?.units[row] ?? null;
  const layer = model.spec.layers[row];
  const pictureWidth = width >= 640 ? Math.floor(width * 0.58) : width;
  const { deadBelow, batch } = model.spec;
  const scene = useMemo(
    () => (values ? unitsScene(values, deadBelow, pictureWidth, theme) : null),
    [values, deadBelow, pictureWidth, theme],
  );
  if (!values || !scene || !layer.activation) return null;
  const dead = values.reduce((n, v) => n + (v < deadBelow ? 1 : 0), 0);
  const name = derivativeName(layer.activation);
  const sentence = `${count(dead)} of ${count(values.length)} units saturated`;
  return (
    <div class="gf-units">
      <div class="gf-words">
        <div>
          <b class="nn-mono">{layer.name}</b> <span class={dead ? 'gf-warn' : 'nn-dim'}>{sentence}</span>
        </div>
        <p class="nn-dim nn-small">
          Largest {name} of each unit over the batch{batch ? ` (${count(batch)})` : ''}, in rising order, at the last
          recorded step. Flagged below {deadBelow}: such a unit passes no gradient back for any row and does not learn.
        </p>
        {values.length > MOST ? <p class="nn-dim nn-small">The first {MOST} are shown.</p> : null}
      </div>
      <Picture scene={scene} label={`${layer.name}: ${sentence}`} />
    </div>
  );
}
