/** The look of a report's page: paper by day, a dark wall by night, plain on a printer. */
export const pageStyle = `
:root { color-scheme: light dark; --wall: #f4f1ea; --ink: #24211d; --soft: #766f64; --line: #d9d2c5; --accent: #b5482f;
  --shadow: 0 1px 2px #0002, 0 12px 32px #0002; }
@media (prefers-color-scheme: dark) { :root { --wall: #191816; --ink: #ece7dd; --soft: #9a9284; --line: #3a362f;
  --accent: #e88a6c; --shadow: 0 1px 2px #000a, 0 12px 40px #000c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 56px 32px 80px; max-width: 1080px; background: var(--wall); color: var(--ink);
  font: 15px/1.55 "Iowan Old Style", Palatino, "Palatino Linotype", Georgia, serif; }
h1 { font-size: 46px; font-weight: 400; letter-spacing: -0.01em; line-height: 1.1; margin: 0; }
h2 { font-size: 13px; font-weight: 600; letter-spacing: 0.12em; text-transform: uppercase; color: var(--soft);
  margin: 56px 0 16px; border-top: 1px solid var(--line); padding-top: 14px; }
p { margin: 0 0 12px; max-width: 68ch; }
.soft, figcaption, th { color: var(--soft); }
.lead { font-size: 18px; color: var(--soft); margin: 8px 0 40px; }
.hero { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 48px; align-items: center; }
.hero img { width: 100%; display: block; box-shadow: var(--shadow); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 20px; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
dd b { font-size: 26px; font-weight: 400; }
.palette { display: flex; height: 88px; margin: 0 0 10px; border: 1px solid var(--line); }
.palette span { min-width: 3px; }
.names { display: flex; flex-wrap: wrap; gap: 6px 22px; margin: 0; padding: 0; list-style: none; }
.names i { display: inline-block; width: 12px; height: 12px; border-radius: 50%; margin-right: 7px;
  border: 1px solid var(--line); vertical-align: -1px; }
.row { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 24px; }
figure { margin: 0; break-inside: avoid; }
figure img { width: 100%; display: block; background: #fff; }
figcaption { margin-top: 8px; font-size: 13.5px; line-height: 1.4; }
figcaption b { color: var(--ink); font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { font-weight: 400; text-align: left; font-size: 13.5px; }
th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
td.n, th.n { text-align: right; }
tr.chosen td { color: var(--accent); font-weight: 600; }
.bar { display: inline-block; width: 100%; min-width: 60px; height: 9px; background: var(--line); vertical-align: middle; }
.bar span { display: block; height: 100%; }
svg text { fill: var(--soft); font-size: 12px; }
code, pre { font: 12.5px/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { overflow: auto; max-height: 420px; padding: 14px; border: 1px solid var(--line); }
@media (max-width: 760px) { body { padding: 28px 18px; } .hero { grid-template-columns: 1fr; gap: 28px; } }
@media print { :root { --wall: #fff; --ink: #000; --soft: #555; --line: #ccc; --accent: #000; --shadow: none; }
  body { padding: 0; max-width: none; font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .hero img { border: 1px solid #ccc; } h2 { break-after: avoid; margin-top: 28px; } section { break-inside: avoid; }
  details { display: none; } }
`;
