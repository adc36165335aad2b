import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { contentOf } from '#shared/casebook/derive'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { FormPath, ItemPath } from '#shared/casebook/path'
import type { Change, ChangeBody, Logged, Strata } from '#shared/change/change'
import { signedText } from '#shared/change/signature'
import {
  SiteId,
  type StudyId,
  type StudyVersionId,
  StreamId,
  SubjectCode,
  SubjectKey,
  changeRef,
  streamId,
} from '#shared/ids'
import { PullAnswer } from '#shared/protocol'
import { type Randomisation, randomisationOf } from '#shared/randomisation/allocation'
import type { Role } from '#shared/roles'
import { PASSWORD, type TestServer } from '../../support/server'

const AT = '2026-03-12T10:00:00.000+01:00'
export const IE = FormPath.parse('SCR/IE')

/** What is known of somebody before anybody asks. */
export interface Candidate {
  readonly grade?: string
  readonly fdg?: string
  readonly signed?: boolean
  readonly left?: boolean
}

let codes = 0

/** A person at a device of their own, in the words of a ward that randomises. */
export async function ward(
  server: TestServer,
  study: StudyId,
  version: StudyVersionId,
  userName: string,
  { role = 'investigator', site = 'A1' }: { readonly role?: Role; readonly site?: string } = {},
) {
  const device = server.device()
  const author = await device.signIn(userName, PASSWORD, role)
  const here = SiteId.parse(site)
  const stream = streamId(study, here, 'data')
  const pair = generateKeyPairSync('ed25519')
  const key = { keyId: randomUUID(), publicKey: pair.publicKey.export({ format: 'jwk' }).x ?? '' }
  await server.call('POST', '/api/keys', key, author.token)
  const own = new Map<SubjectKey, Change[]>()

  const says = (subject: SubjectKey, body: ChangeBody) => {
    const change = device.assert({ by: author, at: AT, study, site: here, version, subject, body })
    own.set(subject, [...(own.get(subject) ?? []), change])
    return change
  }
  const enters = (subject: SubjectKey, path: string, text: string, bases: readonly Change[] = []) =>
    says(subject, {
      kind: 'value',
      items: [
        {
          path: ItemPath.parse(path),
          bases: bases.map(({ device: by, n }) => changeRef(by, n)),
          entry: { state: 'value', text },
          ...(bases.length > 0 && { reason: 'It was read again.' }),
        },
      ],
    })
  const signs = (subject: SubjectKey) => {
    const changes = (own.get(subject) ?? []).map((change) => ({ change }))
    const items = fold(changes, emptyCasebook(subject)).forms.get(IE)?.items ?? new Map()
    const said = { meaning: 'eligibility' as const, scopes: [{ scope: IE, content: contentOf(IE, items) }] }
    const text = signedText({ subject, author: author.user, claimedAt: AT }, said)
    const signature = sign(null, Buffer.from(text), pair.privateKey).toString('base64url')
    return says(subject, { kind: 'sign', ...said, key: key.keyId, signature })
  }
  const pull = async (): Promise<readonly Logged[]> => {
    const changes: Logged[] = []
    for (let after = 0, more = true; more;) {
      const path = `/api/sync/pull?stream=${encodeURIComponent(stream)}&after=${after}`
      const page = PullAnswer.parse((await server.call('GET', path, undefined, author.token)).body)
      for (const row of page.rows) {
        const change = 'change' in row ? row.change : [...own.values()].flat().find(({ n }) => n === row.own)
        if (change) changes.push({ change, receipt: row.receipt })
      }
      after += page.rows.length
      more = page.more
    }
    return changes
  }
  const casebook = async (subject: SubjectKey) =>
    fold(
      (await pull()).filter(({ change }) => change.subject === subject),
      emptyCasebook(subject),
    )
  return {
    device,
    author,
    stream: StreamId.parse(stream),
    says,
    enters,
    signs,
    pull,
    casebook,
    push: () => device.push(author),
    /** Enrols somebody of whom this much is known; nothing is sent yet. */
    candidate({ grade = 'G2', fdg = 'Y', signed = true, left = false }: Candidate = {}): SubjectKey {
      const subject = SubjectKey.parse(randomUUID())
      says(subject, { kind: 'enrol', code: SubjectCode.parse(`${site}-${String(++codes).padStart(4, '0')}`) })
      if (grade !== '') enters(subject, 'SCR/NET/DATA/NETGRADE', grade)
      if (fdg !== '') enters(subject, 'SCR/PETF/DATA/FDGPOS', fdg)
      if (left) enters(subject, 'EOS/WD/DATA/WDDAT', '2026-03-11')
      enters(subject, 'SCR/IE/DATA/IEYN', 'Y')
      if (signed) signs(subject)
      return subject
    },
    /** Asks the server to randomise, with the strata the person confirmed; sends everything. */
    async asks(subject: SubjectKey, grade = 'G2', strata: Strata = strataOf(grade, site)): Promise<void> {
      says(subject, { kind: 'request', act: 'randomise', strata })
      await device.push(author)
    },
    async standing(subject: SubjectKey): Promise<Randomisation> {
      return randomisationOf(await casebook(subject))
    },
  }
}

export type Ward = Awaited<ReturnType<typeof ward>>

export const strataOf = (grade: string, site: string): Strata => [
  { stratum: 'GRADE', level: grade },
  { stratum: 'SITE', level: site },
]

/** The arm somebody was allocated to, or what came of the request instead. */
export function outcome(standing: Randomisation): string {
  switch (standing.state) {
    case 'allocated':
      return standing.allocation.arm ?? 'blind'
    case 'refused':
      return standing.reasons.map(({ code, about }) => (about === undefined ? code : `${code} ${about}`)).join(', ')
    case 'not-asked':
    case 'waiting':
    case 'held':
      return standing.state
  }
}
