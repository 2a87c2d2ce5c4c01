/** What is wrong in a cell, without what is only wrong because a cell is checked as a module. */
import ts from 'typescript';
import type { CellProblems, Problem, QuickFix } from '../protocol.ts';
import { importEdit, libraryExports } from './features.ts';
import { placeOf } from './navigation.ts';
import type { Project, ProjectCell } from './project.ts';
import { messageText } from './text.ts';

/** Never true of a cell. */
const ignored = new Set([
  6133,
  6192,
  6196,
  6198,
  6199, // declared but never read: later cells read it
]);

/** Used before its declaration: at run time the name still has the value that an earlier cell gave it. */
const usedBeforeDeclared = new Set([2448, 2454]);
/** Cannot find name (with or without a suggestion). */
const unknownName = new Set([2304, 2552]);

export function cellProblems(project: Project, cell: ProjectCell): CellProblems {
  const { service } = project;
  const parse = service.getSyntacticDiagnostics(cell.file).filter((d) => !ignored.has(d.code));
  const inside = parse.filter((d) => inText(d, cell));
  // What is missing at the end of a cell is noticed in its suffix: `problem` puts it on the last character.
  const syntactic = inside.length > 0 ? inside : parse.slice(0, 1);
  // A half-typed cell breaks its own suffix: what follows from that is noise until the cell parses again.
  const semantic =
    syntactic.length > 0
      ? []
      : service.getSemanticDiagnostics(cell.file).filter((d) => inText(d, cell) && isTrueOfCell(project, cell, d));
  return { cell: cell.id, problems: [...syntactic, ...semantic].map((d) => problem(project, cell, d)) };
}

function inText(d: ts.Diagnostic, cell: ProjectCell): boolean {
  return d.start !== undefined && d.start < cell.text.length;
}

function isTrueOfCell(project: Project, cell: ProjectCell, d: ts.Diagnostic): boolean {
  if (ignored.has(d.code)) return false;
  if (!usedBeforeDeclared.has(d.code)) return true;
  const name = nameAt(cell, d);
  const before = project.cells().slice(0, project.cells().indexOf(cell));
  return !before.some((other) => other.facts.declarations.has(name));
}

const nameAt = (cell: ProjectCell, d: ts.Diagnostic): string =>
  cell.text.slice(d.start, (d.start ?? 0) + (d.length ?? 0));

function problem(project: Project, cell: ProjectCell, d: ts.Diagnostic): Problem {
  const length = cell.text.length;
  const start = inText(d, cell) ? (d.start ?? 0) : Math.max(0, cell.text.trimEnd().length - 1);
  return {
    code: d.code,
    message: laterCell(project, cell, d) ?? messageText(d.messageText),
    severity: d.category === ts.DiagnosticCategory.Error ? 'error' : 'warning',
    start,
    end: inText(d, cell) ? Math.min(start + (d.length ?? 0), length) : start + 1,
    related: (d.relatedInformation ?? []).flatMap((info) => {
      const place =
        info.file && info.start !== undefined
          ? placeOf(project, info.file.fileName, { start: info.start, length: info.length ?? 0 })
          : null;
      return place ? [{ place, message: messageText(info.messageText) }] : [];
    }),
  };
}

/** A name that only a later cell declares: says so, instead of "cannot find". */
function laterCell(project: Project, cell: ProjectCell, d: ts.Diagnostic): string | null {
  if (!unknownName.has(d.code)) return null;
  const name = nameAt(cell, d);
  const cells = project.cells();
  const at = cells.findIndex((other, index) => index > cells.indexOf(cell) && other.facts.declarations.has(name));
  return at < 0 ? null : `${name} is declared in a later cell (code cell ${at + 1}).`;
}

const fixPreferences: ts.UserPreferences = { quotePreference: 'single' };

/** Fixes for problems of the given codes: TypeScript's own within the notebook's cells, and imports of nnbook's names. */
export function fixes(
  project: Project,
  cell: ProjectCell,
  start: number,
  end: number,
  codes: readonly number[],
): QuickFix[] {
  const found: QuickFix[] = [];
  if (codes.some((code) => unknownName.has(code))) {
    const name = cell.text.slice(start, end);
    if (libraryExports(project).some((symbol) => symbol.name === name)) {
      found.push({ title: `Import ${name} from 'nnbook'`, edits: [{ cell: cell.id, ...importEdit(cell.text, name) }] });
    }
  }
  const settings = ts.getDefaultFormatCodeSettings('\n');
  for (const action of project.service.getCodeFixesAtPosition(cell.file, start, end, codes, settings, fixPreferences)) {
    if (action.fixName === 'import') continue;
    const edits = action.changes.flatMap(({ fileName, textChanges }) => {
      const target = project.cellOfFile(fileName);
      return textChanges.map(({ span, newText }) => ({
        target,
        start: span.start,
        end: ts.textSpanEnd(span),
        text: newText,
      }));
    });
    const own = edits.flatMap(({ target, ...edit }) =>
      target && edit.end <= target.text.length ? [{ cell: target.id, ...edit }] : [],
    );
    if (own.length > 0 && own.length === edits.length) found.push({ title: action.description, edits: own });
  }
  return found;
}
