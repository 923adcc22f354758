import { grown } from './grown.ts';

/** What is this full is not copied to save the rest. */
const mostlyFull = 0.95;

/** Bytes that grow at their end. */
export class ByteWriter {
  private bytes: Uint8Array;
  length = 0;

  /** `room`: how many bytes are expected. */
  constructor(room = 1024) {
    this.bytes = new Uint8Array(room);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.bytes = grown(this.bytes);
    this.bytes[this.length++] = value;
  }

  /** A number up to 2^32 in as many groups of seven bits as it needs. */
  varint(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.byte((rest & 127) | 128);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  append(more: Uint8Array): void {
    const end = this.length + more.length;
    if (end > this.bytes.length) this.bytes = grown(this.bytes, end);
    this.bytes.set(more, this.length);
    this.length = end;
  }

  /** What was written; nothing may be written after it. Room that was asked for and not needed is let go. */
  take(): Uint8Array {
    const { bytes, length } = this;
    return length > bytes.length * mostlyFull ? bytes.subarray(0, length) : bytes.slice(0, length);
  }
}

/** Reads numbers that {@link ByteWriter.varint} wrote. */
export class ByteReader {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }
}
