import { checkCurve, checkJudge, type AppraisalRequest, type Job, type Judge } from '@inkception/core';
import { CliError } from '../cli-error.ts';
import { openNamed } from '../open-network.ts';
import { listOf, text, toNumber, type OptionsConfig, type ParsedOptions } from '../options.ts';
import type { Streams } from '../streams.ts';

/** What a run is compared with: not part of its job. */
export const appraiseOptions = {
  judge: { type: 'string', multiple: true },
  'judge-card': { type: 'string', multiple: true },
  reference: { type: 'boolean' },
  curve: { type: 'string' },
} as const satisfies OptionsConfig;

/** What the command line asks for, its judges opened. Errors: `usage`, `bad-option`, those of `openNetwork`. */
export async function appraisalOf(
  parsed: ParsedOptions,
  job: Job,
  streams: Streams,
): Promise<AppraisalRequest> {
  const curve = (text(parsed, 'curve')?.split(',') ?? []).map((count) => toNumber(count, '--curve'));
  return {
    curve: checkCurve(curve, job),
    reference: parsed.values['reference'] === true,
    judges: await judgesOf(parsed, streams),
  };
}

async function judgesOf(parsed: ParsedOptions, streams: Streams): Promise<Judge[]> {
  const [models, cards] = [listOf(parsed, 'judge'), listOf(parsed, 'judge-card')];
  if (cards.length > models.length) {
    throw new CliError(
      'usage',
      `--judge-card ${cards.at(-1)!} describes no network: give as many --judge, in the same order`,
    );
  }
  const judges: Judge[] = [];
  for (const [i, model] of models.entries())
    judges.push(checkJudge(await openNamed({ model, card: cards[i] }, parsed, streams)));
  return judges;
}
