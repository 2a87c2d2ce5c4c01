/** Rules of the gradient-check report beside the shared ones. */
export const css = `
.gc-bad{color:var(--err)}
.gc-ok{color:var(--ok)}
.gc-pass{color:var(--fg)}
.nn-head b{font-weight:600;margin-inline-end:6px}
.nn-head svg{vertical-align:-3px}
.gc-cause{display:flex;flex-wrap:wrap;gap:12px 24px;border:1px solid var(--line2);border-inline-start:3px solid var(--err);border-radius:4px;padding:10px 12px;margin:4px 0 12px}
.gc-words{flex:1;min-width:260px}
.gc-claim{display:flex;justify-content:space-between;gap:12px}
.gc-claim b{font-weight:600}
.gc-words p{margin:6px 0!important}
.gc-link{border:0;background:none;color:var(--accent);padding:0;cursor:pointer}
.gc-three>div{display:flex;align-items:center;gap:12px;min-height:28px}
.gc-three dt{width:80px;flex:none}
.gc-three dd{flex:1;display:flex;align-items:center;justify-content:space-between;gap:12px}
.gc-value{margin-inline-start:auto;font-size:12px}
.gc-hint{border-inline-start:2px solid var(--warn);padding-inline-start:8px!important}
.gc-scroll{overflow-x:auto;outline:none;border-radius:4px}
.gc-scroll:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.gc-table{width:100%;border-collapse:separate;border-spacing:0;font-size:12px}
.gc-table :is(th,td){padding:6px 8px!important;border-bottom:1px solid var(--line);vertical-align:middle;white-space:nowrap;font-size:12px}
.gc-table thead :is(th,td){color:var(--dim);font-weight:400}
.gc-table tbody th{font-weight:600}
.gc-table .gc-num{text-align:end}
.gc-table tbody tr{cursor:pointer;position:relative}
.gc-table .nn-mono{font-family:var(--mono)}
.gc-strong{font-weight:600}
.gc-sel :is(th,td){background:var(--sel);border-top:1px solid var(--accent);border-bottom-color:var(--accent)}
.gc-sel .gc-bad{color:var(--err-sel)}
.gc-detail{display:flex;flex-wrap:wrap;gap:12px 24px;padding:12px 8px;border-bottom:1px solid var(--line)}
.gc-detail b{font-weight:600}
.gc-detail ol{margin:6px 0 0!important;padding-inline-start:20px!important}
.gc-foot{display:flex;flex-wrap:wrap;align-items:center;gap:4px 16px;margin-top:8px}
.gc-foot kbd{font:11px/14px var(--mono);border:1px solid var(--line2);border-radius:3px;padding:0 4px;color:var(--dim)}
.gc-legend{margin-inline-start:auto;display:inline-flex;align-items:center;gap:6px}
`;
