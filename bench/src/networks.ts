import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadNetwork, parseCard, type Network } from '@inkception/core';
import { cardUrl, weightsUrl } from '@inkception/pictograms';

const shared = new URL('../../../shared/models/', import.meta.url);

export function builtIn(): Network {
  return loadNetwork(
    readFileSync(weightsUrl),
    parseCard(readFileSync(cardUrl, 'utf8'), 'pictograms'),
    'pictograms',
  );
}

/** The real pretrained network of the bench, or null with the reason printed. */
export function squeezeNet(): Network | null {
  const file = fileURLToPath(new URL('squeezenet1.0.onnx', shared));
  if (!existsSync(file)) {
    console.log(`skipped: ${file} is not there (the network is not part of the repository)`);
    return null;
  }
  const cardText = readFileSync(new URL('../../docs/cards/squeezenet1.0.json', import.meta.url), 'utf8');
  const card = parseCard(cardText, 'squeezenet1.0.json', () =>
    readFileSync(new URL('imagenet_labels.txt', shared), 'utf8'),
  );
  return loadNetwork(readFileSync(file), card, 'squeezenet1.0.onnx');
}
