/** The stylesheets of every view: one of tokens, rewritten when the theme changes, and one of rules. */
import { currentTheme, onTheme, type Theme } from './theme.ts';

function tokens(theme: Theme): string {
  const colors = {
    bg: theme.bg,
    fg: theme.fg,
    dim: theme.dim,
    mute: theme.mute,
    faint: theme.faint,
    line: theme.line,
    line2: theme.line2,
    accent: theme.accent,
    focus: theme.focus,
    sel: theme.sel,
    hover: theme.hover,
    second: theme.second,
    warn: theme.warn,
    err: theme.err,
    ok: theme.ok,
    nan: theme.nan,
    widget: theme.widget,
    'widget-border': theme.widgetBorder,
  };
  const fields = Object.entries(colors).map(([name, value]) => `--${name}:${value};`);
  return `:host{${fields.join('')}--ui:${theme.uiFont};--mono:${theme.monoFont}}`;
}

/** Header 28, controls 24, radius 4, one pixel borders: the design guide's space and type. */
const RULES = `
:host{display:block;contain:content}
*{box-sizing:border-box}
.nn-view{color:var(--fg);font:13px/18px var(--ui);padding:4px 0 8px;position:relative}
.nn-view :is(h3,p,table,th,td,ul,li,dl,dd,dt){margin:0;padding:0;font:inherit;text-align:start}
.nn-mono,.nn-num{font-family:var(--mono);font-variant-ligatures:none}
.nn-num{font-size:12px;font-variant-numeric:tabular-nums}
.nn-dim{color:var(--dim)}.nn-mute{color:var(--mute)}.nn-nan{color:var(--nan)}.nn-accent{color:var(--accent)}
.nn-small{font-size:12px;line-height:16px}.nn-tiny{font-size:11px;line-height:14px}
.nn-big{font:500 20px/28px var(--mono);font-variant-ligatures:none}
.nn-head{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;min-height:28px;margin-bottom:4px}
.nn-head h3{font-weight:600;font-size:13px;line-height:18px}
.nn-head h3.nn-mono{font-family:var(--mono)}
.nn-head .nn-shape{font:12px/18px var(--mono)}
.nn-tools{margin-inline-start:auto;display:flex;align-items:center;gap:8px}
button,select,input{font:inherit;color:inherit}
.nn-btn{height:24px;padding:0 10px;border:1px solid var(--line2);border-radius:4px;background:none;font:12px/16px var(--ui);
 color:var(--fg);display:inline-flex;align-items:center;gap:8px;cursor:pointer;white-space:nowrap}
.nn-btn:hover:not([disabled],[aria-disabled=true]){background:var(--hover)}
.nn-btn[aria-pressed=true]{border-color:var(--accent);background:var(--sel)}
.nn-btn[disabled],.nn-btn[aria-disabled=true]{border-style:dashed;color:var(--mute);cursor:default}
.nn-btn kbd{font:11px/14px var(--mono);border:1px solid var(--line2);border-radius:2px;padding:0 4px;color:var(--dim)}
.nn-icon{width:24px;padding:0;justify-content:center;border-color:transparent}
.nn-icon:hover{border-color:transparent}
.nn-seg{display:inline-flex;border:1px solid var(--line2);border-radius:4px;overflow:hidden}
.nn-seg button{height:22px;padding:0 10px;border:0;border-inline-start:1px solid var(--line2);background:none;font:12px/16px var(--ui);
 color:var(--dim);cursor:pointer;position:relative}
.nn-seg button:first-child{border-inline-start:0}
.nn-seg button:hover:not([aria-disabled=true]){background:var(--hover);color:var(--fg)}
.nn-seg button[aria-checked=true]{background:var(--sel);color:var(--fg);box-shadow:inset 0 -2px 0 var(--accent)}
.nn-seg button[aria-disabled=true]{color:var(--mute);cursor:default;box-shadow:inset 0 -1px 0 var(--line2)}
.nn-pick{position:relative;height:24px;padding:0 8px;border:1px solid var(--line2);border-radius:4px;display:inline-flex;
 align-items:center;gap:6px;font:12px/16px var(--ui);cursor:pointer}
.nn-pick:hover{background:var(--hover)}
.nn-pick select{position:absolute;inset:0;width:100%;height:100%;opacity:0;cursor:pointer;color:var(--fg);background:var(--widget)}
.nn-pick option{color:var(--fg);background:var(--widget)}
.nn-pick svg{color:var(--dim)}
.nn-row{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.nn-cols{display:flex;flex-wrap:wrap;gap:16px 24px;align-items:flex-start}
.nn-slider{display:flex;align-items:center;gap:8px;min-height:30px;font:12px/16px var(--ui)}
.nn-slider input{flex:1;min-width:80px;appearance:none;height:20px;background:none;margin:0;cursor:pointer}
.nn-slider input::-webkit-slider-runnable-track{height:4px;border-radius:2px;
 background:linear-gradient(var(--accent) 0 0) 0/var(--fill,0%) 100% no-repeat var(--line2)}
.nn-slider input::-webkit-slider-thumb{appearance:none;width:14px;height:14px;border-radius:7px;background:var(--accent);
 margin-top:-5px;border:0;box-shadow:0 0 0 2px var(--bg)}
:is(.nn-btn,.nn-seg button,.nn-picture,.nn-slider input,.nn-table,.nn-stop):focus-visible,.nn-pick:focus-within{outline:2px solid var(--focus);outline-offset:1px}
.nn-picture{position:relative;outline:none;touch-action:pan-y}
.nn-picture canvas{display:block;position:absolute;inset:0}
.nn-over{pointer-events:none}
.nn-tip{position:absolute;z-index:2;pointer-events:none;background:var(--widget);border:1px solid var(--widget-border);
 border-radius:4px;padding:3px 8px;font:12px/16px var(--mono);white-space:pre;box-shadow:0 2px 8px #0004}
.nn-hc .nn-tip{box-shadow:none}
.nn-menu{position:absolute;z-index:3;inset-inline-end:0;top:28px;background:var(--widget);border:1px solid var(--widget-border);
 border-radius:4px;padding:4px;display:flex;flex-direction:column;min-width:140px;box-shadow:0 2px 8px #0004}
.nn-hc .nn-menu{box-shadow:none}
.nn-menu button{border:0;background:none;height:24px;padding:0 8px;text-align:start;border-radius:3px;cursor:pointer;font:12px/16px var(--ui)}
.nn-menu button:hover,.nn-menu button:focus-visible{background:var(--hover);outline:1px solid var(--focus);outline-offset:-1px}
.nn-tools .nn-anchor{position:relative;display:inline-flex}
.nn-note{margin-top:8px;display:flex;align-items:center;gap:8px;border:1px dashed var(--line2);border-radius:4px;padding:5px 12px;color:var(--dim);font-size:12px;line-height:16px}
.nn-refusal{border:1px solid var(--line2);border-inline-start:3px solid var(--err);border-radius:4px;padding:8px 12px;color:var(--fg);font:13px/18px var(--ui)}
.nn-refusal code{font:12px/16px var(--mono);color:var(--dim);display:block;overflow-wrap:anywhere}
.nn-table{overflow:auto;max-height:420px;border:1px solid var(--line2);border-radius:4px}
.nn-table table{border-collapse:separate;border-spacing:0;font:12px/18px var(--mono);font-variant-numeric:tabular-nums;width:auto}
.nn-table :is(th,td){padding:2px 8px!important;text-align:end!important;white-space:nowrap;border:0!important;border-bottom:1px solid var(--line)!important}
.nn-table th{color:var(--dim);font-weight:400;position:sticky;top:0;background:var(--bg)}
.nn-table tbody th{left:0}
.nn-table caption{text-align:start;color:var(--dim);font:12px/16px var(--ui);padding:6px 8px}
.nn-help{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;border:1px solid var(--line2);border-radius:4px;padding:8px 12px;font:12px/18px var(--ui)}
.nn-help dt{font-family:var(--mono);color:var(--fg)}.nn-help dd{color:var(--dim)}
.nn-tex{font-size:13px;color:var(--fg)}
.nn-tex .katex{font-size:1.08em}
.nn-sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.nn-rule{border:0;border-top:1px solid var(--line);margin:8px 0}
.nn-pill{display:inline-flex;align-items:center;gap:6px;border:1px solid var(--line2);border-radius:12px;padding:0 8px;height:20px;font-size:12px}
.nn-pill::before{content:'';width:6px;height:6px;border-radius:3px;background:var(--accent)}
@media (forced-colors:active){.nn-seg button[aria-checked=true]{border-bottom:2px solid Highlight}}
`;

let tokenSheet: CSSStyleSheet | undefined;
let ruleSheet: CSSStyleSheet | undefined;

/** The sheets for a view's shadow root; `extra` is the view's own CSS. */
export function viewSheets(extra: CSSStyleSheet | undefined): CSSStyleSheet[] {
  if (tokenSheet === undefined) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(tokens(currentTheme()));
    onTheme((theme) => sheet.replaceSync(tokens(theme)));
    tokenSheet = sheet;
  }
  ruleSheet ??= makeSheet(RULES);
  return extra === undefined ? [tokenSheet, ruleSheet] : [tokenSheet, ruleSheet, extra];
}

export function makeSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
