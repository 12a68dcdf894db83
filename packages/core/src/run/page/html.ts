import { toBase64 } from '../../base64.ts';

/** Letters that mean something in HTML, made harmless. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => names[letter]!);
}

/** A PNG inside the page. */
export function embeddedPng(bytes: Uint8Array, alt: string): string {
  return `<img alt="${escapeHtml(alt)}" src="data:image/png;base64,${toBase64(bytes)}">`;
}

/** Three digits are enough to read. */
export function figures(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** "94 %", "0.3 %", "99.6 %" */
export function percent(share: number): string {
  const value = 100 * share;
  const nearEnd = (value >= 0.05 && value < 1) || (value > 99 && value < 99.95);
  return `${value.toFixed(nearEnd ? 1 : 0)} %`;
}

/** "7 min", "2 h 05 min" */
export function duration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A share of 0 to 1 as a bar; `colour` is any of CSS. */
export function bar(share: number, colour = 'var(--ink)'): string {
  const width = (100 * Math.max(0, Math.min(1, share))).toFixed(1);
  return `<span class="bar"><span style="width:${width}%;background:${colour}"></span></span>`;
}
