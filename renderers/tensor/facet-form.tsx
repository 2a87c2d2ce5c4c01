/** Larger tensors: axis roles, facets with one shared cursor, histogram, readout, sliders. */
import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TensorPlane } from '../../core/payload/tensor.ts';
import {
  Button,
  ExportMenu,
  Header,
  Help,
  IconButton,
  NoKernelNote,
  Pick,
  Segments,
  Slider,
  Tip,
} from '../shared/chrome.tsx';
import { useKernel, type ViewHost } from '../shared/host.ts';
import { Picture } from '../shared/picture.tsx';
import { greyRamp, ramp } from '../shared/ramps.ts';
import { DataTable } from '../shared/table.tsx';
import { num, shapeText } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import { colouring, planeOptions } from './colouring.ts';
import { exactAt, useDetail } from './detail.ts';
import { cursorScene, facetImages, facetScene, mixesChannels, pixelAt } from './facets.ts';
import {
  clampZoom,
  defaultRoles,
  hitTest,
  imageRoles,
  indexAt,
  keepInView,
  makeFrame,
  NO_ZOOM,
  type Role,
  swapRole,
  zoomBy,
} from './layout.ts';
import { axisLabel, axisName, cellName, offsetOf, type Plane, type TensorItem } from './model.ts';
import { moveCursor, nextOdd, TENSOR_KEYS } from './navigation.ts';
import { Legend, metaText, Readout, StatsLine } from './parts.tsx';
import { csvRows, planeTable } from './tables.ts';

const SIDE = 196;
const NARROW = 640;

export function FacetForm(props: {
  readonly item: TensorItem;
  readonly host: ViewHost;
  readonly theme: Theme;
  readonly width: number;
  readonly first: boolean;
}): VNode {
  const { item, host, theme, width } = props;
  const [planeName, setPlane] = useState<TensorPlane>('value');
  const [chosenRoles, setRoles] = useState<readonly Role[]>(() => defaultRoles(item.stored));
  const [asImage, setAsImage] = useState(item.image !== undefined);
  const [chosenSliders, setSliders] = useState<readonly number[]>(() => item.stored.map(() => 0));
  const [page, setPage] = useState(0);
  const [cursor, setCursor] = useState<readonly number[]>();
  const [locked, setLocked] = useState(false);
  const [zoom, setZoom] = useState(NO_ZOOM);
  const [tableOpen, setTableOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);

  const plane = item.planes.get(planeName) as Plane;
  const { image } = item;
  const pictured = asImage && image !== undefined && planeName === 'value';
  const roles = useMemo(
    () => (pictured ? imageRoles(item.shape.length) : chosenRoles),
    [pictured, item.shape.length, chosenRoles],
  );
  const { kind, domain } = useMemo(() => {
    if (pictured) return { kind: 'sequential', domain: { min: image.low, max: image.high, gamma: 1 } } as const;
    return colouring(item, plane);
  }, [item, plane, pictured, image]);
  const colours = useMemo(() => (pictured ? greyRamp(theme) : ramp(theme, kind)), [pictured, theme, kind]);
  const narrow = width < NARROW;
  const room = narrow ? width : width - SIDE - 24;
  const frame = useMemo(() => makeFrame(item, roles, room, page), [item, roles, room, page]);
  const mixed = pictured && mixesChannels(item, frame);
  // A pixel begins at its first channel.
  const sliders = useMemo(
    () => (mixed ? chosenSliders.map((i, axis) => (axis === 1 ? 0 : i)) : chosenSliders),
    [mixed, chosenSliders],
  );
  const images = useMemo(
    () => facetImages(item, plane, frame, sliders, colours, domain),
    [item, plane, frame, sliders, colours, domain],
  );
  const view = clampZoom(frame, zoom);
  const reachable = useKernel(item.ref?.session) && !mixed;
  const block = reachable ? Math.max(...item.pool) : 1;
  const [pointer, setPointer] = useState<readonly [cx: number, cy: number]>();
  const detail = useDetail(item, planeName, frame, sliders, view, host, reachable);
  const scene = useMemo(
    () => facetScene(item, plane, frame, images, view, { theme, colours, domain, dpr: devicePixelRatio || 1 }, detail),
    [images, view.k, view.ox, view.oy, theme, detail],
  );
  const overlay = useMemo(
    () => cursorScene(frame, cursor, view, locked, theme),
    [frame, cursor, view.k, view.ox, view.oy, locked, theme],
  );
  useEffect(() => setZoom(NO_ZOOM), [frame]);

  const show = (to: readonly number[]): void => {
    const next = mixed ? to.map((i, axis) => (axis === 1 ? 0 : i)) : to;
    setCursor(next);
    setZoom(keepInView(frame, view, next));
    const hidden = next.some((i, axis) => roles[axis] === 'slider' && i !== sliders[axis]);
    if (hidden) setSliders(next);
    if (frame.columnAxis >= 0 && frame.pages > 1) {
      const perPage = Math.ceil(item.stored[frame.columnAxis] / frame.pages);
      setPage(Math.floor(next[frame.columnAxis] / perPage));
    }
    const values = mixed ? pixelAt(item, plane, next) : [plane.data[offsetOf(item, next)]];
    host.announce(`${cellName(item, next)} ${values.map((v) => num(v, 6)).join(', ')}`);
  };
  const startCursor = (): readonly number[] => cursor ?? indexAt(frame, sliders, frame.facets[0], view.ox, view.oy);
  const findOdd = (direction: 1 | -1): void => {
    const found = nextOdd(item, plane, cursor, direction);
    if (found === undefined) host.announce('every value is finite');
    else {
      show(found);
      setLocked(true);
    }
  };
  const zoomAtCursor = (factor: number): void => {
    const at = startCursor();
    setZoom(zoomBy(frame, view, factor, at[frame.xAxis] ?? 0, frame.yAxis < 0 ? 0 : at[frame.yAxis], block));
  };
  const exact =
    detail === undefined || pointer === undefined || cursor === undefined
      ? undefined
      : exactAt(item, frame, detail, cursor, pointer[0], pointer[1]);
  const options = planeOptions(item);
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = moveCursor(item, frame, startCursor(), event.key);
    if (moved !== undefined) {
      setPointer(undefined);
      show(moved);
    } else if (event.key === 'Escape' && locked) setLocked(false);
    else if (event.key === 'Enter' || event.key === ' ') setLocked(!locked);
    else if (event.key === 'n') findOdd(1);
    else if (event.key === 'N') findOdd(-1);
    else if (event.key === '+' || event.key === '=') zoomAtCursor(1.5);
    else if (event.key === '-') zoomAtCursor(1 / 1.5);
    else if (event.key === '0') setZoom(NO_ZOOM);
    else if (event.key === 't') setTableOpen(!tableOpen);
    else if (event.key === '?') setHelpOpen(!helpOpen);
    else if (event.key === 'g') {
      const can = options.filter((o) => o.unavailable === undefined).map((o) => o.value);
      setPlane(can[(can.indexOf(planeName) + 1) % can.length]);
    } else return;
    event.preventDefault();
  };
  const tip = useMemo(
    () => (cursor === undefined ? undefined : tipPlace(frame, cursor, view)),
    [frame, cursor, view.k, view.ox, view.oy],
  );
  const title = item.name ?? 'tensor';
  const side = { item, plane, planeName, theme, colours, domain, cursor, width: narrow ? Math.min(width, 320) : SIDE };
  const pageAxis = frame.columnAxis;
  return (
    <div class={`tn-item${narrow ? ' tn-narrow' : ''}`}>
      <Header title={title} code shape={`${item.dtype} ${shapeText(item.shape)}`} meta={metaText(item)}>
        {options.length > 1 ? (
          <Segments label="What to show" options={options} value={planeName} onChange={setPlane} />
        ) : null}
        {image !== undefined && planeName === 'value' ? (
          <Segments
            label="How values are coloured"
            options={COLOURINGS}
            value={asImage ? 'picture' : 'sign and size'}
            onChange={(to) => {
              setAsImage(to === 'picture');
              setPage(0);
            }}
          />
        ) : null}
        <IconButton icon="table" label="Table" pressed={tableOpen} onClick={() => setTableOpen(!tableOpen)} />
        <ExportMenu
          title={title}
          csv={() => csvRows(item, plane)}
          copy={() => planeTable(item, plane, frame, sliders).text()}
        />
      </Header>
      <StatsLine plane={plane} />
      {pictured ? null : (
        <div class="tn-roles">
          {item.shape.length > 1
            ? item.shape.map((size, axis) => (
                <Pick
                  key={`axis-${axis}`}
                  label={`Role of ${axisName(item, axis)}`}
                  value={roles[axis]}
                  options={ROLES.filter((role) => role.value !== 'slider' || roles[axis] !== 'x')}
                  onChange={(role) => {
                    setRoles(swapRole(roles, axis, role));
                    setPage(0);
                  }}
                >
                  <span class="nn-num">{axis}</span> {item.axes[axis].name ?? ''} <span class="nn-num">{size}</span>
                  <span class="nn-dim">→</span> {roles[axis]}
                </Pick>
              ))
            : null}
          <span class="tn-domain">
            {kind === 'sequential' ? 'colour 0 to ' : 'colour domain ±'}
            {kind === 'diverging' && plane.stats.above + plane.stats.below > 0 ? '3σ' : num(domain.max, 2)}
          </span>
        </div>
      )}
      {tableOpen ? (
        <DataTable onClose={() => setTableOpen(false)} table={planeTable(item, plane, frame, sliders)} />
      ) : (
        <div class="tn-main">
          <div class="tn-pics">
            <Picture
              scene={scene}
              overlay={overlay}
              stop={props.first ? 'main' : 'other'}
              cursor="crosshair"
              label={`Cells of ${title} ${shapeText(item.shape)}, ${planeName}. Arrow keys move, Page keys change the facet, ? lists all keys`}
              onMove={(x, y) => {
                if (locked) return;
                const hit = hitTest(frame, view, x, y);
                const next = hit && indexAt(frame, sliders, hit.facet, hit.cx, hit.cy);
                if (hit !== undefined && detail !== undefined) setPointer([hit.cx, hit.cy]);
                if (next !== undefined && next.join() !== cursor?.join()) show(next);
              }}
              onLeave={() => locked || setCursor(undefined)}
              onPress={(x, y) => {
                const hit = hitTest(frame, view, x, y);
                if (hit === undefined) return;
                const next = indexAt(frame, sliders, hit.facet, hit.cx, hit.cy);
                setLocked(!(locked && next.join() === cursor?.join()));
                show(next);
              }}
              onDrag={(dx, dy) => {
                if (view.k <= 1) return;
                const [w, h] = [frame.cellW * view.k, frame.cellH * view.k];
                setZoom(clampZoom(frame, { k: view.k, ox: view.ox - dx / w, oy: view.oy - dy / h }));
              }}
              onZoom={(factor, x, y) => {
                const hit = hitTest(frame, view, x, y);
                if (hit !== undefined) setZoom(zoomBy(frame, view, factor, hit.cx, hit.cy, block));
              }}
              onFocus={() => cursor === undefined && show(startCursor())}
              onKey={onKey}
            >
              {tip === undefined || cursor === undefined ? null : (
                <Tip x={tip.x} y={tip.y} width={frame.width}>
                  {mixed ? cellName(item, cursor) : num(exact?.value ?? plane.data[offsetOf(item, cursor)])}
                </Tip>
              )}
            </Picture>
            {frame.pages > 1 ? (
              <Slider
                label={`${axisName(item, pageAxis)} page`}
                name={`${axisName(item, pageAxis)} page`}
                min={0}
                max={frame.pages - 1}
                value={frame.page}
                text={`${frame.page + 1} of ${frame.pages}`}
                onChange={setPage}
              />
            ) : null}
            {item.stored.map((size, axis) =>
              roles[axis] === 'slider' && size > 1 && !mixed ? (
                <Slider
                  key={`slider-${axis}`}
                  label={item.axes[axis].name ?? `axis ${axis}`}
                  name={axisName(item, axis)}
                  min={0}
                  max={size - 1}
                  value={sliders[axis]}
                  text={`${axisLabel(item, axis, sliders[axis])} of ${item.shape[axis]}`}
                  onChange={(value) => {
                    setSliders(sliders.map((old, i) => (i === axis ? value : old)));
                    if (cursor !== undefined) setCursor(cursor.map((old, i) => (i === axis ? value : old)));
                  }}
                />
              ) : null,
            )}
          </div>
          <div class="tn-side">
            <Legend {...side} />
            <hr class="nn-rule" />
            <Readout {...side} locked={locked} exact={exact} channels={mixed ? true : undefined} />
            {detail?.changed === true ? (
              <div class="nn-dim nn-tiny">changed since the cell ran: zoomed cells show the value now</div>
            ) : null}
            <div class="tn-buttons">
              {plane.stats.finite < plane.stats.count ? (
                <Button keys="n" onClick={() => findOdd(1)}>
                  Next NaN
                </Button>
              ) : null}
              <Button keys="?" pressed={helpOpen} onClick={() => setHelpOpen(!helpOpen)}>
                Help
              </Button>
            </div>
          </div>
        </div>
      )}
      {helpOpen ? <Help keys={TENSOR_KEYS} /> : null}
      {item.isPreview && !reachable ? <NoKernelNote>this is a preview</NoKernelNote> : null}
    </div>
  );
}

const COLOURINGS = [
  { value: 'picture', label: 'picture' },
  { value: 'sign and size', label: 'sign and size' },
] as const;

const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'x', label: 'x: across each picture' },
  { value: 'y', label: 'y: down each picture' },
  { value: 'columns', label: 'columns of pictures' },
  { value: 'rows', label: 'rows of pictures' },
  { value: 'slider', label: 'slider' },
];

function tipPlace(
  frame: ReturnType<typeof makeFrame>,
  cursor: readonly number[],
  zoom: ReturnType<typeof clampZoom>,
): { readonly x: number; readonly y: number } | undefined {
  const facet = frame.facets.find(
    (f) =>
      (frame.columnAxis < 0 || cursor[frame.columnAxis] === f.column) &&
      (frame.rowAxis < 0 || cursor[frame.rowAxis] === f.row),
  );
  if (facet === undefined) return undefined;
  const x = ((frame.xAxis < 0 ? 0 : cursor[frame.xAxis]) + 1 - zoom.ox) * frame.cellW * zoom.k;
  const y = ((frame.yAxis < 0 ? 0 : cursor[frame.yAxis]) + 0.5 - zoom.oy) * frame.cellH * zoom.k;
  if (x < 0 || y < 0 || x > frame.facetW + 1 || y > frame.facetH + 1) return undefined;
  return { x: facet.x + x, y: Math.max(0, facet.y + y - 12) };
}
