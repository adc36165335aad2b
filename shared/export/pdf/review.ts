import { isAsked } from '../../casebook/queries'
import type { FormState, QueryState } from '../../casebook/casebook'
import { type Finding, findingsOf } from '../../casebook/findings'
import { formOid } from '../../casebook/path'
import { holdsSomething } from '../../casebook/holds-something'
import { verificationsOf } from '../../casebook/verified'
import { type Logged, refOf } from '../../change/change'
import { waited } from '../../review/covering'
import { textIn } from '../../study/definition'
import { nameOfAttached } from '../attached-files'
import { codeOf, nameOf } from '../source'
import { showStamp } from '../stamp'
import type { Page } from './casebook'
import type { Words } from './paper'
import { by, placeName } from './says'

/** What people said about a form: its findings, the files they added, its queries, who verified and accepted it, who signed it. */
export function writeReview(page: Page, state: FormState, withdrawn: boolean): void {
  writeFindings(page, state)
  writeAttached(page, state, withdrawn)
  writeQueries(page, state)
  writeChecked(page, state)
  writeSignatures(page, state, withdrawn)
}

function writeHead({ paper }: Page, title: string): void {
  paper.space(6)
  paper.need(40)
  paper.heading(4, { text: title, face: 'bold', ink: 'quiet' })
  paper.space(3)
}

const writeSaid = ({ paper }: Page, about: readonly Words[], said: readonly Words[]): void =>
  paper.row(
    [
      { share: 42, words: about, heads: 'Row' },
      { share: 58, words: said },
    ],
    { ruled: true },
  )

/** What did not fit, and who said that the source says so. What is only not entered yet shows itself. */
function writeFindings(page: Page, { path }: FormState): void {
  const { source, subject, words } = page
  const findings = findingsOf(source.study, subject.casebook, path, source.asOf.slice(0, 10)).filter(
    ({ check }) => !check.startsWith('REQUIRED'),
  )
  if (findings.length === 0) return
  writeHead(page, words.findings)
  for (const finding of findings)
    writeSaid(
      page,
      [{ text: about(page, finding) }, standing(page, finding)],
      [{ text: textIn(finding.message, source.language) }, ...confirmed(page, finding)],
    )
}

const about = (page: Page, { items }: Finding): string =>
  [...new Set(items.map((item) => placeName(page, item)))].join(', ')

const standing = ({ words }: Page, { confirmation }: Finding): Words =>
  confirmation
    ? { text: words.findingConfirmed, ink: 'quiet', face: 'bold' }
    : { text: words.findingOpen, ink: 'amber', face: 'bold' }

const confirmed = (page: Page, { confirmation }: Finding): readonly Words[] =>
  confirmation ? [{ text: confirmation.reason }, { text: by(page, confirmation.logged), ink: 'quiet', size: 7.5 }] : []

/** Files that were added: what each shows, where it lies beside this document, and by what it is known to be that file. */
function writeAttached(page: Page, { attachments }: FormState, withdrawn: boolean): void {
  const { subject, words } = page
  if (attachments.length === 0) return
  writeHead(page, words.attached)
  for (const { file, logged, removed } of attachments)
    writeSaid(
      page,
      [
        { text: file.title },
        { text: words.fileSize(file.bytes, file.blackened), ink: 'quiet', size: 7.5 },
        ...(removed ? [{ text: words.takenAway, ink: 'amber', face: 'bold' } as const] : []),
      ],
      [
        ...(removed || withdrawn ? [] : [{ text: nameOfAttached(codeOf(subject.casebook), file), size: 8 }]),
        { text: `SHA-256 ${file.sha256}`, ink: 'quiet', size: 7.5 },
        { text: by(page, logged), ink: 'quiet', size: 7.5 },
        ...(removed
          ? [{ text: removed.reason }, { text: by(page, removed.logged), ink: 'quiet', size: 7.5 } as const]
          : []),
      ],
    )
}

function writeQueries(page: Page, { queries }: FormState): void {
  if (queries.length === 0) return
  writeHead(page, page.words.queries)
  for (const query of queries)
    writeSaid(
      page,
      [
        { text: placeName(page, query.scope) },
        {
          text: page.words.queryStatus[query.status],
          ink: isAsked(query.status) ? 'amber' : 'quiet',
          face: 'bold',
        },
      ],
      threadWords(page, query),
    )
}

const threadWords = (page: Page, { thread, origin }: QueryState): readonly Words[] => [
  ...(origin === 'contested' ? [{ text: page.words.opened, ink: 'quiet' } as const] : []),
  ...thread.flatMap(({ move, text, logged }): readonly Words[] => [
    ...(text === '' ? [] : [{ text }]),
    { text: `${page.words.queryMove[move]} · ${by(page, logged)}`, ink: 'quiet', size: 7.5 },
  ]),
]

/** Verified against the source, and accepted by the investigator: how much of it, by whom, and whether it still holds. */
function writeChecked(page: Page, state: FormState): void {
  const { words } = page
  const filled = [...state.items.values()].filter(holdsSomething)
  const verificationOf = verificationsOf(state)
  const verified = filled.flatMap((item) => verificationOf(item) ?? [])
  const verifiers = [...new Map(verified.map((logged): [string, Logged] => [refOf(logged.change), logged])).values()]
  if (verifiers.length + state.reviews.length === 0) return
  writeHead(page, words.checked)
  if (verifiers.length > 0)
    writeSaid(
      page,
      [{ text: words.verified, tail: words.items(verified.length, filled.length) }],
      verifiers.map((logged) => ({ text: by(page, logged) })),
    )
  for (const { logged, current } of state.reviews)
    writeSaid(
      page,
      [{ text: words.accepted }],
      [{ text: by(page, logged) }, ...(current ? [] : [{ text: words.changedSince, ink: 'amber' } as const])],
    )
}

/** When a signature that was made without a connection came to the server. */
const receivedAt = ({ source, words }: Page, { receipt }: Logged): string =>
  receipt ? `${words.received} ${showStamp(receipt.committedAt, source.language)}` : words.reception['on-device']

function writeSignatures(page: Page, { path, signatures }: FormState, withdrawn: boolean): void {
  const { paper, source, words } = page
  const asked = source.study.version.signing.filter(({ form }) => form === formOid(path))
  const missing = asked.filter(({ meaning }) => !withdrawn && !signatures.some((given) => given.meaning === meaning))
  const block = (about: readonly Words[], said: readonly Words[]) => {
    paper.space(8)
    paper.row(
      [
        { share: 42, words: about, heads: 'Row' },
        { share: 58, words: said },
      ],
      { shaded: true },
    )
  }
  for (const { meaning, author, logged, intact } of signatures)
    block(
      [
        { text: nameOf(source, author), face: 'bold' },
        { text: words.role[logged.change.role], ink: 'quiet' },
        { text: showStamp(logged.change.claimedAt, source.language) },
      ],
      [
        { text: words.meaning[meaning] },
        ...(waited(logged) ? [{ text: receivedAt(page, logged), ink: 'quiet' } as const] : []),
        { text: intact ? words.intact : words.broken, ink: intact ? 'accent' : 'warn', face: 'bold' },
      ],
    )
  for (const { meaning } of missing)
    block([{ text: words.nobodySigned, face: 'bold', ink: 'amber' }], [{ text: words.meaning[meaning], ink: 'quiet' }])
}
