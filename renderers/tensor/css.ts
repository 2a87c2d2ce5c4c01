export const css = `
.tn-stats{display:flex;flex-wrap:wrap;gap:2px 20px;margin-bottom:8px;font-size:12px;line-height:18px;color:var(--dim)}
.tn-stats b,.tn-grid b{font:12px/18px var(--mono);font-weight:400;color:var(--fg)}
.tn-stats .nn-nan,.tn-side .nn-nan{font:12px/18px var(--mono);display:inline-flex;align-items:center;gap:4px}
.tn-roles{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-bottom:8px}
.tn-roles .nn-num{color:var(--dim)}
.tn-domain{margin-inline-start:auto;color:var(--dim);font-size:12px}
.tn-main{display:flex;gap:16px 24px;align-items:flex-start;flex-wrap:wrap}
.tn-pics{min-width:0}
.tn-side{width:196px;font-size:12px;line-height:20px}
.tn-narrow .tn-side{width:100%}
.tn-legend{display:grid;grid-template-columns:16px 1fr auto;gap:0 6px;align-items:center;margin-top:6px}
.tn-legend b{font:12px/20px var(--mono);font-weight:400;text-align:end}
.tn-read{display:grid;grid-template-columns:64px 1fr;gap:0 8px}
.tn-read span:nth-child(odd){color:var(--dim)}
.tn-read span:nth-child(even){font-family:var(--mono)}
.tn-item+.tn-item{border-top:1px solid var(--line);margin-top:10px;padding-top:10px}
.tn-small{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:flex-start}
.tn-name{width:158px;display:flex;flex-direction:column}
.tn-inline{flex-direction:row;gap:10px;align-items:baseline;line-height:22px}
.tn-name b{font:600 13px/18px var(--mono)}
.tn-name .nn-shape{font:12px/18px var(--mono)}
.tn-grid{display:grid;grid-template-columns:auto auto auto auto;gap:0 12px;font-size:12px;line-height:22px;color:var(--dim)}
.tn-grid b{line-height:22px;text-align:end}
.tn-line{display:flex;flex-wrap:wrap;gap:0 16px;font-size:12px;line-height:24px;color:var(--dim)}
.tn-line b{font:12px/24px var(--mono);font-weight:400;color:var(--fg)}
.tn-buttons{display:flex;gap:8px;margin-top:8px;flex-wrap:wrap}
`;
