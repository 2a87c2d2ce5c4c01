/** The graph view: modes, the picture, the walk back with its scrubber and card, search, keys and the table behind it. */
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GraphMode } from '../../core/payload/graph.ts';
import { ExportMenu, Header, Help, IconButton, Segments } from '../shared/chrome.tsx';
import type { ViewProps } from '../shared/define-view.tsx';
import { DataTable } from '../shared/table.tsx';
import { bytes, count } from '../shared/text.ts';
import { headline, NodeCard } from './card.tsx';
import { GraphLegend, SearchBar, SmallIcon } from './controls.tsx';
import { GRAPH_KEYS, GraphPicture, pictureHeight } from './graph-picture.tsx';
import { type GraphModel, type LevelModel, lastStep, nodeNumbers } from './model.ts';
import { ModuleTable } from './module-table.tsx';
import { Scrubber, stepName } from './scrubber.tsx';
import { graphCsv, graphTable } from './table.ts';

export { pictureHeight } from './graph-picture.tsx';

const STEP_MS = 1400;

interface Kept {
  readonly mode?: GraphMode;
  readonly step?: number;
}

function keptState(value: unknown, model: GraphModel): Kept {
  if (typeof value !== 'object' || value === null) return {};
  const { mode, step } = value as Record<string, unknown>;
  return {
    mode: model.modes.find((m) => m === mode),
    step: typeof step === 'number' && Number.isSafeInteger(step) && step >= 0 ? step : undefined,
  };
}

/** A walk opens at its first real step: the seed alone says little. A graph without a walk has no steps. */
function firstStep(level: LevelModel | undefined, kept: number | undefined): number {
  const last = lastStep(level);
  return Math.min(last, kept ?? Math.min(1, last));
}

export function GraphView({ model, host, theme, width }: ViewProps<GraphModel>): VNode {
  const { spec } = model.data;
  const kept = useMemo(() => keptState(host.loadState(), model), [host, model]);
  const [mode, setMode] = useState<GraphMode>(kept.mode ?? spec.mode);
  const level = mode === 'modules' ? model.levels.tensors : model.levels[mode];
  const [step, setStepRaw] = useState(() => firstStep(level, kept.step));
  const [locked, setLocked] = useState(-1);
  const [playing, setPlaying] = useState(false);
  const [search, setSearch] = useState<string | null>(null);
  const [table, setTable] = useState(false);
  const [help, setHelp] = useState(false);
  const fit = useRef<() => void>(() => undefined);
  const walks = level !== undefined && level.spec.steps.length > 1;
  const last = lastStep(level);

  const setStep = (next: number): void => {
    if (!level || !walks) return;
    const s = Math.min(last, Math.max(0, next));
    setStepRaw(s);
    setLocked(-1);
    host.saveState({ mode, step: s });
    const { label, op } = stepName(level, s);
    const added = level.spec.steps[s].contributions.length;
    host.announce(
      `step ${s} of ${last}: ${label}${op === '' ? '' : `, ${op}`}${added > 0 ? `, adds to ${added} ${added === 1 ? 'parent' : 'parents'}` : ''}`,
    );
  };
  const changeMode = (next: GraphMode): void => {
    const to = next === 'modules' ? model.levels.tensors : model.levels[next];
    setMode(next);
    setLocked(-1);
    setPlaying(false);
    setStepRaw(firstStep(to, undefined));
    host.saveState({ mode: next });
  };
  useEffect(() => {
    if (!playing) return undefined;
    if (step >= last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => setStep(step + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, step, last]);
  const play = (): void => {
    if (!walks) return;
    if (!playing && step >= last) setStep(0);
    setPlaying(!playing);
  };

  const matches = useMemo(() => {
    if (search === null || search.trim() === '' || !level) return null;
    const wanted = search.trim().toLowerCase();
    const found = new Set<number>();
    level.spec.nodes.forEach((node, v) => {
      if (`${node.label} ${node.op} ${node.module} [${node.shape.join(', ')}]`.toLowerCase().includes(wanted))
        found.add(v);
    });
    return found;
  }, [search, level]);

  const commonKey = (event: KeyboardEvent): void => {
    const act: Record<string, () => void> = {
      '[': () => setStep(step - 1),
      ']': () => setStep(step + 1),
      ' ': play,
      '/': () => setSearch(search ?? ''),
      t: () => setTable(!table),
      '?': () => setHelp(!help),
    };
    const run = act[event.key];
    if (run === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    run();
    event.preventDefault();
  };

  const root = level ? nodeNumbers(level, level.spec.root, 'value') : undefined;
  const meta: string[] = [];
  if (root?.values.length === 1) meta.push(`${spec.name} = ${headline(root.values[0])}`);
  if (mode === 'modules' || !walks) {
    if (spec.parameters > 0) meta.push(`${count(spec.parameters)} parameters`);
    if (spec.saved > 0) meta.push(`${bytes(spec.saved)} saved for backward`);
  }
  if (mode !== 'modules' && walks) meta.push(`step ${step} of ${last}`);
  const cardNode = locked >= 0 ? locked : level && walks ? level.spec.steps[step].node : -1;

  return (
    <div class={`${width < 640 ? 'gr-narrow' : ''}${theme.highContrast ? ' gr-hc' : ''}`}>
      <Header title={spec.title} meta={meta.join(' · ')}>
        {model.modes.length > 1 ? (
          <Segments
            label="Resolution"
            options={model.modes.map((value) => ({ value, label: value }))}
            value={mode}
            onChange={changeMode}
          />
        ) : null}
        <SmallIcon
          icon="search"
          label="Search"
          pressed={search !== null}
          onClick={() => setSearch(search === null ? '' : null)}
        />
        {mode === 'modules' ? null : <SmallIcon icon="fit" label="Fit the graph" onClick={() => fit.current()} />}
        <IconButton icon="table" label="Show as a table" pressed={table} onClick={() => setTable(!table)} />
        <ExportMenu title={`${spec.title} ${spec.name}`} csv={() => (level ? graphCsv(level) : [])} />
      </Header>
      {spec.notice === '' ? null : <div class="gr-notice">{spec.notice}</div>}
      {search === null ? null : (
        <SearchBar
          value={search}
          found={matches?.size ?? 0}
          onChange={setSearch}
          onClose={() => setSearch(null)}
          onNext={() => {
            if (!level || matches === null || matches.size === 0) return;
            const list = [...matches].sort((a, b) => a - b);
            setLocked(list.find((v) => v > locked) ?? list[0]);
          }}
        />
      )}
      {level === undefined ? null : mode === 'modules' ? (
        <ModuleTable model={model} level={level} theme={theme} width={width} search={search} onKey={commonKey} />
      ) : (
        <>
          <GraphLegend theme={theme} walks={walks} />
          <GraphPicture
            level={level}
            theme={theme}
            width={width}
            height={pictureHeight(level, width)}
            step={step}
            locked={locked}
            matches={matches}
            onLock={setLocked}
            onKey={commonKey}
            onReveal={(v) => {
              const { site } = level.spec.nodes[v];
              if (site >= 0) host.reveal(spec.sites[site]);
            }}
            fit={fit}
          />
          {walks ? (
            <Scrubber level={level} step={step} playing={playing} width={width} onStep={setStep} onPlay={play} />
          ) : null}
          {cardNode >= 0 ? <NodeCard model={model} level={level} node={cardNode} step={step} /> : null}
        </>
      )}
      {help ? <Help keys={GRAPH_KEYS} /> : null}
      {table && level ? <DataTable table={graphTable(level, step)} /> : null}
    </div>
  );
}
