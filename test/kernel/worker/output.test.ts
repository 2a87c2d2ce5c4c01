/** Output: order, streaming, caps, consoles, errors and what escapes them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestKernel } from '../harness.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.ready;
});
afterAll(() => kernel.stop());

describe('order and streaming', () => {
  test('stdout, stderr, displays and results come in the order in which they happened', async () => {
    const { events } = await kernel.run(
      "console.log('1'); console.error('2'); display.text('3'); process.stdout.write('4\\n'); console.log('5')\n'6'",
    );
    const seen = events.flatMap((event) => {
      if (event.kind === 'text') return [`${event.stream}:${event.text.trim()}`];
      return event.kind === 'display' ? [`display:${event.items.at(-1)?.data}`] : [];
    });
    expect(seen).toEqual(['stdout:1', 'stderr:2', 'display:3', 'stdout:4\n5', 'display:6']);
  });

  test('text arrives while a loop that never yields still runs', async () => {
    const running = kernel.run("console.log('early'); while (true) {}");
    await kernel.until((event) => event.kind === 'text' && event.text.includes('early'));
    kernel.interrupt();
    expect((await running).reason).toBe('interrupted');
  });

  test('text that waits for its batch does not wait for the end of such a loop', async () => {
    const running = kernel.run("console.log('first'); console.log('second'); while (true) {}");
    await kernel.until((event) => event.kind === 'text' && event.text.includes('second'));
    kernel.interrupt();
    expect((await running).reason).toBe('interrupted');
  });

  test('10,000 lines come in few messages and in order', async () => {
    const { stdout, events } = await kernel.run('for (let i = 0; i < 10_000; i++) console.log(i);');
    expect(stdout.split('\n').slice(0, -1)).toEqual(Array.from({ length: 10_000 }, (_, i) => String(i)));
    expect(events.length).toBeLessThan(200);
  });

  test('output beyond the cap is kept aside, and beyond that counted', async () => {
    const { stdout, events } = await kernel.run(
      "const line = 'x'.repeat(999); for (let i = 0; i < 12_000; i++) console.log(line);",
    );
    expect(stdout.length).toBeLessThanOrEqual(1 << 20);
    const overflow = events.flatMap((event) => (event.kind === 'overflow' ? [event] : []));
    const kept = overflow.reduce((sum, { text }) => sum + text.length, 0);
    const dropped = overflow.reduce((sum, event) => sum + event.dropped, 0);
    expect(stdout.length + kept + dropped).toBe(12_000 * 1000);
    expect(kept).toBeLessThanOrEqual(8 << 20);
    expect(dropped).toBeGreaterThan(0);
  });

  test('an update replaces what its handle showed', async () => {
    const { events } = await kernel.run("const h = display.markdown('**a**'); h.update('**b**');");
    const shown = events.filter((event) => event.kind === 'display' || event.kind === 'update');
    expect(shown).toMatchObject([
      { kind: 'display', items: [{ mime: 'text/markdown', data: '**a**' }, { mime: 'text/plain' }] },
      { kind: 'update', items: [{ data: '**b**' }, {}] },
    ]);
    expect('display' in shown[0] && 'display' in shown[1] && shown[0].display === shown[1].display).toBe(true);
  });

  test('a timer that prints after its cell ended speaks for that cell', async () => {
    const { events } = await kernel.run("setTimeout(() => console.log('late'), 20); 1;");
    const late = await kernel.until((event) => event.kind === 'text' && event.text.includes('late'));
    const [first] = events;
    expect('run' in late && 'run' in first && late.run === first.run).toBe(true);
  });
});

describe('values', () => {
  test.each([
    ["'text'", 'text'],
    ['[1, [2, { a: 1 }]]', '[ 1, [ 2, { a: 1 } ] ]'],
    ['new Map([[1, 2]])', 'Map(1) { 1 => 2 }'],
    ['null', 'null'],
  ])('%s', async (source, text) => {
    expect((await kernel.run(source)).value).toBe(text);
  });

  test('a tensor has its view and its text', async () => {
    const { displays, stdout } = await kernel.run(
      "import { tensor } from 'nnbook'\nconst t1 = tensor([[1, 2], [3, 4]])\nconsole.log(t1)\nt1",
    );
    expect(displays[0].map(({ mime }) => mime)).toEqual(['application/vnd.nnbook.tensor.v1+nnb', 'text/plain']);
    expect(displays[0][1].data).toContain('t1: tensor float32 [2, 2]');
    expect(stdout).toContain('[3., 4.]');
  });

  test('an array of records is a table, with text escaped', async () => {
    const { displays } = await kernel.run("[{ a: 1, b: '<b>' }, { a: 2, b: 'y' }]");
    expect(displays[0][0]).toMatchObject({ mime: 'text/html' });
    expect(displays[0][0].data).toContain('<td>&#60;b&#62;</td>');
  });
});

describe('errors', () => {
  test('name the cell, the line, and point at the place; kernel frames are hidden', async () => {
    await kernel.run('function inner(x: any) {\n  return x.y.z;\n}', 3);
    const { error } = await kernel.run('const outer = (x: any) => inner(x);\n\nouter({})', 4);
    expect(error?.stack).toBe(
      [
        "TypeError: Cannot read properties of undefined (reading 'z')",
        '',
        'Cell 3, line 2',
        '  1 | function inner(x: any) {',
        '> 2 |   return x.y.z;',
        '    |              ^',
        '  3 | }',
        '    at inner (Cell 3:2:14)',
        '    at outer (Cell 4:1:27)',
        '    at Cell 4:3:1',
      ].join('\n'),
    );
    expect(error?.place).toEqual({ cell: 'cell-3', label: 'Cell 3', line: 2, column: 14, length: 1 });
  });

  test('speak of the user’s names', async () => {
    await kernel.run('const notAFunction = 1 as any; const obj = {} as any;');
    expect((await kernel.run('notAFunction()')).error?.message).toBe('notAFunction is not a function');
    expect((await kernel.run('obj.f()')).error?.message).toBe('obj.f is not a function');
  });

  test('show their causes', async () => {
    const { error } = await kernel.run("try { JSON.parse('{') } catch (cause) { throw new Error('outer', { cause }) }");
    expect(error?.stack).toMatch(/^Error: outer/);
    expect(error?.stack).toMatch(/Caused by SyntaxError: .*JSON/);
  });

  test('may be anything', async () => {
    expect((await kernel.run('throw { code: 7 }')).error).toMatchObject({ name: 'Thrown', message: '{ code: 7 }' });
    expect((await kernel.run('throw null')).error).toMatchObject({ name: 'Thrown', message: 'null' });
    expect((await kernel.run('throw "text"')).error?.message).toBe("'text'");
  });

  test('a syntax error points into the cell', async () => {
    const { error } = await kernel.run('const ok = 1;\nconst = 2;', 8);
    expect(error?.place).toMatchObject({ line: 2, column: 7 });
    expect(error?.stack).toContain('> 2 | const = 2;');
  });

  test('a rejection that nobody awaits fails the cell', async () => {
    const { reason, error } = await kernel.run(
      "Promise.reject(new Error('lost'));\nawait new Promise((r) => setTimeout(r, 50));",
    );
    expect(reason).toBe('error');
    expect(error?.message).toBe('lost');
    expect(error?.place).toMatchObject({ line: 1 });
  });

  test('a throwing timer of an ended cell is reported and harms nothing', async () => {
    await kernel.run("setTimeout(() => { throw new Error('from a timer') }, 5); 1;");
    await kernel.until((event) => event.kind === 'error' && event.error.message === 'from a timer');
    expect((await kernel.run('40 + 2')).value).toBe('42');
  });

  test('a shape error of the core has its likely fix and its place', async () => {
    const { error } = await kernel.run("import { ones } from 'nnbook'\nones([2, 3]).matmul(ones([2, 3]))");
    expect(error?.name).toBe('ShapeError');
    expect(error?.place).toMatchObject({ line: 2 });
  });

  test('endless recursion is an error like any other', async () => {
    const { error } = await kernel.run('function deep(): number { return 1 + deep() }\ndeep()');
    expect(error?.message).toContain('Maximum call stack');
  });
});

describe('memory', () => {
  test('a cell that allocates tensors without end gets an error, and the kernel lives', async () => {
    const { error } = await kernel.run(
      "import { zeros } from 'nnbook'\nconst keep = []; while (true) keep.push(zeros([1024, 1024]));",
    );
    expect(error?.name).toBe('MemoryError');
    expect((await kernel.run('keep.length = 0; 1 + 1')).value).toBe('2');
  });
});

describe('a kernel that dies', () => {
  test('by process.exit, settles what runs and says how', async () => {
    const dying = await TestKernel.start();
    await dying.ready;
    const { reason } = await dying.run('process.exit(3)');
    expect(reason).toBe('died');
    expect((await dying.exited).message).toContain('exit code 3');
  });

  test('by running out of heap, leaves the host alone', async () => {
    const dying = await TestKernel.start({ heapMb: 64 });
    await dying.ready;
    const { reason } = await dying.run(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a cell
      'const hog: unknown[] = []; while (true) hog.push({ a: [1, 2, 3], b: `${hog.length}` });',
    );
    expect(reason).toBe('died');
    expect((await dying.exited).reason).toBe('outOfMemory');
  });

  test('two kernels share nothing', async () => {
    const other = await TestKernel.start();
    await kernel.run('const mine = 1');
    expect((await other.run('mine')).error?.message).toBe('mine is not defined');
    await other.stop();
  });
});
