/**
 * Definition, references and rename across cells.
 *
 * A variable is one symbol in the cell that declares it and another in each cell that uses it (a `declare` in the
 * suffix), so these questions are put to TypeScript once per cell: at the declaration, and at the suffix's name in every
 * cell whose link leads there. Whatever lies in a suffix is dropped.
 */
import ts from 'typescript';
import type { CellChange, Place, RenameAnswer, RenameTarget } from '../protocol.ts';
import { identifierAt } from './features.ts';
import { isVirtual } from './files.ts';
import type { Project, ProjectCell } from './project.ts';

/** A top-level name of a cell. */
interface Binding {
  readonly cell: ProjectCell;
  readonly name: string;
}

export function definition(
  project: Project,
  cell: ProjectCell,
  offset: number,
): { start: number; end: number; places: Place[] } | null {
  const found = project.service.getDefinitionAndBoundSpan(cell.file, offset);
  if (!found || found.textSpan.start >= cell.text.length) return null;
  const places = (found.definitions ?? []).map((d) => placeOf(project, d.fileName, d.textSpan));
  const unique = new Map(places.flatMap((place) => (place ? [[JSON.stringify(place), place] as const] : [])));
  return { start: found.textSpan.start, end: ts.textSpanEnd(found.textSpan), places: [...unique.values()] };
}

/** Where a span of the program stands for the user; a span in a suffix stands for the declaration it links to. */
export function placeOf(project: Project, file: string, span: ts.TextSpan): Place | null {
  const cell = project.cellOfFile(file);
  if (!cell)
    return { kind: isVirtual(file) ? 'library' : 'file', path: file, start: span.start, end: ts.textSpanEnd(span) };
  if (ts.textSpanEnd(span) <= cell.text.length) {
    return { kind: 'cell', cell: cell.id, start: span.start, end: ts.textSpanEnd(span) };
  }
  const link = linkAt(cell, span.start);
  const from = link && project.cellOfKey(link.from);
  if (!from) return null;
  const { start, name } = link.declaration;
  return { kind: 'cell', cell: from.id, start, end: start + name.length };
}

function linkAt(cell: ProjectCell, offset: number) {
  for (const link of cell.linked.links.values()) {
    if (offset >= link.start && offset <= link.start + link.declaration.name.length) return link;
  }
  return undefined;
}

export function references(project: Project, cell: ProjectCell, offset: number): Place[] {
  const places = new Map<string, Place>();
  for (const at of positions(project, cell, offset)) {
    for (const group of project.service.findReferences(at.file, at.offset) ?? []) {
      for (const { fileName, textSpan } of group.references) {
        const inCell = project.cellOfFile(fileName);
        if (inCell && ts.textSpanEnd(textSpan) > inCell.text.length) continue;
        const place = placeOf(project, fileName, textSpan);
        if (place) places.set(JSON.stringify(place), place);
      }
    }
  }
  return [...places.values()];
}

export function renameTarget(project: Project, cell: ProjectCell, offset: number): RenameTarget {
  const binding = bindingAt(project, cell, offset);
  if (binding?.cell.facts.declarations.get(binding.name)?.kind === 'import') {
    const source = project.program().getSourceFile(cell.file);
    const word = source && identifierAt(source, offset);
    return {
      kind: 'refused',
      reason: `${word?.text ?? binding.name} is imported. Give it another name with "as" in its import.`,
    };
  }
  const info = project.service.getRenameInfo(cell.file, offset, { allowRenameOfImportPath: false });
  if (!info.canRename) return { kind: 'refused', reason: info.localizedErrorMessage };
  const start = info.triggerSpan.start;
  const end = ts.textSpanEnd(info.triggerSpan);
  return { kind: 'target', start, end, name: cell.text.slice(start, end) };
}

export function rename(project: Project, cell: ProjectCell, offset: number, newName: string): RenameAnswer {
  if (
    !ts.isIdentifierStart(newName.codePointAt(0) ?? 0, ts.ScriptTarget.ESNext) ||
    /[^\p{ID_Continue}$]/u.test(newName)
  ) {
    return { kind: 'refused', reason: `"${newName}" is not a name that TypeScript allows.` };
  }
  const target = renameTarget(project, cell, offset);
  if (target.kind === 'refused') return target;
  const binding = bindingAt(project, cell, offset);
  const taken = binding && clash(project, binding, newName);
  if (taken) return { kind: 'refused', reason: `${newName} is already declared in cell ${taken}.` };

  const edits = new Map<string, CellChange>();
  for (const at of positions(project, cell, offset)) {
    const found = project.service.findRenameLocations(at.file, at.offset, false, false, {
      providePrefixAndSuffixTextForRename: true,
    });
    for (const { fileName, textSpan, prefixText = '', suffixText = '' } of found ?? []) {
      const inCell = project.cellOfFile(fileName);
      if (!inCell) return { kind: 'refused', reason: `${target.name} is declared outside this notebook.` };
      const end = ts.textSpanEnd(textSpan);
      if (end > inCell.text.length) continue;
      const edit = { cell: inCell.id, start: textSpan.start, end, text: `${prefixText}${newName}${suffixText}` };
      const key = `${edit.cell}:${edit.start}`;
      if (edit.text.length > (edits.get(key)?.text.length ?? -1)) edits.set(key, edit);
    }
  }
  return { kind: 'edits', edits: [...edits.values()] };
}

/** 1-based number of a cell that would see two different meanings of `newName`, if there is one. */
function clash(project: Project, binding: Binding, newName: string): number | null {
  const users = new Set([binding.cell, ...usersOf(project, binding)]);
  const cells = project.cells();
  const at = cells.findIndex((cell) => users.has(cell) && cell.facts.declarations.has(newName));
  return at < 0 ? null : at + 1;
}

/** Cells that see this binding through a link. */
function usersOf(project: Project, { cell, name }: Binding): ProjectCell[] {
  return project.cells().filter((other) => other.linked.links.get(name)?.from === cell.linked.key);
}

/** Every place at which TypeScript must be asked about the name under the cursor. */
function positions(project: Project, cell: ProjectCell, offset: number): { file: string; offset: number }[] {
  const binding = bindingAt(project, cell, offset);
  if (!binding) return [{ file: cell.file, offset }];
  const declaration = binding.cell.facts.declarations.get(binding.name);
  if (!declaration) return [{ file: cell.file, offset }];
  const users = usersOf(project, binding).map((user) => ({
    file: user.file,
    offset: user.linked.links.get(binding.name)?.start ?? 0,
  }));
  return [{ file: binding.cell.file, offset: declaration.start }, ...users];
}

/** The top-level name that the identifier at `offset` stands for, whichever cell declares it. */
function bindingAt(project: Project, cell: ProjectCell, offset: number): Binding | undefined {
  const program = project.program();
  const source = program.getSourceFile(cell.file);
  const word = source && identifierAt(source, offset);
  if (!source || !word) return undefined;
  const checker = program.getTypeChecker();
  const symbol = ts.isShorthandPropertyAssignment(word.parent)
    ? checker.getShorthandAssignmentValueSymbol(word.parent)
    : checker.getSymbolAtLocation(word);
  for (const declaration of symbol?.declarations ?? []) {
    const start = (ts.getNameOfDeclaration(declaration) ?? declaration).getStart();
    const inCell = project.cellOfFile(declaration.getSourceFile().fileName);
    if (!inCell) continue;
    if (start < inCell.text.length) {
      const own = inCell.facts.declarations.get(word.text);
      if (own?.start === start || (own?.kind === 'entity' && symbol?.name === own.name))
        return { cell: inCell, name: own.name };
      continue;
    }
    const link = linkAt(inCell, start);
    const from = link && project.cellOfKey(link.from);
    if (from) return { cell: from, name: link.declaration.name };
  }
  return undefined;
}
