/** The table behind a picture: a real `<table>` with headers, a window of it at a time, made when it is asked for. */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from './chrome.tsx';
import { count } from './text.ts';

export interface TableModel {
  readonly caption: string;
  readonly columns: number;
  readonly rows: number;
  /** Header of the column of row headers; '' where they need none. */
  readonly corner?: string;
  columnHeader(column: number): string;
  /** undefined: the table has no row headers. */
  rowHeader?(row: number): string;
  cell(row: number, column: number): string;
}

const ROWS = 100;
const COLUMNS = 32;

/** Takes the focus if its opening took it from the picture; Escape and t close it. */
export function DataTable(props: { readonly table: TableModel; readonly onClose?: () => void }): VNode {
  const { table } = props;
  const region = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const root = region.current?.getRootNode() as ShadowRoot | undefined;
    if (root?.activeElement === null) region.current?.focus();
  }, []);
  const [rowPage, setRowPage] = useState(0);
  const [columnPage, setColumnPage] = useState(0);
  const rows = window(table.rows, ROWS, rowPage);
  const columns = window(table.columns, COLUMNS, columnPage);
  return (
    <div>
      <section
        class="nn-table"
        ref={region}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        aria-label={table.caption}
        onKeyDown={(event) => {
          if (props.onClose === undefined || (event.key !== 't' && event.key !== 'Escape')) return;
          event.preventDefault();
          props.onClose();
        }}
      >
        <table>
          <caption>{table.caption}</caption>
          <thead>
            <tr>
              {table.rowHeader === undefined ? null : <td>{table.corner ?? ''}</td>}
              {columns.map((c) => (
                <th key={c} scope="col">
                  {table.columnHeader(c)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((r) => (
              <tr key={r}>
                {table.rowHeader === undefined ? null : <th scope="row">{table.rowHeader(r)}</th>}
                {columns.map((c) => (
                  <td key={c}>{table.cell(r, c)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pager name="rows" total={table.rows} size={ROWS} page={rowPage} onChange={setRowPage} />
      <Pager name="columns" total={table.columns} size={COLUMNS} page={columnPage} onChange={setColumnPage} />
    </div>
  );
}

function window(total: number, size: number, page: number): number[] {
  const start = Math.min(page * size, Math.max(0, Math.floor((total - 1) / size) * size));
  return Array.from({ length: Math.max(0, Math.min(size, total - start)) }, (_, i) => start + i);
}

function Pager(props: {
  readonly name: string;
  readonly total: number;
  readonly size: number;
  readonly page: number;
  readonly onChange: (page: number) => void;
}): VNode | null {
  const pages = Math.ceil(props.total / props.size);
  if (pages <= 1) return null;
  const from = props.page * props.size;
  const to = Math.min(props.total, from + props.size) - 1;
  return (
    <div class="nn-row nn-small nn-dim">
      <IconButton
        icon="left"
        label={`Previous ${props.name}`}
        disabled={props.page === 0}
        onClick={() => props.onChange(props.page - 1)}
      />
      <span>
        {props.name} {count(from)} to {count(to)} of {count(props.total)}
      </span>
      <IconButton
        icon="right"
        label={`Next ${props.name}`}
        disabled={props.page >= pages - 1}
        onClick={() => props.onChange(props.page + 1)}
      />
    </div>
  );
}
