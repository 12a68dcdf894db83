/**
 * Where the network is, in Node a `file:` address and in a browser whatever the bundler makes of it: an ONNX
 * file, matrices in half precision, opset 13; input `image` [N, 3, H, W], RGB in [0, 1]; output `logits` [N, 300].
 */
export const weightsUrl = new URL('../weights/pictograms.onnx', import.meta.url);

/** Where its network card is: JSON with the input's format, 300 labels, their synonyms and groups, the hash. */
export const cardUrl = new URL('../card.json', import.meta.url);
