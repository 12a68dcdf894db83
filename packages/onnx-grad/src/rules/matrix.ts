import type { Call } from './call.ts';
import type { Builder, Rule, Step } from './rule.ts';
import { broadcast, range } from './shapes.ts';

function gemmDims(call: Call): readonly number[] {
  if (call.rank(0) !== 2 || call.rank(1) !== 2) call.fail('bad-shape', 'two matrices were expected');
  const [rows, inner] = turned(call.dims(0), call.int('transA', 0));
  const [inner2, columns] = turned(call.dims(1), call.int('transB', 0));
  if (inner !== inner2)
    call.fail('bad-shape', `the input has ${inner} features, the weights expect ${inner2}`);
  const dims = [rows, columns];
  if (call.has(2) && broadcast([dims, call.dims(2)])?.join() !== dims.join())
    call.fail('bad-shape', 'the bias does not fit');
  return dims;
}

function turned([rows = 1, columns = 1]: readonly number[], flag: number): readonly [number, number] {
  return flag ? [columns, rows] : [rows, columns];
}

/** d(alpha A B + beta C): dA = alpha dY B^T, dB = alpha A^T dY, dC = beta dY; with the transposes undone */
function gemm(step: Step): (string | null)[] {
  const { b, call, dy } = step;
  const alpha = call.float('alpha', 1);
  const [transA, transB] = [call.int('transA', 0), call.int('transB', 0)];
  const [a, w] = [step.x(0), step.x(1)];
  const product = (x: string, y: string, tx: number, ty: number): string =>
    b.node('Gemm', [x, y], { alpha, transA: tx, transB: ty });
  const da = (): string => (transA ? product(w, dy, transB, 1) : product(dy, w, 0, 1 - transB));
  const db = (): string => (transB ? product(dy, a, 1, transA) : product(a, dy, 1 - transA, 0));
  const dc = (): string => b.node('Mul', [dy, b.scalar(dy, call.float('beta', 1))]);
  return [da, db, dc].map((gradient, i) => (step.wants(i) ? gradient() : null));
}

function matmulDims(call: Call): readonly number[] {
  const [a, w] = [call.dims(0), call.dims(1)];
  if (a.length === 0 || w.length === 0) call.fail('bad-shape', 'a scalar is no matrix');
  const left = a.length === 1 ? [1, ...a] : a;
  const right = w.length === 1 ? [...w, 1] : w;
  const batch = broadcast([left.slice(0, -2), right.slice(0, -2)]);
  if (!batch || left.at(-1) !== right.at(-2)) return call.fail('bad-shape', 'these matrices do not multiply');
  const rows = a.length === 1 ? [] : [left.at(-2)!];
  const columns = w.length === 1 ? [] : [right.at(-1)!];
  return [...batch, ...rows, ...columns];
}

/** d(A B) = dA B + A dB. Vectors are given their missing axis first; batch axes are summed by the walk. */
function matmul(step: Step): (string | null)[] {
  const { b, call } = step;
  const [a, w] = [call.dims(0), call.dims(1)];
  const left = a.length === 1 ? [1, ...a] : a;
  const right = w.length === 1 ? [...w, 1] : w;
  const batch = broadcast([left.slice(0, -2), right.slice(0, -2)]) ?? [];
  const dy = as(b, step.dy, [...batch, left.at(-2)!, right.at(-1)!]);
  const da = (): string => vector(b, b.node('MatMul', [dy, flipped(b, as(b, step.x(1), right))]), a);
  const db = (): string => vector(b, b.node('MatMul', [flipped(b, as(b, step.x(0), left)), dy]), w);
  return [da, db].map((gradient, i) => (step.wants(i) ? gradient() : null));
}

function as(b: Builder, value: string, dims: readonly number[]): string {
  return b.shape(value).join() === dims.join() ? value : b.node('Reshape', [value, b.ints(dims)]);
}

/** A vector's gradient without the axis it was given, its batch axes kept for the walk to sum. */
function vector(b: Builder, gradient: string, dims: readonly number[]): string {
  if (dims.length !== 1) return gradient;
  return as(b, gradient, [...b.shape(gradient).slice(0, -2), dims[0]!]);
}

function flipped(b: Builder, value: string): string {
  const rank = b.shape(value).length;
  const perm = [...range(rank - 2), rank - 1, rank - 2];
  return b.known(value) ? b.deferred('Transpose', [value], { perm }) : b.node('Transpose', [value], { perm });
}

export const matrixRules = {
  Gemm: { infer: (call) => call.like(gemmDims(call)), gradient: gemm },
  MatMul: { infer: (call) => call.like(matmulDims(call)), gradient: matmul },
} satisfies Record<string, Rule>;
