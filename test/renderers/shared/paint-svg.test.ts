import { describe, expect, it } from 'vitest';
import { paintSvg } from '../../../renderers/shared/paint-svg.ts';
import { hatchLines, type SceneNode, walk } from '../../../renderers/shared/scene.ts';

const options = { title: 'a <b>', description: '"x" & y', imageUrl: () => 'data:image/png;base64,AAAA' };
const svg = (nodes: SceneNode[]): string => paintSvg({ width: 100, height: 50, nodes }, options);

describe('paintSvg', () => {
  it('escapes whatever text a payload brings', () => {
    const text = svg([
      { kind: 'text', x: 0, y: 0, text: '</text><script>alert(1)</script>\u0000', fill: '#fff', font: 'a"b', size: 12 },
    ]);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('\u0000');
    expect(text).toContain('&lt;script&gt;');
    expect(text).toContain('<title>a &lt;b&gt;</title><desc>&quot;x&quot; &amp; y</desc>');
  });

  it('breaks a line at missing points', () => {
    expect(svg([{ kind: 'poly', points: [0, 0, 1, 1, Number.NaN, 2, 3, 3, 4, 4], stroke: '#fff' }])).toContain(
      'd="M0 0L1 1M3 3L4 4"',
    );
  });

  it('clips groups and embeds cells as one picture', () => {
    const image = { cols: 2, rows: 1, pixels: new Uint32Array(2) };
    const text = svg([
      {
        kind: 'group',
        x: 5,
        y: 6,
        clip: { x: 0, y: 0, w: 10, h: 10 },
        nodes: [{ kind: 'image', x: 0, y: 0, w: 20, h: 10, image }],
      },
    ]);
    expect(text).toContain('<clipPath id="clip0"><rect x="0" y="0" width="10" height="10"/></clipPath>');
    expect(text).toContain('image-rendering:pixelated');
    expect(text.match(/<image /g)).toHaveLength(1);
  });
});

describe('scene', () => {
  it('hatches inside the rectangle, aligned to the origin', () => {
    const lines = hatchLines({ kind: 'hatch', x: 7, y: 3, w: 20, h: 11, stroke: '#fff', gap: 5 });
    expect(lines.length).toBeGreaterThan(16);
    for (let i = 0; i < lines.length; i += 2) {
      expect(lines[i]).toBeGreaterThanOrEqual(7);
      expect(lines[i]).toBeLessThanOrEqual(27);
      expect(lines[i + 1]).toBeGreaterThanOrEqual(3 - 1e-9);
      expect(lines[i + 1]).toBeLessThanOrEqual(14 + 1e-9);
      expect((lines[i] + lines[i + 1]) % 5).toBeCloseTo(0, 9);
    }
  });

  it('walks through groups in drawing order', () => {
    const rect = (x: number): SceneNode => ({ kind: 'rect', x, y: 0, w: 1, h: 1 });
    const nodes: SceneNode[] = [rect(1), { kind: 'group', nodes: [rect(2)] }, rect(3)];
    expect([...walk(nodes)].map((n) => (n.kind === 'rect' ? n.x : n.kind))).toEqual([1, 'group', 2, 3]);
  });
});
