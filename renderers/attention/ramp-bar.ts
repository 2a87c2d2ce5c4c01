/** The colour scale: the ramp as it is, ticks where the exponent puts them. */
import { type Domain, position, type Ramp } from '../shared/ramps.ts';
import type { CellImage, Scene, SceneNode } from '../shared/scene.ts';
import { num } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';

const WIDTH = 116;
const SIDE = 8;
const BAR = 9;

export function rampScene(theme: Theme, scale: { readonly colours: Ramp; readonly domain: Domain }): Scene {
  const { colours, domain } = scale;
  const inner = WIDTH - 2 * SIDE;
  const ticks = colours.kind === 'sequential' ? [0, 0.25, 1] : [-domain.max, 0, domain.max];
  const at = (v: number): number => {
    const t = position(v, domain, colours.kind);
    return SIDE + (colours.kind === 'sequential' ? t : (t + 1) / 2) * inner;
  };
  const image: CellImage = { cols: colours.lut.length, rows: 1, pixels: colours.lut };
  const nodes: SceneNode[] = [
    { kind: 'image', x: SIDE, y: 1, w: inner, h: BAR, image },
    { kind: 'rect', x: SIDE - 0.5, y: 0.5, w: inner + 1, h: BAR + 1, stroke: theme.line2 },
    ...ticks.map(
      (v): SceneNode => ({
        ...{ kind: 'text', x: at(v), y: BAR + 15, text: v === 0.25 ? '.25' : num(v, 2), anchor: 'middle' },
        ...{ fill: theme.dim, font: theme.monoFont, size: 11 },
      }),
    ),
  ];
  return { width: WIDTH, height: BAR + 20, nodes };
}
