/** The module table: the picture of `modules.ts` with its pointer, keys and expansion. */
import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useHost } from '../shared/host.ts';
import { Picture } from '../shared/picture.tsx';
import type { Theme } from '../shared/theme.ts';
import type { GraphModel, LevelModel } from './model.ts';
import { gradAxisText, modulesScene, moduleView, rowAt, rowTexts } from './modules.ts';

/** Opens the outer modules while the table stays short. */
function firstExpansion(model: GraphModel): ReadonlySet<number> {
  const { modules } = model.data.spec;
  const tops = modules.flatMap((row, i) => (row.kind === 'module' && row.parent < 0 ? [i] : []));
  return tops.length === 1 ? new Set(tops) : new Set();
}

export function ModuleTable(props: {
  readonly model: GraphModel;
  readonly level: LevelModel;
  readonly theme: Theme;
  readonly width: number;
  readonly search: string | null;
  readonly onKey: (event: KeyboardEvent) => void;
}): VNode {
  const { model, level, theme, width } = props;
  const host = useHost();
  const { spec } = model.data;
  const [expanded, setExpanded] = useState<ReadonlySet<number>>(() => firstExpansion(model));
  const [selected, setSelected] = useState(-1);
  const view = useMemo(() => moduleView(spec, expanded), [spec, expanded]);
  const matches = useMemo(() => {
    const wanted = props.search?.trim().toLowerCase() ?? '';
    if (wanted === '') return null;
    return new Set(
      view.rows.flatMap((r, i) => (`${r.row.label} ${r.row.detail}`.toLowerCase().includes(wanted) ? [i] : [])),
    );
  }, [view, props.search]);
  const scene = useMemo(
    () => modulesScene(view, level, { selected, matches }, theme, width),
    [view, level, selected, matches, theme, width],
  );

  const select = (i: number): void => {
    setSelected(i);
    const row = view.rows[i];
    if (row === undefined) return;
    const t = rowTexts(row.row, level);
    host.announce(
      `${row.row.label} ${row.row.detail}, output ${t.shape}, ${t.parameters} parameters, ${t.saved} saved, RMS ${t.rms}, gradient RMS ${t.grad}${row.expandable ? (row.open ? ', expanded' : ', collapsed') : ''}`,
    );
  };
  const toggle = (i: number, open: boolean): void => {
    const row = view.rows[i];
    if (row === undefined || !row.expandable || row.open === open) return;
    const next = new Set(expanded);
    if (open) next.add(row.item);
    else next.delete(row.item);
    setExpanded(next);
    host.announce(`${row.row.label} ${open ? 'expanded' : 'collapsed'}`);
  };
  const key = (event: KeyboardEvent): void => {
    const last = view.rows.length - 1;
    if (event.key === 'ArrowDown') select(Math.min(last, selected + 1));
    else if (event.key === 'ArrowUp') select(Math.max(0, selected - 1));
    else if (event.key === 'Home') select(0);
    else if (event.key === 'End') select(last);
    else if (event.key === 'ArrowRight') toggle(selected, true);
    else if (event.key === 'ArrowLeft') {
      const row = view.rows[selected];
      if (row?.open) toggle(selected, false);
      else if (row && row.row.parent >= 0) select(view.rows.findIndex((r) => r.item === row.row.parent));
    } else if (event.key === 'Enter') {
      const site = view.rows[selected]?.row.site ?? -1;
      if (site >= 0) host.reveal(spec.sites[site]);
    } else if (event.key === 'Escape' && selected >= 0) setSelected(-1);
    else {
      props.onKey(event);
      return;
    }
    event.preventDefault();
  };
  return (
    <>
      <Picture
        scene={scene}
        stop="main"
        cursor="default"
        label={`Modules along the data, ${view.rows.length} rows. Arrow keys move and expand, Enter goes to the code.`}
        onPress={(_, y) => {
          const i = rowAt(view, y);
          if (i < 0) return;
          if (view.rows[i].expandable && i === selected) toggle(i, !view.rows[i].open);
          else if (view.rows[i].expandable) {
            select(i);
            toggle(i, !view.rows[i].open);
          } else select(i);
        }}
        onKey={key}
      />
      <div class="gr-foot">
        <span aria-hidden="true">
          <kbd>→</kbd> expand <kbd>←</kbd> collapse <kbd>↑</kbd> <kbd>↓</kbd> along the data <kbd>enter</kbd> go to code
        </span>
        <span>{gradAxisText(view, level)}</span>
      </div>
    </>
  );
}
