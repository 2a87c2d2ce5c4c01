import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import {
  Button,
  ExportMenu,
  Header,
  Help,
  IconButton,
  NoKernelNote,
  Pick,
  type SegmentOption,
  Segments,
  Tip,
} from '../shared/chrome.tsx';
import type { ViewProps } from '../shared/define-view.tsx';
import type { KeyHelp } from '../shared/keyboard.ts';
import { Picture } from '../shared/picture.tsx';
import { DataTable, type TableModel } from '../shared/table.tsx';
import { fixed, num, plural } from '../shared/text.ts';
import { ChainTable, SoftmaxLine } from './chain.tsx';
import { headAt, headGrid, headImage, headsScene, largestOf, modeColours } from './heads.ts';
import { linesScene, matrixGrid, matrixScene, rowScene } from './matrix.ts';
import { type AttentionMode, type AttentionModel, chainOf, headOffset, isMasked } from './model.ts';
import { rampScene } from './ramp-bar.ts';

const KEYS: readonly KeyHelp[] = [
  { keys: '← →', does: 'key of the row' },
  { keys: '↑ ↓', does: 'query' },
  { keys: 'Page Up, Page Down', does: 'head; Home and End: first and last query' },
  { keys: 'm', does: 'weights, scores, gradients' },
  { keys: 'Enter', does: 'lock the row; Esc frees it' },
  { keys: 't', does: 'table' },
  { keys: 'Esc', does: 'to the buttons, then out of the view' },
];

export function AttentionView({ model, host, theme, width }: ViewProps<AttentionModel>): VNode {
  const [layer, setLayer] = useState(model.only?.layer ?? 0);
  const [head, setHead] = useState(model.only?.head ?? 0);
  const [mode, setMode] = useState<AttentionMode>('weights');
  const [query, setQuery] = useState(() => startQuery(model));
  const [keyIndex, setKeyIndex] = useState<number>();
  const [locked, setLocked] = useState(false);
  const [pointed, setPointed] = useState(false);
  const [tableOpen, setTableOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);

  const offset = headOffset(model, layer, head);
  const chain = useMemo(
    () => (offset === undefined ? undefined : chainOf(model, offset, query)),
    [model, offset, query],
  );
  const key = keyIndex ?? (chain === undefined ? 0 : largest(chain.softmax));
  const grid = useMemo(() => headGrid(model, width), [model, width]);
  const thumbs = useMemo(
    () => Array.from({ length: model.heads }, (_, h) => headImage(model, theme, mode, layer, h)),
    [model, theme, mode, layer],
  );
  const heads = useMemo(() => headsScene(model, grid, thumbs, layer, head, theme), [grid, thumbs, head, theme]);
  const narrow = width < 640;
  const matrixRoom = narrow ? width : Math.floor(width * 0.47);
  const rows = useMemo(() => matrixGrid(model, matrixRoom), [model, matrixRoom]);
  const state = { query, key };
  const matrix = useMemo(
    () => matrixScene(model, rows, thumbs[head], state, mode === 'weights' ? offset : undefined, theme),
    [model, rows, thumbs, head, query, key, mode, theme],
  );
  const row = useMemo(() => rowScene(model, rows, state, theme), [model, rows, query, key, theme]);
  const linesWidth = narrow ? width : width - rows.width - 24;
  const lines = useMemo(
    () => (offset === undefined ? undefined : linesScene(model, rows, { offset, state, width: linesWidth, theme })),
    [model, rows, offset, query, key, linesWidth, theme],
  );
  const data = offset === undefined ? undefined : model.data[mode];
  const bar = useMemo(() => {
    const top = data === undefined || offset === undefined || mode === 'weights' ? 1 : largestOf(model, data, offset);
    return rampScene(theme, modeColours(theme, mode, top));
  }, [model, data, offset, mode, theme]);

  const say = (q: number, k: number): void => {
    const value = offset === undefined ? undefined : model.data.weights?.[offset + q * model.keys + k];
    const what = isMasked(model, q, k) ? 'masked' : value === undefined ? 'not stored' : `weight ${fixed(value, 3)}`;
    host.announce(`query ${model.queryTokens[q]}, key ${model.keyTokens[k]}: ${what}`);
  };
  const point = (q: number, k: number): void => {
    setQuery(q);
    setKeyIndex(k);
    say(q, k);
  };
  const choose = (next: number): void => {
    const to = Math.min(model.heads - 1, Math.max(0, next));
    setHead(to);
    setKeyIndex(undefined);
    const info = model.headInfo[layer * model.heads + to];
    host.announce(`head ${to}: ${info.kind}, entropy ${fixed(info.entropy, 2)}`);
  };
  const modes = modeOptions(model);
  const shared = (event: KeyboardEvent): boolean => {
    if (event.key === 'PageDown') choose(head + 1);
    else if (event.key === 'PageUp') choose(head - 1);
    else if (event.key === 't') setTableOpen(!tableOpen);
    else if (event.key === '?') setHelpOpen(!helpOpen);
    else if (event.key === 'm') {
      const can = modes.filter((m) => m.unavailable === undefined).map((m) => m.value);
      setMode(can[(can.indexOf(mode) + 1) % can.length]);
    } else return false;
    return true;
  };
  const onMatrixKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const q = (to: number): void => point(Math.min(model.queries - 1, Math.max(0, to)), key);
    const k = (to: number): void => point(query, Math.min(model.keys - 1, Math.max(0, to)));
    if (event.key === 'ArrowUp') q(query - 1);
    else if (event.key === 'ArrowDown') q(query + 1);
    else if (event.key === 'ArrowLeft') k(key - 1);
    else if (event.key === 'ArrowRight') k(key + 1);
    else if (event.key === 'Home') q(0);
    else if (event.key === 'End') q(model.queries - 1);
    else if (event.key === 'Enter' || event.key === ' ') setLocked(!locked);
    else if (event.key === 'Escape' && locked) setLocked(false);
    else if (!shared(event)) return;
    event.preventDefault();
  };
  const onHeadsKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -grid.across, ArrowDown: grid.across }[event.key];
    if (step !== undefined && head + step >= 0 && head + step < model.heads) choose(head + step);
    else if (event.key === 'Home') choose(0);
    else if (event.key === 'End') choose(model.heads - 1);
    else if (!shared(event)) return;
    event.preventDefault();
  };
  const cellAt = (x: number, y: number): readonly [number, number] | undefined => {
    const k = Math.floor((x - rows.left) / rows.cellW);
    const q = Math.floor((y - rows.top) / rows.rowH);
    return q < 0 || q >= model.queries || k >= model.keys ? undefined : [q, k];
  };
  const chainProps = chain && {
    model,
    chain,
    query,
    keyIndex: key,
    theme,
    width,
    onKey: (k: number) => locked || setKeyIndex(k),
  };
  const shownValue = data === undefined || offset === undefined ? undefined : data[offset + query * model.keys + key];
  const title = 'Attention';
  return (
    <div>
      <Header title={title} meta={metaText(model, layer)}>
        {model.layers > 1 ? (
          <Pick
            label="Layer"
            value={String(layer)}
            options={Array.from({ length: model.layers }, (_, i) => ({
              value: String(i),
              label: model.layerNames[i] ?? `layer ${i}`,
            }))}
            onChange={(next) => setLayer(Number(next))}
          >
            layer <span class="nn-num">{layer}</span>
          </Pick>
        ) : null}
        {modes.length > 1 ? <Segments label="What to show" options={modes} value={mode} onChange={setMode} /> : null}
        <IconButton icon="table" label="Table" pressed={tableOpen} onClick={() => setTableOpen(!tableOpen)} />
        <ExportMenu title={title} csv={() => csvRows(model)} />
      </Header>
      <Picture
        scene={heads}
        stop="other"
        cursor="pointer"
        label={`${plural(model.heads, 'head')}; arrow keys choose one, now head ${head}`}
        onPress={(x, y) => {
          const hit = headAt(model, grid, x, y);
          if (hit !== undefined) choose(hit);
        }}
        onKey={onHeadsKey}
      />
      <div class="at-bar">
        <span>
          <b>head {head}</b> <span class="nn-dim nn-small">{HINTS[mode]}</span>
        </span>
        <Picture scene={bar} label={`Colour scale of the ${mode}`} />
      </div>
      {tableOpen ? (
        <DataTable onClose={() => setTableOpen(false)} table={matrixTable(model, offset, mode, head)} />
      ) : (
        <div class="at-main">
          <Picture
            scene={matrix}
            overlay={row}
            stop="main"
            cursor="crosshair"
            label={`Head ${head}, ${model.queries} queries by ${model.keys} keys, ${mode}. Arrow keys move, Page keys change the head, ? lists all keys`}
            onMove={(x, y) => {
              const hit = cellAt(x, y);
              setPointed(hit !== undefined && hit[1] >= 0);
              if (hit !== undefined && !locked && (hit[0] !== query || hit[1] !== key))
                point(hit[0], Math.max(0, hit[1]));
            }}
            onLeave={() => setPointed(false)}
            onPress={(x, y) => {
              const hit = cellAt(x, y);
              if (hit === undefined) return;
              setLocked(!(locked && hit[0] === query));
              point(hit[0], Math.max(0, hit[1]));
            }}
            onKey={onMatrixKey}
          >
            {pointed && shownValue !== undefined ? (
              <Tip x={rows.left + (key + 1) * rows.cellW} y={rows.top + query * rows.rowH - 4} width={rows.width}>
                {isMasked(model, query, key) ? 'masked' : num(shownValue)}
              </Tip>
            ) : null}
          </Picture>
          {lines === undefined ? null : (
            <Picture
              scene={lines}
              label={`Token lines of query ${model.queryTokens[query]}`}
              onMove={(x, y) => {
                const q = Math.floor((y - rows.top) / rows.rowH);
                if (!locked && x < linesWidth / 2 && q >= 0 && q < model.queries && q !== query) {
                  setQuery(q);
                  setKeyIndex(undefined);
                }
              }}
            />
          )}
        </div>
      )}
      {chainProps === undefined ? (
        <NoKernelNote>of this head only the overview is stored</NoKernelNote>
      ) : (
        <>
          <ChainTable {...chainProps} />
          <SoftmaxLine {...chainProps} />
        </>
      )}
      <div class="nn-row">
        <Button keys="?" pressed={helpOpen} onClick={() => setHelpOpen(!helpOpen)}>
          Help
        </Button>
        {locked ? <span class="nn-dim nn-tiny">row locked; Esc frees it</span> : null}
      </div>
      {helpOpen ? <Help keys={KEYS} /> : null}
    </div>
  );
}

const HINTS: Readonly<Record<AttentionMode, string>> = {
  weights: 'each line is one weight, its width shows the size',
  scores: 'scores q·k before scaling and mask',
  grad: 'gradient of the loss by each weight',
};

function metaText(model: AttentionModel, layer: number): string {
  const parts = [model.layerNames[layer] ?? `layer ${layer}`, plural(model.heads, 'head')];
  parts.push(
    model.queries === model.keys ? plural(model.keys, 'token') : `${model.queries} queries, ${model.keys} keys`,
  );
  if (model.mask !== 'none') parts.push(model.mask === 'causal' ? 'causal' : 'masked');
  if (model.headSize !== undefined) parts.push(`head size ${model.headSize}`);
  if (model.only !== undefined) parts.push(`preview: head ${model.only.head} exact, the others as overview`);
  return parts.join(' · ');
}

function modeOptions(model: AttentionModel): SegmentOption<AttentionMode>[] {
  const options: SegmentOption<AttentionMode>[] = [{ value: 'weights', label: 'weights' }];
  if (model.data.scores !== undefined) options.push({ value: 'scores', label: 'scores' });
  if (model.data.grad !== undefined) options.push({ value: 'grad', label: '∂L/∂A' });
  return options;
}

/** The middle row has both keys before it and (without a mask) after it. */
function startQuery(model: AttentionModel): number {
  return Math.floor(model.queries / 2);
}

function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

function matrixTable(model: AttentionModel, offset: number | undefined, mode: AttentionMode, head: number): TableModel {
  const data = model.data[mode];
  return {
    caption: `${mode} of head ${head}; rows are queries, columns are keys`,
    columns: model.keys,
    rows: model.queries,
    corner: 'query',
    columnHeader: (k) => model.keyTokens[k],
    rowHeader: (q) => model.queryTokens[q],
    cell: (q, k) => {
      if (isMasked(model, q, k)) return 'masked';
      return data === undefined || offset === undefined ? 'not stored' : fixed(data[offset + q * model.keys + k], 4);
    },
  };
}

function* csvRows(model: AttentionModel): Generator<(string | number)[]> {
  const { scores, grad } = model.data;
  const extra = [...(scores === undefined ? [] : ['score']), ...(grad === undefined ? [] : ['gradient'])];
  yield ['layer', 'head', 'query', 'key', 'weight', ...extra];
  for (let layer = 0; layer < model.layers; layer++) {
    for (let head = 0; head < model.heads; head++) {
      const offset = headOffset(model, layer, head);
      if (offset === undefined) continue;
      for (let i = 0; i < model.queries * model.keys; i++) {
        const more = [scores, grad].flatMap((data) => (data === undefined ? [] : [data[offset + i]]));
        const names = [model.queryTokens[Math.floor(i / model.keys)], model.keyTokens[i % model.keys]];
        yield [layer, head, ...names, (model.data.weights as Float32Array)[offset + i], ...more];
      }
    }
  }
}
