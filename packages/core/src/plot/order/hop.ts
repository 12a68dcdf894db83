import { staysDown, type Links } from './links.ts';
import type { MachineProfile } from '../machine/machines.ts';
import type { Spots } from './spots.ts';

/** Seconds from a spot to another. */
export type Hop = (from: number, to: number) => number;

/** Answers about links that are remembered: whether the way lies in ink is asked again and again. */
const rememberedBits = 14;

/**
 * What it takes from one spot to another: up, over and down as the machine plans it, or along the paper where the
 * pen may stay down. From and to home the pen is up.
 */
export function hopsBetween({ x, y }: Spots, links: Links, machine: MachineProfile): Hop {
  const home = x.length - 1;
  const longestMm = Math.max(links.joinMm, links.ink ? (links.linkMm ?? 0) : 0);
  const liftSeconds = machine.raiseSeconds + machine.lowerSeconds;
  const travel = restToRest(machine.travelSpeed, machine.travelAcceleration);
  const draw = restToRest(machine.drawSpeed, machine.drawAcceleration);
  const asked = new Float64Array(2 ** rememberedBits).fill(-1);
  const answers = new Uint8Array(2 ** rememberedBits);
  const isLinked = (from: number, to: number): boolean => {
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    const slot = Math.imul(Math.imul(low, 0x9e3779b1) + high, 0x85ebca6b) >>> (32 - rememberedBits);
    const key = low * (home + 1) + high;
    if (asked[slot] !== key) {
      asked[slot] = key;
      answers[slot] = Number(staysDown(links, x[from]!, y[from]!, x[to]!, y[to]!));
    }
    return answers[slot] === 1;
  };
  return (from, to) => {
    const dx = x[from]! - x[to]!;
    const dy = y[from]! - y[to]!;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length <= longestMm && from !== home && to !== home && isLinked(from, to)) return draw(length);
    return liftSeconds + travel(length);
  };
}

/** Seconds of a way from rest to rest: 2 √(s / a) while it does not reach the top speed, else s / v + v / a. */
function restToRest(speed: number, acceleration: number): (lengthMm: number) => number {
  const ramps = speed ** 2 / acceleration;
  return (length) =>
    length < ramps ? 2 * Math.sqrt(length / acceleration) : length / speed + speed / acceleration;
}
