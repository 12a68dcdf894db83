import type { NetworkInput } from '@inkception/core';

/** A published network: where its file is, what it must be, and what its card would say. */
export interface NetworkRecord {
  readonly name: string;
  readonly description: string;
  readonly urls: readonly string[];
  readonly bytes: number;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly licence: string;
  /** null: not known; a card must be given. */
  readonly input: NetworkInput | null;
}
