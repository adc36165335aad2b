import { useMemo, useState } from 'react'
import { askedNow, signableEligibility } from '#shared/eligibility/ask'
import type { Eligibility } from '#shared/eligibility/engine'
import {
  type ChangedCriterion,
  type SignedEligibility,
  changedCriteria,
  expiresOn,
  signedEligibility,
  wasActedOn,
} from '#shared/eligibility/signed'
import type { EligibilitySnapshot, SignedCriterion } from '#shared/eligibility/snapshot'
import { refOf } from '#shared/change/change'
import { showStamp } from '#shared/export/stamp'
import { usePersonName } from '../../app/people'
import { mayHere, usePlace, useSubject } from '../../app/place'
import { useSession } from '../../app/store'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { showDate } from '../../ui/dates'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { Notice } from '../../ui/notice'
import { SignForm } from '../../ui/sign-form'
import { evidenceText, isDrawn, itemNamed } from './eligibility-lines'
import { eligibilityTexts } from './eligibility-texts'
import styles from './eligibility.module.css'
import type { FormAt } from './form-mark'

interface EligibilitySignatureProps {
  readonly at: FormAt
  readonly eligibility: Eligibility
}

/** Who signed that the participant may take part, whether that still holds, and the way to sign. */
export function EligibilitySignature({ at, eligibility }: EligibilitySignatureProps) {
  const say = useTexts(eligibilityTexts)
  const place = usePlace()
  const { study, casebook, today } = at
  const { phase } = eligibility
  const [signing, setSigning] = useState<EligibilitySnapshot>()
  const signatures = useMemo(() => signedEligibility(study, casebook, phase), [study, casebook, phase])
  const last = signatures.at(-1)
  const changed = useMemo(() => (last ? changedCriteria(study, casebook, last.snapshot) : []), [study, casebook, last])
  const until = last && expiresOn(last.snapshot)
  const isDone = last !== undefined && wasActedOn(study, casebook, last.snapshot)
  const isOver = !isDone && until !== undefined && until < today
  const signable = signableEligibility(place.version, casebook, askedNow(casebook, phase, today), eligibility)
  const wanted = !last || (!isDone && changed.length > 0) || isOver
  const signs = typeof signable === 'object' && wanted && mayHere(place, 'eligibility')
  useKeys(signs ? [{ keys: 's', label: say('sign'), run: () => setSigning(signable) }] : [])
  return (
    <section className={styles.signature} aria-label={say('signature')}>
      {last && <Standing {...{ at, changed, isOver, isDone }} signed={last} />}
      {wanted && !last && isDrawn(at, phase) ? (
        <Notice tone="calm" title={say('neverSigned')}>
          {say('neverSignedText')}
        </Notice>
      ) : (
        wanted && <Waiting signable={signable} isFirst={!last} />
      )}
      {signs && (
        <Button kind="primary" keys="s" onClick={() => setSigning(signable)}>
          {say(last ? 'signAgain' : 'sign')}
        </Button>
      )}
      {signatures.length > 1 && <Earlier signatures={signatures.slice(0, -1)} />}
      {signing && <SignDialog snapshot={signing} onClose={() => setSigning(undefined)} />}
    </section>
  )
}

interface WaitingProps {
  readonly signable: EligibilitySnapshot | 'open' | 'not-eligible'
  readonly isFirst: boolean
}

/** Why there is no signature, and what would make one possible. */
function Waiting({ signable, isFirst }: WaitingProps) {
  const say = useTexts(eligibilityTexts)
  const place = usePlace()
  const title = isFirst ? say('notSigned') : undefined
  if (signable === 'open')
    return (
      <Notice tone="calm" title={title ?? say('notSignedOpen')}>
        {title && say('notSignedOpen')}
      </Notice>
    )
  if (signable === 'not-eligible')
    return (
      <Notice tone="calm" title={title ?? say('notSignedAgainst')}>
        {title && say('notSignedAgainst')}
      </Notice>
    )
  if (mayHere(place, 'eligibility')) return null
  return (
    <Notice tone="calm" title={say('readyToSign')}>
      {say('onlyInvestigator')}
    </Notice>
  )
}

interface StandingProps {
  readonly at: FormAt
  readonly signed: SignedEligibility
  readonly changed: readonly ChangedCriterion[]
  readonly isOver: boolean
  /** The participant has gone on by it. */
  readonly isDone: boolean
}

function Standing({ at, signed: { logged, snapshot }, changed, isOver, isDone }: StandingProps) {
  const say = useTexts(eligibilityTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  const { author, claimedAt } = logged.change
  const who = { name: nameOf(author) ?? author, when: showStamp(claimedAt, language) }
  const until = expiresOn(snapshot)
  const day = until === undefined ? '' : showDate(until, language)
  if (changed.length > 0)
    return (
      <Notice tone={isDone ? 'check' : 'stop'} title={isDone ? say('holds', who) : say('broken')} live>
        {isDone ? say('changedSince') : say('brokenText', who)}
        <ul className={styles.changes}>
          {changed.map((one) => (
            <Change key={one.id} at={at} changed={one} />
          ))}
        </ul>
      </Notice>
    )
  return (
    <Notice tone={isOver ? 'check' : 'good'} title={say('holds', who)} live>
      {[
        snapshot.waiver === undefined ? '' : say('waiver', { waiver: snapshot.waiver }),
        isOver ? say('expired', { day }) : say('holdsText'),
        until === undefined || isOver || isDone ? '' : say('holdsUntil', { day }),
      ]
        .filter(Boolean)
        .join(' ')}{' '}
      {!logged.receipt && <Mark state="unsent" word={say('unsent')} />}
    </Notice>
  )
}

/** "N2-E02. Signed: Haemoglobin 9.1 g/dL. Now: Haemoglobin 7.9 g/dL". */
function Change({ at, changed: { id, signed, now } }: { readonly at: FormAt; readonly changed: ChangedCriterion }) {
  const say = useTexts(eligibilityTexts)
  const language = useLanguage()
  const words = (criterion: SignedCriterion | undefined): string => {
    if (!criterion) return say('notAsked')
    const { kind, answer, evidence, judged } = criterion
    const isFor = answer === (kind === 'inclusion' ? 'true' : 'false')
    const standing =
      answer === 'unknown'
        ? say('standing.unknown')
        : answer === 'judgement'
          ? say('standing.judge')
          : say(`standing.${isFor ? 'for' : 'against'}.${kind}`)
    const values = evidence.map(
      (one) => `${itemNamed(at, one.item, language).label} ${evidenceText(at, one, language)}`,
    )
    const word = judged === undefined ? [] : [say('judged', { answer: say(judged === 'Y' ? 'true' : 'false') })]
    return [standing, ...values, ...word].join(', ')
  }
  return (
    <li>
      <strong>{id}</strong> <span className="num">{say('signedWas', { was: words(signed) })}</span>
      <br />
      <span className="num">{say('isNow', { now: words(now) })}</span>
    </li>
  )
}

function Earlier({ signatures }: { readonly signatures: readonly SignedEligibility[] }) {
  const say = useTexts(eligibilityTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  return (
    <details>
      <summary>{say('earlier')}</summary>
      <ul className={styles.changes}>
        {signatures.toReversed().map(({ logged: { change } }) => (
          <li key={refOf(change)}>
            {say('holds', {
              name: nameOf(change.author) ?? change.author,
              when: showStamp(change.claimedAt, language),
            })}
          </li>
        ))}
      </ul>
    </details>
  )
}

interface SignDialogProps {
  /** What was shown is what is signed, also when something arrives meanwhile: then it is broken at once, and says so. */
  readonly snapshot: EligibilitySnapshot
  readonly onClose: () => void
}

function SignDialog({ snapshot, onClose }: SignDialogProps) {
  const say = useTexts(eligibilityTexts)
  const language = useLanguage()
  const data = useData()
  const { study, site, version } = usePlace()
  const subject = useSubject()
  const { user } = useSession()
  const { waiver, day, criteria } = snapshot
  return (
    <Dialog title={waiver === undefined ? say('signTitle') : say('signTitleWaiver', { waiver })} onClose={onClose}>
      <SignForm
        meaning={say('meaning')}
        signer={say('signer', { name: user.name })}
        act={say('sign')}
        problem={() => undefined}
        onSign={async (password) => {
          const signing = await data.signEligibility({ study, site, version, subject, password, snapshot })
          if (signing.kind !== 'signed') return signing
          onClose()
          return undefined
        }}
      >
        <p className="secondary">{say('frozen', { count: criteria.length, day: showDate(day, language) })}</p>
      </SignForm>
    </Dialog>
  )
}
