/** display.attention of a module and what it is called with. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import { TestKernel } from '../harness.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel.stop());

test('every layer of an encoder, with scores that give the weights', async () => {
  await kernel.run(
    'import { nn, randn } from "nnbook"\nconst net = new nn.TransformerEncoder(new nn.TransformerEncoderLayer(8, 2, { batchFirst: true }), 2)\nconst x = randn([2, 5, 8])',
  );
  const { displays, error } = await kernel.run(
    'net.eval(); display.attention(net, x, { tokens: ["a", "b", "c", "d", "e"] })',
  );
  expect(error).toBeNull();
  const text = displays[0].find((i) => i.mime === 'text/plain');
  expect(String(text?.data)).toContain('attention 2 layers, 2 heads, 5 x 5 tokens');
  const item = displays[0].find((i) => i.mime.includes('attention'));
  const decoded = decodePayload(item?.data as Uint8Array);
  expect(JSON.stringify(decoded)).toContain('layers.1.self_attn');
  expect((await kernel.run('display.attention(new nn.Linear(8, 8), x)')).error?.message).toContain(
    'no attention was computed by Linear',
  );
});
