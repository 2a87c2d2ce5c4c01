import { describe, expect, it } from 'vitest';
import { codeBlock, hoverMarkdown } from '../../extension/language/hover-text.ts';
import { describeTensor, type LiveTensor } from '../../extension/language/live.ts';
import { formatBytes, formatNumber } from '../../extension/language/numbers.ts';

const card = {
  signature: 'const x: Tensor',
  docs: '',
  live: undefined,
  planned: undefined,
  theme: 'dark' as const,
  cellLink: (cell: string, line: number) => ({ label: `cell 4, line ${line}`, command: `command:reveal?${cell}` }),
  links: [{ label: 'Copy shape', command: 'command:copy' }],
};
const tensor: LiveTensor = {
  kind: 'tensor',
  dtype: 'float32',
  shape: [2, 2],
  requiresGrad: true,
  bytes: 16,
  stats: describeTensor([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]),
  gradNorm: 0.0412,
  madeBy: { op: 'matmul', cell: 'c', line: 12 },
};

describe('hoverMarkdown', () => {
  it('shows what the kernel holds', () => {
    const text = hoverMarkdown({ ...card, live: tensor, planned: { dtype: 'float64', shape: [9] } });
    expect(text).toContain('const x: Tensor float32 [2, 2]\n');
    expect(text).toContain('<code>\u22121.0000</code>');
    expect(text).toContain('<code>0.0412</code>');
    expect(text).toContain('made by **matmul** in [cell 4, line 12](command:reveal?c) · 4 values · requires grad');
    expect(text).toContain('[Copy shape](command:copy)');
    const svg = atob(/base64,([^"]+)"/.exec(text)?.[1] ?? '');
    expect(svg.match(/<rect x/g)?.length).toBe(32);
  });

  it('shows the shape before any run, and says where it is from', () => {
    const text = hoverMarkdown({ ...card, planned: { dtype: 'float32', shape: [8, 4] } });
    expect(text).toContain('const x: Tensor float32 [8, 4]');
    expect(text).toContain('not run yet');
  });

  it('is only the type when nothing is known', () => {
    expect(hoverMarkdown(card)).toBe('```typescript\nconst x: Tensor\n```');
  });

  it('lets no value out of its block', () => {
    const text = hoverMarkdown({ ...card, live: { kind: 'value', text: '```\n[x](command:evil)' } });
    expect(text).toContain('````text\n```\n[x](command:evil)\n````');
    expect(codeBlock('a', 'ts')).toBe('```ts\na\n```');
    const op = hoverMarkdown({
      ...card,
      live: { ...tensor, madeBy: { op: '](command:evil)', cell: null, line: null } },
    });
    expect(op).toContain('\\]\\(command:evil\\)');
  });
});

describe('describeTensor', () => {
  it('counts finite values only', () => {
    expect(tensor.stats).toMatchObject({ min: -1, max: 0.5, mean: -0.25, nan: 1, inf: 1 });
    expect(tensor.stats?.std).toBeCloseTo(Math.sqrt(1.125), 12);
    expect(tensor.stats?.histogram).toMatchObject({ from: -1, to: 1 });
    expect(tensor.stats?.histogram?.counts.reduce((a, b) => a + b)).toBe(2);
  });

  it('has no statistics without finite values, no histogram of one value', () => {
    expect(describeTensor([Number.NaN])).toBeNull();
    expect(describeTensor([3, 3])?.histogram).toBeNull();
  });
});

it('prints numbers as the views do', () => {
  expect([0, -3.8102, 6.74e-5, -2.5e7, Number.NaN, Number.NEGATIVE_INFINITY].map(formatNumber)).toEqual([
    '0',
    '\u22123.8102',
    '6.74e\u221205',
    '\u22122.50e+07',
    'NaN',
    '\u2212Inf',
  ]);
  expect([16, 32768, 1.5 * 2 ** 20].map(formatBytes)).toEqual(['16 B', '32 KiB', '1.5 MiB']);
});
