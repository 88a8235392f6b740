/** The look of the page: light, dark where the reader prefers that, and plain on paper. */
export const pageStyle = `
:root {
  color-scheme: light;
  --page: #f3f5f8; --card: #ffffff; --ink: #172033; --muted: #566076; --line: #dfe4ec;
  --accent: #2558c4; --good: #12704a; --bad: #a4321f;
  --answered: #1f8a5f; --no-answer: #c77700; --busy: #7a5cc7; --failed: #c8372d; --unknown: #78818f;
  --heat-0: #eef1f6; --heat-1: #d6e4fb; --heat-2: #a9c8f5; --heat-3: #6fa3ea; --heat-4: #2f6fcb; --heat-5: #1b4a97;
  --on-heat-0: #566076; --on-heat-1: #172033; --on-heat-2: #172033; --on-heat-3: #0b1322; --on-heat-4: #ffffff; --on-heat-5: #ffffff;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #0d121c; --card: #161d2b; --ink: #e8ecf5; --muted: #a4afc4; --line: #2b354a;
    --accent: #86aefb; --good: #56cf9d; --bad: #ff9280;
    --answered: #3dbb8a; --no-answer: #efa53a; --busy: #a78df0; --failed: #f0766d; --unknown: #7d889d;
    --heat-0: #1c2435; --heat-1: #1f3358; --heat-2: #264a82; --heat-3: #2f62ab; --heat-4: #5f96e0; --heat-5: #a9cdf8;
    --on-heat-0: #a4afc4; --on-heat-1: #e8ecf5; --on-heat-2: #e8ecf5; --on-heat-3: #ffffff; --on-heat-4: #0b1322; --on-heat-5: #0b1322;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif;
  -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 56px; display: grid; gap: 20px; grid-template-columns: repeat(2, minmax(0, 1fr)); }
header, section, footer { grid-column: 1 / -1; min-width: 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 22px 26px; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; margin: 0 0 6px; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 0 0 14px; }
h3 { font-size: 14px; margin: 18px 0 8px; overflow-wrap: anywhere; }
small { color: var(--muted); font-size: 12px; font-weight: 400; overflow-wrap: anywhere; }
header p { margin: 2px 0; color: var(--muted); overflow-wrap: anywhere; }
header .verdict { margin-top: 14px; color: var(--bad); font-weight: 600; }
header .verdict.proven { color: var(--good); }
ul { list-style: none; margin: 0; padding: 0; }
.cards { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.cards li { background: var(--card); padding: 14px 16px; display: grid; gap: 2px; align-content: start; }
.cards .name { color: var(--muted); font-size: 13px; }
.cards .value { font-size: 25px; font-weight: 650; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.cards .unit { color: var(--muted); font-size: 12px; min-height: 18px; }
.definitions { margin: 0; columns: 2 320px; column-gap: 32px; font-size: 12.5px; line-height: 1.45; }
.definitions div { break-inside: avoid; margin-bottom: 8px; }
.definitions dt { font-weight: 600; }
.definitions dd { margin: 0; color: var(--muted); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin-bottom: 12px; font-size: 13px; color: var(--muted); }
.half { grid-column: auto; }
.swatch { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 7px; }
figure { margin: 0; overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 680px; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 7px 10px; border-top: 1px solid var(--line); font-weight: 400; vertical-align: baseline; white-space: nowrap; }
tbody th, .text { white-space: normal; overflow-wrap: anywhere; min-width: 130px; }
thead th { border-top: 0; color: var(--muted); font-size: 12.5px; }
thead td { border-top: 0; }
th:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.share { width: 24%; min-width: 80px; }
.share span { display: block; height: 8px; border-radius: 4px; background: var(--accent); min-width: 2px; }
.hint { margin: 12px 0 0; color: var(--muted); font-size: 12.5px; }
.stream + .stream { margin-top: 18px; }
.strip { position: relative; height: 18px; border-radius: 5px; overflow: hidden; background: var(--heat-0); border: 1px solid var(--line); }
.strip span { position: absolute; top: 0; bottom: 0; min-width: 1px; }
.sealed { background: var(--answered); }
.provisional { background: repeating-linear-gradient(135deg, var(--answered) 0 4px, var(--card) 4px 7px); }
.unread { background: repeating-linear-gradient(135deg, var(--unknown) 0 2px, var(--card) 2px 7px); }
.gap { background: var(--failed); }
.lost { background: var(--unknown); }
.unasked { background: var(--heat-0); box-shadow: inset 0 0 0 1px var(--muted); }
.ranges { margin-top: 8px; columns: 2 300px; font-size: 12.5px; color: var(--muted); font-variant-numeric: tabular-nums; }
.ranges b { color: var(--ink); font-weight: 600; }
footer { color: var(--muted); font-size: 12.5px; }
@media (max-width: 960px) {
  .half { grid-column: 1 / -1; }
  .cards { grid-template-columns: repeat(3, minmax(0, 1fr)); }
}
@media (max-width: 640px) {
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .cards .value { font-size: 18px; }
  main { padding: 24px 12px 32px; gap: 12px; }
  section { padding: 18px 16px; border-radius: 12px; }
  h1 { font-size: 24px; }
}
@page { size: A4; margin: 12mm; }
@media print {
  :root { --page: #ffffff; }
  body { font-size: 12px; }
  main { display: block; max-width: none; padding: 0; }
  section { border: 0; border-radius: 0; padding: 0; margin: 0 0 22px; }
  figure, tr, .stream, .cards li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  figure svg { min-width: 0; }
  tbody th, .text { min-width: 110px; }
  header { margin-bottom: 22px; }
  .cards { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .cards .value { font-size: 20px; }
  table { font-size: 11px; }
  thead { display: table-header-group; }
}
`;
