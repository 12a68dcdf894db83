/** Something that leaves a colour on paper, as wide as its line. */
export interface Pen {
  /** What a person calls it: "black", "STABILO 68/40". */
  readonly name: string;
  /** Its ink on white paper, `#rrggbb`. */
  readonly hex: string;
  /** Width of the line it draws, mm. */
  readonly widthMm: number;
  /** Opaque inks (gel, paint) cover what is below them; others multiply with it. */
  readonly opaque?: boolean;
  readonly brand?: string;
  readonly line?: string;
  readonly code?: string;
  /** Where the hex value comes from: "measured", "approximate", a link. */
  readonly source?: string;
}

/** The sheet itself is the free pen: its colour is in the picture, but nothing is drawn for it. */
export interface Paper {
  readonly name: string;
  readonly hex: string;
}

/** Colours of a true image in the order of its indices; at most one of them is the paper. */
export type PaletteEntry =
  | { readonly kind: 'pen'; readonly pen: Pen }
  | { readonly kind: 'paper'; readonly paper: Paper }
  /** Both of two pens, by their indices, over each other. */
  | { readonly kind: 'overprint'; readonly of: readonly [number, number] };
