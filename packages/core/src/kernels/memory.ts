import { InkceptionError } from '../error.ts';
import type { Address, Kernels } from './kernels.ts';
import { moduleBase64 } from './module.ts';

/** A stretch of the kernels' memory, in four-byte numbers. */
export interface Block {
  readonly at: Address;
  readonly length: number;
}

/** What a memory will hold: planned first, opened once, as growing it later would pull it from under its views. */
export interface MemoryPlan {
  /** Room for so many numbers, 0 at first. */
  reserve(length: number): Block;
  /** Room that begins with these numbers. */
  hold(values: Float32Array | Int32Array): Block;
  /** Errors: `bad-size` when there is not so much memory. */
  open(): KernelMemory;
}

/** One memory and the kernels that work in it. */
export interface KernelMemory {
  readonly kernels: Kernels;
  /** A view of a block; what kernels write is seen in it and the other way round. */
  floats(block: Block): Float32Array;
  /** A view of a block in which two places hold a double. */
  doubles(block: Block): Float64Array;
  /** A view of a block of whole numbers. */
  integers(block: Block): Int32Array;
}

// Blocks begin on cache lines, with a line between them: vectors may read beyond an end, and planes of a power of
// two do not all compete for the same lines of the cache.
const line = 64;
const page = 65_536;

/** A plan with nothing in it yet. */
export function planMemory(): MemoryPlan {
  let end = line; // address 0 is nowhere
  const held: { block: Block; values: Float32Array | Int32Array }[] = [];
  const reserve = (length: number): Block => {
    const block = { at: end, length };
    end = Math.ceil((end + 4 * length) / line + 1) * line;
    return block;
  };
  return {
    reserve,
    hold(values) {
      const block = reserve(values.length);
      held.push({ block, values });
      return block;
    },
    open() {
      const memory = openMemory(end);
      for (const { block, values } of held) {
        if (values instanceof Int32Array) memory.integers(block).set(values);
        else memory.floats(block).set(values);
      }
      return memory;
    },
  };
}

function openMemory(bytes: number): KernelMemory {
  const memory = pages(Math.ceil(bytes / page));
  const { exports } = new WebAssembly.Instance(compiled(), { env: { memory } });
  const { buffer } = memory;
  return {
    kernels: exports as unknown as Kernels,
    floats: ({ at, length }) => new Float32Array(buffer, at, length),
    doubles: ({ at, length }) => new Float64Array(buffer, at, length / 2),
    integers: ({ at, length }) => new Int32Array(buffer, at, length),
  };
}

function pages(count: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: count, maximum: count });
  } catch (cause) {
    const megabytes = Math.ceil((count * page) / 1e6);
    throw new InkceptionError(
      'bad-size',
      `the picture needs ${megabytes} MB of memory at once, which this machine does not give (4295 at most): choose a smaller size, less detail or fewer pens`,
      { cause },
    );
  }
}

let module: WebAssembly.Module | null = null;

function compiled(): WebAssembly.Module {
  module ??= new WebAssembly.Module(
    Uint8Array.from(atob(moduleBase64), (character) => character.charCodeAt(0)),
  );
  return module;
}
