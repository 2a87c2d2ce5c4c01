/** The language service of all open notebooks: takes their state and answers questions about it. */
import ts from 'typescript';
import { analyseCell } from '../../stale/analyse.ts';
import type { Answer, CellProblems, CellText, Method, Params, Question } from '../protocol.ts';
import * as diagnostics from './diagnostics.ts';
import * as features from './features.ts';
import type { Files } from './files.ts';
import * as navigation from './navigation.ts';
import { Project, type ProjectCell } from './project.ts';

/** Lets waiting messages in between two pieces of long work; resolves to false when the work is no longer wanted. */
export type Breath = () => Promise<boolean>;

type Handlers = { readonly [M in Method]: (params: Params<M>, breath: Breath) => Answer<M> | Promise<Answer<M>> };

export class NotebookLanguage {
  private readonly files: Files;
  private readonly registry = ts.createDocumentRegistry(true, '/');
  private readonly projects = new Map<string, Project>();

  constructor(files: Files) {
    this.files = files;
  }

  setNotebook(notebook: string, file: string, cells: readonly CellText[]): void {
    let project = this.projects.get(notebook);
    if (!project) {
      project = new Project(file, this.files, this.registry);
      this.projects.set(notebook, project);
    }
    project.setCells(cells);
  }

  setCell(notebook: string, cell: string, text: string): void {
    this.projects.get(notebook)?.setText(cell, text);
  }

  close(notebook: string): void {
    this.projects.get(notebook)?.dispose();
    this.projects.delete(notebook);
  }

  /** Answers one question. A notebook or cell that is not open any more gets an empty answer. */
  async answer({ method, params }: Question, breath: Breath): Promise<unknown> {
    const handler = this.handlers[method] as (params: unknown, breath: Breath) => unknown;
    return await handler(params, breath);
  }

  private find(at: { readonly notebook: string; readonly cell: string }): [Project, ProjectCell] | null {
    const project = this.projects.get(at.notebook);
    const cell = project?.cell(at.cell);
    return project && cell ? [project, cell] : null;
  }

  private on<R>(
    at: { readonly notebook: string; readonly cell: string },
    none: R,
    ask: (p: Project, c: ProjectCell) => R,
  ): R {
    const found = this.find(at);
    return found ? ask(found[0], found[1]) : none;
  }

  private readonly handlers: Handlers = {
    hover: (p) => this.on(p, null, (project, cell) => features.hover(project, cell, p.offset)),
    complete: (p) =>
      this.on(p, { items: [], member: false, incomplete: false }, (project, cell) =>
        features.complete(project, cell, p.offset),
      ),
    completionDetails: (p) =>
      this.on(p, null, (project, cell) => features.completionDetails(project, cell, p.offset, p.name, p.autoImport)),
    signature: (p) => this.on(p, null, (project, cell) => features.signature(project, cell, p.offset, p.retrigger)),
    definition: (p) => this.on(p, null, (project, cell) => navigation.definition(project, cell, p.offset)),
    references: (p) => this.on(p, [], (project, cell) => navigation.references(project, cell, p.offset)),
    renameTarget: (p) =>
      this.on(p, { kind: 'refused', reason: 'This cell is gone.' }, (project, cell) =>
        navigation.renameTarget(project, cell, p.offset),
      ),
    rename: (p) =>
      this.on(p, { kind: 'refused', reason: 'This cell is gone.' }, (project, cell) =>
        navigation.rename(project, cell, p.offset, p.newName),
      ),
    format: (p) => this.on(p, [], (project, cell) => features.format(project, cell, p.start, p.end, p)),
    semanticTokens: (p) => this.on(p, [], (project, cell) => features.semanticTokens(project, cell)),
    folding: (p) => this.on(p, [], (project, cell) => features.folding(project, cell)),
    declared: (p) => this.on(p, [], (_, cell) => features.declared(cell)),
    fixes: (p) => this.on(p, [], (project, cell) => diagnostics.fixes(project, cell, p.start, p.end, p.codes)),
    diagnostics: async ({ notebook, cells }, breath) => {
      const answer: CellProblems[] = [];
      const ids =
        cells ??
        this.projects
          .get(notebook)
          ?.cells()
          .map((cell) => cell.id) ??
        [];
      for (const id of ids) {
        const found = this.find({ notebook, cell: id });
        if (found) answer.push(diagnostics.cellProblems(found[0], found[1]));
        if (!(await breath())) break;
      }
      return answer;
    },
    links: ({ sources }) => sources.map(analyseCell),
    libraryFile: ({ path }) => (path.startsWith('/nnbook-') ? (this.files.read(path) ?? null) : null),
    memory: () => {
      // Only there under --expose-gc, as in the benchmark.
      globalThis.gc?.();
      return { heapUsed: process.memoryUsage().heapUsed };
    },
  };
}
