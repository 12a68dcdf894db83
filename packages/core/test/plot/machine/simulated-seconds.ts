import type { Path } from '../../../src/plot/drawing.ts';
import type { MachineProfile } from '../../../src/plot/machine/machines.ts';

const stepSeconds = 2e-4;

/**
 * Seconds of a stroke by driving along it in small steps of time: always as fast as the top speed, the acceleration,
 * and braking for every corner ahead allow. Knows nothing of trapezoids.
 */
export function simulatedSeconds(path: Path, machine: MachineProfile): number {
  const { drawSpeed, drawAcceleration: a } = machine;
  const { ways, speeds, lengthMm } = cornersOf(path, machine);
  let [way, speed, seconds, next] = [0, 0, 0, 0];
  while (way < lengthMm - 1e-9) {
    while (next < ways.length && ways[next]! <= way + 1e-12) next++;
    let allowed = Math.min(drawSpeed, speed + a * stepSeconds, Math.sqrt(2 * a * (lengthMm - way)));
    for (let i = next; i < ways.length; i++) {
      allowed = Math.min(allowed, Math.sqrt(speeds[i]! ** 2 + 2 * a * (ways[i]! - way)));
    }
    // Half a step's acceleration is what remains at a stop.
    const mean = Math.max((speed + allowed) / 2, (a * stepSeconds) / 2);
    const move = Math.min(mean * stepSeconds, lengthMm - way);
    seconds += move / mean;
    way += move;
    speed = allowed;
  }
  return seconds;
}

interface Corners {
  readonly ways: number[];
  readonly speeds: number[];
  readonly lengthMm: number;
}

/** Where corners are along the path, and how fast an arc that cuts each by `cornerMm` can be driven: v² = a r. */
function cornersOf({ points, closed }: Path, { drawAcceleration, cornerMm }: MachineProfile): Corners {
  const count = points.length / 2;
  const [ways, speeds]: [number[], number[]] = [[], []];
  let [lengthMm, heading] = [0, NaN];
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const j = (i + 1) % count;
    const [dx, dy] = [points[2 * j]! - points[2 * i]!, points[2 * j + 1]! - points[2 * i + 1]!];
    if (dx === 0 && dy === 0) continue;
    const turn = Math.abs(Math.atan2(dy, dx) - heading);
    if (!Number.isNaN(heading)) {
      // The arc's middle is r / sin(half) from the corner, and r + cornerMm at most.
      const half = Math.abs(Math.PI - Math.min(turn, 2 * Math.PI - turn)) / 2;
      const radius = cornerMm / (1 / Math.sin(half) - 1);
      ways.push(lengthMm);
      speeds.push(Math.sqrt(drawAcceleration * radius));
    }
    heading = Math.atan2(dy, dx);
    lengthMm += Math.hypot(dx, dy);
  }
  return { ways, speeds, lengthMm };
}
