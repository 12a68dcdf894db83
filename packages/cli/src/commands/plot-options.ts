import {
  extraFormats,
  gcodeTemplates,
  parseGcodeTemplate,
  parseLayerCodes,
  parseOffsets,
  type ExtraFormat,
  type GcodeTemplate,
  type MachineName,
  type OutputSettings,
  type PlotSettings,
} from '@inkception/core';
import { CliError } from '../cli-error.ts';
import { readInput } from '../input-file.ts';
import {
  defined,
  number,
  text,
  toNumber,
  type OptionsConfig,
  type ParsedOptions,
  string,
} from '../options.ts';

/** What is done with the layers, and which files come out. */
export const outputOptions = {
  budget: string,
  machine: string,
  order: string,
  offset: string,
  registration: { type: 'boolean' },
  formats: string,
  'axidraw-codes': string,
  'gcode-template': string,
  'ink-limit': string,
} as const satisfies OptionsConfig;

/** Options of every command that plots areas: how they are filled, too. */
export const plotOptions = {
  fill: string,
  pitch: string,
  angle: string,
  trap: string,
  gap: string,
  'no-outline': { type: 'boolean' },
  ...outputOptions,
} as const satisfies OptionsConfig;

/** How areas become strokes, as far as it was said. Errors: `usage`; a wrong value is found where it is used. */
export function plotSettingsOf(parsed: ParsedOptions): Partial<PlotSettings> {
  const angles = text(parsed, 'angle')
    ?.split(',')
    .map((angle) => toNumber(angle, '--angle'));
  return defined({
    fill: fillOf(text(parsed, 'fill')),
    overlapMm: overlapOf(number(parsed, 'trap'), number(parsed, 'gap')),
    hatchPitch: number(parsed, 'pitch'),
    hatchAnglesDegrees: angles,
    outline: parsed.values['no-outline'] === true ? false : undefined,
  });
}

/** One fill for all colours, or a list of fills; what is none is found where it is used. */
function fillOf(list: string | undefined): PlotSettings['fill'] | undefined {
  if (list === undefined) return undefined;
  const names = list.split(',').map((name) => name.trim());
  return (names.length === 1 ? names[0] : names) as PlotSettings['fill'];
}

function overlapOf(trap: number | undefined, gap: number | undefined): number | undefined {
  if (trap !== undefined && gap !== undefined) throw new CliError('usage', 'give --trap or --gap, not both');
  const least = Math.min(trap ?? 0, gap ?? 0);
  if (least < 0) throw new CliError('usage', `--trap and --gap are lengths in mm, not ${least}`);
  return gap === undefined ? trap : -gap;
}

/** What is done with a drawing, as far as it was said. Errors: `usage`, `file`, `bad-option`. */
export function outputSettingsOf(parsed: ParsedOptions): Partial<OutputSettings> {
  const [offset, codes, budget] = [
    text(parsed, 'offset'),
    text(parsed, 'axidraw-codes'),
    text(parsed, 'budget'),
  ];
  const formats = formatsOf(text(parsed, 'formats'));
  const gcode = templateOf(text(parsed, 'gcode-template'));
  if (gcode !== undefined && formats?.includes('gcode') !== true)
    throw new CliError(
      'usage',
      '--gcode-template is for a file that is not asked for: give --formats gcode, too',
    );
  return defined({
    machine: text(parsed, 'machine') as MachineName | undefined,
    budgetSeconds: budget === undefined ? undefined : secondsOf(budget),
    order: text(parsed, 'order')
      ?.split(',')
      .map((pen) => pen.trim()),
    offsets: offset === undefined ? undefined : parseOffsets(offset),
    registration: parsed.values['registration'] === true ? true : undefined,
    formats,
    codes: codes === undefined ? undefined : parseLayerCodes(codes),
    gcode,
    inkLimit: number(parsed, 'ink-limit'),
  });
}

/** "60min", "1h30", "90s"; a bare number is minutes. */
function secondsOf(budget: string): number {
  const time = budget.trim().replace(/^(?:\d+h)?\d+(?:\.\d+)?$/, '$&m');
  const match = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)(?:m|min))?(?:(\d+(?:\.\d+)?)s)?$/.exec(time);
  const [hours, minutes, seconds] = [1, 2, 3].map((i) => Number(match?.[i] ?? 0)) as [number, number, number];
  const total = 3600 * hours + 60 * minutes + seconds;
  if (match && total > 0) return total;
  throw new CliError('usage', `--budget is "${budget}", expected a time, such as 60min, 1h30 or 90s`);
}

function formatsOf(list: string | undefined): ExtraFormat[] | undefined {
  if (list === undefined) return undefined;
  const names = list.split(',').map((name) => name.trim());
  const wanted = names.includes('all') ? extraFormats : names;
  // These two are always written.
  return [...new Set(wanted)].filter((name) => name !== 'svg' && name !== 'preview') as ExtraFormat[];
}

function templateOf(template: string | undefined): GcodeTemplate | undefined {
  if (template === undefined) return undefined;
  if (Object.hasOwn(gcodeTemplates, template)) return gcodeTemplates[template];
  const bytes = readInput(
    template,
    `--gcode-template is neither ${Object.keys(gcodeTemplates).join(' nor ')} nor a file that can be read,`,
  );
  return parseGcodeTemplate(new TextDecoder().decode(bytes), template);
}
