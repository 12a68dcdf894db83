/** A colour that had to go, in the order of going. */
export interface Dropped {
  /** Of the palette. */
  readonly colour: number;
  /** Excitation of the true image with it, and without it and nothing else changed. */
  readonly before: number;
  readonly after: number;
  /** The colour that took its areas in the end, for which there had seemed to be less use. */
  readonly for?: number;
}
