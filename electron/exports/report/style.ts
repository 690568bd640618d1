/** The style of a report: dark and light as the reader's system is, and light on paper. */

const LIGHT = `
  --bg: #f4f5f7; --surface-1: #ffffff; --surface-2: #eef0f3;
  --line-1: #dfe3e8; --line-2: #c3cad3;
  --text-1: #161a20; --text-2: #4d5866; --text-3: #5f6a78;
  --accent: #0069a3; --ok: #1a66c4; --info: #8f5600; --fail: #c2186b;
  --hot: #b04604; --bad: #c62828; --leader: #8a6000;`

const DARK = `
  --bg: #0d1014; --surface-1: #13171d; --surface-2: #1a1f27;
  --line-1: #262d37; --line-2: #343d4a;
  --text-1: #e8ecf1; --text-2: #9aa6b5; --text-3: #8290a0;
  --accent: #4cc2ff; --ok: #5aa9ff; --info: #f2a93b; --fail: #f0569a;
  --hot: #ff8a3d; --bad: #ff5c5c; --leader: #ffd166;`

const PAGE = `
* { box-sizing: border-box; }
html { background: var(--bg); }
body {
  margin: 0 auto; max-width: 1120px; padding: 40px 32px 64px;
  color: var(--text-1); background: var(--bg);
  font: 13px/1.5 Inter, "Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, p, ul, dl, dd, figure, blockquote { margin: 0; padding: 0; }
h1 { font-size: 24px; font-weight: 650; line-height: 1.25; letter-spacing: -0.01em; }
h2 {
  font-size: 11px; font-weight: 600; letter-spacing: 0.06em; text-transform: uppercase;
  color: var(--text-2); margin-bottom: 12px;
}
.mono, code, pre, td.time {
  font-family: "JetBrains Mono", "JetBrains Mono Variable", ui-monospace, Menlo, Consolas, monospace;
  font-size: 12px;
}
.quiet { color: var(--text-2); }
section {
  background: var(--surface-1); border: 1px solid var(--line-1); border-radius: 7px;
  padding: 20px; margin-top: 16px;
}
header { display: flex; gap: 24px; align-items: flex-start; justify-content: space-between; }
header p { margin-top: 8px; max-width: 68ch; font-size: 15px; }
header .facts { font-size: 12px; color: var(--text-2); margin-top: 12px; max-width: none; }
.badge {
  flex: none; display: inline-flex; gap: 8px; align-items: center; white-space: nowrap;
  border: 1.5px solid currentColor; border-radius: 999px; padding: 5px 14px; font-weight: 650;
  font-size: 14px;
}
.valid { color: var(--ok); } .invalid { color: var(--bad); } .unknown { color: var(--info); }
.word { color: var(--text-1); }
blockquote { border-left: 3px solid var(--bad); padding: 2px 0 2px 14px; font-size: 15px; }
blockquote strong { display: block; font-size: 13px; }
figure { margin-top: 16px; }
svg { display: block; width: 100%; height: auto; }
svg text { font-family: inherit; font-size: 11px; fill: var(--text-2); }
svg text.mono {
  font-family: "JetBrains Mono", "JetBrains Mono Variable", ui-monospace, Menlo, Consolas, monospace;
}
svg .strong { fill: var(--text-1); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 16px 24px; }
.figures dt { color: var(--text-2); font-size: 12px; }
.figures dd { font-size: 20px; font-weight: 600; letter-spacing: -0.01em; }
.figures small { font-size: 12px; font-weight: 400; color: var(--text-2); }
table { border-collapse: collapse; width: 100%; }
th {
  text-align: left; font-weight: 500; color: var(--text-2); font-size: 12px;
  border-bottom: 1px solid var(--line-1); padding: 0 16px 6px 0;
}
td { vertical-align: top; padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line-1); }
tr:last-child td { border-bottom: 0; }
td:last-child, th:last-child { padding-right: 0; }
td.time, td.kind { width: 1px; white-space: nowrap; color: var(--text-2); }
td.figure { text-align: right; white-space: nowrap; }
td.mark { width: 1px; white-space: nowrap; padding-right: 10px; font-weight: 650; }
.answer { margin: 0 0 10px; } table + .answer { margin: 14px 0 0; }
.hot { color: var(--hot); }
.settings { columns: 2; column-gap: 32px; }
.settings div {
  break-inside: avoid; display: flex; gap: 12px; justify-content: space-between;
  padding: 3px 0; border-bottom: 1px solid var(--line-1);
}
.settings dt { color: var(--text-2); flex: none; } .settings dd { text-align: right; min-width: 0; }
pre { margin: 0; white-space: pre-wrap; line-height: 1.55; }
summary { cursor: pointer; color: var(--text-2); }
details[open] summary { margin-bottom: 12px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin-top: 10px; color: var(--text-2); font-size: 12px; }
.legend span { display: inline-flex; align-items: center; gap: 6px; }
.legend svg { width: 18px; height: 10px; }
footer { margin-top: 24px; color: var(--text-2); font-size: 12px; }
@media (max-width: 760px) {
  body { padding: 20px 12px 40px; }
  .settings { columns: 1; }
  header { flex-direction: column-reverse; gap: 12px; }
}`

/** Marks of the charts: each is told by its shape as well as by its colour. */
const CHART = `
.frame { fill: none; stroke: var(--line-1); }
.grid { stroke: var(--line-1); stroke-width: 1; fill: none; }
.phase { stroke: var(--line-2); stroke-width: 1; }
.op-ok { fill: var(--ok); } .op-info { fill: var(--info); } .op-fail { fill: var(--fail); }
.band { fill: var(--hot); opacity: 0.07; }
.bar { fill: var(--hot); } .bar-unproven { fill: none; stroke: var(--hot); stroke-dasharray: 3 2; }
.line { fill: none; stroke: var(--text-1); stroke-width: 1.4; stroke-linejoin: round; }
.p50 { stroke: var(--ok); stroke-width: 1.8; }
.p99 { stroke: var(--text-1); stroke-dasharray: 5 2.5; }
.p999 { stroke: var(--text-2); stroke-dasharray: 1.5 2.5; }
.served { fill: var(--ok); opacity: 0.75; } .unserved { fill: none; stroke: var(--line-2); }
.election { fill: var(--leader); } .election-line { stroke: var(--leader); opacity: 0.45; }
.lane { stroke: var(--line-1); }
.box { fill: var(--surface-2); stroke: var(--line-2); stroke-width: 1; }
.box-witness { stroke: var(--ok); stroke-width: 1.6; }
.box-info { stroke: var(--info); stroke-dasharray: 4 3; }
.box-impossible { stroke: var(--bad); stroke-width: 2.4; }
.tint { fill: var(--bad); opacity: 0.14; }
svg .bad { fill: var(--bad); font-weight: 650; } svg .hot { fill: var(--hot); }`

const PAPER = `
@page { margin: 14mm; }
@media print {
  html, body { background: #fff; }
  body { max-width: none; padding: 0; font-size: 11px; }
  section { break-inside: avoid; padding: 12px; margin-top: 10px; }
  section.long { break-inside: auto; }
  tr, figure { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}`

export const STYLE = `
:root { color-scheme: light; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; ${DARK} } }
${PAGE}
${CHART}
${PAPER}
`
