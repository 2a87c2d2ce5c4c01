/** Wiring only. */
import * as vscode from 'vscode';
import { exportNotebook, importNotebook } from './commands/convert.ts';
import { gradientCheck } from './commands/gradient-check.ts';
import { interrupt } from './commands/interrupt.ts';
import { newNotebook } from './commands/new-notebook.ts';
import { openCourse } from './commands/open-course.ts';
import { openFullOutput } from './commands/open-full-output.ts';
import { restart } from './commands/restart.ts';
import { restartAndRunAll } from './commands/restart-and-run-all.ts';
import { KernelController } from './kernel/controller.ts';
import { liveInspector } from './kernel/inspector.ts';
import { registerLanguage } from './language/register.ts';
import { registerSerializer } from './notebook/serializer.ts';
import { registerStale } from './stale/register.ts';
import { registerVariables } from './variables/register.ts';

export function activate(context: vscode.ExtensionContext): void {
  const kernels = new KernelController(context);
  const language = registerLanguage(context, { inspector: liveInspector(kernels) });
  const command = (id: string, run: (argument?: unknown) => unknown) =>
    vscode.commands.registerCommand(`nnbook.${id}`, run);
  context.subscriptions.push(
    registerSerializer(),
    kernels,
    language,
    registerStale(kernels, language.client),
    registerVariables(context, kernels),
    command('newNotebook', () => newNotebook()),
    command('import', importNotebook),
    command('export', (argument) => exportNotebook(context.extensionPath, argument)),
    command('openCourse', () => openCourse(context)),
    command('interrupt', (argument) => interrupt(kernels, argument)),
    command('restartKernel', (argument) => restart(kernels, argument)),
    command('restartAndRunAll', (argument) => restartAndRunAll(kernels, argument)),
    command('gradientCheck', (argument) => gradientCheck(kernels, argument)),
    command('openFullOutput', (argument) => openFullOutput(kernels, argument)),
  );
}
