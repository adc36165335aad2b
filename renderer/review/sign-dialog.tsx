import { useState } from 'react'
import type { Scope } from '#shared/casebook/path'
import type { SignatureMeaning } from '#shared/change/change'
import type { Hash, StudyVersionId, SubjectKey } from '#shared/ids'
import { usePlace } from '../app/place'
import { useSession } from '../app/store'
import { useData } from '../data/hooks'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import type { PasswordNotTaken } from '../ui/password-problem'
import { SignForm } from '../ui/sign-form'
import styles from './review-parts.module.css'
import { reviewTexts } from './texts'

/** A part of a casebook that is to be signed, as it stood when it was shown. */
export interface Signable {
  readonly subject: SubjectKey
  readonly scope: Scope
  /** Of what was shown: what arrives meanwhile is not signed. */
  readonly content: Hash
  readonly meaning: SignatureMeaning
  /** A signature is made under the version that the part stands under. */
  readonly version: StudyVersionId
  readonly code: string
  readonly name: string
}

/** Signs parts of casebooks with one password: what each is, what it means, and afterwards that it is done. */
export function SignDialog({ parts, onClose }: { parts: readonly Signable[]; onClose: () => void }) {
  const say = useTexts(reviewTexts)
  const data = useData()
  const { study, site } = usePlace()
  const { user } = useSession()
  // What was shown is what is signed, also when something arrives meanwhile.
  const [asked] = useState(parts)
  const [signed, setSigned] = useState<ReadonlySet<Signable>>(new Set())
  const over = signed.size === asked.length
  const meanings = [...new Set(asked.map(({ meaning }) => meaning))]

  const sign = async (password: string): Promise<PasswordNotTaken | undefined> => {
    for (const group of byAct(asked.filter((part) => !signed.has(part)))) {
      const [first] = group
      if (!first) continue
      const { subject, meaning, version } = first
      const scopes = group.map(({ scope, content }) => ({ scope, content }))
      const done = await data.sign({ study, site, version, subject, meaning, scopes, password })
      if (done.kind !== 'signed') return done
      setSigned((before) => new Set([...before, ...group]))
    }
    return undefined
  }
  return (
    <Dialog
      wide
      title={say('signTitle', { count: asked.length })}
      onClose={onClose}
      foot={
        over && (
          <Button kind="primary" tall autoFocus onClick={onClose}>
            {say('done')}
          </Button>
        )
      }
    >
      <ul className={styles.parts}>
        {asked.map(({ subject, scope, meaning, code, name }) => (
          <li key={`${subject} ${scope} ${meaning}`} className="line">
            <span className="medium">{name}</span>
            <span className="grow" />
            <span className="mute">{code}</span>
          </li>
        ))}
      </ul>
      {over ? (
        <Notice tone="good" live title={say('signedAll')}>
          {say('signer', { name: user.name })}
        </Notice>
      ) : (
        <SignForm
          meaning={meanings.map((meaning) => say(`meaning.${meaning}`)).join(' ')}
          signer={say('signer', { name: user.name })}
          act={say('signAct')}
          problem={() => undefined}
          onSign={sign}
        />
      )}
    </Dialog>
  )
}

/** Parts that one change can sign: of one participant, with one meaning, under one version; the casebook as a whole by itself. */
function byAct(parts: readonly Signable[]): readonly (readonly Signable[])[] {
  const acts = new Map<string, Signable[]>()
  for (const part of parts) {
    const act = [part.subject, part.meaning, part.version, part.scope.includes('/') ? 'forms' : part.scope].join(' ')
    acts.set(act, [...(acts.get(act) ?? []), part])
  }
  return [...acts.values()]
}
