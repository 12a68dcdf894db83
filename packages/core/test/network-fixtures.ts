import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadNetwork, type Network } from '../src/network/network.ts';
import { parseCard } from '../src/network/card.ts';

const repository = new URL('../../../', import.meta.url);

/** The built-in network, which is part of the repository. */
export function builtIn(): Network {
  const folder = new URL('packages/pictograms/', repository);
  const card = parseCard(readFileSync(new URL('card.json', folder), 'utf8'), 'pictograms');
  return loadNetwork(readFileSync(new URL('weights/pictograms.onnx', folder)), card, 'pictograms');
}

const shared = new URL('../shared/models/', repository);

/** Why SqueezeNet's tests skip here, or false. It may not be copied into the repository. */
export const noSqueezeNet = existsSync(new URL('squeezenet1.0.onnx', shared))
  ? false
  : `${fileURLToPath(shared)} is not there`;

export function squeezeNet(): Network {
  const text = readFileSync(new URL('docs/cards/squeezenet1.0.json', repository), 'utf8');
  const card = parseCard(text, 'squeezenet1.0.json', (name) => readFileSync(new URL(name, shared), 'utf8'));
  return loadNetwork(readFileSync(new URL('squeezenet1.0.onnx', shared)), card, 'squeezenet1.0.onnx');
}

if (noSqueezeNet) console.warn(`skipped: tests on SqueezeNet, ${noSqueezeNet}`);
