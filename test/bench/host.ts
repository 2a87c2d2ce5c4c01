/** The measurements that are taken inside the extension host. Written to `figures.json` beside the bundled module. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, create, run as runCell } from '../vscode/host/notebooks.ts';

/** Milliseconds, one entry per repetition. */
export interface HostFigures {
  readonly activation: number[];
  readonly coldKernel: number[];
  /** Of `1 + 1`, from the start of the execution to its end: the extension host, the worker and back. */
  readonly roundTrip: number[];
  /** The same from VS Code's run command on, through the workbench in the browser and back. */
  readonly command: number[];
  readonly open500: number[];
  readonly show500: number[];
}

async function timed(action: () => Thenable<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

/** Loading the code and `activate()`: once per extension host. */
async function activation(): Promise<number[]> {
  const extension = vscode.extensions.getExtension('nnbook.nnbook');
  if (!extension) throw new Error('nnbook is not installed');
  if (extension.isActive) throw new Error('nnbook was active before the measurement');
  return [await timed(() => extension.activate())];
}

/** From asking for the run of `1 + 1` to its end, with no kernel before: the worker's start is in it. */
async function coldKernel(repetitions: number): Promise<number[]> {
  const document = await create('1 + 1');
  const times = [await timed(() => runCell(document.cellAt(0)))];
  while (times.length < repetitions) {
    await vscode.commands.executeCommand('nnbook.restartKernel');
    times.push(await timed(() => runCell(document.cellAt(0))));
  }
  return times;
}

async function roundTrip(repetitions: number): Promise<{ inside: number[]; command: number[] }> {
  const document = await create('1 + 1');
  const cell = document.cellAt(0);
  for (let warm = 0; warm < 10; warm++) await runCell(cell);
  const inside: number[] = [];
  const command: number[] = [];
  while (command.length < repetitions) {
    command.push(await timed(() => runCell(cell)));
    const timing = cell.executionSummary?.timing;
    if (!timing) throw new Error('the run has no timing');
    inside.push(timing.endTime - timing.startTime);
  }
  return { inside, command };
}

function largeNote(cells: number): string {
  const note = {
    nnbook: 1,
    cells: Array.from({ length: cells }, (_, index) =>
      index % 5 === 0
        ? { id: `c${index}`, kind: 'markdown', lang: 'markdown', source: [`## Part ${index}`, '', 'Some $x^2$ prose.'] }
        : { id: `c${index}`, kind: 'code', lang: 'nnts', source: [`const v${index} = ${index};`, `v${index} + 1`] },
    ),
  };
  return `${JSON.stringify(note, null, 2)}\n`;
}

async function open500(repetitions: number): Promise<{ open: number[]; show: number[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnbook-bench-'));
  const open: number[] = [];
  const show: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const file = path.join(folder, `large-${repetition}.nnbook`);
    writeFileSync(file, largeNote(500));
    let document: vscode.NotebookDocument | undefined;
    open.push(
      await timed(async () => {
        document = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
      }),
    );
    const opened = document;
    if (opened) show.push(await timed(() => vscode.window.showNotebookDocument(opened)));
    await closeAll();
  }
  rmSync(folder, { recursive: true });
  return { open, show };
}

/** Called by VS Code. */
export async function run(): Promise<void> {
  const started = await activation();
  const cold = await coldKernel(7);
  const trips = await roundTrip(100);
  const { open, show } = await open500(1);
  const figures: HostFigures = {
    activation: started,
    coldKernel: cold,
    roundTrip: trips.inside,
    command: trips.command,
    open500: open,
    show500: show,
  };
  writeFileSync(path.join(__dirname, 'figures.json'), JSON.stringify(figures, null, 2));
}
