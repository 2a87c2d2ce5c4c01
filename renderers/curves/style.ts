/** Rules of the curves view beside the shared ones. */
export const css = `
.cv-diag{border:1px solid var(--line2);border-inline-start:3px solid var(--dim);border-radius:4px;padding:7px 12px;margin:4px 0 10px}
.cv-warning{border-inline-start-color:var(--warn)}
.cv-error{border-inline-start-color:var(--err)}
.cv-claim{display:flex;align-items:center;gap:10px}
.cv-claim>span{flex:1}
.cv-claim b{font-weight:600}
.cv-claim svg{flex:none;color:var(--dim)}
.cv-warning svg{color:var(--warn)}
.cv-error svg{color:var(--err)}
.cv-link{border:0;background:none;color:var(--accent);padding:0;cursor:pointer}
.cv-link:hover{text-decoration:underline}
.cv-evidence{margin-top:8px;display:grid;gap:8px}
.cv-evidence .nn-btn{font-family:var(--mono);font-size:11px}
.cv-smooth{display:flex;align-items:center;gap:8px}
.cv-smooth input{width:80px;appearance:none;height:20px;background:none;margin:0;cursor:pointer}
.cv-smooth input::-webkit-slider-runnable-track{height:3px;border-radius:2px;background:linear-gradient(var(--accent) 0 0) 0/var(--fill,0%) 100% no-repeat var(--line2)}
.cv-smooth input::-webkit-slider-thumb{appearance:none;width:12px;height:12px;border-radius:6px;background:var(--accent);margin-top:-4.5px;border:0}
.cv-smooth input:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.cv-smooth .nn-num{width:5ch}
.cv-live{display:inline-flex;align-items:center;gap:8px}
.cv-live .nn-pill{border-color:var(--accent)}
.cv-live b{font:12px/16px var(--mono)}
.cv-tip{display:grid;grid-template-columns:12px 1fr auto;align-items:center;gap:0 8px}
.cv-tip i{height:2px;width:12px}
.cv-tip b{font-weight:400;text-align:end;padding-inline-start:16px}
.cv-foot{display:flex;flex-wrap:wrap;gap:4px 16px;margin-top:4px}
.cv-foot kbd{font:11px/14px var(--mono);border:1px solid var(--line2);border-radius:3px;padding:0 4px;color:var(--dim)}
.cv-note{margin-inline-start:auto}
`;
