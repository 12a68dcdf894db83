import type { NetworkCard } from '../network/card.ts';
import type { Term } from '../objective/objective.ts';
import type { Pen } from '../palette/pen.ts';
import type { Sheet } from '../plot/drawing.ts';
import type { PlotSettings } from '../plot/plot.ts';
import type { Composition } from './composition.ts';
import type { OutputSettings } from './output-settings.ts';
import type { Settings } from '../excite/settings.ts';
import type { ShareBounds } from '../excite/share-control.ts';

/** One plain JSON record that describes a run completely: the same job gives the same bytes on the same machine. */
export interface Job {
  readonly format: typeof jobFormat;
  readonly network: NetworkReference;
  readonly objective: readonly Term[];
  /** The picture that terms of content and style are about. */
  readonly like?: LikePicture;
  readonly recipe: string;
  readonly settings: Settings;
  readonly palette: readonly JobColour[];
  /** Clear inks may be printed over each other; every pair is a colour more. */
  readonly overprint?: true;
  /** The pens of the palette are only candidates. */
  readonly choice?: PenChoice;
  /** What the network sees, px; the canvas is `settings.fineness` times as fine. */
  readonly size: { readonly width: number; readonly height: number };
  readonly sheet: Sheet;
  /** How the picture is composed; none in jobs that leave it to the network. */
  readonly composition?: Composition;
  /** What the picture must not resemble: small PNGs, base64. */
  readonly unlike?: readonly string[];
  readonly plot: PlotSettings;
  /** What is done with the drawing beyond the usual; none in jobs that ask for nothing. */
  readonly output?: Partial<OutputSettings>;
  readonly seed: number;
}

/** A picture to resemble. */
export interface LikePicture {
  /** RGB, at `size`; base64. */
  readonly png: string;
}

/** Marks a job, and which version of it. */
export const jobFormat = 'inkception-job-1';

/** Which network a job is for: the hash decides whether it is the same. */
export interface NetworkReference {
  readonly name: string;
  /** Path of the ONNX file as it was given; null: the built-in network. */
  readonly file: string | null;
  /** Of the file's bytes, hex. */
  readonly sha256: string;
  readonly input: NetworkCard['input'];
}

/** How the best of the pens are found: relax over all, drop one after the other, then run with those that stay. */
export interface PenChoice {
  /** So many stay. */
  readonly pens: number;
  /** Steps with all pens, before the first is dropped. */
  readonly relaxSteps: number;
  /** Steps after each is dropped. */
  readonly settleSteps: number;
}

/** A colour that the picture may use. The paper, where there is one, comes first. */
export type JobColour = {
  /** Of the picture; without it, what the network likes. */ readonly share?: ShareBounds;
} & (
  | { readonly kind: 'paper'; readonly name: string; readonly hex: string }
  | { readonly kind: 'learned'; readonly widthMm: number; readonly opaque?: boolean }
  | { readonly kind: 'given'; readonly pen: Pen }
);
