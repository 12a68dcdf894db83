import type { ColourSpec } from '../canvas/colour-spec.ts';
import type { ShareBounds } from '../excite/share-control.ts';
import { deltaE, hexToRgb, rgbToLab, type Rgb } from '../palette/colour.ts';
import { overprinted, seenOn, white } from '../palette/ink-on-paper.ts';
import { isClear } from './job-palette.ts';
import type { Job, JobColour } from './job.ts';

/** A colour of the picture: those of the job, then those that come of two pens over each other. */
export type RunColour = JobColour | { readonly kind: 'overprint'; readonly of: readonly [number, number] };

/** The job's colours but lead, which no area has and which is the last. */
export function areaColours({ palette, composition }: Job): readonly JobColour[] {
  return palette.slice(0, composition?.lead?.pen);
}

/** Colours of the picture in the order of its indices; lead, which no area has, is the last. */
export function runPalette(job: Job): RunColour[] {
  const { palette, overprint } = job;
  const ofAreas = areaColours(job);
  return [...ofAreas, ...(overprint ? overprints(ofAreas) : []), ...palette.slice(ofAreas.length)];
}

/** The sheet below the ink; white where the recipe knows no paper. */
export function sheetColour(palette: readonly RunColour[]): Rgb {
  const paper = palette.find((colour) => colour.kind === 'paper');
  return paper ? hexToRgb(paper.hex) : white;
}

/** The palette as a canvas takes it. */
export function canvasColours(job: Job): ColourSpec[] {
  const palette = runPalette(job);
  const sheet = sheetColour(palette);
  const specs = palette.map((colour): ColourSpec => {
    switch (colour.kind) {
      case 'paper':
        return { kind: 'given', rgb: sheet };
      case 'given':
        return { kind: 'given', rgb: seen(colour.pen, sheet) };
      case 'learned':
        return colour.opaque ? { kind: 'learned' } : { kind: 'learned', below: sheet };
      case 'overprint':
        return { ...colour, sheet };
    }
  });
  const bounds = shareBounds(job);
  return bounds ? specs.map((spec, n) => ({ ...spec, ...startOf(bounds[n] ?? null, specs.length) })) : specs;
}

/** Bounded colours start within their bounds: one that has to come back from nothing hardly does. */
function startOf(bounds: ShareBounds | null, colours: number): { start?: number } {
  if (!bounds) return {};
  return { start: Math.max(bounds.least, 0.001, Math.min(bounds.most, 1 / colours)) };
}

/** What the colours may have of the picture; null where all are free. */
export function shareBounds(job: Job): (ShareBounds | null)[] | null {
  const bounds = runPalette(job).map((colour) => ('share' in colour ? (colour.share ?? null) : null));
  return bounds.some((bound) => bound !== null) ? bounds : null;
}

/** Colours closer than this are one colour; CIEDE2000. */
const alike = 6;

/** Every pair of clear inks, but those that would look like a pen of its own. */
function overprints(palette: readonly JobColour[]): RunColour[] {
  const sheet = sheetColour(palette);
  const known = palette.flatMap((colour) => (colour.kind === 'given' ? [seen(colour.pen, sheet)] : []));
  const pairs: RunColour[] = [];
  palette.forEach((top, j) => {
    palette.slice(0, j).forEach((bottom, i) => {
      if (!isClear(bottom) || !isClear(top)) return;
      if (bottom.kind === 'given' && top.kind === 'given') {
        const both = rgbToLab(overprinted(sheet, seen(bottom.pen, sheet), seen(top.pen, sheet)));
        if (known.some((rgb) => deltaE(both, rgbToLab(rgb)) < alike)) return;
      }
      pairs.push({ kind: 'overprint', of: [i, j] });
    });
  });
  return pairs;
}

function seen({ hex, opaque }: { readonly hex: string; readonly opaque?: boolean }, sheet: Rgb): Rgb {
  return seenOn(sheet, hexToRgb(hex), opaque === true);
}
