/**
 * Opens and runs small graphs on one device, in Node and in browsers alike: plain JavaScript, numbers in and out, so
 * that it crosses process and page borders as JSON. A graph that fails gives its reason.
 */
export async function runProblems(ort, device, problems) {
  const answers = [];
  for (const problem of problems) answers.push(await answer(ort, device, problem));
  return answers;
}

async function answer(ort, device, { model, feeds }) {
  let session;
  try {
    const bytes = Uint8Array.from(globalThis.atob(model), (c) => c.charCodeAt(0));
    session = await ort.InferenceSession.create(bytes, {
      executionProviders: [device],
      logSeverityLevel: 4,
    });
    const given = mapValues(
      feeds,
      ({ data, dims }) => new ort.Tensor('float32', Float32Array.from(data), dims),
    );
    const results = await session.run(given);
    return { values: mapValues(results, ({ data, dims }) => ({ data: Array.from(data), dims })) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await session?.release();
  }
}

function mapValues(record, make) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));
}
