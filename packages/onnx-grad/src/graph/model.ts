import { OnnxGradError } from '../error.ts';
import { decodeModel } from '../file/decode.ts';
import { encodeModel } from '../file/encode.ts';
import type { ExternalFiles } from '../file/external.ts';
import type { Node } from '../file/model.ts';
import { dialect, normaliseOpset } from '../file/opset.ts';
import { dropDead } from './cut.ts';
import { checkStructure } from './check.ts';
import { freshName } from '../file/names.ts';
import { nodeLabel, typeOf, type Graph } from './graph.ts';

export interface ReadOptions {
  /** Names the file in messages. */
  readonly source?: string;
  /** Weights kept in files beside the model; asked with paths that stay in the model's folder, once for each tensor. */
  readonly external?: ExternalFiles;
}

/**
 * Reads an .onnx file, as files and fetch give it (opsets 7 to 22; brought to 17; half-precision weights become float32). Errors: `not-onnx`, `truncated`, `external-data`, `unsupported-opset`,
 * `unsupported-type`, `unsupported-attribute`, `bad-tensor`, `bad-graph`.
 */
export function readModel(file: Uint8Array | ArrayBuffer, options: ReadOptions = {}): Graph {
  const source = options.source ?? 'model';
  const bytes = ArrayBuffer.isView(file) ? file : new Uint8Array(file);
  return naming(source, () => {
    const { nodes, inputs, outputs, constants } = normaliseOpset(decodeModel(bytes, options.external));
    const types = new Map(inputs.map(({ name, type }) => [name, type]));
    const graph = {
      source,
      opset: dialect,
      inputs: inputs.map(({ name }) => name),
      outputs,
      nodes,
      constants,
      types,
    };
    checkStructure(graph);
    return graph;
  });
}

/** Adds the file's name to an error's message. */
function naming<T>(source: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OnnxGradError) || error.message.startsWith(source)) throw error;
    throw new OnnxGradError(error.code, `${source}: ${describe(error)}`, { cause: error });
  }
}

function describe({ code, message }: OnnxGradError): string {
  if (code === 'not-onnx') return `this is not an ONNX file: ${message}`;
  return code === 'truncated' ? `the file is cut short: ${message}; fetch it again` : message;
}

/** The bytes of an .onnx file, opset 17. Errors: `unsupported-op` while an `If` waits for its shapes. */
export function writeModel(graph: Graph): Uint8Array {
  const open = graph.nodes.find((node) => node.op === 'If');
  if (open)
    throw new OnnxGradError(
      'unsupported-op',
      `${graph.source}: ${nodeLabel(open)} cannot be written; call withInputShape first, which takes its branch`,
    );
  const live = dropDead(nameOutputs(graph));
  return encodeModel(
    {
      name: graph.source || 'graph',
      nodes: live.nodes,
      constants: live.constants,
      inputs: live.inputs.map((name) => ({ name, type: typeOf(graph, name) })),
      outputs: live.outputs.map((name) => ({ name, type: typeOf(graph, name) })),
    },
    graph.opset,
  );
}

/** ONNX wants a node behind each output: a constant that is one is renamed, and an Identity gives it its name back. */
function nameOutputs(graph: Graph): Graph {
  const constants = new Map(graph.constants);
  const bare = [...new Set(graph.outputs)].filter((name) => constants.has(name));
  const nodes = bare.map((name): Node => {
    const stored = freshName(`${name}_value`, (n) => constants.has(n) || graph.types.has(n));
    constants.set(stored, constants.get(name)!);
    constants.delete(name);
    return { name: '', op: 'Identity', domain: '', inputs: [stored], outputs: [name], attributes: {} };
  });
  return { ...graph, nodes: [...nodes, ...graph.nodes], constants };
}
