/** The card under the graph: one node's rule, the rule with its numbers, and what it adds to each parent. */
import type { VNode } from 'preact';
import type { GraphSite } from '../../core/payload/graph.ts';
import { useHost } from '../shared/host.ts';
import { Tex } from '../shared/tex.tsx';
import { bytes, fixed, MINUS, num } from '../shared/text.ts';
import {
  type ContributionShown,
  contribution,
  type GraphModel,
  gradAt,
  type LevelModel,
  nodeNumbers,
  result,
  type Shown,
} from './model.ts';

export function CodeLink(props: { readonly site: GraphSite | undefined }): VNode | null {
  const host = useHost();
  const { site } = props;
  if (site === undefined) return null;
  const text = site.index === undefined ? `line ${site.line}` : `cell ${site.index}, line ${site.line}`;
  if (!host.canReveal) return <span class="gr-site nn-dim">{text}</span>;
  return (
    <button type="button" class="gr-link" data-stop="other" tabIndex={-1} onClick={() => host.reveal(site)}>
      {text}
    </button>
  );
}

function full(shown: Shown, dtype: string): string {
  if (shown.values.length === 1) return result(shown.values[0], dtype);
  if (shown.values.length > 1 && shown.values.length <= 4) return `[${shown.values.map((x) => num(x, 6)).join(', ')}]`;
  return shown.text;
}

/** `0 += −0.19` on one line; with something there before, the sum stands on a line of its own. */
function Accumulation(props: {
  readonly shown: ContributionShown;
  readonly dtype: string;
  readonly first: boolean;
}): VNode {
  const { shown, dtype, first } = props;
  const before = first ? '0' : full(shown.before, dtype);
  return (
    <span class="gr-acc">
      <span>
        <span class={first ? 'nn-mute' : undefined}>{before}</span>{' '}
        <b class="nn-accent">+= {full(shown.added, dtype)}</b>
      </span>
      {first ? null : (
        <span>
          <span class="nn-dim">→</span> {full(shown.after, dtype)}
        </span>
      )}
    </span>
  );
}

/** Why the sums look as they do: how many parents, and which of them had something before. */
function remark(level: LevelModel, step: number): string {
  const { spec } = level;
  const contributions = spec.steps[step].contributions;
  const start = level.stepStart[step];
  if (contributions.length === 0) return 'No parent asks for a gradient.';
  const again = contributions
    .map((c, i) => ({ v: spec.edges[c.edge].from, at: start + i }))
    .filter(({ v, at }) => level.received[v][0].at !== at);
  if (again.length > 0) {
    const names = [...new Set(again.map(({ v }) => spec.nodes[v].label))];
    const list = names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.join(' and ');
    const plural = names.length > 1;
    return `${list} ${plural ? 'are' : 'is'} used more than once: added to what is there, never written over it.`;
  }
  if (contributions.length === 1) return 'One parent, used once so far: its sum starts at 0.';
  const words = ['', '', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'];
  return `${words[contributions.length] ?? contributions.length} parents, each used once so far: every sum starts at 0.`;
}

export function NodeCard(props: {
  readonly model: GraphModel;
  readonly level: LevelModel;
  readonly node: number;
  readonly step: number;
}): VNode {
  const { model, level, node: v, step } = props;
  const { spec } = level;
  const node = spec.nodes[v];
  const own = level.stepOf[v];
  const formula = node.formula >= 0 ? spec.formulas[node.formula] : undefined;
  const rank = node.shape.length > 0 ? `[${node.shape.join(', ')}]` : '';
  // The walk is over for this node once its own step has come: only then has its gradient arrived in full.
  const arrived = own >= 0 && own <= step;
  const grad = gradAt(level, v, step);
  const numbers = nodeNumbers(level, v, arrived ? 'grad' : 'value');
  const site = node.site >= 0 ? model.data.spec.sites[node.site] : undefined;
  const isSeed = step === 0 && v === spec.root && spec.steps.length > 0;
  return (
    <section class="gr-card" aria-label={`${node.label}${node.op === '' ? '' : `, ${node.op}`}`}>
      <div class="gr-left">
        <div class="gr-title">
          <span>
            <b class="nn-mono">{node.label}</b>{' '}
            <span class="nn-dim nn-mono">
              {node.op === '' ? 'leaf' : node.label.startsWith(node.op) ? '' : node.op}
            </span>
          </span>
          <CodeLink site={site} />
        </div>
        <div class="nn-dim nn-small nn-mono">
          {[node.dtype, rank, node.module, node.saved > 0 ? `${bytes(node.saved)} saved` : '']
            .filter((t) => t !== '')
            .join(' · ')}
        </div>
        {formula === undefined || formula.forward === '' ? null : (
          <div>
            <div class="gr-cap">forward</div>
            <Tex tex={formula.forward} />
          </div>
        )}
        {formula === undefined || formula.rules.length === 0 ? null : (
          <div>
            <div class="gr-cap">local rule</div>
            {formula.rules.map((rule) => (
              <div key={rule} class="gr-rule">
                <Tex tex={rule} />
              </div>
            ))}
          </div>
        )}
        <div>
          <div class="gr-cap">{arrived ? 'gradient arriving' : 'value'}</div>
          {arrived ? <Tex tex={`${adjoint(node.tex)} = \\partial ${rootTex(level)}/\\partial ${node.tex}`} /> : null}
          <div class="gr-big">{full(numbers, node.dtype) || '–'}</div>
          {arrived ? null : <div class="nn-dim nn-small">grad {grad.text}</div>}
        </div>
      </div>
      <div class="gr-right">
        {isSeed ? (
          <Seed level={level} />
        ) : arrived ? (
          <Contributions level={level} step={own} />
        ) : (
          <Received level={level} v={v} step={step} />
        )}
      </div>
    </section>
  );
}

/** The bar over a value's letter, subscripts outside. */
function adjoint(tex: string): string {
  const match = /^(\\mathrm\{[^}]*\}|\\[a-z]+|[A-Za-z])(.*)$/.exec(tex);
  if (match === null) return `\\overline{${tex}}`;
  return `${/^(\\mathrm|[A-Z])/.test(match[1]) ? '\\overline' : '\\bar'}{${match[1]}}${match[2]}`;
}

function rootTex(level: LevelModel): string {
  return level.spec.nodes[level.spec.root].tex;
}

function Seed(props: { readonly level: LevelModel }): VNode {
  const root = rootTex(props.level);
  return (
    <div class="gr-remark">
      The walk starts here: <Tex tex={`\\partial ${root}/\\partial ${root} = 1`} />. Each step then runs one node,
      latest first, so that a node runs only when everything that uses it has run.
    </div>
  );
}

function Contributions(props: { readonly level: LevelModel; readonly step: number }): VNode {
  const { level, step } = props;
  const { spec } = level;
  const start = level.stepStart[step];
  return (
    <>
      <div class="gr-scroll">
        <table class="gr-table">
          <thead>
            <tr>
              <th scope="col">parent</th>
              <th scope="col">rule with this node's numbers</th>
              <th scope="col" class="gr-num">
                grad before <b class="nn-accent">+=</b> added → after
              </th>
            </tr>
          </thead>
          <tbody>
            {spec.steps[step].contributions.map((c, i) => {
              const parent = spec.nodes[spec.edges[c.edge].from];
              const first = level.received[spec.edges[c.edge].from][0].at === start + i;
              return (
                <tr key={c.edge}>
                  <th scope="row">{parent.label}</th>
                  <td>
                    <Tex tex={c.numbers === '' ? c.rule : `${c.rule} = ${c.numbers}`} />
                  </td>
                  <td class="gr-num">
                    <Accumulation shown={contribution(level, start + i)} dtype={parent.dtype} first={first} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div class="gr-remark">{remark(level, step)}</div>
    </>
  );
}

/** A node that has not run (or a leaf): what has been added to it so far, and by whom. */
function Received(props: { readonly level: LevelModel; readonly v: number; readonly step: number }): VNode {
  const { level, v, step } = props;
  const { spec } = level;
  const node = spec.nodes[v];
  const received = level.received[v].filter((r) => r.step <= step);
  if (received.length === 0) {
    const why = {
      noGrad: 'requiresGrad is false: no gradient is asked for.',
      none: 'No path leads from here to the root: no gradient will come.',
      notRun: 'The backward pass has not run: there is no gradient yet, which is not the same as a gradient of 0.',
      grad: spec.steps.length > 0 ? 'The walk has not come here yet.' : '',
    }[node.outcome];
    return <div class="gr-remark">{why}</div>;
  }
  const origin = (at: number): string => {
    const s = level.stepStart.findLastIndex((first) => first <= at);
    return spec.nodes[spec.steps[s].node].label;
  };
  return (
    <>
      <table class="gr-table">
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">step</th>
            <th scope="col" class="gr-num">
              grad before <b class="nn-accent">+=</b> added → after
            </th>
          </tr>
        </thead>
        <tbody>
          {received.map((r, i) => (
            <tr key={r.at}>
              <th scope="row">{origin(r.at)}</th>
              <td>{r.step}</td>
              <td class="gr-num">
                <Accumulation shown={contribution(level, r.at)} dtype={node.dtype} first={i === 0} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="gr-remark">
        {received.length} of {level.received[v].length} contributions so far.
      </div>
    </>
  );
}

/** A number of the header: ten decimals where there are so many. */
export function headline(value: number): string {
  if (!Number.isFinite(value)) return num(value);
  if (Number.isInteger(value)) return fixed(value, 0);
  return Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6
    ? num(value, 8)
    : String(Number(value.toFixed(10))).replace('-', MINUS);
}
