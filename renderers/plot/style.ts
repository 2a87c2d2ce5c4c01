/** Rules of the figure beside the shared ones. */
export const css = `
.pl-box{position:relative;outline:none;border-radius:4px}
.pl-box:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.pl-target{position:absolute;inset:0}
.pl-wait{position:absolute;inset:0;display:grid;place-content:center;text-align:center}
`;
