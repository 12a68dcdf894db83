import { parse, modeRgb, useMode } from 'culori/fn';
import { rgbToHex } from '../palette/colour.ts';
import type { SvgNode } from './svg-tree.ts';

/** What of an element's look matters to a pen. Inherited properties hold for what is inside it. */
export interface SvgStyle {
  readonly stroke: string;
  readonly 'stroke-width': string;
  readonly fill: string;
  readonly color: string;
  readonly visibility: string;
  readonly 'stroke-dasharray': string;
}

/** What holds where a file says nothing. Source: SVG 1.1, initial values. */
export const initialStyle: SvgStyle = {
  stroke: 'none',
  'stroke-width': '1',
  fill: 'black',
  color: 'black',
  visibility: 'visible',
  'stroke-dasharray': 'none',
};

/** Values by property. */
export type Declarations = Readonly<Record<string, string>>;

/** Rules for `tag`, `.class`, `#id` and `tag.class`, the later the stronger; other selectors are left out. */
export type StyleRules = ReadonlyMap<string, Declarations>;

/** The simple rules of a style sheet, as drawing programs write them; `skipped` counts the others. */
export function parseCss(text: string): { rules: StyleRules; skipped: number; imports: number } {
  const rules = new Map<string, Declarations>();
  let [skipped, imports] = [0, 0];
  const css = text.replace(/\/\*.*?\*\//gs, '').replace(/@import[^;{]*(;|$)/g, () => {
    imports++;
    return '';
  });
  for (const [, selectors, body] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    for (const selector of selectors!.split(',').map((part) => part.trim())) {
      if (/^[\w-]*[.#]?[\w-]+$/.test(selector))
        rules.set(selector, { ...rules.get(selector), ...parseDeclarations(body!) });
      else skipped++;
    }
  }
  return { rules, skipped, imports };
}

function parseDeclarations(text: string): Declarations {
  const pairs = text.split(';').flatMap((part) => {
    const at = part.indexOf(':');
    const value = part
      .slice(at + 1)
      .replace(/!\s*important/, '')
      .trim();
    return at > 0 ? [[part.slice(0, at).trim(), value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** What is declared for an element: its attributes, then the style sheet, then its own `style`. */
export function declarationsOf({ name, attributes }: SvgNode, rules: StyleRules): Declarations {
  const classes = (attributes['class'] ?? '').split(/\s+/).filter((part) => part !== '');
  const selectors = [
    name,
    ...classes.flatMap((own) => [`.${own}`, `${name}.${own}`]),
    ...(attributes['id'] === undefined ? [] : [`#${attributes['id']}`]),
  ];
  const matching = rules.size === 0 ? [] : selectors.map((selector) => rules.get(selector) ?? {});
  return Object.assign(
    {},
    attributes,
    ...matching,
    parseDeclarations(attributes['style'] ?? ''),
  ) as Declarations;
}

/** The style of an element inside another of style `outer`. */
export function inheritStyle(outer: SvgStyle, declared: Declarations): SvgStyle {
  const own = (Object.keys(outer) as (keyof SvgStyle)[]).flatMap((name) => {
    const value = declared[name];
    return value === undefined || value === 'inherit' ? [] : [[name, value] as const];
  });
  return own.length === 0 ? outer : { ...outer, ...(Object.fromEntries(own) as Partial<SvgStyle>) };
}

useMode(modeRgb);

/** The colour of a stroke or fill as `#rrggbb`; null for none, transparent, and what is no colour. */
export function paintHex(paint: string, style: SvgStyle): string | null {
  const name = /^currentcolor$/i.test(paint) ? style.color : paint.replace(/^url\([^)]*\)\s*/, '');
  const colour = parse(name.trim());
  if (!colour || (colour.alpha ?? 1) === 0 || colour.mode !== 'rgb') return null;
  return rgbToHex([colour.r, colour.g, colour.b]);
}
