/** The gradient-check report: verdict, cause, one row a parameter, the selected row's worst elements. */
import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { ExportMenu, Header, Help, Segments } from '../shared/chrome.tsx';
import { strengthen } from '../shared/color.ts';
import type { ViewProps } from '../shared/define-view.tsx';
import { Picture } from '../shared/picture.tsx';
import { count, shapeText } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import { Cause } from './cause.tsx';
import { decimals, type GradcheckModel, indexText, relativeText, rowSentence, small, worstElements } from './model.ts';
import { errorMap, legendScene, stepSizeText } from './scene.ts';

const KEYS = [
  { keys: '↑ ↓', does: 'parameter' },
  { keys: 'n', does: 'next failure' },
  { keys: 'Enter', does: 'the worst elements of the parameter' },
  { keys: 'f', does: 'all, or failing only' },
];

export function GradcheckView({ model, host, theme, width }: ViewProps<GradcheckModel>): VNode {
  const { spec } = model;
  const failing = model.failing;
  const [which, setWhich] = useState<'all' | 'failing'>('all');
  const [row, setRow] = useState(failing[0] ?? 0);
  const [detail, setDetail] = useState(false);
  const [help, setHelp] = useState(false);
  const shown = model.shown(which);
  const legend = useMemo(() => legendScene(theme), [theme]);

  const select = (index: number | undefined): void => {
    if (index === undefined) return;
    setRow(index);
    host.announce(rowSentence(spec.parameters[index]));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = shown.indexOf(row);
    const actions: Record<string, () => void> = {
      ArrowUp: () => select(shown[Math.max(0, at - 1)]),
      ArrowDown: () => select(shown[Math.min(shown.length - 1, at + 1)]),
      Home: () => select(shown[0]),
      End: () => select(shown.at(-1)),
      n: () => select(failing.find((i) => i > row) ?? failing[0]),
      f: () => setWhich(which === 'all' ? 'failing' : 'all'),
      Enter: () => setDetail(!detail),
      '?': () => setHelp(!help),
    };
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  };
  return (
    <>
      <Header
        title={spec.title}
        meta={
          <>
            <Verdict passed={spec.passed} />{' '}
            <b class={spec.passed ? 'gc-pass' : 'gc-bad'}>
              {spec.passed
                ? `all ${spec.parameters.length} pass`
                : `${failing.length} of ${spec.parameters.length} parameters fail`}
            </b>
            {spec.cancelled ? ' · cancelled, not everything was checked' : ''} {spec.dtype} · eps {small(spec.eps)} ·
            tolerance {small(spec.atol)} + {small(spec.rtol)}·|n|
          </>
        }
      >
        <Segments
          label="parameters"
          options={[
            { value: 'all', label: 'all' },
            { value: 'failing', label: 'failing', ...(failing.length ? {} : { unavailable: 'none fails' }) },
          ]}
          value={which}
          onChange={setWhich}
        />
        <ExportMenu
          title={spec.title}
          csv={() => csvRows(model)}
          copy={() => spec.parameters.map(rowSentence).join('\n')}
        />
      </Header>
      <Cause model={model} theme={theme} width={width} />
      <section
        class="gc-scroll"
        style={`--err-sel:${strengthen(theme.err, theme.sel, 4.6)}`}
        data-stop="main"
        aria-label={`${host.sentence} Arrow keys move over the parameters.`}
        onKeyDown={onKey}
      >
        <table class="gc-table">
          <thead>
            <tr>
              <td />
              <th scope="col">parameter</th>
              <th scope="col">shape</th>
              <th scope="col" class="gc-num">
                failing
              </th>
              <th scope="col">worst element</th>
              <th scope="col" class="gc-num">
                yours
              </th>
              <th scope="col" class="gc-num">
                numeric
              </th>
              <th scope="col" class="gc-num">
                relative error
              </th>
              <th scope="col">error map</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((i) => (
              <Row key={i} model={model} index={i} selected={i === row} theme={theme} onSelect={() => select(i)} />
            ))}
          </tbody>
        </table>
      </section>
      {detail && spec.parameters[row] ? <Detail model={model} index={row} theme={theme} width={width} /> : null}
      {spec.stepSize ? <p class="nn-dim nn-small">largest error by step size: {stepSizeText(spec.stepSize)}</p> : null}
      <div class="gc-foot nn-dim nn-small">
        <span>
          {count(model.checked)} elements checked, {count(spec.evaluations)} evaluations
        </span>
        <span>
          <kbd>n</kbd> next failure
        </span>
        <span>
          <kbd>enter</kbd> element detail
        </span>
        <span>
          <kbd>?</kbd> keys
        </span>
        <span class="gc-legend">
          <span class="nn-mono">{small(1e-10)}</span>
          <Picture scene={legend} label="colours of the relative error, 1e-10 to 1" />
          <span class="nn-mono">1</span> relative error
        </span>
      </div>
      {help ? <Help keys={KEYS} /> : null}
    </>
  );
}

function Verdict({ passed }: { readonly passed: boolean }): VNode {
  return (
    <svg
      class={passed ? 'gc-ok' : 'gc-bad'}
      width="14"
      height="14"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.3"
      aria-hidden="true"
    >
      <circle cx="8" cy="8" r="6.5" />
      <path d={passed ? 'M5 8.2l2.2 2.2L11 6' : 'M5.5 5.5l5 5M10.5 5.5l-5 5'} />
    </svg>
  );
}

interface RowProps {
  readonly model: GradcheckModel;
  readonly index: number;
  readonly theme: Theme;
}

function Row({
  model,
  index,
  selected,
  theme,
  onSelect,
}: RowProps & { readonly selected: boolean; readonly onSelect: () => void }): VNode {
  const p = model.spec.parameters[index];
  const errors = model.data.errors[index];
  const bad = p.failing > 0;
  const map = useMemo(
    () => (errors?.length ? errorMap(errors, p.shape, p.worst, bad, { w: 60, h: 54, cell: 8 }, theme) : null),
    [errors, theme],
  );
  const passing = bad ? '' : ' nn-dim';
  return (
    <tr class={selected ? 'gc-sel' : undefined} aria-current={selected ? true : undefined} onClick={onSelect}>
      <td>
        <Verdict passed={!bad} />
        <span class="nn-sr">{bad ? 'fails' : 'passes'}</span>
      </td>
      <th scope="row" class="nn-mono">
        {p.name}
      </th>
      <td class="nn-mono nn-dim">{shapeText(p.shape)}</td>
      <td class={`gc-num nn-mono ${bad ? 'gc-bad' : 'nn-dim'}`}>
        {count(p.failing)} / {count(p.checked)}
      </td>
      <td class={`nn-mono${passing}`}>{indexText(p.worst)}</td>
      <td class={`gc-num nn-mono${bad ? ' gc-bad' : passing}`}>{decimals(p.analytic, 7)}</td>
      <td class={`gc-num nn-mono${passing}`}>{decimals(p.numeric, 7)}</td>
      <td class={`gc-num nn-mono${bad ? ' gc-bad gc-strong' : passing}`}>{relativeText(p.relative)}</td>
      <td>
        {map ? (
          <Picture scene={map} label={`Relative errors of ${p.name}`} />
        ) : (
          <span class="nn-dim nn-small">{errors ? '' : 'too large to map'}</span>
        )}
      </td>
    </tr>
  );
}

function Detail({ model, index, theme, width }: RowProps & { readonly width: number }): VNode {
  const p = model.spec.parameters[index];
  const errors = model.data.errors[index];
  const map = useMemo(
    () =>
      errors?.length
        ? errorMap(errors, p.shape, p.worst, p.failing > 0, { w: Math.min(420, width - 40), h: 260, cell: 20 }, theme)
        : null,
    [errors, p, theme, width],
  );
  return (
    <div class="gc-detail">
      {map ? <Picture scene={map} label={`Relative errors of ${p.name}, enlarged`} /> : null}
      <div>
        <b class="nn-mono">{p.name}</b> <span class="nn-dim">largest relative errors</span>
        <ol class="nn-mono nn-small">
          {errors
            ? worstElements(errors, p.shape, 8).map((e) => (
                <li key={e.index.join()}>
                  {indexText(e.index)} {relativeText(Number.isNaN(e.error) ? null : e.error)}
                </li>
              ))
            : null}
        </ol>
      </div>
    </div>
  );
}

function* csvRows(model: GradcheckModel): Generator<(string | number)[]> {
  yield ['parameter', 'shape', 'failing', 'checked', 'worst', 'analytic', 'numeric', 'relative error'];
  for (const p of model.spec.parameters) {
    yield [
      p.name,
      shapeText(p.shape),
      p.failing,
      p.checked,
      indexText(p.worst),
      p.analytic ?? Number.NaN,
      p.numeric ?? Number.NaN,
      p.relative ?? Number.NaN,
    ];
  }
}
