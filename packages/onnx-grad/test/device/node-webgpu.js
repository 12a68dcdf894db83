import { text } from 'node:stream/consumers';
import * as ort from 'onnxruntime-node';
import { runProblems } from './run-problems.js';

// A process of its own: the Vulkan library that WebGPU wants is found only if the environment names it from the start.
ort.env.logLevel = 'fatal';
const problems = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await runProblems(ort, 'webgpu', problems)));
