/**
 * How a shape problem reads: plain text in the editor's font, so the clashing axes are marked with carets in aligned
 * columns. The kernel prints a run's error by the same function.
 *
 *     fc1 expects 784 features in the last axis, got 28.
 *       images      [64, 1, 28, 28]
 *                               ^^
 *       fc1.weight  [128, 784]
 *                         ^^^
 *     Flatten each image first: 1 × 28 × 28 = 784.
 */

export interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
  readonly axes: readonly number[];
}

export function shapeMessage(message: string, operands: readonly NamedShape[], fix: string | null): string {
  const lines = [fix !== null && message.endsWith(`\n${fix}`) ? message.slice(0, -fix.length - 1) : message];
  const width = Math.max(0, ...operands.map(({ name }) => name.length));
  for (const { name, shape, axes } of operands) {
    const indent = `  ${name.padEnd(width)}  `;
    lines.push(`${indent}[${shape.join(', ')}]`);
    if (axes.length > 0) lines.push(`${' '.repeat(indent.length)}${carets(shape, axes)}`);
  }
  if (fix !== null) lines.push(fix);
  return lines.join('\n');
}

/** Carets under the sizes of the given axes, as the shape is printed. */
function carets(shape: readonly number[], axes: readonly number[]): string {
  let line = ' ';
  shape.forEach((size, axis) => {
    line += (axes.includes(axis) ? '^' : ' ').repeat(String(size).length);
    if (axis < shape.length - 1) line += '  ';
  });
  return line.trimEnd();
}
