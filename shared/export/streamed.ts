import { streamParts, type SiteId, type StudyVersionId, type UserId } from '../ids'
import type { CompiledStudy } from '../study/compile'
import type { FileThatGoes } from './attached-files'
import type { MadeSubject } from './made'
import type { MakeOrder } from './making'
import { type ExportHead, type ExportSource, type ExportSubject, logOf } from './source'

/**
 * What an export is made from when not all casebooks fit in memory at once: what has to be known before the first of
 * them is written, and the casebooks one after the other, as often as they are asked for.
 */
export interface StreamedSource extends ExportHead {
  readonly sites: readonly { readonly id: SiteId; readonly name: string }[]
  /** Everyone who wrote something, sorted. */
  readonly authors: readonly UserId[]
  /** Every version that something was written under, the one in front first. */
  readonly versions: readonly CompiledStudy[]
  subjects(): AsyncIterable<ExportSubject> | Iterable<ExportSubject>
  /** What becomes of them, where that is made elsewhere; in their order. */
  made?(order: MakeOrder): AsyncIterable<MadeSubject>
  /** What a file that was added to a form holds, proved by its hash; undefined where that cannot be had now. */
  content?(file: FileThatGoes): Promise<Uint8Array | undefined>
}

/** What is gathered of surroundings, as plain data. */
export interface SurroundingIds {
  readonly sites: readonly (readonly [SiteId, string])[]
  readonly authors: readonly UserId[]
  readonly versions: readonly StudyVersionId[]
}

/** Gathers what a file says before its casebooks. */
export class Surroundings {
  readonly #sites = new Map<SiteId, string>()
  readonly #authors = new Set<UserId>()
  readonly #versions = new Set<StudyVersionId>()

  site(id: SiteId, name: string): void {
    this.#sites.set(id, name)
  }

  /** A site that something was carried from: called by its code, unless its name is known. */
  cameFrom(id: SiteId): void {
    if (!this.#sites.has(id)) this.#sites.set(id, id)
  }

  wrote(author: UserId, version: StudyVersionId): void {
    this.#authors.add(author)
    this.#versions.add(version)
  }

  /** Every version that something was written under. */
  get versions(): readonly StudyVersionId[] {
    return [...this.#versions].sort()
  }

  get ids(): SurroundingIds {
    return { sites: [...this.#sites], authors: [...this.#authors], versions: this.versions }
  }

  static of({ sites, authors, versions }: SurroundingIds): Surroundings {
    const made = new Surroundings()
    for (const [id, name] of sites) made.#sites.set(id, name)
    for (const author of authors) made.#authors.add(author)
    for (const version of versions) made.#versions.add(version)
    return made
  }

  in(study: CompiledStudy): Pick<StreamedSource, 'sites' | 'authors' | 'versions'> {
    const ids = [study.id, ...this.versions]
    return {
      sites: [...this.#sites].map(([id, name]) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      authors: [...this.#authors].sort(),
      versions: [...new Set(ids.map((id) => study.under(id)))],
    }
  }
}

/** The same of casebooks that are all in memory. */
export function streamed(source: ExportSource): StreamedSource {
  const surroundings = new Surroundings()
  for (const { site, siteName, casebook } of source.subjects) {
    surroundings.site(site, siteName)
    for (const { change } of logOf(casebook)) {
      const { site: from } = streamParts(change.stream)
      if (from !== site) surroundings.site(from, from)
      surroundings.wrote(change.author, change.version)
    }
  }
  return { ...source, ...surroundings.in(source.study), subjects: () => source.subjects }
}
