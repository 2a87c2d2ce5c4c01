/** KaTeX with its style sheet, loaded when the first formula is shown. */
import katex from 'katex';
import css from 'katex/dist/katex.min.css';

/** The faces that formulas of local rules use; the browser loads a file only when a character needs it. */
const FACES: readonly (readonly [family: string, file: string, weight?: string, style?: string])[] = [
  ['KaTeX_Main', 'KaTeX_Main-Regular'],
  ['KaTeX_Main', 'KaTeX_Main-Bold', 'bold'],
  ['KaTeX_Main', 'KaTeX_Main-Italic', 'normal', 'italic'],
  ['KaTeX_Math', 'KaTeX_Math-Italic', 'normal', 'italic'],
  ['KaTeX_AMS', 'KaTeX_AMS-Regular'],
  ['KaTeX_Size1', 'KaTeX_Size1-Regular'],
  ['KaTeX_Size2', 'KaTeX_Size2-Regular'],
  ['KaTeX_Size3', 'KaTeX_Size3-Regular'],
  ['KaTeX_Size4', 'KaTeX_Size4-Regular'],
];

let sheet: CSSStyleSheet | undefined;
let registered = false;

/**
 * The style sheet for shadow roots. Fonts must be known to the document: faces declared in a shadow root are ignored.
 * `fonts` is the folder of the woff2 files, beside the view's own file.
 */
export function katexSheet(fonts: URL): CSSStyleSheet {
  if (!registered) {
    registered = true;
    for (const [family, file, weight, style] of FACES) {
      const url = new URL(`${file}.woff2`, fonts).href;
      document.fonts.add(new FontFace(family, `url("${url}") format("woff2")`, { weight, style, display: 'swap' }));
    }
  }
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css.replace(/@font-face\{[^}]*\}/g, ''));
  }
  return sheet;
}

/** Sets `tex` into `element`: HTML for the eye, MathML for a screen reader. Never throws, follows no link, runs nothing. */
export function renderTex(tex: string, element: HTMLElement): void {
  katex.render(tex, element, {
    trust: false,
    throwOnError: false,
    strict: 'ignore',
    output: 'htmlAndMathml',
    maxExpand: 200,
    maxSize: 10,
  });
}
