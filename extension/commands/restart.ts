import type { KernelController } from '../kernel/controller.ts';
import { targetNotebook } from './notebook.ts';

export function restart(kernels: KernelController, argument?: unknown): void {
  const notebook = targetNotebook(argument);
  if (notebook) kernels.restart(notebook);
}
