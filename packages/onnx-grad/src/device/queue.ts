let last: Promise<unknown> = Promise.resolve();

/**
 * Runs tasks one after another, whichever session they belong to: two WebGPU sessions at work at once crash ONNX
 * Runtime. A task that fails does not stop those behind it.
 */
export function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const done = last.then(task);
  last = done.catch(() => undefined);
  return done;
}
