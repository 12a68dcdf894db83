import type { Pen } from '../palette/pen.ts';
import type { Drawing, Path, Sheet } from '../plot/drawing.ts';
import { fillTemplate, type GcodeTemplate } from './gcode-template.ts';

/** A drawing as G-code, in mm, by a template. Pens that draw nothing are left out. */
export function writeGcode({ sheet, layers }: Drawing, template: GcodeTemplate): string {
  const drawn = layers
    .map((layer, i) => ({ ...layer, number: i + 1 }))
    .filter(({ paths }) => paths.length > 0);
  const size = { widthMm: mm(sheet.widthMm), heightMm: mm(sheet.heightMm) };
  const lines = [
    ...fillTemplate(template.header, size),
    ...drawn.flatMap(({ pen, paths, number }, i) => [
      ...(i === 0 ? [] : penChangeLines(template, pen, number)),
      ...paths.flatMap((path) => pathLines(path, sheet, template)),
    ]),
    ...template.footer,
    '',
  ];
  return lines.join('\n');
}

/** The lines that ask for a pen; its name as a comment may hold it. */
function penChangeLines({ penChange }: GcodeTemplate, pen: Pen, number: number): string[] {
  const name = pen.name
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/[(){};]/g, ' ')
    .trim();
  return fillTemplate(penChange, { pen: String(number), name, hex: pen.hex, widthMm: mm(pen.widthMm) });
}

function pathLines({ points, closed }: Path, sheet: Sheet, template: GcodeTemplate): string[] {
  const at = (i: number): Record<string, string> => {
    const y = points[i + 1]!;
    return { x: mm(points[i]!), y: mm(template.yUp ? sheet.heightMm - y : y) };
  };
  const lines = [...fillTemplate(template.travel, at(0)), ...template.penDown];
  for (let i = 2; i < points.length; i += 2) lines.push(...fillTemplate(template.draw, at(i)));
  if (closed) lines.push(...fillTemplate(template.draw, at(0)));
  return [...lines, ...template.penUp];
}

function mm(value: number): string {
  return String(Math.round(value * 1000) / 1000 + 0);
}
