import { readThrough } from '#shared/change/carried'
import { deidentified } from '#shared/export/deidentified'
import type { MakeOrder } from '#shared/export/making'
import { type ExportSubject, standingAt } from '#shared/export/source'
import { type StreamedSource, Surroundings, type SurroundingIds } from '#shared/export/streamed'
import type { UserId } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import type { StudyVersion } from '#shared/study/definition'
import { joinVersions } from '#shared/study/family'
import { type SpoolPlace, SpoolReader, type Spooled } from './spool'

/** Everything that participants of an export are read from, as plain data. */
export interface SourcePlace extends Pick<
  StreamedSource,
  'asOf' | 'exporter' | 'app' | 'language' | 'ctcaeTable' | 'eq5dSets'
> {
  /** Versions of the study, the one in front first. */
  readonly documents: readonly [StudyVersion, ...StudyVersion[]]
  readonly surroundings: SurroundingIds
  readonly people: readonly (readonly [UserId, string])[]
  /** Where nobody may be named: what codes and days follow from. */
  readonly secret: Uint8Array | undefined
  readonly spool: SpoolPlace
}

/** What a thread is begun with. */
export interface MakingPlace extends SourcePlace {
  readonly order: Omit<MakeOrder, 'fonts'>
}

/** One participant that is to be made: where the changes lie, theirs and those of the book of their site. */
export interface MakingJob {
  readonly own: Spooled
  readonly siteName: string
  readonly siteBook: Spooled | undefined
}

/** A source that reads participants from where they lie, a job at a time. */
export class PlacedSource {
  readonly #reader: SpoolReader
  readonly #whole: StreamedSource
  #book: ExportSubject['siteBook']

  constructor(private readonly place: SourcePlace) {
    const { documents, surroundings, people, asOf, exporter, app, language, ctcaeTable, eq5dSets } = place
    const [first, ...others] = documents.map(compileStudy)
    if (!first) throw new Error('a study without a version')
    const study = joinVersions(first, others)
    this.#reader = new SpoolReader(place.spool)
    this.#whole = {
      ...{ study, asOf, exporter, app, language },
      ...(ctcaeTable !== undefined && { ctcaeTable }),
      ...(eq5dSets && { eq5dSets }),
      ...Surroundings.of(surroundings).in(study),
      people: new Map(people),
      subjects: () => [],
    }
  }

  /** Nobody is named in it where that was asked for. */
  get source(): StreamedSource {
    return this.named(this.#whole)
  }

  async subject({ own, siteName, siteBook }: MakingJob): Promise<ExportSubject> {
    if (siteBook?.subject !== this.#book?.subject) this.#book = siteBook && this.casebook(siteBook)
    const read = { site: own.site, siteName, casebook: this.casebook(own), siteBook: this.#book }
    for await (const one of this.named({ ...this.#whole, subjects: () => [read] }).subjects()) return one
    return read
  }

  private named(source: StreamedSource): StreamedSource {
    return this.place.secret ? deidentified(source, this.place.secret) : source
  }

  private casebook(own: Spooled) {
    return standingAt(own.subject, readThrough([...this.#reader.rows(own)]), this.place.asOf)
  }
}
