/** The style sheet of the report's page: light and dark by the reader's choice, and paper. */

/** Colours of paper and of light screens. */
const LIGHT = `--page:#fbfbf9;--card:#ffffff;--ink:#1c2024;--soft:#5b636d;--line:#dfe2e6;--wash:#f1f3f5;
--line-0:#0a66a8;--line-1:#c2540a;--band-alpha:.16;--good:#11703c;--good-wash:#e4f4ea;--bad:#b3261e;
--bad-wash:#fbe9e7;--plain:#4a5560;--plain-wash:#eceff2;--map-0:#edf1f5;--map-1:#5da3cf;--map-2:#08306b;`;

/** Colours of dark screens. */
const DARK = `--page:#14171a;--card:#1b1f24;--ink:#e6e9ec;--soft:#a0a9b3;--line:#333a42;--wash:#23282e;
--line-0:#63b3ed;--line-1:#f2a15f;--band-alpha:.22;--good:#7fd8a0;--good-wash:#173425;--bad:#ff9d94;
--bad-wash:#451d1b;--plain:#bcc5ce;--plain-wash:#2a3037;--map-0:#262c33;--map-1:#2f78b7;--map-2:#d5ecfb;`;

const LAYOUT = `
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",
Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:82rem;margin:0 auto;padding:2.5rem clamp(1rem,4vw,3rem) 4rem}
h1,h2,h3{line-height:1.2;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:clamp(1.75rem,4vw,2.5rem);margin:.25rem 0 .75rem;letter-spacing:-.015em}
h2{font-size:1.375rem;margin:0 0 .75rem;letter-spacing:-.01em}
h3{font-size:1rem;margin:0}
p{margin:0 0 .75rem;max-width:70ch}
section{margin-top:3rem}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
font-size:.8125rem}
code{overflow-wrap:anywhere}
.eyebrow{margin:0;color:var(--soft);font-size:.8125rem;letter-spacing:.08em;text-transform:uppercase}
.about{font-size:1.125rem;overflow-wrap:anywhere}
.hint,.lead,figcaption,caption,.facts,small{color:var(--soft)}
.hint,figcaption,caption,small{font-size:.8125rem}
.facts{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;margin:0;padding:0;font-size:.875rem}
a:focus-visible,button:focus-visible,summary:focus-visible,[tabindex]:focus-visible,
input:focus-visible+span{outline:2px solid var(--line-0);outline-offset:2px}
header+section{margin-top:2rem}`;

const VERDICT_AND_FIGURES = `
.verdict{list-style:none;margin:0;padding:0;border:1px solid var(--line);border-radius:.5rem;
background:var(--card)}
.verdict li{display:grid;grid-template-columns:7.25rem 1fr auto;gap:.25rem 1rem;align-items:baseline;
padding:.6rem 1rem}
.verdict li+li{border-top:1px solid var(--line)}
.verdict code{color:var(--soft)}
.verdict-text{overflow-wrap:anywhere}
.badge{display:inline-flex;align-items:center;gap:.4rem;justify-self:start;padding:.05rem .6rem .05rem .35rem;
border-radius:1rem;font-size:.8125rem;font-weight:600;color:var(--tone);background:var(--tone-wash)}
.badge svg{width:1rem;height:1rem;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;
stroke-linejoin:round}
.agrees{--tone:var(--good);--tone-wash:var(--good-wash)}
.differs{--tone:var(--bad);--tone-wash:var(--bad-wash)}
.measured{--tone:var(--plain);--tone-wash:var(--plain-wash)}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr));gap:1px;margin:0;
border:1px solid var(--line);border-radius:.5rem;overflow:hidden;background:var(--card)}
.figures>div{padding:.9rem 1rem;box-shadow:0 0 0 1px var(--line)}
.figures dt{color:var(--soft);font-size:.875rem}
.figures dd{margin:.15rem 0 0}
.figures .value{font-size:1.5rem;font-weight:600;letter-spacing:-.01em}
.figures code{display:block;color:var(--soft);font-size:.75rem}
.value,.interval,.unit{white-space:nowrap}
.figures .interval{display:block;font-size:.9375rem}
.interval,.unit{color:var(--soft)}
.figures .unit{font-size:.875rem}`;

const CHARTS = `
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));gap:1rem;
margin-bottom:1rem}
.chart{margin:0;padding:1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);
min-width:0}
.chart-head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.25rem 1rem;
min-height:2rem;margin-bottom:.5rem}
.plot{position:relative;height:16.5rem}
.plot canvas,.map canvas{display:block;max-width:100%}
.axis{display:flex;margin:0;padding:0;border:1px solid var(--line);border-radius:.375rem;font-size:.8125rem}
.axis legend,.axis input{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);margin:0}
.axis label{position:relative;cursor:pointer}
.axis span{display:block;padding:.1rem .6rem;border-radius:.3rem;color:var(--soft)}
.axis input:checked+span{background:var(--wash);color:var(--ink);font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.1rem 1rem;list-style:none;margin:.5rem 0;padding:0;
font-size:.8125rem}
.legend li{display:flex;align-items:center;gap:.4rem}
.key{flex:none;width:1.25rem;height:0;border-top:2px solid var(--line-0)}
.key.line-1{border-color:var(--line-1)}
.key.exact{border-top:2px dashed var(--ink)}
.key.band{height:.7rem;border:0;background:var(--soft);opacity:.35}
.key.limit{width:0;border:.35rem solid transparent;border-top:.55rem solid var(--line-0);border-bottom:0}
[hidden]{display:none!important}
.map-plot{min-height:2rem}
.scale{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .6rem;margin-top:.6rem;font-size:.8125rem}
.scale output{flex:1 1 14rem;text-align:right;color:var(--soft)}
.ramp{width:8rem;height:.7rem;border-radius:.2rem;border:1px solid var(--line);
background:linear-gradient(90deg,var(--map-0),var(--map-1),var(--map-2))}
.histogram{display:block;width:100%;height:auto;max-height:17rem;margin:.5rem 0}
.histogram rect{fill:var(--line-0)}
.histogram line{stroke:var(--soft);stroke-width:.75}
.histogram text{fill:var(--soft);font-size:9px}`;

const TABLES = `
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:.875rem}
caption{text-align:left;padding:.6rem .75rem}
th,td{padding:.4rem .75rem;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
thead th{font-size:.8125rem;font-weight:600;color:var(--soft);white-space:nowrap}
tbody th{font-weight:400}
.number{text-align:right;white-space:nowrap}
.number.left{text-align:left;color:var(--soft)}
.metrics td,.metrics th{padding-inline:.6rem}
.metrics td{white-space:nowrap}
.metrics td small{display:block;white-space:normal;min-width:12rem}
.metrics summary{white-space:nowrap}
.metrics details p{margin:.25rem 0 0;color:var(--soft);font-size:.8125rem}
details>summary{cursor:pointer}
figure details,section>details{margin-top:.5rem;font-size:.875rem}
figure details>summary{color:var(--soft)}
figure details table{font-size:.8125rem}
figure details .scroll,figure details>table{margin-top:.5rem}
.notes li{margin-bottom:.35rem;max-width:75ch;overflow-wrap:anywhere}
.command{display:flex;gap:.5rem;align-items:flex-start;margin-bottom:1rem}
.command pre{flex:1;min-width:0;margin:0}
pre{padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--wash);
overflow-x:auto}
.command code{white-space:pre-wrap;user-select:all}
.scenario{max-height:36rem;overflow:auto}
button{font:inherit;font-size:.875rem;padding:.55rem .9rem;border:1px solid var(--line);border-radius:.5rem;
background:var(--card);color:var(--ink);cursor:pointer;min-width:5.5rem}
.provenance{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:.5rem 2rem;
margin:0}
.provenance dt{color:var(--soft);font-size:.8125rem}
.provenance dd{margin:0}`;

const NARROW_AND_PAPER = `
@media (max-width:40rem){
main{padding-top:1.5rem}
section{margin-top:2.25rem}
.verdict li{grid-template-columns:auto 1fr}
.verdict code{text-align:right}
.verdict-text{grid-column:1/-1;grid-row:2}
.chart{padding:.75rem}
.command{flex-direction:column}
}
@media print{
main{max-width:none;padding:0}
body{font-size:10pt}
section{margin-top:1.5rem}
button,.axis,.scale output{display:none}
.chart,.figures>div,.verdict li,tr{break-inside:avoid}
h2,h3,caption{break-after:avoid}
.scroll{overflow:visible}
.number{white-space:normal}
.scenario{max-height:none}
pre{white-space:pre-wrap}
.plot{height:auto}
.plot canvas,.map canvas{height:auto!important}
}`;

/**
 * The whole style sheet. The page's script sets the class `paper` while printing, so that the charts, which
 * are pictures, are drawn in the colours of paper as well.
 */
export const PAGE_STYLE = `:root{${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root:not(.paper){${DARK}}}${LAYOUT}${VERDICT_AND_FIGURES}${
  CHARTS
}${TABLES}${NARROW_AND_PAPER}
`;
