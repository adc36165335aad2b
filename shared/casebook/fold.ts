import { type Change, type ChangeBody, type Logged, refOf } from '../change/change'
import type { ChangeRef, SubjectKey } from '../ids'
import type { Casebook, FormState } from './casebook'
import { blackOutIn } from '../redaction/agreed'
import { deriveForm, deriveOwn, standings } from './derive'
import { succeed } from './following'
import { type FormPath, type Scope, formOf } from './path'

export const emptyCasebook = (subject: SubjectKey): Casebook => ({
  subject,
  code: undefined,
  enrolled: undefined,
  forms: new Map(),
  own: { log: new Map(), queries: [] },
})

/** What a change speaks of: each of its scopes lands in the form it lies in, the rest with the participant. */
export function scopesOf(body: ChangeBody): readonly Scope[] {
  switch (body.kind) {
    case 'enrol':
    case 'dose-release':
    case 'eligibility':
    case 'request':
    case 'refuse':
    case 'randomise':
    case 'unblind':
    case 'transfer':
    case 'export':
    case 'void':
      return ['']
    case 'amend':
      return ['', ...body.forms]
    case 'value':
      return body.items.map(({ path }) => path)
    case 'status':
    case 'confirm':
    case 'review':
    case 'attach':
    case 'detach':
      return [body.form]
    case 'query':
    case 'verify':
    case 'unverify':
    case 'lock':
    case 'withdraw':
      return [body.scope]
    case 'resolve':
      return [body.path]
    case 'sign':
      return body.scopes.map(({ scope }) => scope)
    case 'release':
    case 'redaction-request':
    case 'redaction-decision':
      return body.scopes
    case 'carried':
      // Rows are kept by form, and what was carried lies where it would lie by itself.
      return scopesOf(body.change.body)
  }
}

/** The form instances a change touches; `undefined` stands for the participant itself. */
export const shardsOf = (change: Change): ReadonlySet<FormPath | undefined> =>
  new Set(scopesOf(change.body).map(formOf))

/**
 * Folds changes of one participant, in any order and however often repeated, onto a casebook. Pure: the casebook that
 * comes in is left as it was, and forms that no new change touches are the same objects in the one that comes out,
 * as are items of a form. What the server said of a change (its receipt) replaces not knowing. Cost grows with what is new.
 */
export function fold(changes: Iterable<Logged>, onto: Casebook): Casebook {
  const news = new Map<FormPath | undefined, Map<ChangeRef, Logged>>()
  for (const logged of changes) {
    const ref = refOf(logged.change)
    for (const shard of shardsOf(logged.change)) {
      const own = news.get(shard)
      const known = own?.get(ref) ?? logOf(onto, shard).get(ref)
      if (known && !tellsMore(logged, known)) continue
      if (own) own.set(ref, logged)
      else news.set(shard, new Map([[ref, logged]]))
    }
  }
  if (news.size === 0) return onto
  for (const [shard, said] of news) blackOutIn(logOf(onto, shard), said)

  const forms = new Map(onto.forms)
  let own = onto.own
  for (const [shard, said] of news) {
    if (shard === undefined) own = deriveOwn(new Map([...onto.own.log, ...said]))
    else forms.set(shard, deriveForm(shard, said, onto.forms.get(shard)))
  }
  const enrolled = own === onto.own ? onto.enrolled : enrolment(own.log)
  const code = enrolled?.change.body.kind === 'enrol' ? enrolled.change.body.code : undefined
  const next = { subject: onto.subject, code, enrolled, forms, own }
  succeed(next, onto)
  return next
}

/** What the server said of a change replaces not knowing, and one of which something is blacked out the same as it was. */
const tellsMore = (logged: Logged, known: Logged): boolean =>
  known.change.redacted === undefined && logged.change.redacted !== undefined
    ? logged.receipt !== undefined || known.receipt === undefined
    : !known.receipt && logged.receipt !== undefined

const logOf = (casebook: Casebook, shard: FormPath | undefined): ReadonlyMap<ChangeRef, Logged> =>
  (shard === undefined ? casebook.own.log : casebook.forms.get(shard)?.log) ?? new Map<ChangeRef, Logged>()

/** A participant is enrolled once; should two changes that count say so, the smaller identity stands on every device. */
function enrolment(log: ReadonlyMap<ChangeRef, Logged>): Logged | undefined {
  const standing = standings(log)
  let first: ChangeRef | undefined
  for (const [ref, { change }] of log)
    if (change.body.kind === 'enrol' && standing.get(ref) === 'counts' && (!first || ref < first)) first = ref
  return first && log.get(first)
}

/** The form instances of a casebook that stand, in path order: not withdrawn. */
export const standingForms = (casebook: Casebook): readonly FormState[] =>
  [...casebook.forms.values()]
    .filter((form) => !form.withdrawn.includes(form.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
