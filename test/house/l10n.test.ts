import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** Every text that the manifest and the extension's messages show exists in both languages. */
const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const manifest = read('package.json');
const english: Record<string, string> = read('package.nls.json');
const chinese: Record<string, string> = read('package.nls.zh-cn.json');
const bundle: Record<string, string> = read('l10n/bundle.l10n.zh-cn.json');

function* strings(value: unknown, at = ''): Generator<[at: string, text: string]> {
  if (typeof value === 'string') yield [at, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* strings(item, `${at}.${key}`);
  }
}

const used = [...strings(manifest)].flatMap(([, text]) => /^%(.+)%$/.exec(text)?.[1] ?? []);

describe('the manifest', () => {
  test('has each key in both languages, and no other', () => {
    expect(used.length).toBeGreaterThan(40);
    expect(Object.keys(english).sort()).toEqual([...new Set(used)].sort());
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
  });

  test('shows no text that is not translated', () => {
    const shown =
      /\.(title|shortTitle|description|markdownDescription|displayName|enumDescriptions\.\d+|contents)$|views\..*\.name$/;
    const bare = [...strings(manifest.contributes)].filter(
      ([at, text]) => shown.test(at) && !/^%.+%$/.test(text) && text !== 'nnbook',
    );
    expect(bare).toEqual([]);
  });

  test('keeps links, and is Chinese', () => {
    const links = (text: string) => [...text.matchAll(/\(command:[\w.]+\)/g)].map(String);
    for (const [key, text] of Object.entries(english)) {
      expect(links(chinese[key]), key).toEqual(links(text));
      expect(chinese[key], key).toMatch(/\p{Script=Han}/u);
    }
  });
});

test('messages of the extension are in the bundle, with their places for values', () => {
  const files = readdirSync(path.join(root, 'extension'), { recursive: true, encoding: 'utf8' });
  const messages = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(root, 'extension', file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/\b(?:l10n\.)?t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, message]) => message))
    .map((message) => message.replaceAll("\\'", "'"));
  expect(messages.length).toBeGreaterThan(15);
  expect([...new Set(messages)].sort()).toEqual(Object.keys(bundle).sort());
  const places = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
  for (const [message, translated] of Object.entries(bundle))
    expect(places(translated), message).toEqual(places(message));
});
