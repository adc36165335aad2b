import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { Casebook } from '#shared/casebook/casebook'
import { contentOf } from '#shared/casebook/derive'
import { findingsOf } from '#shared/casebook/findings'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { EventPath, type FormPath, formPath } from '#shared/casebook/path'
import type { Change, ChangeBody, Logged } from '#shared/change/change'
import { releaseText, signedText } from '#shared/change/signature'
import { askGate } from '#shared/dose-release/release'
import { type SiteId, type SubjectKey, streamId } from '#shared/ids'
import { PullAnswer } from '#shared/protocol'
import type { CompiledStudy } from '#shared/study/compile'
import { type Author, Device } from '../../../server/demo/device'
import { PASSWORD, type TestServer } from '../server'

/** An investigator at a computer of their own, who signs what the nurse's work waits for. */
export class Investigator {
  private readonly keys = generateKeyPairSync('ed25519')
  private readonly keyId = randomUUID()
  private readonly own: Change[] = []

  private constructor(
    private readonly server: TestServer,
    private readonly study: CompiledStudy,
    private readonly site: SiteId,
    private readonly device: Device,
    private readonly author: Author,
  ) {}

  static async signsIn(server: TestServer, study: CompiledStudy, site: SiteId, userName: string) {
    const device = server.device()
    const author = await device.signIn(userName, PASSWORD, 'investigator')
    const one = new Investigator(server, study, site, device, author)
    const publicKey = one.keys.publicKey.export({ format: 'jwk' }).x
    await server.call('POST', '/api/keys', { keyId: one.keyId, publicKey }, author.token)
    return one
  }

  /** Signs that the participant is eligible, over the criteria as they stand. */
  async signsEligibility(subject: SubjectKey, event: string): Promise<void> {
    const form = formPath({ oid: event }, { oid: 'IE' })
    const items = (await this.casebook(subject)).forms.get(form)?.items ?? new Map<never, never>()
    const said = { meaning: 'eligibility' as const, scopes: [{ scope: form, content: contentOf(form, items) }] }
    const claimedAt = new Date().toISOString()
    const text = signedText({ subject, author: this.author.user, claimedAt }, said)
    await this.says(subject, claimedAt, { kind: 'sign', ...said, ...this.signs(text) })
  }

  /** Asks the gate and signs the dose; says what the gate decided. */
  async releases(subject: SubjectKey, event: string, planned: string): Promise<string> {
    const asked = askGate(this.study, await this.casebook(subject), {
      event: EventPath.parse(event),
      agent: 'LU177',
      planned,
    })
    if (!asked?.signable) return [asked?.answer.decision, ...(asked?.answer.reasons ?? [])].join(' ')
    const claimedAt = new Date().toISOString()
    const text = releaseText({ subject, author: this.author.user, claimedAt }, asked.signable)
    await this.says(subject, claimedAt, { kind: 'dose-release', ...asked.signable, ...this.signs(text) })
    return asked.answer.decision
  }

  /** Says why a finding that gates a form is as it should be. */
  async confirms(subject: SubjectKey, form: FormPath, check: string, reason: string, today: string): Promise<void> {
    const found = findingsOf(this.study, await this.casebook(subject), form, today)
    const finding = found.find((one) => one.check === check)
    if (!finding) throw new Error(`${check} is not found at ${form}`)
    const evidence = [...finding.evidence]
    await this.says(subject, new Date().toISOString(), { kind: 'confirm', form, check, evidence, reason })
  }

  private signs(text: string) {
    return { key: this.keyId, signature: sign(null, Buffer.from(text), this.keys.privateKey).toString('base64url') }
  }

  private async says(subject: SubjectKey, at: string, body: ChangeBody): Promise<void> {
    const { study, site, author } = this
    const here = { study: study.version.study.id, site, version: study.id, subject }
    this.own.push(this.device.assert({ by: author, at, ...here, body }))
    const answer = await this.device.push(author)
    const held = answer.receipts.find(({ receipt }) => receipt.state === 'held')
    if (held) throw new Error(`held: ${JSON.stringify(held)}`)
  }

  private async casebook(subject: SubjectKey): Promise<Casebook> {
    const stream = encodeURIComponent(streamId(this.study.version.study.id, this.site, 'data'))
    const logged: Logged[] = []
    for (let after = 0, more = true; more;) {
      const path = `/api/sync/pull?stream=${stream}&after=${after}`
      const page = PullAnswer.parse((await this.server.call('GET', path, undefined, this.author.token)).body)
      for (const row of page.rows) {
        const change = 'change' in row ? row.change : this.own.find(({ n }) => n === row.own)
        if (change?.subject === subject) logged.push({ change, receipt: row.receipt })
      }
      after += page.rows.length
      more = page.more
    }
    return fold(logged, emptyCasebook(subject))
  }
}
