import { createHash, type Hash } from 'node:crypto';
import { createReadStream, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { CliError, fileError } from '../cli-error.ts';

/** A download under way, kept on disk between tries and runs; its hash grows with it. */
export class PartialFile {
  readonly path: string;
  private readonly most: number;
  private readonly file: FileHandle;
  private hash: Hash;
  private length: number;

  private constructor(path: string, most: number, file: FileHandle, hash: Hash, length: number) {
    this.path = path;
    this.most = most;
    this.file = file;
    this.hash = hash;
    this.length = length;
  }

  /** Opens what an earlier run left, or an empty file; never longer than `most` bytes. Errors: `file`. */
  static async open(path: string, most: number): Promise<PartialFile> {
    try {
      const file = await open(path, 'a');
      const kept = statSync(path).size;
      const hash = createHash('sha256');
      if (kept <= most && kept > 0)
        for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
      const partial = new PartialFile(path, most, file, hash, kept);
      if (kept > most) await partial.restart();
      return partial;
    } catch (error) {
      throw fileError(error, 'cannot write', path);
    }
  }

  get size(): number {
    return this.length;
  }

  /** Adds bytes; those beyond `most` are not written. Errors: `download` for too many, `file` for a full disk. */
  async append(bytes: Uint8Array): Promise<void> {
    if (this.length + bytes.length > this.most)
      throw new CliError('download', `the server sends more than the ${this.most} bytes of this file`);
    try {
      await this.file.writeFile(bytes);
    } catch (error) {
      throw fileError(error, 'cannot write', this.path);
    }
    this.hash.update(bytes);
    this.length += bytes.length;
  }

  /** Starts again from nothing. */
  async restart(): Promise<void> {
    await this.file.truncate(0);
    this.hash = createHash('sha256');
    this.length = 0;
    this.forgetTag();
  }

  sha256(): string {
    return this.hash.copy().digest('hex');
  }

  /** The server's own name for the version that the bytes are of; null where it gave none. */
  tag(): string | null {
    try {
      return readFileSync(this.tagPath, 'utf8');
    } catch {
      return null;
    }
  }

  keepTag(tag: string): void {
    writeFileSync(this.tagPath, tag);
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  async remove(): Promise<void> {
    await this.restart();
    rmSync(this.path, { force: true });
  }

  forgetTag(): void {
    rmSync(this.tagPath, { force: true });
  }

  private get tagPath(): string {
    return `${this.path}.etag`;
  }
}
