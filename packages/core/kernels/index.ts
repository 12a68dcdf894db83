/** Kernels with vector instructions (v128) over float32 numbers in one memory; addresses are in bytes. */
export { norm, sum } from './lanes';
export { exponentials } from './exp';
export { softmax, softmaxBackward, spreadPrice } from './softmax';
export { choose, chosenGradient, colourGradient, mix, mixBackward, paintChoice } from './colours';
export { boundaryPrice } from './boundary';
export { add, gatherRows, lay, squeeze, stretch } from './spline';
export { interleave, look, lookBack, planar } from './warp';
export { adam } from './adam';
export { forgetAll, layInk, layInkBackward, reach } from './strokes';
export { see, seeBackward } from './inks';
