/** The editor's colours as a Plotly template: the person's own layout wins wherever it says something. */
import type { PlotObject } from '../../core/payload/plot.ts';
import { mix } from '../shared/color.ts';
import { ramp } from '../shared/ramps.ts';
import type { Theme } from '../shared/theme.ts';

function colorscale(theme: Theme, kind: 'sequential' | 'diverging'): [number, string][] {
  const colours = ramp(theme, kind);
  return Array.from({ length: 11 }, (_, i) => [i / 10, colours.css(kind === 'sequential' ? i / 10 : i / 5 - 1)]);
}

export function themedLayout(layout: PlotObject, theme: Theme, height: number): Record<string, unknown> {
  const axis = {
    gridcolor: theme.highContrast ? mix(theme.bg, theme.line, 0.4) : theme.line,
    linecolor: theme.faint,
    zerolinecolor: theme.faint,
    tickcolor: theme.faint,
    automargin: true,
    title: { font: { color: theme.dim, size: 12 } },
    tickfont: { color: theme.dim, size: 11, family: theme.monoFont },
  };
  const scene = { ...axis, backgroundcolor: theme.bg, showbackground: true };
  const template = {
    layout: {
      paper_bgcolor: theme.bg,
      plot_bgcolor: theme.bg,
      font: { family: theme.uiFont, size: 12, color: theme.fg },
      title: { font: { size: 13, color: theme.fg }, x: 0.02, xanchor: 'left' },
      colorway: [theme.accent, theme.second, ...theme.series.slice(2)],
      colorscale: { sequential: colorscale(theme, 'sequential'), diverging: colorscale(theme, 'diverging') },
      xaxis: axis,
      yaxis: axis,
      scene: { xaxis: scene, yaxis: scene, zaxis: scene },
      polar: { bgcolor: theme.bg, angularaxis: axis, radialaxis: axis },
      legend: { font: { color: theme.fg }, bgcolor: theme.bg },
      hoverlabel: {
        bgcolor: theme.widget,
        bordercolor: theme.widgetBorder,
        font: { color: theme.fg, family: theme.monoFont },
      },
      modebar: { bgcolor: theme.bg, color: theme.dim, activecolor: theme.accent },
      margin: { l: 56, r: 24, t: layout.title ? 44 : 16, b: 44 },
    },
  };
  return {
    ...layout,
    template,
    height,
    autosize: true,
    ...(theme.reducedMotion ? { transition: { duration: 0 } } : {}),
  };
}

/** No logo, no cloud, no fetching of outlines; the picture is saved by the view's own menu. */
export const CONFIG = {
  displaylogo: false,
  responsive: false,
  showSendToCloud: false,
  showLink: false,
  plotlyServerURL: '',
  topojsonURL: '',
  editable: false,
  scrollZoom: false,
  modeBarButtonsToRemove: ['sendDataToCloud', 'toImage', 'editInChartStudio'],
} as const;
