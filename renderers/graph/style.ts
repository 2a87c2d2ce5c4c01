/** The graph view's own rules: scrubber, card, search. */
export const css = `
.gr-canvas{overflow:hidden}
.nn-picture.nn-picture:focus-visible{outline:none}
.nn-picture:focus-visible::after{content:'';position:absolute;inset:0;border:2px solid var(--focus);border-radius:4px;pointer-events:none;z-index:1}
.gr-bar{display:flex;align-items:center;gap:8px;margin-bottom:6px}
.gr-bar input{flex:0 1 260px;height:24px;border:1px solid var(--line2);border-radius:4px;background:var(--bg);padding:0 8px;font:12px/16px var(--mono);color:var(--fg)}
.gr-bar input:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.gr-legend{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:flex-end;font:11px/14px var(--ui);color:var(--dim);margin:0 2px 6px}
.gr-legend span{display:inline-flex;align-items:center;gap:6px}
.gr-scrub{display:grid;grid-template-columns:auto 1fr auto;gap:0 24px;align-items:start;padding:10px 0 8px;min-height:56px}
.gr-buttons{display:flex;gap:4px;padding-top:2px}
.gr-play{background:var(--accent);border-color:var(--accent);color:var(--bg)}
.gr-play svg path{fill:currentColor}
.gr-hc .gr-play{background:none;color:var(--fg);border-color:var(--line2)}
.gr-play:hover:not([disabled]){background:var(--accent)!important}
.gr-track{position:relative;height:46px;margin:0 36px}
.gr-line{position:absolute;inset:13px 0 auto;height:2px;background:var(--line2)}
.gr-done{height:2px;background:var(--accent);transition:width .16s ease-out}
.gr-dot{position:absolute;top:0;width:0;display:flex;flex-direction:column;align-items:center;font:11px/13px var(--ui);color:var(--dim);white-space:nowrap;pointer-events:none}
.gr-dot i{width:9px;height:9px;border-radius:5px;border:1.5px solid var(--faint);background:var(--bg);margin:9.5px 0 7px;flex:none}
.gr-dot span:last-child{font-size:11px}
.gr-past i{background:var(--accent);border-color:var(--accent)}
.gr-now i{width:15px;height:15px;border-radius:8px;background:var(--accent);border:2px solid var(--bg);outline:1.5px solid var(--accent);margin:6.5px 0 4px}
.gr-now .nn-mono{color:var(--fg);font-weight:600}
.gr-range{position:absolute;inset:0 -8px auto;width:calc(100% + 16px);height:28px;opacity:0;margin:0;cursor:pointer}
.gr-track:has(.gr-range:focus-visible){outline:2px solid var(--focus);outline-offset:4px;border-radius:4px}
.gr-keys{font:11px/14px var(--ui);color:var(--dim);padding-top:7px;white-space:nowrap}
.gr-narrow .gr-keys{display:none}
.gr-keys kbd,.gr-foot kbd{font:11px/14px var(--mono);border:1px solid var(--line2);border-radius:2px;padding:0 4px}
.gr-card{display:grid;grid-template-columns:minmax(220px,1fr) minmax(0,2.7fr);border:1px solid var(--line2);border-inline-start:3px solid var(--accent);border-radius:4px;margin-top:4px}
.gr-narrow .gr-card{grid-template-columns:1fr}
.gr-left{padding:12px;display:flex;flex-direction:column;gap:8px;border-inline-end:1px solid var(--line2);min-width:0;overflow-x:auto}
.gr-narrow .gr-left{border-inline-end:0;border-bottom:1px solid var(--line2)}
.gr-right{padding:12px;min-width:0}
.gr-title{display:flex;justify-content:space-between;gap:8px;font-size:13px;line-height:18px}
.gr-link{border:0;background:none;padding:0;color:var(--accent);font:12px/18px var(--ui);cursor:pointer;white-space:nowrap}
.gr-link:hover{text-decoration:underline}
.gr-link:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.gr-site{font-size:12px}
.gr-cap{font:12px/16px var(--ui);color:var(--dim)}
.gr-rule{margin-top:4px}
.gr-big{font:500 16px/24px var(--mono);font-variant-ligatures:none;overflow-wrap:anywhere}
.gr-scroll{overflow-x:auto}
.gr-table{width:100%;border-collapse:collapse;font:12px/18px var(--ui)}
.gr-table th,.gr-table td{padding:8px 12px 8px 0!important;text-align:start;border:0!important;border-bottom:1px solid var(--line)!important;vertical-align:middle}
.gr-table thead th{color:var(--dim);font-weight:400;padding-top:0!important}
.gr-table tbody th{font:600 12px/18px var(--mono);white-space:nowrap}
.gr-table .gr-num{text-align:end!important;padding-inline-end:0!important;font-family:var(--ui)}
.gr-table td.gr-num{font-family:var(--mono);font-variant-numeric:tabular-nums;font-variant-ligatures:none}
.gr-acc{display:flex;flex-direction:column;white-space:nowrap}
.gr-remark{font:12px/18px var(--ui);color:var(--dim);padding-top:8px}
.gr-foot{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 24px;font:12px/16px var(--ui);color:var(--dim);margin-top:8px}
.gr-notice{border-inline-start:3px solid var(--warn);padding:2px 8px;margin:4px 0;font:12px/16px var(--ui)}
@media (prefers-reduced-motion:reduce){.gr-done{transition:none}}
`;
