import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayCode, escapeMarkdown, rowOf, sorted, statusOf } from '../../extension/variables/model.ts';
import type { Variable } from '../../extension/variables/variable.ts';

const tensor = (name: string, bytes: number | null, more: Partial<Variable> = {}): Variable => ({
  name,
  path: [name],
  kind: 'tensor',
  type: 'Tensor',
  shape: [784, 128],
  dtype: 'float32',
  device: 'cpu',
  bytes,
  gradNorm: null,
  text: null,
  cell: 'c1',
  line: 2,
  children: [],
  ...more,
});
const number = tensor('rate', null, {
  kind: 'value',
  type: 'number',
  shape: null,
  dtype: null,
  device: null,
  text: '0.5',
});

describe('sorted', () => {
  const list = [tensor('b', 10), number, tensor('w10', 5), tensor('w9', 5), tensor('a', 400)];
  test('by memory: the largest first, names decide a tie, values without tensors last', () => {
    expect(sorted(list, 'memory').map(({ name }) => name)).toEqual(['a', 'b', 'w9', 'w10', 'rate']);
  });
  test('by name, numbers as numbers', () => {
    expect(sorted(list, 'name').map(({ name }) => name)).toEqual(['a', 'b', 'rate', 'w9', 'w10']);
  });
});

describe('rowOf', () => {
  test('a tensor in one line', () => {
    const row = rowOf(tensor('W', 401_408, { gradNorm: 0.25 }), () => 3);
    expect(row.description).toBe('float32 [784, 128] · 392 KiB · ‖∇‖ 0.2500 · cell 3');
    expect(row.tooltip).toContain('cell 3, line 2');
    expect(row.spoken).toContain('Shape [784, 128], 100,352 elements');
  });
  test('names a device only where it is not the usual one, and no cell that is gone', () => {
    expect(rowOf(tensor('W', 0, { device: 'meta' }), () => null).description).toBe('float32 [784, 128] · meta · 0 B');
  });
  test('a plain value', () => {
    expect(rowOf(number, () => 1).description).toBe('number · 0.5 · cell 1');
  });
  test('text of the user is text in the tooltip', () => {
    const { tooltip } = rowOf({ ...number, text: '<img src=x> [a](command:b) | `c`' }, () => 1);
    expect(tooltip).not.toMatch(/<img|\]\(command|[^\\]`c/);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeMarkdown(text)).not.toMatch(/<|(?<!\\)(?:\\\\)*[[\]`|]|\n/);
      }),
    );
  });
});

test('displayCode names a variable, or a tensor in the state of a module', () => {
  expect(displayCode(['W'])).toBe('display(W)');
  expect(displayCode(['net', '0', 'weight'])).toBe("display(net.stateDict({ keepVars: true })['0.weight'])");
});

describe('statusOf', () => {
  const report = { variables: [tensor('W', 2048), number], bytes: 2048, memory: 5000, budget: 10_000 };
  test('what the kernel does and how much tensors hold', () => {
    expect(statusOf('idle', report)).toMatchObject({ text: '$(pass) nnbook: idle · 2 KiB', warn: false });
    expect(statusOf('idle', report).tooltip).toContain('| W | 2 KiB |');
    expect(statusOf('idle', report).tooltip).not.toContain('rate');
    expect(statusOf('off', report).text).toBe('$(circle-slash) nnbook: no kernel');
    expect(statusOf('starting', null).text).toContain('starting');
  });
  test('warns near the limit', () => {
    expect(statusOf('idle', { ...report, memory: 9000 }).warn).toBe(true);
  });
});
