/** The gradient-flow view: header, diagnosis, rows, the selected layer's units. */
import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { number } from '../../core/payload/curves-diagnose.ts';
import type { FlowMode } from '../../core/payload/gradflow.ts';
import { decodePayload } from '../../core/payload/safetensors.ts';
import { SpecError } from '../../core/payload/spec.ts';
import { ExportMenu, Header, Help, IconButton, Segments } from '../shared/chrome.tsx';
import type { ViewProps } from '../shared/define-view.tsx';
import { fromBase64 } from '../shared/fetch.ts';
import { Picture } from '../shared/picture.tsx';
import { DataTable } from '../shared/table.tsx';
import { count, MINUS } from '../shared/text.ts';
import { type FlowState, layoutFlow } from './layout.ts';
import { FlowModel } from './model.ts';
import { cursorOverlay, flowImage, flowScene, valueText } from './scene.ts';
import { flowRows, flowTable } from './table.ts';
import { Units } from './units.tsx';

const KEYS = [
  { keys: '← →', does: 'earlier or later step' },
  { keys: '↑ ↓', does: 'layer' },
  { keys: 'Home End', does: 'first or last step' },
  { keys: 'm', does: 'next mode: activations, weights, update / weight' },
  { keys: 's', does: 'weakest layer' },
  { keys: 'e', does: 'evidence of the diagnosis' },
  { keys: 't', does: 'table' },
];

const MODES: readonly { value: FlowMode; label: string }[] = [
  { value: 'activations', label: 'activations' },
  { value: 'weights', label: 'weights' },
  { value: 'update', label: 'update / weight' },
];

export function FlowView({ model: first, host, theme, width }: ViewProps<FlowModel>): VNode {
  const [model, setModel] = useState(first);
  const [choice, setChoice] = useState<FlowState>({ mode: first.modes[0], step: -1, row: -1 });
  const [panel, setPanel] = useState<'none' | 'table' | 'help'>('none');
  const [evidence, setEvidence] = useState(false);

  useEffect(() => {
    const id = first.spec.streamId;
    if (id === undefined) return undefined;
    return host.listen(id, (delta) => {
      const next = liveModel(delta);
      if (next) setModel(next);
    });
  }, [first, host]);

  const last = model.spec.steps.length - 1;
  // A step of -1 follows the newest; a row of -1 the one that matters most.
  const step = choice.step < 0 || choice.step > last ? last : choice.step;
  const { mode } = choice;
  const finding = useMemo(() => model.finding(mode, step), [model, mode, step]);
  const row = choice.row >= 0 ? Math.min(choice.row, model.spec.layers.length - 1) : weakest(model, mode, step);
  const state = useMemo<FlowState>(() => ({ mode, step, row }), [mode, step, row]);
  const layout = useMemo(() => layoutFlow(model, state, width), [model, state, width]);
  const image = useMemo(() => flowImage(model, state, theme), [model, mode, theme]);
  const scene = useMemo(() => flowScene(model, state, layout, image, theme), [layout, image, theme]);
  const overlay = useMemo(() => cursorOverlay(model, state, layout, theme), [layout, theme]);

  const announce = (next: FlowState): void => {
    const r = model.row(next.mode, next.row, next.step);
    const gain =
      next.mode === 'activations' && Number.isFinite(r.weights) ? `, gain ${number(r.weights * r.activation)}` : '';
    host.announce(
      `${r.name}, step ${count(model.spec.steps[next.step])}: ${stateWords(r.state) ?? number(r.value)}${gain}`,
    );
  };
  const go = (patch: Partial<FlowState>): void => {
    const next = { ...state, ...patch };
    setChoice((c) => ({ ...c, ...patch }));
    announce(next);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = model.spec.layers.length;
    const actions: Record<string, () => void> = {
      ArrowLeft: () => go({ step: Math.max(0, step - 1) }),
      ArrowRight: () => go({ step: Math.min(last, step + 1) }),
      ArrowUp: () => go({ row: Math.max(0, row - 1) }),
      ArrowDown: () => go({ row: Math.min(rows - 1, row + 1) }),
      Home: () => go({ step: 0 }),
      End: () => go({ step: last }),
      m: () => go({ mode: model.modes[(model.modes.indexOf(mode) + 1) % model.modes.length] }),
      s: () => go({ row: weakest(model, mode, step) }),
      e: () => setEvidence(!evidence),
      t: () => setPanel(panel === 'table' ? 'none' : 'table'),
      '?': () => setPanel(panel === 'help' ? 'none' : 'help'),
    };
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  };
  const at = (x: number, y: number): Partial<FlowState> => {
    const patch: { step?: number; row?: number } = {};
    const r = Math.floor((y - layout.head) / layout.rowHeight);
    if (r >= 0 && r < model.spec.layers.length) patch.row = r;
    if (x >= layout.strip.x && x <= layout.strip.x + layout.strip.w) {
      patch.step = Math.min(last, Math.max(0, Math.round(layout.steps.invert(x))));
    }
    return patch;
  };
  return (
    <>
      <Header title={model.spec.title} meta={meta(model, step)}>
        {first.spec.streamId === undefined ? null : <span class="nn-pill">live</span>}
        <Segments
          label="gradient of"
          options={MODES.map((m) =>
            model.modes.includes(m.value)
              ? m
              : { ...m, unavailable: 'not recorded: watch the network while it trains' },
          )}
          value={mode}
          onChange={(value) => go({ mode: value })}
        />
        <IconButton
          icon="table"
          label="Table"
          pressed={panel === 'table'}
          onClick={() => setPanel(panel === 'table' ? 'none' : 'table')}
        />
        <ExportMenu title={model.spec.title} csv={() => flowRows(model, mode)} />
      </Header>
      {finding ? (
        <div class={`gf-diag gf-${finding.severity}`} role="note">
          <div class="gf-claim">
            <span>
              <b>{finding.title}</b> {finding.detail.replaceAll('-', MINUS)}
            </span>
            <button
              type="button"
              class="gf-link nn-stop"
              data-stop="other"
              tabIndex={-1}
              aria-expanded={evidence}
              onClick={() => setEvidence(!evidence)}
            >
              evidence
            </button>
          </div>
          {evidence ? (
            <div class="nn-small">
              <p class="nn-dim gf-rule">{finding.rule}</p>
              <div class="nn-row">
                {finding.rows.slice(0, 12).map((r) => (
                  <button
                    key={r}
                    type="button"
                    class="nn-btn"
                    data-stop="other"
                    tabIndex={-1}
                    onClick={() => go({ row: r })}
                  >
                    {model.spec.layers[r].name} {valueText(model.row(mode, r, step))}
                  </button>
                ))}
              </div>
            </div>
          ) : null}
        </div>
      ) : null}
      <Picture
        scene={scene}
        overlay={overlay}
        label={`${host.sentence} Arrow keys move over layers and steps, question mark lists all keys.`}
        stop="main"
        onPress={(x, y) => {
          const patch = at(x, y);
          if (Object.keys(patch).length) go(patch);
        }}
        onKey={onKey}
      />
      {mode === 'activations' ? <Units model={model} row={row} width={width} theme={theme} /> : null}
      {panel === 'table' ? <DataTable table={flowTable(model, mode, step)} /> : null}
      {panel === 'help' ? <Help keys={KEYS} /> : null}
    </>
  );
}

function meta(model: FlowModel, step: number): VNode | string {
  const { spec, data } = model;
  const loss = data.loss?.[step] ?? Number.NaN;
  const parts = [`${count(spec.layers.length)} layers`];
  if (step >= 0 && spec.steps.length > 1)
    parts.push(`step ${count(spec.steps[step])} of ${count(spec.total ?? spec.steps[spec.steps.length - 1])}`);
  if (Number.isFinite(loss))
    parts.push(`loss ${number(loss)}${spec.chance === undefined ? '' : `, chance is ${number(spec.chance)}`}`);
  return parts.join(' · ');
}

export function stateWords(state: string): string | null {
  const words: Readonly<Record<string, string>> = {
    notRun: 'no backward has run yet',
    none: 'no gradient, no path to the loss',
    zero: 'zero gradient',
    dead: 'zero gradient, every unit is saturated',
    bad: 'NaN or infinity',
  };
  return words[state] ?? null;
}

/** The row to look at first: with the smallest gain, else the smallest value. */
function weakest(model: FlowModel, mode: FlowMode, step: number): number {
  const rows = model.rows(mode, step);
  const gain = (i: number): number => (mode === 'activations' ? rows[i].weights * rows[i].activation : Number.NaN);
  let best = 0;
  for (let i = 1; i < rows.length; i++) {
    const [a, b] = [gain(i), gain(best)];
    if (a < b || (Number.isNaN(b) && (a >= 0 || rows[i].value < rows[best].value))) best = i;
  }
  return best;
}

/** A live message holds the whole view, small as it is; one that cannot be read is left out, the next one brings all. */
function liveModel(delta: unknown): FlowModel | null {
  const b64 = (delta as { payload?: unknown } | null)?.payload;
  if (typeof b64 !== 'string') return null;
  try {
    const decoded = decodePayload(fromBase64(b64));
    return decoded.ok ? new FlowModel(decoded.payload) : null;
  } catch (error) {
    if (error instanceof SpecError || error instanceof DOMException) return null;
    throw error;
  }
}
