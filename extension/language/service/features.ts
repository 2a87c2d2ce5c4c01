/** Hover, completion, signature help, formatting, semantic tokens, folding: answers about one cell. */
import ts from 'typescript';
import type {
  CompletionAnswer,
  CompletionDetails,
  CompletionItem,
  DeclaredName,
  Fold,
  FormatOptions,
  HoverInfo,
  SignatureAnswer,
  TextChange,
} from '../protocol.ts';
import { coreEntry } from './files.ts';
import type { Project, ProjectCell } from './project.ts';
import { markdown, plainSignature } from './text.ts';

const preferences: ts.UserPreferences = {
  includeCompletionsWithInsertText: true,
  includeCompletionsForModuleExports: false,
  includeAutomaticOptionalChainCompletions: false,
  includeCompletionsWithSnippetText: false,
  quotePreference: 'single',
};

export function hover(project: Project, cell: ProjectCell, offset: number): HoverInfo | null {
  const info = project.service.getQuickInfoAtPosition(cell.file, offset);
  if (!info || info.textSpan.start >= cell.text.length) return null;
  const path = valuePath(project, cell, offset);
  return {
    signature: plainSignature(info.displayParts),
    docs: markdown(info.documentation, info.tags),
    start: info.textSpan.start,
    end: info.textSpan.start + info.textSpan.length,
    path: path?.names ?? null,
    declaredIn: path?.cell ?? null,
  };
}

/** `net.fc1.weight` under the cursor as names, when it begins at a top-level value of the notebook. */
function valuePath(project: Project, cell: ProjectCell, offset: number): { names: string[]; cell: string } | null {
  const source = project.program().getSourceFile(cell.file);
  const node = source && identifierAt(source, offset);
  if (!node) return null;
  const names = [node.text];
  let root: ts.Node = node;
  while (ts.isPropertyAccessExpression(root.parent) && root.parent.name === root) {
    root = root.parent.expression;
    if (ts.isPropertyAccessExpression(root)) {
      names.unshift(root.name.text);
      root = root.name;
    } else if (ts.isIdentifier(root)) names.unshift(root.text);
    else return null;
  }
  if (!ts.isIdentifier(root)) return null;
  const symbol = project.program().getTypeChecker().getSymbolAtLocation(root);
  const declaration = symbol?.declarations?.[0];
  if (!symbol || !declaration || declaration.getSourceFile() !== source) return null;
  const start = (ts.getNameOfDeclaration(declaration) ?? declaration).getStart();
  const link = cell.linked.links.get(root.text);
  if (link) {
    if (start !== link.start || link.declaration.kind === 'type') return null;
    return { names, cell: project.cellOfKey(link.from)?.id ?? cell.id };
  }
  return cell.facts.declarations.get(root.text)?.start === start ? { names, cell: cell.id } : null;
}

export function identifierAt(source: ts.SourceFile, offset: number): ts.Identifier | undefined {
  const visit = (node: ts.Node): ts.Identifier | undefined => {
    if (offset < node.getStart(source) || offset > node.end) return undefined;
    if (ts.isIdentifier(node)) return node;
    return ts.forEachChild(node, visit);
  };
  return ts.forEachChild(source, visit);
}

export function complete(project: Project, cell: ProjectCell, offset: number): CompletionAnswer {
  const info = project.service.getCompletionsAtPosition(cell.file, offset, preferences);
  if (!info) return { items: [], member: false, incomplete: false };
  const items: CompletionItem[] = info.entries.map((entry) => ({
    name: entry.name,
    kind: entry.kind,
    sortText:
      cell.facts.declarations.has(entry.name) || cell.linked.links.has(entry.name)
        ? `0${entry.sortText}`
        : entry.sortText,
    ...(entry.insertText === undefined ? {} : { insertText: entry.insertText }),
    ...(entry.filterText === undefined ? {} : { filterText: entry.filterText }),
    ...(entry.replacementSpan
      ? { replace: { start: entry.replacementSpan.start, end: ts.textSpanEnd(entry.replacementSpan) } }
      : {}),
    ...(entry.kindModifiers?.includes('deprecated') ? { deprecated: true } : {}),
  }));
  if (info.isGlobalCompletion && !info.isMemberCompletion) {
    const known = new Set(items.map((item) => item.name));
    for (const symbol of libraryExports(project)) {
      if (known.has(symbol.name) || symbol.name === 'default') continue;
      items.push({ name: symbol.name, kind: kindOf(symbol), sortText: `16${symbol.name}`, autoImport: true });
    }
  }
  return { items, member: info.isMemberCompletion, incomplete: info.isIncomplete ?? false };
}

function kindOf(symbol: ts.Symbol): string {
  if (symbol.flags & ts.SymbolFlags.Function) return ts.ScriptElementKind.functionElement;
  if (symbol.flags & ts.SymbolFlags.Class) return ts.ScriptElementKind.classElement;
  if (symbol.flags & ts.SymbolFlags.Module) return ts.ScriptElementKind.moduleElement;
  if (symbol.flags & ts.SymbolFlags.Type) return ts.ScriptElementKind.interfaceElement;
  return ts.ScriptElementKind.constElement;
}

/** What `nnbook` exports. */
export function libraryExports(project: Project): readonly ts.Symbol[] {
  const program = project.program();
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(coreEntry);
  const module = source && checker.getSymbolAtLocation(source);
  return module ? checker.getExportsOfModule(module) : [];
}

export function completionDetails(
  project: Project,
  cell: ProjectCell,
  offset: number,
  name: string,
  autoImport: boolean,
): CompletionDetails | null {
  if (autoImport) {
    const checker = project.program().getTypeChecker();
    const exported = libraryExports(project).find((symbol) => symbol.name === name);
    if (!exported) return null;
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const source = project.program().getSourceFile(cell.file);
    const type = source && checker.getTypeOfSymbolAtLocation(symbol, source);
    return {
      signature: `import { ${name} } from 'nnbook'${type ? `\n${name}: ${checker.typeToString(type)}` : ''}`,
      docs: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      edits: [importEdit(cell.text, name)],
    };
  }
  const details = project.service.getCompletionEntryDetails(
    cell.file,
    offset,
    name,
    undefined,
    undefined,
    preferences,
    undefined,
  );
  if (!details) return null;
  return {
    signature: plainSignature(details.displayParts),
    docs: markdown(details.documentation, details.tags),
    edits: [],
  };
}

/** The edit that imports `name` from nnbook into a cell: into an import that stands there, else on a line at the top. */
export function importEdit(text: string, name: string): TextChange {
  const source = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (statement.moduleSpecifier.text !== 'nnbook' || !bindings || !ts.isNamedImports(bindings)) continue;
    if (statement.importClause?.phaseModifier !== undefined) continue;
    const last = bindings.elements.at(-1);
    if (last) return { start: last.end, end: last.end, text: `, ${name}` };
    return { start: bindings.getStart(source), end: bindings.end, text: `{ ${name} }` };
  }
  return { start: 0, end: 0, text: `import { ${name} } from 'nnbook';\n` };
}

export function signature(
  project: Project,
  cell: ProjectCell,
  offset: number,
  retrigger: boolean,
): SignatureAnswer | null {
  const help = project.service.getSignatureHelpItems(cell.file, offset, {
    triggerReason: retrigger ? { kind: 'retrigger' } : { kind: 'invoked' },
  });
  if (!help) return null;
  return {
    activeSignature: help.selectedItemIndex,
    activeParameter: help.argumentIndex,
    signatures: help.items.map((item) => {
      let label = ts.displayPartsToString(item.prefixDisplayParts);
      const separator = ts.displayPartsToString(item.separatorDisplayParts);
      const parameters = item.parameters.map((parameter, index) => {
        if (index > 0) label += separator;
        const start = label.length;
        label += plainSignature(parameter.displayParts);
        return { start, end: label.length, docs: ts.displayPartsToString(parameter.documentation) };
      });
      label += ts.displayPartsToString(item.suffixDisplayParts);
      return {
        label,
        docs: markdown(
          item.documentation,
          item.tags.filter((tag) => tag.name !== 'param'),
        ),
        parameters,
      };
    }),
  };
}

export function format(
  project: Project,
  cell: ProjectCell,
  start: number,
  end: number,
  { tabSize, insertSpaces }: FormatOptions,
): TextChange[] {
  const settings: ts.FormatCodeSettings = {
    ...ts.getDefaultFormatCodeSettings('\n'),
    indentSize: tabSize,
    tabSize,
    convertTabsToSpaces: insertSpaces,
    semicolons: ts.SemicolonPreference.Ignore,
  };
  const length = cell.text.length;
  return project.service
    .getFormattingEditsForRange(cell.file, start, Math.min(end, length), settings)
    .filter(({ span }) => ts.textSpanEnd(span) <= length && !(span.start === length && span.length === 0))
    .map(({ span, newText }) => ({ start: span.start, end: ts.textSpanEnd(span), text: newText }));
}

/** Triples `start, length, type | modifiers << 8` (indices into the legend of the protocol). */
export function semanticTokens(project: Project, cell: ProjectCell): number[] {
  const { spans } = project.service.getEncodedSemanticClassifications(
    cell.file,
    { start: 0, length: cell.text.length },
    ts.SemanticClassificationFormat.TwentyTwenty,
  );
  const tokens: number[] = [];
  for (let i = 0; i + 2 < spans.length; i += 3) {
    const type = (spans[i + 2] >> 8) - 1;
    if (type < 0 || spans[i] + spans[i + 1] > cell.text.length) continue;
    tokens.push(spans[i], spans[i + 1], type | ((spans[i + 2] & 0xff) << 8));
  }
  return tokens;
}

export function folding(project: Project, cell: ProjectCell): Fold[] {
  return project.service
    .getOutliningSpans(cell.file)
    .filter(({ textSpan }) => ts.textSpanEnd(textSpan) <= cell.text.length)
    .map(({ textSpan, kind }) => ({ start: textSpan.start, end: ts.textSpanEnd(textSpan), kind }));
}

/** The variables that a cell declares at its top level, in order. */
export function declared(cell: ProjectCell): DeclaredName[] {
  return [...cell.facts.declarations.values()]
    .filter(({ kind }) => kind === 'const' || kind === 'let')
    .map(({ name, start, annotationEnd }) => ({ name, start, end: start + name.length, annotationEnd }));
}
