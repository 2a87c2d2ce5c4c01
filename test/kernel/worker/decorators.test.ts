/** Decorators and `accessor` in cells and local files, with the lines of the source. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transformCell } from '../../../extension/kernel/worker/transform/cell.ts';
import { TestKernel } from '../harness.ts';

let kernel: TestKernel;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nnbook-decorators-'));
  kernel = await TestKernel.start({ folder, file: path.join(folder, 'a.nnbook') });
  await kernel.run(`const calls: string[] = []
function logged(value: any, context: any) { calls.push(context.kind + ' ' + context.name); return value }
function twice(value: (x: number) => number) { return function (this: any, x: number) { return 2 * value.call(this, x) } }
class Base { base = 1 }`);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await kernel.stop();
});

describe('decorators', () => {
  test('of a class, its methods, fields and accessors, used in a later cell and run again', async () => {
    const cell = `@logged
class Net<T> extends Base {
  @logged accessor size: number = 3
  @logged name = \`a
b\`
  @twice times(x: number): number { return x * this.size }
  static made = new Net()
}
new Net().times(5)`;
    const first = await kernel.run(cell);
    expect(first.error?.stack).toBeUndefined();
    expect(first.value).toBe('30');
    expect((await kernel.run('calls.join(", ")')).value).toBe('accessor size, field name, class Net');
    expect((await kernel.run('const n = new Net(); n.size = 4; [n.times(1), n.name, n.base, Net.name]')).value).toBe(
      "[ 8, 'a\\nb', 1, 'Net' ]",
    );
    expect((await kernel.run(cell)).value).toBe('30');
  });

  test('accessor alone, a class expression, a class inside a function', async () => {
    expect((await kernel.run('class Plain { accessor x = 2 }\nnew Plain().x')).value).toBe('2');
    expect((await kernel.run('const E = class { @twice f(x) { return x } }\nnew E().f(4)')).value).toBe('8');
    expect(
      (await kernel.run('function make() { class In { @twice f(x) { return x } }; return new In() }\nmake().f(5)'))
        .value,
    ).toBe('10');
  });

  test('errors name the lines of the source, in the class and behind it', async () => {
    const inside = await kernel.run(
      'class Bad {\n  @twice f(x: number): number {\n    if (x > 1)\n      throw new Error("here")\n    return 1\n  }\n}\n\nnew Bad().f(2)',
      9,
    );
    expect(inside.error?.place).toMatchObject({ label: 'Cell 9', line: 4, column: 13 });
    expect(inside.error?.stack).toContain('Cell 9:9:11');
    const behind = await kernel.run('class Ok {\n  accessor a = 1\n}\nthrow new Error("after")', 10);
    expect(behind.error?.place).toMatchObject({ line: 4, column: 7 });
  });

  test('of parameters are refused with a reason and a place', async () => {
    const { error } = await kernel.run('class P {\n  f(@logged x) {}\n}');
    expect(error?.message).toContain('Decorate the method or the class instead');
    expect(error?.place).toMatchObject({ line: 2, column: 5 });
  });

  test('in a local file that exports the class', async () => {
    writeFileSync(
      path.join(folder, 'model.ts'),
      'function tag(value: any, { name }: any) { value.tag = name }\n@tag export class A { accessor x: number = 7 }\nexport default @tag class B {}\n',
    );
    const { value, error } = await kernel.run("import B, { A } from './model.ts'\n;[A.tag, B.tag, new A().x]");
    expect(error?.stack).toBeUndefined();
    expect(value).toBe("[ 'A', 'B', 7 ]");
  });
});

test('the transform keeps the number of lines and knows a class', () => {
  const source = 'const a = 1;\n@dec\nclass C {\n  @dec m() {\n    return 1\n  }\n}\nconst b = 2;\n';
  const { text, declarations } = transformCell(source, { kind: 'cell', isGlobal: () => false });
  expect(text.code.split('\n').length).toBe(source.split('\n').length + 1);
  expect(declarations.map(({ name, kind, line }) => [name, kind, line])).toEqual([
    ['a', 'const', 0],
    ['C', 'class', 1],
    ['b', 'const', 7],
  ]);
});
