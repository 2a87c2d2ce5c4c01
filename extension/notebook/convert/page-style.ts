/** The look of an exported page, in the reader's light or dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --paper: #fff; --soft: #f6f8fa; --line: #d1d9e0; --accent: #0a5fb4; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #d8dee4; --paper: #16191d; --soft: #20252b; --line: #363d45; --accent: #6cb4f0; --bad: #ff8f85; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 32px 20px 80px; }
a { color: var(--accent); }
h1, h2, h3 { line-height: 1.25; }
pre { margin: 0; overflow-x: auto; font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; tab-size: 2; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.9em; }
.prose pre, .code { padding: 12px 14px; background: var(--soft); border-radius: 6px; }
.cell { margin: 18px 0; }
.output { margin: 8px 0 0; padding: 4px 14px; border-left: 3px solid var(--line); overflow-x: auto; }
.error { color: var(--bad); }
.warning { opacity: 0.8; }
img { max-width: 100%; }
iframe { width: 100%; height: 420px; border: 0; background: #fff; }
table { border-collapse: collapse; }
th, td { padding: 4px 10px; border: 1px solid var(--line); }
.katex-display { overflow-x: auto; overflow-y: hidden; padding: 2px 0; }
mark { background: #ffe58a; color: #1f2328; }
blockquote { margin-left: 0; padding-left: 14px; border-left: 3px solid var(--line); opacity: 0.85; }
@media print { .cell, pre { break-inside: avoid; } }
`;
