import { exportRun, loadNetwork, makeJob, paint, parseCard, runJob, version } from '@inkception/core';
import { cardUrl, weightsUrl } from '@inkception/pictograms';
import { parseDevices } from 'onnx-grad/device';
import * as runtime from 'onnxruntime-web';

// ?device=wasm or webgpu or auto, ?class=lion, ?steps=300
const asked = new URLSearchParams(location.search);
const name = asked.get('class') ?? 'octopus';
const status = document.querySelector('#status');
document.querySelector('h1').textContent = `${name}, in four pens`;
document.querySelector('#drawing').alt = `a drawing of ${name}`;

try {
  await draw();
  document.body.dataset.done = 'true';
} catch (error) {
  status.textContent = error instanceof Error ? error.message : String(error);
  throw error; // for the console
}

async function draw() {
  runtime.env.wasm.wasmPaths = '/node_modules/onnxruntime-web/dist/';
  runtime.env.wasm.proxy = asked.get('device') !== 'webgpu'; // wasm works in a thread of its own, so that the page lives

  const devices = parseDevices(asked.get('device') ?? 'wasm', runtime);
  const weights = new Uint8Array(await read(weightsUrl));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', weights));
  const card = parseCard(new TextDecoder().decode(await read(cardUrl)), 'pictograms');
  const network = loadNetwork(weights, card, 'pictograms');

  const job = makeJob(
    {
      target: { kind: 'class', name },
      settings: { steps: Number(asked.get('steps') ?? 60), tries: 1 },
    },
    network,
    { file: null, sha256: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') },
  );
  const result = await runJob(job, {
    network,
    runtime,
    devices,
    onStep: ({ step, steps, relaxed }) => {
      status.textContent = `step ${step} of ${steps}, excitation ${relaxed.toFixed(1)}`;
    },
  });

  show(paint(result.best.picture.truth));
  const files = exportRun(result, { inkception: version });
  document.querySelector('#drawing').src = URL.createObjectURL(
    new Blob([files.get('drawing.svg')], { type: 'image/svg+xml' }),
  );
  const { relaxedScore, trueScore } = result.best.picture;
  status.textContent = `done on ${result.device.device}: excitation ${trueScore.excitation.toFixed(1)} (relaxed ${relaxedScore.excitation.toFixed(1)}), ${(result.drawn.time.seconds / 60).toFixed(0)} min to plot`;
}

async function read(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} is not there: the server answered ${response.status}`);
  return response.arrayBuffer();
}

/** Planar RGB in [0, 1] onto the canvas. */
function show({ width, height, data }) {
  const canvas = document.querySelector('#true');
  Object.assign(canvas, { width, height });
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 4; c++) image.data[4 * i + c] = c === 3 ? 255 : 255 * data[c * width * height + i];
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
}
