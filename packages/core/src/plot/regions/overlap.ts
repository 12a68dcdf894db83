import { Clipper, FillRule, type Path64 } from 'clipper2-ts';
import { insetRings, toPath, toRing } from '../geometry/inset.ts';
import { boundsOf, type Bounds } from '../geometry/polyline.ts';
import type { Region } from './regions.ts';

/**
 * Areas that reach under those that are drawn after them (`overlapMm` > 0, trapping: no paper shows where pens meet
 * a little off), or keep away from them (< 0, a gap: wet inks do not touch). Paper is left as it is, and so are
 * areas that would vanish. `order` has the labels in plotting order.
 */
export function overlapRegions(
  regions: readonly Region[],
  order: readonly number[],
  overlapMm: number,
): readonly Region[] {
  if (overlapMm === 0) return regions;
  const placed = regions.map((region) => ({ region, bounds: boundsOf(region.rings, Math.abs(overlapMm))! }));
  return placed.map(({ region, bounds }) => {
    const rank = order.indexOf(region.label);
    if (rank < 0) return region;
    const later = placed.filter(
      (other) => order.indexOf(other.region.label) > rank && meet(bounds, other.bounds),
    );
    return later.length === 0
      ? region
      : changed(
          region,
          later.map((other) => other.region),
          overlapMm,
        );
  });
}

function meet(one: Bounds, other: Bounds): boolean {
  return (
    one.leftMm <= other.rightMm &&
    other.leftMm <= one.rightMm &&
    one.topMm <= other.bottomMm &&
    other.topMm <= one.bottomMm
  );
}

function changed(region: Region, later: readonly Region[], overlapMm: number): Region {
  const own = pathsOf(region.rings);
  const wanted = overlapMm > 0 ? trapped(region, own, later, overlapMm) : apart(own, later, -overlapMm);
  const rings = wanted.map(toRing).filter((ring) => ring.length >= 6);
  return rings.length === 0 ? region : { ...region, rings };
}

/** own ∪ (own grown ∩ later) */
function trapped({ rings }: Region, own: Path64[], later: readonly Region[], overlapMm: number): Path64[] {
  const grown = pathsOf(insetRings(rings, -overlapMm));
  const under = Clipper.intersect(grown, pathsOf(later.flatMap((region) => region.rings)), FillRule.NonZero);
  return Clipper.union(own, under, FillRule.NonZero);
}

/** own \ later grown */
function apart(own: Path64[], later: readonly Region[], gapMm: number): Path64[] {
  const grown = later.flatMap(({ rings }) => pathsOf(insetRings(rings, -gapMm)));
  return Clipper.difference(own, grown, FillRule.NonZero);
}

function pathsOf(rings: readonly Float64Array[]): Path64[] {
  return rings.map(toPath);
}
