import type { ChangeBody, Logged, SignatureMeaning } from '#shared/change/change'
import { type Unsigned, eligibilityText, releaseText, signedText } from '#shared/change/signature'
import type { Scope } from '#shared/casebook/path'
import type { EligibilitySnapshot } from '#shared/eligibility/snapshot'
import type { Hash, SubjectKey, UserId } from '#shared/ids'
import type { Draft } from './door'
import type { NotRight, Opened, Vault } from './keys/vault'
import { type Clock, claimedInstant } from './surroundings'

/** What a person says with their own key, which only their password opens. None of it waits for the network. */
export interface SigningDoor {
  /** Is this still the person who signed in? For signatures and for coming back after a pause. */
  confirmPassword(password: string): Promise<Confirmation>
  /** Where the password is not right, or comes too soon after a wrong one, nothing is stored. */
  sign(request: SignRequest): Promise<Signing>
  /** The same for a dose: what was decided, on what was shown. */
  releaseDose(request: ReleaseRequest): Promise<Signing>
  /** The same for eligibility: every criterion as it was shown. */
  signEligibility(request: EligibilityRequest): Promise<Signing>
}

export type Confirmation = { readonly kind: 'right' } | NotRight
export type Signing = { readonly kind: 'signed'; readonly logged: Logged } | NotRight

type Place = Omit<Draft, 'body' | 'source'>

interface Confirmed extends Place {
  readonly password: string
}

export interface SignRequest extends Confirmed {
  readonly meaning: SignatureMeaning
  /** Each with the hash of what its signer was shown (`signedContent`): what arrives meanwhile is not signed. */
  readonly scopes: readonly { readonly scope: Scope; readonly content: Hash }[]
}

export interface ReleaseRequest extends Confirmed {
  readonly dose: Unsigned<'dose-release'>
}

export interface EligibilityRequest extends Confirmed {
  readonly snapshot: EligibilitySnapshot
}

interface SigningParts {
  readonly opened: Opened
  readonly vault: Vault
  readonly clock: Clock
  readonly author: UserId
  readonly write: (draft: Draft, claimedAt: string) => Promise<Logged>
  /** A password was wrong: where that locked somebody out, the server has to hear of it now. */
  readonly wrong: () => void
}

export function signingOf({ opened, vault, clock, author, write, wrong }: SigningParts): SigningDoor {
  /** Signs a text with the person's own key and stores what it is over. */
  async function signed(
    { study, site, version, subject, password }: Confirmed,
    textOf: (by: { subject: SubjectKey; author: UserId; claimedAt: string }) => string,
    bodyOf: (signed: { readonly key: string; readonly signature: string }) => ChangeBody,
  ): Promise<Signing> {
    const claimedAt = claimedInstant(clock)
    const own = await vault.signAs(opened.record, password, textOf({ subject, author, claimedAt }))
    if (own.kind !== 'signed') {
      await tellIfLocked()
      return own
    }
    const body = bodyOf({ key: opened.signature.keyId, signature: own.signature })
    return { kind: 'signed', logged: await write({ study, site, version, subject, body }, claimedAt) }
  }

  const tellIfLocked = async () => {
    if ((await vault.lockouts()).length > 0) wrong()
  }

  return {
    async confirmPassword(password) {
      const confirmation = await vault.confirm(opened.record, password)
      if (confirmation.kind !== 'right') await tellIfLocked()
      return confirmation
    },
    sign(request) {
      const { meaning } = request
      const scopes = [...request.scopes]
      return signed(
        request,
        (by) => signedText(by, { meaning, scopes }),
        (own) => ({ kind: 'sign', meaning, scopes, ...own }),
      )
    },
    releaseDose: (request) =>
      signed(
        request,
        (by) => releaseText(by, request.dose),
        (own) => ({ kind: 'dose-release', ...request.dose, ...own }),
      ),
    signEligibility: (request) =>
      signed(
        request,
        (by) => eligibilityText(by, request),
        (own) => ({ kind: 'eligibility', snapshot: request.snapshot, ...own }),
      ),
  }
}
