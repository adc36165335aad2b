import { setImmediate } from 'node:timers/promises'
import { like } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { FormState } from '#shared/casebook/casebook'
import { contentOf } from '#shared/casebook/derive'
import type { ChangeBody, Logged, SignatureMeaning } from '#shared/change/change'
import { releaseText, signedText } from '#shared/change/signature'
import { SubjectCode, SubjectKey } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import type { Context } from '../context'
import { setting } from '../store/schema'
import { PASSWORD } from './accounts'
import { type Author, type Call, Device } from './device'
import { type SigningKey, instant, newSigningKey } from './pen'
import { type Hand, walk } from './script/walk'
import { type TrialParticipant, participantsOn } from './trials'

/** Settings that name the participants of the trials who were begun: a start that was broken off goes on after them. */
const BEGUN = 'demonstration-trial-'

/**
 * Lets the participants of the trials come, one after the other, while the server answers others: a visit at a time,
 * written by those who work there, for each on a device of its own, whose clock only goes on. Ends early, without an error, once `signal` says so.
 */
export async function playTrials(context: Context, call: Call, signal: AbortSignal): Promise<void> {
  const { db } = context.store
  const begun = await db.$count(setting, like(setting.key, `${BEGUN}%`))
  const waiting = participantsOn(context.now().toISOString().slice(0, 10)).slice(begun)
  const isOver = () => signal.aborted
  if (waiting.length === 0 || isOver()) return
  const key = newSigningKey()
  for (const [i, participant] of waiting.entries()) {
    const device = new Device(call)
    const nurse = await device.signIn('nurse.nl01', PASSWORD, 'nurse')
    const investigator = await device.signIn('investigator.nl01', PASSWORD, 'investigator')
    if (i === 0) await call('POST', '/api/keys', { keyId: key.keyId, publicKey: key.publicKey }, investigator.token)
    const ward = new Ward(participant, device, nurse, investigator, key)
    const played = walk(participant.script, ward)
    while (!played.next().done) {
      await setImmediate()
      if (isOver()) return
      await device.push(nurse)
      const one = { key: `${BEGUN}${begun + i + 1}`, value: context.now().toISOString() }
      await db.insert(setting).values(one).onConflictDoNothing()
    }
  }
}

/** A nurse who enters and an investigator who signs, on the computer of the ward, of one participant. */
class Ward implements Hand {
  readonly subject = SubjectKey.parse(crypto.randomUUID())
  private readonly version
  private seconds = 0

  constructor(
    private readonly participant: TrialParticipant,
    private readonly device: Device,
    private readonly nurse: Author,
    private readonly investigator: Author,
    private readonly key: SigningKey,
  ) {
    const { script, site, number } = participant
    this.version = compileStudy(script.study).id
    const code = SubjectCode.parse(`${site}-${String(number).padStart(3, '0')}`)
    this.says(nurse, script.visits[0]?.on ?? '', () => ({ kind: 'enrol', code }))
  }

  uuid(): string {
    return v7()
  }

  offset(on: string): string {
    return instant({ at: Date.parse(`${on}T12:00:00Z`), zone: this.device.zone }).slice(-6)
  }

  asserts(on: string, body: ChangeBody): Logged {
    return this.says(this.nurse, on, () => body)
  }

  confirms(on: string, body: ChangeBody): Logged {
    return this.says(this.investigator, on, () => body)
  }

  releases(on: string, release: Parameters<Hand['releases']>[1]): Logged {
    return this.says(this.investigator, on, (claimedAt) => ({
      kind: 'dose-release',
      ...release,
      ...this.signature(releaseText({ ...this.signer, claimedAt }, release)),
    }))
  }

  signs(on: string, { path, items, withdrawn, attachments }: FormState, meaning: SignatureMeaning): Logged {
    const scopes = [{ scope: path, content: contentOf(path, items, withdrawn, attachments) }]
    return this.says(this.investigator, on, (claimedAt) => ({
      kind: 'sign',
      ...{ meaning, scopes },
      ...this.signature(signedText({ ...this.signer, claimedAt }, { meaning, scopes })),
    }))
  }

  private get signer() {
    return { subject: this.subject, author: this.investigator.user }
  }

  private signature(text: string) {
    return { key: this.key.keyId, signature: this.key.sign(text) }
  }

  private says(by: Author, on: string, body: (at: string) => ChangeBody): Logged {
    const { script, site } = this.participant
    const at = instant({ at: Date.parse(`${on}T08:00:00Z`) + ++this.seconds * 1_000, zone: this.device.zone })
    const here = { study: script.study.study.id, site, version: this.version, subject: this.subject }
    return { change: this.device.assert({ by, at, ...here, body: body(at) }) }
  }
}
