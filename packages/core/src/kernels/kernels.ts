/* The module's functions. What each does, and in what layout, stands over its source in packages/core/kernels. */

/** Where an array begins in the kernels' memory, bytes; 0 is nowhere. */
export type Address = number;

/**
 * The functions by name. Lengths are in numbers, planes [rows, columns]; `stride` is from one pen's plane to the
 * next.
 */
export interface Kernels {
  sum(at: Address, length: number): number;
  norm(at: Address, length: number): number;
  exponentials(x: Address, length: number, out: Address): void;
  softmax(x: Address, pens: number, stride: number, plane: number, sharpness: number, out: Address): void;
  softmaxBackward(
    p: Address,
    pens: number,
    stride: number,
    plane: number,
    sharpness: number,
    gradient: Address,
  ): void;
  spreadPrice(
    x: Address,
    pens: number,
    stride: number,
    plane: number,
    weight: number,
    into: Address,
    scratch: Address,
  ): number;
  choose(logits: Address, pens: number, stride: number, plane: number, choice: Address): void;
  chosenGradient(choice: Address, pen: number, plane: number, gradient: Address, out: Address): void;
  colourGradient(p: Address, plane: number, gradient: Address, out: Address): void;
  mix(p: Address, pens: number, stride: number, plane: number, colours: Address, image: Address): void;
  mixBackward(
    gradient: Address,
    pens: number,
    stride: number,
    plane: number,
    colours: Address,
    weight: number,
    push: Address,
    out: Address,
  ): void;
  paintChoice(choice: Address, pens: number, plane: number, colours: Address, image: Address): void;
  boundaryPrice(
    p: Address,
    width: number,
    height: number,
    straight: number,
    slanted: number,
    weight: number,
    into: Address,
  ): number;
  add(a: Address, b: Address, length: number, out: Address): void;
  gatherRows(
    gradient: Address,
    width: number,
    rows: number,
    first: Address,
    starts: Address,
    weights: Address,
    wide: Address,
  ): void;
  lay(
    wide: Address,
    width: number,
    height: number,
    rows: Address,
    weights: Address,
    base: Address,
    out: Address,
  ): void;
  squeeze(
    wide: Address,
    rows: number,
    width: number,
    columns: number,
    first: Address,
    starts: Address,
    weights: Address,
    knots: Address,
  ): void;
  stretch(
    knots: Address,
    rows: number,
    columns: number,
    width: number,
    first: Address,
    weights: Address,
    padded: Address,
    wide: Address,
  ): void;
  interleave(image: Address, width: number, height: number, padded: Address): void;
  planar(padded: Address, width: number, height: number, image: Address): void;
  look(
    padded: Address,
    width: number,
    height: number,
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
    low: number,
    places: Address,
    view: Address,
  ): void;
  lookBack(
    view: Address,
    width: number,
    height: number,
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
    low: number,
    places: Address,
    padded: Address,
  ): void;
  adam(
    x: Address,
    gradient: Address,
    mean: Address,
    square: Address,
    length: number,
    shareOfMean: number,
    shareOfSquare: number,
    rate: number,
    epsilon: number,
  ): void;
  forgetAll(distances: Address, length: number): void;
  reach(
    points: Address,
    segments: number,
    radius: number,
    width: number,
    height: number,
    distances: Address,
    places: Address,
    quads: Address,
    room: number,
  ): number;
  layInk(
    quads: Address,
    count: number,
    distances: Address,
    places: Address,
    half: number,
    softness: number,
    shares: Address,
    pens: number,
    stride: number,
    blanks: Address,
    presence: number,
    ink: Address,
    records: Address,
  ): void;
  layInkBackward(
    quads: Address,
    count: number,
    records: Address,
    points: Address,
    segments: number,
    half: number,
    softness: number,
    shares: Address,
    pens: number,
    width: number,
    stride: number,
    gradient: Address,
    presence: number,
    ink: Address,
    overdraw: number,
    pointsGradient: Address,
    sharesGradient: Address,
    sums: Address,
  ): void;
  see(
    blanks: Address,
    pens: number,
    stride: number,
    plane: number,
    order: Address,
    inks: Address,
    paper: Address,
    image: Address,
  ): void;
  seeBackward(
    gradient: Address,
    weight: number,
    blanks: Address,
    pens: number,
    stride: number,
    plane: number,
    order: Address,
    inks: Address,
    paper: Address,
    scratch: Address,
    blanksGradient: Address,
    colours: Address,
  ): void;
}
