import { describe, expect, it } from 'vitest';
import { mapOf } from '../../src/canvas/canvas.ts';
import { decodeState, encodeState, type RunState } from '../../src/run/run-state.ts';

describe('the state of a stopped run', () => {
  it('comes back to the bit', () => {
    const numbers = Float32Array.of(0.1, -3e-30, 1e30, 0, 7);
    const state = {
      job: { seed: 3 },
      attempt: 2,
      excite: {
        step: 9,
        parameters: [numbers.subarray(1, 4)],
        adam: [{ mean: numbers, square: numbers }],
        norm: 0.25,
        best: null,
        random: [1, 2, 3, 4],
      },
      best: {
        seed: 1,
        steps: 4,
        picture: { truth: { kind: 'map', map: { width: 2, height: 1, indices: Uint8Array.of(0, 255) } } },
      },
    } as unknown as RunState;
    const back = decodeState(encodeState(state), 'state.json');
    expect(back).toMatchObject({ attempt: 2, job: { seed: 3 } });
    expect(back.excite!.parameters[0]).toEqual(numbers.slice(1, 4));
    expect(back.excite!.adam[0]!.square).toEqual(numbers);
    expect(mapOf(back.best!.picture.truth).indices).toEqual(Uint8Array.of(0, 255));
  });

  it('survives long arrays', () => {
    const long = new Float32Array(300_000).map((_, i) => Math.sin(i));
    const state = { excite: { parameters: [long] } } as unknown as RunState;
    expect(decodeState(encodeState(state), 'x').excite!.parameters[0]).toEqual(long);
  });

  it.each(['', '{}', '[]', 'null', '{"format":"other"}'])(
    'is refused when it is something else: %s',
    (text) => {
      expect(() => decodeState(new TextEncoder().encode(text), 'out/x/state.json')).toThrow(
        /out\/x\/state\.json is not the state/,
      );
    },
  );
});
