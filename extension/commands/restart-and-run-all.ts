import { codeCells, type KernelController } from '../kernel/controller.ts';
import { targetNotebook } from './notebook.ts';

export function restartAndRunAll(kernels: KernelController, argument?: unknown): void {
  const notebook = targetNotebook(argument);
  if (!notebook) return;
  kernels.restart(notebook);
  kernels.run(notebook, codeCells(notebook));
}
