import type { Answer, Problem } from './problems.ts';

export function runProblems(ort: unknown, device: string, problems: readonly Problem[]): Promise<Answer[]>;
