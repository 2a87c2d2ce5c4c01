/** What a canvas shows, measured inside the page that painted it. */
import type { Locator } from 'playwright-core';

export interface Ink {
  readonly width: number;
  readonly height: number;
  /** Share of pixels that differ visibly from the page's background. */
  readonly painted: number;
  /** Number of distinct colours, in steps of 16 per channel. */
  readonly colours: number;
}

/** The ink of every canvas below `output`, shadow roots included. */
export async function inkOf(output: Locator): Promise<Ink[]> {
  return output.locator('canvas').evaluateAll((canvases) => {
    const style = getComputedStyle(document.documentElement);
    const swatch = document.createElement('canvas').getContext('2d');
    if (!swatch) throw new Error('no 2d context');
    swatch.fillStyle = style.getPropertyValue('--vscode-editor-background').trim() || '#000';
    swatch.fillRect(0, 0, 1, 1);
    const [r, g, b] = swatch.getImageData(0, 0, 1, 1).data;
    return canvases.map((element) => {
      const canvas = element as HTMLCanvasElement;
      const { width, height } = canvas;
      if (width === 0 || height === 0) return { width, height, painted: 0, colours: 0 };
      const copy = document.createElement('canvas');
      copy.width = width;
      copy.height = height;
      const context = copy.getContext('2d');
      if (!context) throw new Error('no 2d context');
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const colours = new Set<number>();
      let painted = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] < 16) continue;
        const distance = Math.abs(data[at] - r) + Math.abs(data[at + 1] - g) + Math.abs(data[at + 2] - b);
        if (distance > 24) painted++;
        colours.add(((data[at] >> 4) << 8) | ((data[at + 1] >> 4) << 4) | (data[at + 2] >> 4));
      }
      return { width, height, painted: painted / (width * height), colours: colours.size };
    });
  });
}

/** Relative luminance of the colour that VS Code gives to a theme variable inside the output frame. */
export async function themeLuminance(inFrame: Locator, variable: string): Promise<number> {
  return inFrame.first().evaluate((_, name) => {
    const context = document.createElement('canvas').getContext('2d');
    if (!context) throw new Error('no 2d context');
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((value) => value / 255);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }, variable);
}
