import type { StreamedSource } from '#shared/export/streamed'

/** How far the making of an export is. */
export interface Progress {
  /** Entries of the log that were read. */
  readonly read: number
  /** Participants that were made, of so many; undefined while the log is read. */
  readonly made: number
  readonly of?: number
  /** Rows of tables and bytes of files that were written. */
  readonly rows: number
  readonly bytes: number
}

export type Tell = (progress: Progress) => void

/** Counts what goes by while an export is made, and tells whoever wants to hear it. */
export class Telling {
  #now: Progress = { read: 0, made: 0, rows: 0, bytes: 0 }

  constructor(private readonly tell: Tell | undefined) {}

  read(): void {
    this.says({ read: this.#now.read + 1 })
  }

  wrote(bytes: number, rows = 0): void {
    this.says({ bytes: this.#now.bytes + bytes, rows: this.#now.rows + rows })
  }

  /** The same source, of so many participants, each counted as it goes by. */
  of(source: StreamedSource, of: number): StreamedSource {
    this.says({ of })
    const told: StreamedSource = { ...source, subjects: () => this.counted(source.subjects()) }
    return source.made ? { ...told, made: (order) => this.counted(source.made?.(order) ?? []) } : told
  }

  private async *counted<T>(all: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
    let made = 0
    for await (const one of all) {
      yield one
      this.says({ made: ++made })
    }
  }

  private says(news: Partial<Progress>): void {
    if (!this.tell) return
    this.#now = { ...this.#now, ...news }
    this.tell(this.#now)
  }
}
