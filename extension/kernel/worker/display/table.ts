/** Arrays of records as a table. */
import { inspect } from 'node:util';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Rows there are; `rows` holds the first of them. */
  readonly total: number;
}

const MAX_ROWS = 200;
const MAX_COLUMNS = 40;

/** The value as a table if it is an array of plain records, else null. */
export function tableOf(value: unknown): Table | null {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRecord)) return null;
  const columns = new Set<string>();
  for (const row of value.slice(0, MAX_ROWS)) for (const key of Object.keys(row)) columns.add(key);
  if (columns.size === 0 || columns.size > MAX_COLUMNS) return null;
  const names = [...columns];
  const rows = value.slice(0, MAX_ROWS).map((row) => names.map((name) => row[name]));
  return { columns: names, rows, total: value.length };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function tableHtml(table: Table): string {
  const head = table.columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = table.rows
    .map(
      (row) =>
        `<tr>${row.map((cell) => `<td${typeof cell === 'number' ? ' style="text-align:right"' : ''}>${escapeHtml(cellText(cell))}</td>`).join('')}</tr>`,
    )
    .join('\n');
  const more = table.total > table.rows.length ? `<p>${table.total - table.rows.length} more rows</p>` : '';
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>${more}`;
}

function cellText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY });
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
