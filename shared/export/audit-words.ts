import type { Casebook } from '../casebook/casebook'
import type { Scope } from '../casebook/path'
import { scopesOf } from '../casebook/fold'
import type { Logged, RedactionPlace, RedactionTarget } from '../change/change'
import { type ChangeRef, StudyVersionId, type UserId } from '../ids'
import { changeIn } from '../redaction/judge'
import { wordsIn as writtenIn } from '../redaction/words-at'
import type { CompiledStudy } from '../study/compile'
import type { Language } from '../study/names'
import type { AuditLine } from './audit'
import { sayAllocation, sayConfirmed, sayDose, sayEligible, sayRefusal, sayStrata } from './clinical-act-words'
import type { Words, WrittenPart } from './words'

/** How a document or a screen calls what a line of the trail speaks of. */
export interface Naming {
  readonly words: Words
  readonly language: Language
  readonly study: CompiledStudy
  /** The whole of it, where other entries are looked up that a line refers to. */
  readonly casebook: Casebook
  readonly place: (scope: Scope) => string
  readonly person: (author: UserId) => string
  /** A moment by the clock of whoever entered it. */
  readonly moment: (claimedAt: string) => string
}

/** So many places of one entry are named, and how many more there are. */
const PLACES = 3

/**
 * What an act said, other than a value, in the words of a language: a status, a lock, a signature's meaning, a question,
 * and where it speaks of another entry, what that entry is.
 */
export function sayAct(naming: Naming, { logged }: Pick<AuditLine, 'logged'>, said: string): string {
  const { words } = naming
  const { body } = logged.change
  switch (body.kind) {
    case 'status':
      // What it was before is said by the same word.
      return said === 'in-progress' || said === 'complete' || said === 'not-done' ? words.formStatus[said] : said
    case 'lock':
      return words.closing[body.closing]
    case 'sign':
      return words.meaning[body.meaning]
    case 'query':
      return [words.queryMove[body.move], body.text].filter(Boolean).join(words.colon)
    case 'release': {
      const decision = words.reception[body.decision === 'release' ? 'released' : 'declined']
      return `${decision}${words.colon}${sayEntry(naming, body.target)}`
    }
    case 'redaction-request':
      return sayTargets(naming, body.targets)
    case 'redaction-decision': {
      const decision = body.decision === 'approve' ? words.approved : words.reception.declined
      return `${decision}${words.colon}${sayRequest(naming, body.request)}`
    }
    case 'unverify':
      return body.verifications.map((ref) => sayEntry(naming, ref)).join('; ')
    case 'amend':
      return versionName(naming, said)
    case 'attach':
      return [body.file.title, words.fileSize(body.file.bytes, body.file.blackened)].join(', ')
    case 'detach': {
      const file = changeIn(naming.casebook, body.attachment)?.change.body
      return file?.kind === 'attach' ? file.file.title : words.entryElsewhere
    }
    case 'confirm':
      return sayConfirmed(naming, body)
    case 'request':
      return sayStrata(naming, body)
    case 'refuse':
      return sayRefusal(naming, body)
    case 'randomise':
      return sayAllocation(naming, body)
    case 'eligibility':
      return sayEligible(naming, body)
    case 'dose-release':
      return sayDose(naming, body)
    case 'enrol':
    case 'value':
    case 'resolve':
    case 'verify':
    case 'export':
    case 'review':
    case 'withdraw':
    case 'transfer':
    case 'carried':
    case 'void':
      return said
    case 'unblind':
      // Who and why stand beside it; which allocation is the participant's only one.
      return ''
  }
}

/**
 * A line as the record has it, where its words leave something out: the references, hashes and places that somebody who
 * checks the log by its files looks for.
 */
export function recordedAs({ kind, to }: Pick<AuditLine, 'kind' | 'to'>): string | undefined {
  if (typeof to !== 'string') return undefined
  switch (kind) {
    case 'release':
    case 'redaction-request':
    case 'redaction-decision':
    case 'unverify':
    case 'attach':
    case 'detach':
    case 'amend':
    case 'unblind':
    case 'confirm':
    case 'request':
    case 'refuse':
    case 'randomise':
    case 'eligibility':
    case 'dose-release':
      return to
    case 'status':
    case 'lock':
    case 'sign':
    case 'query':
    case 'enrol':
    case 'value':
    case 'resolve':
    case 'verify':
    case 'export':
    case 'review':
    case 'withdraw':
    case 'transfer':
    case 'carried':
    case 'void':
      return undefined
  }
}

/** What was entered where, by whom, and when. */
function sayEntry(naming: Naming, ref: ChangeRef): string {
  const found = changeIn(naming.casebook, ref)
  if (!found) return naming.words.entryElsewhere
  const places = [...new Set(scopesOf(found.change.body).map(naming.place))]
  return [firstOf(naming, places), ...authorship(naming, found)].join(' · ')
}

function versionName({ study }: Naming, said: string): string {
  const version = StudyVersionId.safeParse(said)
  const known = version.success ? study.under(version.data) : undefined
  return known && known.id === said ? known.version.name : said
}

const authorship = ({ words, person, moment }: Naming, { change }: Logged): readonly string[] => [
  words.kind[change.body.kind],
  person(change.author),
  moment(change.claimedAt),
]

const firstOf = ({ words }: Naming, names: readonly string[]): string =>
  [...names.slice(0, PLACES), ...(names.length > PLACES ? [words.andMore(names.length - PLACES)] : [])].join('; ')

/** What of which entry is to go, and never its words. */
function sayTarget(naming: Naming, { change: ref, places }: RedactionTarget): string {
  const { words, casebook, place } = naming
  const found = changeIn(casebook, ref)
  if (!found) return words.entryElsewhere
  const parts = writtenIn(found.change).filter((written) => places.includes(written.place))
  const named = parts.map(({ place: at, scope }) => `${words.written[partAt(at)]}${words.colon}${place(scope)}`)
  return [firstOf(naming, named), ...authorship(naming, found)].join(' · ')
}

const sayTargets = (naming: Naming, targets: readonly RedactionTarget[]): string =>
  targets.map((target) => sayTarget(naming, target)).join('; ')

function sayRequest(naming: Naming, ref: ChangeRef): string {
  const found = changeIn(naming.casebook, ref)
  const body = found?.change.body
  if (!found || body?.kind !== 'redaction-request') return naming.words.entryElsewhere
  return `${authorship(naming, found).join(' · ')}; ${sayTargets(naming, body.targets)}`
}

function partAt(place: RedactionPlace): WrittenPart {
  const last = place.split('/').at(-1)
  return last === 'reason' || last === 'text' || last === 'note' || last === 'title' ? last : 'entry'
}
