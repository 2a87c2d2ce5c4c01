/** The curves view: header, diagnosis, picture, keys. */
import type { VNode } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { readCurvesDelta } from '../../core/payload/curves.ts';
import { SpecError } from '../../core/payload/spec.ts';
import { ExportMenu, Header, Help, IconButton, Segments, Tip } from '../shared/chrome.tsx';
import type { ViewProps } from '../shared/define-view.tsx';
import { Picture } from '../shared/picture.tsx';
import { DataTable } from '../shared/table.tsx';
import { count } from '../shared/text.ts';
import { cursorRows, moveCursor, stepText } from './cursor.ts';
import { Diagnosis } from './diagnosis.tsx';
import { type CurvesState, layoutCurves } from './layout.ts';
import type { CurvesModel } from './model.ts';
import { cursorScene, curveStyles, curvesScene } from './scene.ts';
import { curvesRows, curvesTable } from './table.ts';

const WEIGHTS = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999];

const KEYS = [
  { keys: '← →', does: 'next point (Shift: every single one), PageUp and PageDown a tenth' },
  { keys: '↑ ↓', does: 'walk another series' },
  { keys: 'l', does: 'logarithmic y' },
  { keys: 'L', does: 'logarithmic x' },
  { keys: '[ ]', does: 'less or more smoothing' },
  { keys: '+ − 0', does: 'zoom about the cursor, all' },
  { keys: 'b', does: 'best point' },
  { keys: 'n', does: 'next NaN or infinity' },
  { keys: 'e', does: 'evidence of the diagnosis' },
  { keys: 't', does: 'table' },
];

export function CurvesView({ model, host, theme, width }: ViewProps<CurvesModel>): VNode {
  const saved = useMemo(() => restore(host.loadState(), model), []);
  const [state, setState] = useState<CurvesState>(saved);
  const [locked, setLocked] = useState(false);
  const [walked, setWalked] = useState(0);
  const [panel, setPanel] = useState<'none' | 'table' | 'help'>('none');
  const [evidence, setEvidence] = useState(false);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const rate = useRef<{ step: number; time: number; perSecond: number } | null>(null);

  useEffect(() => host.saveState({ ...state, cursor: null }), [state.smoothing, state.logX, state.logY, state.zoom]);
  useEffect(() => {
    const id = model.spec.streamId;
    if (id === undefined) return undefined;
    let frame = 0;
    const stop = host.listen(id, (raw) => {
      try {
        if (!model.take(readCurvesDelta(raw))) host.link.resync(id, 0);
      } catch (error) {
        // A malformed message loses its points, not the picture; the final output brings them.
        if (!(error instanceof SpecError || error instanceof RangeError || error instanceof DOMException)) throw error;
        host.link.resync(id, 0);
      }
      rate.current = paced(rate.current, model.extent().last, performance.now());
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        redraw(undefined);
      });
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [model, host]);

  const { smoothing, logX, logY, zoom } = state;
  const layout = useMemo(
    () => layoutCurves(model, state, width),
    [model, model.version, smoothing, logX, logY, zoom, width],
  );
  const scene = useMemo(() => curvesScene(model, state, layout, theme), [layout, theme]);
  const overlay = useMemo(() => cursorScene(model, state, layout, theme), [layout, theme, state.cursor]);
  const finding = model.diagnosis(performance.now());
  const styles = curveStyles(model, theme);
  const set = (patch: Partial<CurvesState>): void => setState((s) => ({ ...s, ...patch }));
  const curves = model.curves.filter((c) => c.role !== 'lr');
  const walking = curves[walked] ?? null;

  const goTo = (step: number | null): void => {
    set({ cursor: step });
    if (step === null) return;
    const rows = cursorRows({ ...state, cursor: step }, layout);
    const said = rows
      .map((r) => `${r.curve.series.name} ${r.value}${r.raw === null ? '' : `, raw ${r.raw}`}`)
      .join('; ');
    host.announce(`${stepText(model, step)}: ${said}`);
  };
  const zoomBy = (factor: number, about: number): void => {
    const { first, end } = model.extent();
    const [low, high] = state.zoom ?? [first, end];
    const next: [number, number] = [
      Math.max(first, about - (about - low) / factor),
      Math.min(end, about + (high - about) / factor),
    ];
    set({ zoom: next[0] <= first && next[1] >= end ? null : next[1] - next[0] > 1e-9 ? next : state.zoom });
  };
  const weigh = (by: number): void => {
    const at = WEIGHTS.findIndex((w) => w >= smoothing - 1e-9);
    set({ smoothing: WEIGHTS[Math.min(WEIGHTS.length - 1, Math.max(0, at + by))] });
  };
  const onKey = (event: KeyboardEvent): void => {
    const use = (action: () => void): void => {
      event.preventDefault();
      action();
    };
    const move = (by: number, fine = false): void => {
      if (walking) use(() => goTo(moveCursor(walking, layout, state.cursor, by, fine)));
    };
    const tenth = Math.max(1, Math.round((walking?.length ?? 0) / 10));
    const about = state.cursor ?? layout.x.invert((layout.left + layout.right) / 2);
    const actions: Record<string, () => void> = {
      ArrowLeft: () => move(-1, event.shiftKey),
      ArrowRight: () => move(1, event.shiftKey),
      PageUp: () => move(-tenth, true),
      PageDown: () => move(tenth, true),
      Home: () => move(-Infinity, true),
      End: () => move(Infinity, true),
      l: () => use(() => set({ logY: !logY })),
      L: () => use(() => set({ logX: !logX })),
      '[': () => use(() => weigh(-1)),
      ']': () => use(() => weigh(1)),
      '+': () => use(() => zoomBy(1.5, about)),
      '=': () => use(() => zoomBy(1.5, about)),
      '-': () => use(() => zoomBy(1 / 1.5, about)),
      0: () => use(() => set({ zoom: null })),
      t: () => use(() => setPanel(panel === 'table' ? 'none' : 'table')),
      '?': () => use(() => setPanel(panel === 'help' ? 'none' : 'help')),
      e: () => use(() => setEvidence(!evidence)),
      b: () => {
        const best = curves.find((c) => c.role === 'val') ?? walking;
        if (best && best.best >= 0) use(() => goTo(best.step[best.best]));
      },
      n: () => {
        const at = state.cursor ?? -Infinity;
        const steps = curves.flatMap((c) => c.bad.map((i) => c.step[i]));
        const next = steps.filter((s) => s > at).sort((a, b) => a - b)[0] ?? steps[0];
        if (next !== undefined) use(() => goTo(next));
      },
    };
    if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && curves.length > 1) {
      use(() => {
        const next = (walked + (event.key === 'ArrowDown' ? 1 : curves.length - 1)) % curves.length;
        setWalked(next);
        host.announce(`walking ${curves[next].series.name}`);
      });
    } else if (event.key === 'Escape' && state.cursor !== null) {
      use(() => {
        setLocked(false);
        set({ cursor: null });
      });
    } else if (Object.hasOwn(actions, event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      actions[event.key]();
    }
  };

  const pointed = (x: number): number | null => {
    if (!walking || x < layout.left - 8 || x > layout.right + 8) return null;
    const i = walking.at(layout.x.invert(Math.min(layout.right, Math.max(layout.left, x))));
    return i < 0 ? null : walking.step[i];
  };
  const rows = cursorRows(state, layout);
  const canLogY = curves.every((c) => c.best < 0 || c.pyramid.query(0, c.length, { min: 0, max: 0 }).min > 0);
  const thinned = model.curves.find((c) => c.series.bucket > 1);
  return (
    <>
      <Header
        title={model.spec.title}
        meta={
          thinned
            ? `preview: ${count(thinned.series.count)} points as ${count(thinned.length)} ranges of ${thinned.series.bucket}, every extreme kept`
            : undefined
        }
      >
        {model.live ? <Live model={model} perSecond={rate.current?.perSecond ?? 0} /> : null}
        <label class="cv-smooth">
          <span class="nn-dim nn-small">smoothing</span>
          <input
            type="range"
            data-stop="other"
            tabIndex={-1}
            min={0}
            max={WEIGHTS.length - 1}
            step={1}
            value={Math.max(
              0,
              WEIGHTS.findIndex((w) => w >= smoothing - 1e-9),
            )}
            aria-label="smoothing"
            aria-valuetext={String(smoothing)}
            style={`--fill:${
              (100 *
                Math.max(
                  0,
                  WEIGHTS.findIndex((w) => w >= smoothing - 1e-9),
                )) /
              (WEIGHTS.length - 1)
            }%`}
            onInput={(event) => set({ smoothing: WEIGHTS[Number(event.currentTarget.value)] ?? 0 })}
            onKeyDown={(event) => {
              const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
              if (by === undefined) return;
              event.preventDefault();
              weigh(by);
            }}
          />
          <span class="nn-num">{smoothing === 0 ? 'off' : String(smoothing)}</span>
        </label>
        <Segments
          label="y axis"
          options={[
            { value: 'linear', label: 'linear y' },
            { value: 'log', label: 'log y', ...(canLogY ? {} : { unavailable: 'a value is zero or negative' }) },
          ]}
          value={logY && canLogY ? 'log' : 'linear'}
          onChange={(value) => set({ logY: value === 'log' })}
        />
        <IconButton
          icon="table"
          label="Table"
          pressed={panel === 'table'}
          onClick={() => setPanel(panel === 'table' ? 'none' : 'table')}
        />
        <ExportMenu title={model.spec.title} csv={() => curvesRows(model)} />
      </Header>
      {finding ? (
        <Diagnosis
          finding={finding}
          open={evidence}
          toggle={() => setEvidence(!evidence)}
          xLabel={model.spec.xLabel}
          goTo={goTo}
        />
      ) : null}
      <Picture
        scene={scene}
        overlay={overlay}
        label={`${host.sentence} Arrow keys move over the points, question mark lists all keys.`}
        stop="main"
        cursor="crosshair"
        onMove={(x) => !locked && set({ cursor: pointed(x) })}
        onLeave={() => !locked && set({ cursor: null })}
        onPress={(x) => {
          const step = pointed(x);
          setLocked(step !== null && !locked);
          if (step !== null) goTo(step);
        }}
        onZoom={(factor, x) => zoomBy(factor, layout.x.invert(x))}
        onKey={onKey}
      >
        {state.cursor === null || rows.length === 0 ? null : (
          <Tip x={layout.x(state.cursor)} y={48} width={width}>
            <div class="nn-dim">{stepText(model, state.cursor)}</div>
            {rows.map((row) => (
              <div key={row.curve.series.key} class="cv-tip">
                <i style={{ background: styles.get(row.curve)?.color }} />
                <span>{row.curve.series.name}</span>
                <b>{row.value}</b>
                {row.raw === null ? null : (
                  <>
                    <i />
                    <span class="nn-dim">raw</span>
                    <b class="nn-dim">{row.raw}</b>
                  </>
                )}
              </div>
            ))}
          </Tip>
        )}
      </Picture>
      <Foot model={model} smoothing={smoothing} />
      {panel === 'table' ? <DataTable table={curvesTable(model)} /> : null}
      {panel === 'help' ? <Help keys={KEYS} /> : null}
    </>
  );
}

function Live({ model, perSecond }: { readonly model: CurvesModel; readonly perSecond: number }): VNode {
  const { last, first, end } = model.extent();
  const total = model.spec.total;
  const rest = total !== undefined && perSecond > 0 ? Math.ceil((end - last) / perSecond) : null;
  return (
    <span class="cv-live">
      <span class="nn-pill">
        live <b>{count(Math.max(first, last))}</b>
        {total === undefined ? null : <span class="nn-dim">of {count(total)}</span>}
      </span>
      {rest === null ? null : <span class="nn-dim nn-small">{rest} s left</span>}
    </span>
  );
}

function Foot({ model, smoothing }: { readonly model: CurvesModel; readonly smoothing: number }): VNode {
  const smoothed = model.curves.filter((c) => c.smoothable && smoothing > 0).map((c) => c.series.name);
  return (
    <div class="cv-foot nn-dim nn-small">
      <span>
        <kbd>←</kbd> <kbd>→</kbd> step
      </span>
      <span>
        <kbd>l</kbd> log y
      </span>
      <span>
        <kbd>L</kbd> log x
      </span>
      <span>
        <kbd>t</kbd> table
      </span>
      <span>
        <kbd>?</kbd> keys
      </span>
      {smoothed.length ? (
        <span class="cv-note">
          {smoothed.length > 2 ? 'smoothed' : smoothed.join(', ')}: band is the raw minimum to maximum per pixel, line
          is the debiased mean
        </span>
      ) : null}
    </div>
  );
}

/** Steps per second, averaged over about two seconds of messages. */
function paced(
  before: { step: number; time: number; perSecond: number } | null,
  step: number,
  time: number,
): { step: number; time: number; perSecond: number } {
  if (!before) return { step, time, perSecond: 0 };
  const elapsed = (time - before.time) / 1000;
  if (elapsed < 0.5) return before;
  const now = (step - before.step) / elapsed;
  return { step, time, perSecond: before.perSecond === 0 ? now : 0.75 * before.perSecond + 0.25 * now };
}

function restore(raw: unknown, model: CurvesModel): CurvesState {
  const saved = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<Record<keyof CurvesState, unknown>>;
  const zoom =
    Array.isArray(saved.zoom) && saved.zoom.every(Number.isFinite) && saved.zoom[0] < saved.zoom[1] ? saved.zoom : null;
  return {
    smoothing: typeof saved.smoothing === 'number' ? saved.smoothing : model.spec.smoothing,
    logX: saved.logX === true,
    logY: saved.logY === true,
    zoom: zoom ? [zoom[0], zoom[1]] : null,
    cursor: null,
  };
}
