/** Rules of the gradient-flow view beside the shared ones. */
export const css = `
.gf-diag{border:1px solid var(--line2);border-inline-start:3px solid var(--dim);border-radius:4px;padding:7px 12px;margin:4px 0 12px}
.gf-warning{border-inline-start-color:var(--warn)}
.gf-error{border-inline-start-color:var(--err)}
.gf-claim{display:flex;align-items:center;gap:10px}
.gf-claim>span{flex:1}
.gf-claim b{font-weight:600}
.gf-warning b{color:var(--warn)}
.gf-error b{color:var(--err)}
.gf-link{border:0;background:none;color:var(--accent);padding:0;cursor:pointer}
.gf-link:hover{text-decoration:underline}
.gf-rule{margin:8px 0!important}
.gf-units{display:flex;flex-wrap:wrap;gap:8px 24px;border-top:1px solid var(--line);margin-top:12px;padding-top:12px}
.gf-words{flex:1;min-width:200px}
.gf-words p{margin-top:4px!important}
.gf-words b{font-weight:600;font-size:12px}
.gf-warn{color:var(--warn)}
`;
