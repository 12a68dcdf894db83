export {
  mapOf,
  noPrices,
  paint,
  plainMoment,
  type Canvas,
  type Moment,
  type Parameter,
  type Prices,
  type TrueImage,
  type TrueStroke,
  type TrueStrokes,
  type Truth,
} from './canvas/canvas.ts';
export { maskBias, shapeNames, type Mask, type ShapeMask, type ShapeName } from './canvas/mask.ts';
export { leadCanvas, type Lead } from './canvas/lead.ts';
export type { Symmetry } from './canvas/symmetry.ts';
export { tileCanvas, tileMargin } from './canvas/tile.ts';
export type { ColourSpec } from './canvas/colour-spec.ts';
export { freeCanvas } from './canvas/free.ts';
export type { PixelForm, PixelSettings } from './canvas/pixels/model.ts';
export { pixelCanvas } from './canvas/pixels/pixels.ts';
export { openPage, type Inks, type Lines, type Page } from './canvas/strokes/page.ts';
export {
  flatten,
  flattenBackward,
  splineBasis,
  type SplineBasis,
  type StrokeForm,
} from './canvas/strokes/spline.ts';
export { beginnings, type Beginning, type StrokePen, type StrokeSettings } from './canvas/strokes/model.ts';
export type { StartStroke, StrokesStart, StrokeStart } from './canvas/strokes/begin-as.ts';
export { arcStroke, bezierStroke, strokeThrough, type Arc } from './canvas/strokes/shapes.ts';
export { strokeCanvas, type StrokeDemands } from './canvas/strokes/strokes.ts';
export {
  channelsFormat,
  makeChannelsJob,
  type ChannelsJob,
  type ChannelsRequest,
  type SheetColours,
} from './channels/channels-job.ts';
export {
  exciteChannels,
  type ChannelsEvent,
  type ChannelsOptions,
  type Tile,
} from './channels/excite-channels.ts';
export { composeSheet, layOut, type SheetLayout } from './sheets/sheet.ts';
export { InkceptionError, type ErrorCode } from './error.ts';
export {
  excite,
  type Excited,
  type ExciteOptions,
  type ExciteState,
  type Picture,
  type StepEvent,
} from './excite/excite.ts';
export { mergeSettings } from './excite/merge-settings.ts';
export { recipes } from './excite/recipes.ts';
export { scorePlainly, type Scored, type Scorer } from './excite/score.ts';
export type { Settings } from './excite/settings.ts';
export * from './export/compare.ts';
export { gcodeTemplates, parseGcodeTemplate, type GcodeTemplate } from './export/gcode-template.ts';
export { proveGcode, readGcode } from './export/gcode-reader.ts';
export { writeGcode } from './export/gcode.ts';
export { proveHpgl, readHpgl } from './export/hpgl-reader.ts';
export { writeHpgl } from './export/hpgl.ts';
export { parseLayerCodes, type LayerCodes } from './export/layer-codes.ts';
export * from './export/png-reader.ts';
export * from './export/png.ts';
export * from './export/preview.ts';
export * from './export/rgb-png-reader.ts';
export * from './export/svg-reader.ts';
export * from './export/truth-png.ts';
export * from './export/svg.ts';
export { blankImage, type IndexMap, type RgbImage } from './image.ts';
export { drawableKind } from './import/drawable-kind.ts';
export { mapPalette, type MapPens } from './import/map-palette.ts';
export { quantise, quantiseTo, type Quantised } from './import/quantise.ts';
export { readSvgOutlines, type Outlines } from './import/svg-outlines.ts';
export { readSvgDrawing, type SvgDrawingOptions } from './import/svg-drawing.ts';
export { nearestNames } from './nearest-names.ts';
export { findClass, parseCard, type ClassMatch, type NetworkCard } from './network/card.ts';
export type { NetworkInput } from './network/network-input.ts';
export { openEvaluator, type Evaluation, type Evaluator, type OpenedEvaluator } from './network/evaluator.ts';
export { cutNetwork, findLayerName, listLayers, type NamedLayer } from './network/layers.ts';
export { openAnswerer, type Answerer } from './network/answer.ts';
export { logitsOf } from './network/logits.ts';
export { atSize, loadNetwork, type Network } from './network/network.ts';
export type { Attempt as DeviceAttempt, DeviceName, DeviceReport, Runtime } from './network/runtime.ts';
export { attachObjective, unitsOf } from './objective/attach.ts';
export {
  describe,
  describeAll,
  excitation,
  type ChannelTerm,
  type ClassTerm,
  type NeuronTerm,
  type Term,
} from './objective/objective.ts';
export { openAdam, type Adam, type AdamSettings, type AdamState } from './optimise/adam.ts';
export { constant, scheduled, type Schedule } from './optimise/schedule.ts';
export * from './palette/colour-name.ts';
export * from './palette/colour.ts';
export { commonPens } from './palette/common-pens.ts';
export * from './palette/palette-option.ts';
export { penNotes } from './palette/pen-notes.ts';
export { commonPapers } from './palette/paper-colour.ts';
export type { PaletteEntry, Paper, Pen } from './palette/pen.ts';
export { parsePens } from './palette/pens-file.ts';
export { measureCoverage, type Coverage } from './plot/ink/coverage.ts';
export type { Drawing, Path, PenLayer, Sheet } from './plot/drawing.ts';
export { findComponents } from './plot/regions/components.ts';
export * from './plot/budget.ts';
export * from './plot/machine/machine-time.ts';
export * from './plot/machine/machines.ts';
export * from './plot/order/order-drawing.ts';
export { inkLoad, type InkLoad } from './plot/ink/ink-load.ts';
export { parseOffsets, type PenOffset } from './plot/finish/pen-offset.ts';
export * from './plot/order/order-quality.ts';
export * from './plot/plot.ts';
export { fillNormal, resumeRandom, seededRandom, type Random, type RandomState } from './random.ts';
export {
  appraise,
  noAppraisal,
  type Appraisal,
  type AppraisalEvent,
  type AppraisalOptions,
  type AppraisalRequest,
} from './run/appraise/appraise.ts';
export { checkCurve, runCurve, type CurvePoint } from './run/appraise/curve.ts';
export {
  askJudge,
  checkJudge,
  type Judge,
  type Seen,
  type SeenClass,
  type Verdict,
} from './run/appraise/judge.ts';
export { runReference, type Reference } from './run/appraise/reference.ts';
export type { Composition, LinesStart, PngMask, PngStart } from './run/composition.ts';
export type { CompositionRequest } from './run/composition-request.ts';
export { checkLayout, layOnSheet, usualLayout, type LaidOut, type Layout } from './run/layout.ts';
export { drawTruth, type Drawn } from './run/draw-truth.ts';
export {
  classesFormat,
  classesIn,
  exciteClasses,
  makeClassesJob,
  type ClassesJob,
  type ClassesOptions,
  type ClassesRequest,
} from './run/excite-classes.ts';
export { checkPlottable } from './run/check-plottable.ts';
export { exportRun } from './run/export-run.ts';
export { exportUnplotted } from './run/picture-files.ts';
export { UnplottedError } from './run/unplotted.ts';
export { exportPlot, type PlotReport } from './run/export-plot.ts';
export { jobFormat, type Job, type JobColour, type NetworkReference } from './run/job.ts';
export { makeJob, type JobRequest } from './run/make-job.ts';
export type { LikeRequest } from './run/like.ts';
export { makeObjective, type Target, type WeightedTarget } from './run/make-objective.ts';
export type { Accent, PaletteRequest } from './run/job-palette.ts';
export { makePlotJob, type PlotRequest } from './run/make-plot-job.ts';
export {
  completeOutput,
  extraFormats,
  type ExtraFormat,
  type OutputSettings,
} from './run/output-settings.ts';
export { paperSizeMm } from './run/paper-size.ts';
export { parseJob } from './run/parse-job.ts';
export { parsePlotJob } from './run/parse-plot-job.ts';
export { differingNeighbours } from './run/differing-neighbours.ts';
export { reportRun, type Report } from './run/report.ts';
export { runJob, type RunEvent, type RunOptions, type RunResult } from './run/run-job.ts';
export type { PlotJob } from './run/plot-job.ts';
export { runPlot, type PlotResult } from './run/run-plot.ts';
export { decodeState, encodeState, type Attempt, type RunState, type TriedSeed } from './run/run-state.ts';
export { styles, type Style } from './run/styles.ts';
export { sheetFor } from './run/sheet-for.ts';
export { exportSwatch } from './run/export-swatch.ts';
export { fitPens, type FittedPen } from './swatch/fit-pens.ts';
export { variationOf } from './run/variation.ts';
export { version } from './version.ts';
export { fitWithin, resize } from './view/resize.ts';
export {
  drawView,
  gradientNorm,
  lookBack,
  lookThrough,
  openLens,
  type Lens,
  type ViewSettings,
} from './view/views.ts';
