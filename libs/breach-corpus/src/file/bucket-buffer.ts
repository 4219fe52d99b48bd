import { writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

import { CHECKSUM_BYTES } from '../format/layout.js';

const BUFFER_BYTES = 4 * 1024 * 1024;

/** Collects buckets, closes each with its checksum, and writes them to disk in large pieces. */
export class BucketBuffer {
  bytes = Buffer.from(new ArrayBuffer(BUFFER_BYTES));
  words = new Uint32Array(this.bytes.buffer);
  halves = new Uint16Array(this.bytes.buffer);
  /** Where the next record goes. */
  end = 0;
  /** Where the records of the open bucket begin. */
  begin = 0;

  /** @param position of the first byte of the buffer in the file. */
  constructor(
    private readonly file: number,
    private position: number,
  ) {}

  /** Makes sure that a record and a checksum fit. */
  makeRoom(bytes: number): void {
    if (this.end + bytes + CHECKSUM_BYTES <= this.bytes.length) return;
    this.write(this.begin);
    if (this.end + bytes + CHECKSUM_BYTES > this.bytes.length) this.#grow();
  }

  close(bucket: number): number {
    const checksum = crc32(this.bytes.subarray(this.begin, this.end), bucket);
    this.makeRoom(0);
    this.bytes.writeUInt32LE(checksum, this.end);
    this.end += CHECKSUM_BYTES;
    this.begin = this.end;
    return checksum;
  }

  /** Everything so far is on its way to the disk; the open bucket stays at hand as well. */
  save(): { readonly position: number; readonly open: number } {
    this.write(this.begin);
    writeFully(this.file, this.bytes.subarray(0, this.end), this.position);
    return { position: this.position, open: this.end };
  }

  /** Puts the records of the bucket that was open back where they were. */
  restore(open: Buffer): void {
    while (this.bytes.length < open.length + CHECKSUM_BYTES) this.#grow();
    open.copy(this.bytes);
    this.end = open.length;
  }

  private write(until: number): void {
    writeFully(this.file, this.bytes.subarray(0, until), this.position);
    this.bytes.copyWithin(0, until, this.end);
    this.position += until;
    this.end -= until;
    this.begin -= until;
  }

  #grow(): void {
    const larger = Buffer.from(new ArrayBuffer(this.bytes.length * 2));
    this.bytes.copy(larger);
    this.bytes = larger;
    this.words = new Uint32Array(larger.buffer);
    this.halves = new Uint16Array(larger.buffer);
  }
}

export function writeFully(file: number, bytes: Buffer, position: number): void {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}
