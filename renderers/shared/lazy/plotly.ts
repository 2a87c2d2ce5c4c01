/** Plotly, loaded only when a person's own figure is on the page. */
import Plotly from 'plotly.js-dist-min';

export interface PlotlyFigure extends HTMLElement {
  on(event: string, listener: (event: unknown) => void): void;
}

export interface PlotlyApi {
  newPlot(element: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<PlotlyFigure>;
  react(element: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<PlotlyFigure>;
  purge(element: HTMLElement): void;
  toImage(element: HTMLElement, options: { format: 'svg'; width: number; height: number }): Promise<string>;
  readonly Plots: { resize(element: HTMLElement): Promise<void> };
}

/** Its own types want literal traces; a figure here is data that was checked when it was read. */
export const plotly = Plotly as unknown as PlotlyApi;
