/** The table over all cases: per operator what passed, failed and was left out, and why. */
import { GRAPHS, type Result } from './runner.ts';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly excluded: number;
  /** Passed of those in scope, 0 to 1. */
  readonly share: number;
}

export function totalsOf(results: readonly Result[]): Totals {
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const [passed, failed, excluded] = [count('passed'), count('failed'), count('excluded')];
  return { passed, failed, excluded, share: passed + failed === 0 ? 1 : passed / (passed + failed) };
}

function byKey<T>(list: readonly T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => (a === GRAPHS ? 1 : b === GRAPHS ? -1 : a.localeCompare(b)));
}

const reasons = (results: readonly Result[]): string =>
  byKey(
    results.filter(({ outcome }) => outcome === 'excluded'),
    ({ reason }) => reason ?? '',
  )
    .map(([reason, list]) => `${list.length} ${reason}`)
    .join('; ');

export function reportOf(results: readonly Result[]): string {
  const lines = [`${'operator'.padEnd(30)} passed  failed  excluded (why)`];
  for (const [group, list] of byKey(results, ({ group }) => group)) {
    const { passed, failed, excluded } = totalsOf(list);
    const numbers = [passed, failed, excluded]
      .map((n, i) => String(n).padStart(i === 2 ? 10 : i === 1 ? 8 : 6))
      .join('');
    lines.push(`${group.padEnd(30)} ${numbers}${excluded > 0 ? `  ${reasons(list)}` : ''}`);
  }
  for (const { name, reason } of results.filter(({ outcome }) => outcome === 'failed'))
    lines.push(`FAILED ${name}: ${reason}`);
  const single = totalsOf(results.filter(({ group }) => group !== GRAPHS));
  const graphs = totalsOf(results.filter(({ group }) => group === GRAPHS));
  const line = (name: string, t: Totals) =>
    `${name}: ${t.passed} passed, ${t.failed} failed, ${t.excluded} excluded; ${(100 * t.share).toFixed(1)} % of those in scope`;
  lines.push('', line('single operators', single), line(GRAPHS, graphs));
  return lines.join('\n');
}
