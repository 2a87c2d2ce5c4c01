/** A module as a table: one row a layer with its own parameters, and what they come to. */
import type { Module } from '../../../../core/nn/module.ts';
import type { Tensor } from '../../../../core/tensor/tensor.ts';
import type { OutputItem } from '../../protocol.ts';
import { tableHtml } from './table.ts';

const MAX_ROWS = 400;

/** Every parameter stands in the row of the first module that holds it: shared ones are counted once. */
export function moduleOutput(module: Module): readonly OutputItem[] {
  const modules = module.namedModules();
  const seen = new Set<Tensor>();
  const total = { count: 0, trainable: 0, bytes: 0 };
  const rows = modules.map(([path, layer]) => {
    const own = layer.namedParameters('', false).filter(([, parameter]) => !seen.has(parameter));
    let elements = 0;
    for (const [, parameter] of own) {
      seen.add(parameter);
      elements += parameter.numel();
      total.count += parameter.numel();
      total.bytes += parameter.nbytes;
      if (parameter.requiresGrad) total.trainable += parameter.numel();
    }
    const kind = layer.constructor.name + (layer.extraRepr() === '' ? '' : `(${layer.extraRepr()})`);
    const shapes = own.map(([name, parameter]) => `${name} [${parameter.shape.join(', ')}]`).join(', ');
    return [path === '' ? '(whole)' : path, kind, shapes, elements === 0 ? '' : elements] as const;
  });
  const columns = ['module', 'layer', 'parameters', 'elements'];
  const text =
    `${total.count.toLocaleString('en-US')} parameters (${total.trainable.toLocaleString('en-US')} trainable), ` +
    `${(total.bytes / 1024).toFixed(1)} KiB`;
  return [
    {
      mime: 'text/html',
      data: `${tableHtml({ columns, rows: rows.slice(0, MAX_ROWS), total: rows.length })}<p>${text}</p>`,
    },
    { mime: 'text/plain', data: `${module.toString()}\n${text}` },
  ];
}
