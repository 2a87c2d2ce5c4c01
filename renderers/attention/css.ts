export const css = `
.at-main{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:flex-start;margin-top:8px}
.at-bar{display:flex;align-items:flex-start;gap:16px;min-height:32px;margin-bottom:4px}
.at-bar .nn-picture{margin-inline-start:auto;flex:none}
.at-scroll{overflow-x:auto;border-top:1px solid var(--line);margin-top:8px;padding-top:8px}
table.at-chain{border-collapse:separate;border-spacing:0;table-layout:fixed;width:100%;font:12px/16px var(--mono);font-variant-numeric:tabular-nums}
table.at-chain :is(th,td){text-align:end;padding:9px 5px!important;font-weight:400;white-space:nowrap;overflow:hidden;
 border:0!important;border-bottom:1px solid var(--line)!important;color:var(--fg)}
table.at-chain :is(th:first-child){width:100px;text-align:start;padding-left:0!important;font-family:var(--ui);overflow:visible}
table.at-chain thead th{padding:4px 3px!important;text-overflow:clip}
table.at-chain small{font-size:10.5px}
table.at-chain .at-corner{color:var(--dim)}
table.at-chain .at-bold{font-weight:700}
table.at-chain .at-off{color:var(--mute)}
table.at-chain .at-same{color:var(--dim)}
table.at-chain .at-softmax td.at-on{box-shadow:inset 0 0 0 2px var(--accent)}
table.at-chain td.at-hatch{--h:var(--line2);background:repeating-linear-gradient(135deg,var(--h) 0 1px,transparent 1px 6px)}
.nn-hc td.at-hatch{--h:color-mix(in srgb,var(--line2) 50%,var(--bg))!important}
table.at-chain td.at-hatch span{background:var(--bg);padding:0 2px}
.at-foot{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:8px 24px;margin-top:10px;min-height:40px;margin-bottom:8px}
.at-foot math{font-size:15px}
.at-leak{color:var(--err)}
math{font-size:14px}
`;
