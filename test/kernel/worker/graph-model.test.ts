/** The graph of a loss knows the network that took part, from the notebook's variables. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GraphData, readGraph } from '../../../core/payload/graph.ts';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import { type CellResult, TestKernel } from '../harness.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel.stop());

function graph({ displays, error }: CellResult): GraphData {
  expect(error?.stack).toBeUndefined();
  const decoded = decodePayload(displays[0][0].data as Uint8Array);
  if (!decoded.ok) throw new Error(decoded.reason);
  return readGraph(decoded.payload);
}

test('module rows have class, sizes and all parameters; sites say which cell', async () => {
  await kernel.run(`import { nn, randn } from 'nnbook'
class Net extends nn.Module {
  fc1 = new nn.Linear(6, 5)
  act = new nn.Tanh()
  fc2 = new nn.Linear(5, 2)
  forward(x) { return this.fc2(this.act(this.fc1(x))) }
}
const other = new nn.Linear(3, 3)
const net = new Net()`);
  const { spec } = graph(await kernel.run('const loss = net(randn([4, 6])).pow(2).mean()\ndisplay.graph(loss);', 6));
  expect(spec.parameters).toBe(6 * 5 + 5 + 5 * 2 + 2);
  const rows = spec.modules.filter(({ kind }) => kind === 'module');
  const row = (label: string) => rows.find((candidate) => candidate.label.endsWith(label));
  expect(row('fc1')).toMatchObject({ detail: 'Linear(6 → 5)', parameters: 35 });
  expect(row('fc2')).toMatchObject({ detail: 'Linear(5 → 2)', parameters: 12 });
  expect(spec.sites).toContainEqual({ cell: 'cell-6', line: 1, col: expect.any(Number), index: 6 });
});
