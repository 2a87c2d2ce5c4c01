import { describe, expect, it } from 'vitest';
import { plainText, readPlot } from '../../../core/payload/plot.ts';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import { SpecError } from '../../../core/payload/spec.ts';
import { plotOutput } from '../../../extension/kernel/worker/display/plot.ts';

function read(output: ReturnType<typeof plotOutput>) {
  const decoded = decodePayload(output.bytes);
  if (!decoded.ok) throw new Error(decoded.reason);
  return readPlot(decoded.payload);
}

describe('display.plot', () => {
  it('brings arrays, tables and tensors back as they were', () => {
    const x = Array.from({ length: 100 }, (_, i) => i / 3);
    const { spec } = read(
      plotOutput(
        [
          { type: 'scatter', x, y: Float32Array.from(x), name: 'line' },
          { type: 'heatmap', z: { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) } },
          { type: 'bar', x: ['a', 'b'], y: [1, 2] },
        ],
        { title: { text: 'mine' } },
      ),
    );
    expect(spec.title).toBe('mine');
    expect([...(spec.data[0].x as Float64Array)]).toEqual(x);
    expect((spec.data[1].z as Float32Array[]).map((r) => [...r])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(spec.data[2]).toEqual({ type: 'bar', x: ['a', 'b'], y: [1, 2] });
  });

  it('leaves out what fetches, links or runs, and says so', () => {
    const output = plotOutput(
      [
        { type: 'scattermapbox', lat: [1], lon: [2] },
        { type: 'sankey', link: { source: [0, 1], target: [2, 2], value: [1, 1] }, customdata: ['<img src=x>'] },
      ],
      {
        images: [{ source: 'https://example.org/a.png' }],
        title: '<b>bold</b> <a href="javascript:alert(1)">x</a>',
        onclick: () => 1,
      },
    );
    const { spec } = read(output);
    expect(spec.data.length).toBe(1);
    expect(spec.data[0]).toMatchObject({ link: { source: [0, 1] }, customdata: ['&lt;img src=x>'] });
    expect(spec.layout).toEqual({ title: '<b>bold</b> &lt;a href="javascript:alert(1)">x&lt;/a>' });
    expect(output.text).toMatch(/scattermapbox, which needs the network.*\n.*layout\.images was left out/);
  });

  it('text keeps plain formatting only, however it is nested', () => {
    expect(plainText('a<sub>1</sub><br>b')).toBe('a<sub>1</sub><br>b');
    expect(plainText('<b onclick=x>')).toBe('&lt;b onclick=x>');
    expect(plainText('<<b>script>')).toBe('&lt;<b>script>');
    expect(plainText(plainText('<a>'))).toBe(plainText('<a>'));
  });

  it('refuses what is no figure', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(() => plotOutput([loop])).toThrow(SpecError);
    expect(() => plotOutput([3])).toThrow(/data\[0\]/);
    expect(() =>
      readPlot({
        spec: { version: 1, title: '', height: 300, data: [{ x: { $buffer: 'no' } }], layout: {} },
        buffers: {},
      }),
    ).toThrow(/a buffer called no/);
  });
});
