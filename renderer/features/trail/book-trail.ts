import type { Casebook } from '#shared/casebook/casebook'
import { studyOf } from '#shared/casebook/versions'
import type { ChangeKind } from '#shared/change/change'
import type { SubjectKey, UserId } from '#shared/ids'
import { siteBookOf } from '#shared/review/closing'
import type { CompiledStudy } from '#shared/study/compile'
import type { Book, DataDoor } from '../../data/door'
import type { KeptCasebooks } from './kept-casebooks'
import { type Shown, holdsWord, type useSpokenTrail } from '../../review/trail/spoken'

/** What of the trail is wanted; what is empty narrows nothing. */
export interface TrailFilter {
  readonly word: string
  readonly kind: ChangeKind | ''
  readonly author: UserId | ''
  /** A participant, or the book of a site. */
  readonly subject: SubjectKey | ''
  /** Days by the clock of whoever entered it, both included. */
  readonly from: string
  readonly until: string
}

export const everything: TrailFilter = { word: '', kind: '', author: '', subject: '', from: '', until: '' }

/** Whether it narrows nothing. */
export const isEverything = (filter: TrailFilter): boolean => Object.values(filter).every((of) => of === '')

/** One line, with whose it is. */
export interface TrailLine extends Shown {
  readonly book: Book
}

/** How trails are read and told. */
export interface TrailReading {
  readonly data: DataDoor
  readonly casebooks: KeptCasebooks
  readonly study: CompiledStudy
  readonly spoken: ReturnType<typeof useSpokenTrail>
  /** What a site's own book is called. */
  readonly siteName: (book: Book) => string
}

export const isSiteBook = ({ study, site, subject }: Book): boolean => subject === siteBookOf(study, site)

/** What of one book is wanted, in order of commitment; undefined where it has not come to this device whole. */
export async function readTrail(
  { casebooks, study, spoken, siteName }: TrailReading,
  book: Book,
  filter: TrailFilter,
): Promise<{ readonly casebook: Casebook; readonly lines: readonly TrailLine[] } | undefined> {
  const casebook = await casebooks.read(book.subject)
  if (!casebook) return undefined
  const own = isSiteBook(book) ? siteName(book) : undefined
  const lines = spoken({ study: studyOf(study, casebook), casebook }, own)
    .filter((shown) => isWanted(filter, shown))
    .map((shown): TrailLine => ({ ...shown, book }))
  return { casebook, lines }
}

export function isWanted({ kind, author, from, until, word }: TrailFilter, shown: Shown): boolean {
  const { change } = shown.line.logged
  const day = change.claimedAt.slice(0, 10)
  return (
    (kind === '' || shown.line.kind === kind) &&
    (author === '' || change.author === author) &&
    (from === '' || day >= from) &&
    (until === '' || day <= until) &&
    holdsWord(shown, word)
  )
}

/** What the server does not have yet is newer than all it has. */
const receivedAt = ({ line }: Shown): string => line.logged.receipt?.committedAt ?? '~'

/** Newest first: by when the server received it, and what it has not received before that. */
function newerFirst(a: TrailLine, b: TrailLine): number {
  const [at, bt] = [receivedAt(a), receivedAt(b)]
  if (at !== bt) return at < bt ? 1 : -1
  const [as, bs] = [a, b].map(({ line }) => line.logged.receipt?.seq ?? 0)
  if (a.book.site === b.book.site && as !== bs) return (bs ?? 0) - (as ?? 0)
  return a.book.subject < b.book.subject ? -1 : a.book.subject > b.book.subject ? 1 : 0
}

/** Lines newest first, with those of one more book, which come in order of commitment. */
export const newestOf = (lines: readonly TrailLine[], own: readonly TrailLine[]): readonly TrailLine[] =>
  [...lines, ...own.toReversed()].sort(newerFirst)

/** Books that may hold something newer come first: those of which nobody knows how new, then the last one received. */
export const booksToRead = (books: readonly Book[], { subject }: TrailFilter): readonly Book[] =>
  books
    .filter((book) => subject === '' || book.subject === subject)
    .toSorted((a, b) => {
      const [at, bt] = [a.lastReceived ?? '~', b.lastReceived ?? '~']
      return at === bt ? 0 : at < bt ? 1 : -1
    })

/** Whether a book, and so every one after it, can only hold what is older than the last of so many lines. */
export function isOlder({ lastReceived }: Book, lines: readonly TrailLine[], wanted: number): boolean {
  const last = lines[wanted - 1]
  return last !== undefined && lastReceived !== undefined && receivedAt(last) > lastReceived
}
