/** The glyphs of odd values in the page's text, the same shapes as in the pictures. */
import type { VNode } from 'preact';

export type GlyphKind = 'nan' | 'posInf' | 'negInf' | 'above' | 'below';

const PATHS = {
  nan: 'M3.5 3.5l5 5M8.5 3.5l-5 5',
  posInf: 'M6 9V3M3.8 5.2 6 3l2.2 2.2',
  negInf: 'M6 3v6M3.8 6.8 6 9l2.2-2.2',
} as const;

export function Glyph(props: { readonly kind: GlyphKind; readonly fill?: string }): VNode {
  const { kind } = props;
  if (kind === 'above' || kind === 'below') {
    const d = kind === 'above' ? 'M0 0H7L12 5V12H0Z' : 'M0 0H12V12H5L0 7Z';
    return (
      <svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
        <path d={d} fill={props.fill} />
      </svg>
    );
  }
  return (
    <svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
      <rect width="12" height="12" fill="var(--nan)" />
      <path d={PATHS[kind]} stroke="var(--bg)" stroke-width="1.6" fill="none" />
    </svg>
  );
}
