/** Outputs as other formats take them. */
import type { CellOutput, OutputItemData } from '../format.ts';

export const STDOUT = 'application/vnd.code.notebook.stdout';
export const STDERR = 'application/vnd.code.notebook.stderr';
export const ERROR = 'application/vnd.code.notebook.error';

export function textOf({ data }: OutputItemData): string {
  return new TextDecoder().decode(data);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function base64Of({ data }: OutputItemData): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}

export interface ErrorText {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** An error item's parts; null when it is not as VS Code writes it. */
export function errorOf(item: OutputItemData): ErrorText | null {
  let value: unknown;
  try {
    value = JSON.parse(textOf(item));
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { name, message, stack } = value as Record<string, unknown>;
  const text = (part: unknown): string => (typeof part === 'string' ? part : '');
  return { name: text(name), message: text(message), stack: text(stack) };
}

/** What an output says in a terminal or a screen reader: without colour codes; empty when it has no text. */
export function plainText(output: CellOutput): string {
  const { items } = output;
  const stream = items.filter(({ mime }) => mime === STDOUT || mime === STDERR);
  if (stream.length > 0) return withoutColours(stream.map(textOf).join(''));
  const failed = items.find(({ mime }) => mime === ERROR);
  const error = failed && errorOf(failed);
  if (error) return withoutColours(error.stack || `${error.name}: ${error.message}`);
  const text = items.find(({ mime }) => mime === 'text/plain') ?? items.find(({ mime }) => mime === 'text/markdown');
  return text ? withoutColours(textOf(text)) : '';
}

/** ANSI escape sequences (ECMA-48 CSI) say how text looks, not what it says. */
export function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for.
  return text.replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '');
}

export function imageOf(output: CellOutput): OutputItemData | undefined {
  const images = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/gif', 'image/webp'];
  return output.items.find(({ mime }) => images.includes(mime));
}

/** A fence that no line of the text ends. */
export function fenced(text: string, info: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/^ {0,3}(`{3,})/gm)].map(([, ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${info}\n${text}\n${fence}`;
}
