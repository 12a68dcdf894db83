/** How strongly the picture starts out as paper. */
export interface PaperSettings {
  /** Added to the paper's logits everywhere. */
  readonly bias: number;
  /** Added towards the border: `vignette` times how far a pixel lies beyond `vignetteFrom`. */
  readonly vignette: number;
  /** Where the vignette begins, as a share of the way from the middle to the middle of a side. */
  readonly vignetteFrom: number;
}

// Corners of the vignette are those of a rounded square: the larger of the circle and of 1.18 times the square.
const squareness = 1.18;

/** What is added to the paper's logits [height, width]. */
export function paperBias(width: number, height: number, settings: PaperSettings): Float32Array {
  const { bias, vignette, vignetteFrom } = settings;
  const out = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const v = Math.abs((2 * y + 1) / height - 1);
    for (let x = 0; x < width; x++, i++) {
      const u = Math.abs((2 * x + 1) / width - 1);
      const distance = Math.max(Math.hypot(u, v), squareness * u, squareness * v);
      out[i] = bias + vignette * Math.max(0, distance - vignetteFrom);
    }
  }
  return out;
}
