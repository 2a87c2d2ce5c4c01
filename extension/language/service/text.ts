/** TypeScript's display parts and doc comments as plain text and Markdown. */
import ts from 'typescript';

/** Types print the module they come from when it is not in reach: of our own modules the reader needs only the name. */
export function hideOwnModules(text: string): string {
  return text.replace(/(?:typeof )?import\("(?:[^"]*~cell\d+|nnbook-cell:\d+|\/nnbook-[^"]*|nnbook)"\)\./g, (match) =>
    match.startsWith('typeof ') ? 'typeof ' : '',
  );
}

/** `(alias) class Net` + `import Net` reads as `class Net`; `(alias) randn(n)` as `function randn(n)`. */
export function plainSignature(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  const text = hideOwnModules(ts.displayPartsToString(parts ? [...parts] : []));
  if (!text.startsWith('(alias) ')) return text;
  const plain = text.slice('(alias) '.length).replace(/\nimport [^\n]*$/, '');
  return /^[\w$]+[(<]/.test(plain) ? `function ${plain}` : plain;
}

export function markdown(
  docs: readonly ts.SymbolDisplayPart[] | undefined,
  tags: readonly ts.JSDocTagInfo[] | undefined,
): string {
  const body = ts.displayPartsToString(docs ? [...docs] : []);
  const rest = (tags ?? []).map((tag) => tagLine(tag)).filter((line) => line !== '');
  return [body, ...rest].filter((part) => part !== '').join('\n\n');
}

function tagLine({ name, text }: ts.JSDocTagInfo): string {
  const value = ts.displayPartsToString(text).trim();
  if (name === 'param' || name === 'template') {
    const [first, ...words] = value.split(/\s+/);
    return `*@${name}* \`${first}\`${words.length > 0 ? ` — ${words.join(' ').replace(/^[-–—]\s*/, '')}` : ''}`;
  }
  if (name === 'example') return `*@example*\n${value.includes('```') ? value : `\`\`\`ts\n${value}\n\`\`\``}`;
  return value === '' ? `*@${name}*` : `*@${name}* — ${value}`;
}

/** A diagnostic's message chain, indented as the compiler prints it. */
export function messageText(message: string | ts.DiagnosticMessageChain): string {
  return hideOwnModules(ts.flattenDiagnosticMessageText(message, '\n'));
}
