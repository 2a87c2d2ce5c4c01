/** KaTeX's style sheet with its fonts inside, for a page that loads nothing. */

/** Font families that few formulas need, and the class of an element that needs them. */
const RARE: readonly (readonly [family: string, used: RegExp])[] = [
  ['KaTeX_Caligraphic', /\bmathcal\b/],
  ['KaTeX_Fraktur', /\b(?:mathfrak|textfrak)\b/],
  ['KaTeX_SansSerif', /\b(?:mathsf|textsf|mathboldsf|textboldsf|mathsfit|mathitsf|textitsf)\b/],
  ['KaTeX_Script', /\b(?:mathscr|textscr)\b/],
  ['KaTeX_Typewriter', /\b(?:mathtt|texttt)\b/],
];

/**
 * @param css the package's `katex.min.css`
 * @param readFont bytes of a font by its file's name
 * @param html the page's body: fonts that nothing in it uses stay out
 */
export function mathStyle(css: string, readFont: (name: string) => Uint8Array, html: string): string {
  const unused = RARE.filter(([, used]) => !used.test(html)).map(([family]) => family);
  return css.replace(/@font-face\s*\{[^}]*\}/g, (face) => {
    if (unused.some((family) => new RegExp(`font-family:\\s*"?${family}\\b`).test(face))) return '';
    return face.replace(/src:[^;}]*/, (sources) => {
      const [, name] = /url\(fonts\/([\w-]+\.woff2)\)/.exec(sources) ?? [];
      if (!name) return sources;
      const data = Buffer.from(readFont(name)).toString('base64');
      return `src:url(data:font/woff2;base64,${data}) format("woff2")`;
    });
  });
}
